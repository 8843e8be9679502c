/** The shell: reads a line, runs its commands, for ever. An error that a program throws is shown, and the shell goes on. */
import { LightColor } from "../../kernel/src/console/color.ts";
import { print, println } from "../../kernel/src/console/console.ts";
import { describeError } from "../../kernel/src/console/report.ts";
import { spawn } from "../../kernel/src/tasks/executor.ts";
import { sleep } from "../../kernel/src/time/sleep.ts";
import { programs } from "./commands/index.ts";
import { complete } from "./completion.ts";
import { History } from "./history.ts";
import { LineEditor } from "./line-editor.ts";
import { runLine } from "./run.ts";
import { ShellKeys } from "./shell-keys.ts";

const promptText = "osmium> ";

function prompt(): number {
  print({ fg: LightColor.Green }, promptText);
  return promptText.length;
}

/** Ends only by its signal. */
export async function shell(signal: AbortSignal): Promise<void> {
  using keys = new ShellKeys(signal);
  const history = new History();
  println("Type help for the commands.");
  for (;;) {
    const editor = new LineEditor({ history, prompt, complete: (text, cursor) => complete(text, cursor, programs) });
    const entry = await editor.readLine(keys);
    switch (entry.kind) {
      case "line":
        for (const row of entry.text.split("\n"))
          if (!(await runLine(row, programs, entry.source === "serial", keys))) break;
        break;
      case "dropped":
        break;
      case "ended":
        println("The machine goes on as long as there is power: shutdown ends it.");
        break;
    }
  }
}

/** How long to wait before a shell that has ended is replaced: one that can't start must not keep the machine busy. */
const restartMs = 500;

/** Keeps a shell running for ever. It is in no task itself, so nobody can kill it. */
export async function keepShell(): Promise<never> {
  for (;;) {
    try {
      await spawn("shell", shell).join();
    } catch (error) {
      println();
      println({ fg: LightColor.Red }, `the shell has ended (${describeError(error)}); here is another one`);
    }
    await sleep(restartMs);
  }
}
