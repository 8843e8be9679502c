/** What the shell can run: an object a program, with all that `help`, completion and the shell need to know about it. */
import type { KeyStream } from "../kernel/src/console/input.ts";

/** What a program gets. */
export interface Context {
  /** What was typed behind the name, split at blanks. */
  readonly args: readonly string[];
  /** The same, not split, without blanks around it. */
  readonly rest: string;
  /** Aborts on Ctrl-C and `kill`. What the program awaits takes it; what does not wait looks at it. */
  readonly signal: AbortSignal;
  /** Was it started from the serial terminal? Then what takes the screen over draws there as well. */
  readonly onTerminal: boolean;
  /** The keys that are pressed from now on; without it they are kept for the shell's next line. Null in the background, where nobody types for it. */
  readonly openKeys: (() => KeyStream) | null;
}

export interface Program {
  readonly name: string;
  readonly aliases: readonly string[];
  /** What follows the name: `NAME [COUNT]`; empty when nothing does. */
  readonly usage: string;
  /** One line, for the list that `help` prints. */
  readonly summary: string;
  /** More, for `help NAME`. */
  readonly details: readonly string[];
  /** What may stand where Tab was pressed, behind the arguments that are complete. */
  readonly complete: (args: readonly string[]) => readonly string[];
  /** It draws on the whole screen and waits for keys: so it can't run in the background. */
  readonly takesScreen: boolean;
  readonly run: (context: Context) => Promise<void>;
}

/** What a program must say of itself; the rest has sensible values. */
export interface ProgramDescription {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly usage?: string;
  readonly summary: string;
  readonly details?: readonly string[];
  readonly complete?: (args: readonly string[]) => readonly string[];
  readonly takesScreen?: boolean;
  readonly run: (context: Context) => Promise<void>;
}

export function program(description: ProgramDescription): Program {
  return {
    name: description.name,
    aliases: description.aliases ?? [],
    usage: description.usage ?? "",
    summary: description.summary,
    details: description.details ?? [],
    complete: description.complete ?? (() => []),
    takesScreen: description.takesScreen ?? false,
    run: description.run,
  };
}

/** The name and what follows it. */
export function usageOf(program: Program): string {
  return program.usage === "" ? program.name : `${program.name} ${program.usage}`;
}

/** A program was called wrongly. The shell prints what is wrong and the usage line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The argument at a place as a number from `least` to `most`; throws `UsageError` for anything else. */
export function numberArgument(
  args: readonly string[],
  index: number,
  what: string,
  least: number,
  most: number,
): number {
  const text = args.at(index);
  if (text === undefined) throw new UsageError(`${what} is missing`);
  const value = Number(text);
  if (!(value >= least && value <= most))
    throw new UsageError(`${what} is a number from ${least} to ${most}, not ${text}`);
  return value;
}

/** As `numberArgument`, and a whole number. */
export function integerArgument(
  args: readonly string[],
  index: number,
  what: string,
  least: number,
  most: number,
): number {
  const value = numberArgument(args, index, what, least, most);
  if (!Number.isInteger(value)) throw new UsageError(`${what} is a whole number, not ${args[index]}`);
  return value;
}

/** The keys of a program that takes the screen. */
export function keysOf({ openKeys }: Context): KeyStream {
  if (openKeys === null) throw new Error("nobody types for a program in the background");
  return openKeys();
}

/** Throws `UsageError` when there are more arguments than a program takes. */
export function atMost(args: readonly string[], count: number): void {
  if (args.length > count) throw new UsageError(`"${args[count]}" is one argument too many`);
}
