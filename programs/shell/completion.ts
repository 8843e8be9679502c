/** What Tab offers: names of programs for the first word, what the program says for the others. */
import { type Context, type Program, UsageError } from "../program.ts";

export interface Completion {
  /** Where the word that is completed starts. */
  readonly start: number;
  /** What the word may become, in order. */
  readonly candidates: readonly string[];
}

/** Completes the word that ends at the cursor. */
export function complete(text: string, cursor: number, programs: readonly Program[]): Completion {
  const row = text.lastIndexOf("\n", cursor - 1) + 1;
  const start = Math.max(text.lastIndexOf(" ", cursor - 1) + 1, row);
  const prefix = text.slice(start, cursor);
  const words = text.slice(row, start).split(" ");
  const candidates = offered(
    words.filter((word) => word !== ""),
    programs,
  );
  return { start, candidates: candidates.filter((candidate) => candidate.startsWith(prefix)).sort() };
}

function offered(words: readonly string[], programs: readonly Program[]): readonly string[] {
  if (words.length === 0) return programs.map((program) => program.name);
  const program = findProgram(words[0], programs);
  return program === null ? [] : program.complete(words.slice(1));
}

/** The program with a name or an alias; null when there is none. */
export function findProgram(name: string, programs: readonly Program[]): Program | null {
  return programs.find((program) => program.name === name || program.aliases.includes(name)) ?? null;
}

/** What Tab offers behind a program that takes a command: names of programs, then what that program offers. */
export function completeCommand(args: readonly string[], programs: readonly Program[]): readonly string[] {
  return offered(args, programs);
}

/** The command that a program takes as its arguments. Throws `UsageError` when there is none, or no such program. */
export function commandIn(
  { args, rest }: Context,
  programs: readonly Program[],
): { readonly program: Program; readonly args: readonly string[]; readonly rest: string } {
  if (args.length === 0) throw new UsageError("the command is missing");
  const name = args[0];
  const program = findProgram(name, programs);
  if (program === null) throw new UsageError(`there is no ${name}`);
  return { program, args: args.slice(1), rest: rest.slice(name.length).trim() };
}

/** The longest text that all candidates begin with. */
export function commonStart(candidates: readonly string[]): string {
  if (candidates.length === 0) return "";
  let common = candidates[0];
  for (const candidate of candidates) {
    while (!candidate.startsWith(common)) common = common.slice(0, -1);
  }
  return common;
}

/** The program whose name is nearest to a word that names none, for "did you mean"; null when none is near. */
export function nearestProgram(word: string, programs: readonly Program[]): Program | null {
  let nearest: Program | null = null;
  let least = 3;
  for (const program of programs) {
    const distance = editDistance(word, program.name);
    if (distance < least && distance < program.name.length) {
      least = distance;
      nearest = program;
    }
  }
  return nearest;
}

/** Levenshtein's distance: insertions, deletions and replacements from one word to another. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
