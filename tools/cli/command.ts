/** A command of `osmium`: its parser, made from `tools/usage.mjs`, and what runs it. */
import { Command } from "commander";
import { BuildError } from "../build.ts";
import { messageOf, UserError } from "../errors.ts";
import { checkMemorySize } from "../memory-size.ts";
import { usage } from "../usage.mjs";

/** Does the work; gives the exit code. `values` are the parameters, `flags` the options. */
export type Run<Flags> = (flags: Flags, values: readonly string[]) => number | Promise<number>;

/** Makes a command. What it throws ends it with a message; `UserError` and `BuildError` say all there is to say. */
export function makeCommand<Flags>(name: keyof typeof usage, run: Run<Flags>): Command {
  const { summary, description, parameters = [], options, examples } = usage[name];
  // Commander breaks lines where the terminal does.
  const command = new Command(name).summary(summary).description(description.replace(/(?<!\n)\n(?!\n)/g, " "));
  for (const [parameter, text] of parameters) command.argument(parameter, text);
  for (const { flags, text, preset } of options) command.option(flags, text, preset || undefined);
  const rows = examples.map(([line, text]) => [`osmium ${name} ${line}`.trimEnd(), text] as const);
  const width = Math.max(...rows.map(([line]) => line.length));
  command.addHelpText(
    "after",
    `\nExamples:\n${rows.map(([line, text]) => `  ${line.padEnd(width)}   ${text}`).join("\n")}`,
  );
  command.action(async (...given: unknown[]) => {
    const values = given
      .slice(0, parameters.length)
      .flat()
      .filter((value) => value !== undefined) as string[];
    process.exitCode = await guarded(() => {
      const flags = command.opts();
      if (typeof flags.memory === "string") checkMemorySize(flags.memory);
      return run(flags as Flags, values);
    });
  });
  return command;
}

async function guarded(body: () => number | Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof UserError) && !(error instanceof BuildError) && !isSystemError(error)) throw error;
    process.stderr.write(`osmium: ${messageOf(error)}\n`);
    return error instanceof UserError ? error.exitCode : 1;
  }
}

/** The system refused to read or write a file. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}
