/** Running one command: as a task of its own, so that it can be cancelled and left behind. */
import { LightColor } from "../../kernel/src/console/color.ts";
import { println } from "../../kernel/src/console/console.ts";
import { openKeys } from "../../kernel/src/console/input.ts";
import { describeErrorFully } from "../../kernel/src/console/report.ts";
import { spawn } from "../../kernel/src/tasks/executor.ts";
import { type JoinHandle, taskIdText } from "../../kernel/src/tasks/task.ts";
import { type Context, type Program, UsageError, usageOf } from "../program.ts";
import { findProgram, nearestProgram } from "./completion.ts";
import type { ShellKeys } from "./shell-keys.ts";

/** The reason with which Ctrl-C cancels. */
class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/**
 * Runs one command and waits for its end. Errors are shown. False when the commands behind it should not run: it was unknown, wrong,
 * failed, or cancelled.
 */
export async function runLine(
  line: string,
  programs: readonly Program[],
  onTerminal: boolean,
  keys: ShellKeys,
): Promise<boolean> {
  const words = line.split(" ").filter((word) => word !== "");
  if (words.length === 0) return true;
  const name = words[0];
  const program = findProgram(name, programs);
  if (program === null) {
    const near = nearestProgram(name, programs);
    const hint = near === null ? "help lists them" : `did you mean ${near.name}?`;
    println({ fg: LightColor.Red }, `${name}: no such command; ${hint}`);
    return false;
  }
  let readsKeys = false;
  const task = start(program, words.slice(1), line.trim().slice(name.length).trim(), onTerminal, () => {
    readsKeys = true;
  });
  try {
    await waitFor(task, keys);
    return true;
  } catch (error) {
    showFailure(program, error);
    return false;
  } finally {
    if (readsKeys) keys.forget();
    const lost = keys.takeLost();
    if (lost > 0)
      println({ fg: LightColor.Yellow }, `${lost} keys more than can be kept were typed ahead; none of them counts`);
  }
}

/** Starts a program as a task. `onKeys` is told when it opens the keys. */
function start(
  program: Program,
  args: readonly string[],
  rest: string,
  onTerminal: boolean,
  onKeys: () => void,
): JoinHandle<void> {
  return spawn(program.name, (signal) => {
    const context: Context = {
      args,
      rest,
      signal,
      onTerminal,
      openKeys: () => {
        onKeys();
        return openKeys();
      },
    };
    return program.run(context);
  });
}

/** Starts a program for which nobody waits and nobody types. Its errors are shown when they come. */
export function startInBackground(program: Program, args: readonly string[], rest: string): JoinHandle<void> {
  return spawn(program.name, async (signal) => {
    try {
      await program.run({ args, rest, signal, onTerminal: false, openKeys: null });
    } catch (error) {
      if (signal.aborted) throw error;
      showFailure(program, error);
    }
  });
}

/** Waits for the end of a task. Ctrl-C cancels it; a second one leaves it alone and comes back. */
async function waitFor(task: JoinHandle<void>, keys: ShellKeys): Promise<void> {
  const left = new AbortController();
  const over = new AbortController();
  let asked = false;
  const cancel = (): void => {
    if (!asked) task.cancel(new Interrupted());
    else left.abort(new Interrupted(`${task.name} does not end; it goes on as task ${taskIdText(task.id)}`));
    asked = true;
  };
  const watching = keys.watch(cancel, over.signal);
  try {
    await task.join(left.signal);
  } finally {
    over.abort();
    await watching;
  }
}

function showFailure(program: Program, error: unknown): void {
  const style = { fg: LightColor.Red };
  if (error instanceof Interrupted) {
    println("^C");
    if (error.message !== "") println(style, error.message);
  } else if (error instanceof UsageError) {
    println(style, `${program.name}: ${error.message}`);
    println(`usage: ${usageOf(program)}`);
  } else {
    println(style, `${program.name} failed: ${describeErrorFully(error)}`);
  }
}
