/** The shell: reads a line, runs its command, for ever. An error that a command throws is shown, and the shell goes on. */
import { LightColor } from "../../kernel/src/console/color.ts";
import { print, println } from "../../kernel/src/console/console.ts";
import { describeErrorFully } from "../../kernel/src/console/report.ts";
import { findCommand } from "./commands.ts";
import { LineEditor } from "./line-editor.ts";

function showPrompt(): void {
  print({ fg: LightColor.Green }, "osmium> ");
}

/** Never ends. */
export async function shell(): Promise<void> {
  println("Type help for the commands.");
  const editor = new LineEditor();
  for (;;) {
    const line = await editor.readLine(showPrompt);
    if (line !== null) await runLine(line.trim());
  }
}

async function runLine(line: string): Promise<void> {
  if (line === "") return;
  const space = line.indexOf(" ");
  const name = space < 0 ? line : line.slice(0, space);
  const command = findCommand(name);
  if (command === null) {
    println({ fg: LightColor.Red }, `${name}: no such command; help lists them`);
    return;
  }
  try {
    await command.run(space < 0 ? "" : line.slice(space + 1).trim());
  } catch (error) {
    println({ fg: LightColor.Red }, `${name} failed: ${describeErrorFully(error)}`);
  }
}
