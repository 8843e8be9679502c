/**
 * `osmium`, the command-line tool. Exit codes: 0 done, 1 it did not work out, 2 wrong usage, 70 a mistake of ours. Each command has a file here; what they do
 * lives one folder up, where the npm scripts use it too.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { root } from "../project.ts";
import { benchCommand } from "./bench.ts";
import { buildCommand } from "./build.ts";
import { debugCommand } from "./debug.ts";
import { doctorCommand } from "./doctor.ts";
import { imageCommand } from "./image.ts";
import { newCommand } from "./new.ts";
import { runCommand } from "./run.ts";
import { testCommand } from "./test.ts";

const examples = `
A first hour:
  osmium doctor             is everything there? If not, what to type
  osmium new my-kernel      a kernel of your own, in one page of TypeScript
  cd my-kernel
  npm start                 osmium run: boots it; change src/main.ts, start it again
  npm test                  osmium test: boots its tests
  npm run debug             osmium debug: stops at its first line

Each command has more to say: osmium COMMAND --help`;

function parser(): Command {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const program = new Command("osmium")
    .description("Kernels in TypeScript: start, build, run, test and debug one.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "this text")
    .addHelpText("after", examples);
  const commands = [
    newCommand(),
    buildCommand(),
    runCommand(),
    testCommand(),
    debugCommand(),
    imageCommand(),
    benchCommand(),
    doctorCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands]) {
    command.exitOverride().configureOutput({ outputError: (text, write) => write(text.replace(/^error:/, "osmium:")) });
  }
  return program;
}

/** Runs the tool; gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await parser().parseAsync([...argv]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 || error.code === "commander.help" ? 0 : 2;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`osmium: this is a mistake in the tool, please report it:\n${text}\n`);
    return 70;
  }
}
