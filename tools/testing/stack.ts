/** Call stacks of failures: which of their functions are the test's, and the lines around the place. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where a stack's line is: `name (file:line:column)`. */
export function placeOf(frame: string): Place | undefined {
  const [, file, line, column] = /\((.*):(\d+):(\d+)\)$/.exec(frame) ?? [];
  // Line 0 is code that belongs to no line.
  return file === undefined || line === "0" ? undefined : { file, line: Number(line), column: Number(column) };
}

/** Code of the framework, and what calls the test: the stack from there on says nothing. */
const isAssertion = (frame: string): boolean =>
  /\bkernel\/src\/test\/(?:expect|assertion-error|checks)\.ts:/.test(frame) || frame.startsWith("(adapter)");
const isBelow = (frame: string): boolean =>
  /\bkernel\/src\/(?:test\/run|tasks\/(?:executor|task))\.ts:|\bruntime\/src\/(?:rt\/microtasks|std\/promise)\.ts:|^\(start\)/.test(
    frame,
  );

/** What of a stack belongs to the test and what it calls. */
export function ownFrames(stack: readonly string[]): string[] {
  const above = stack.filter((frame) => !isAssertion(frame));
  const end = above.findIndex(isBelow);
  const own = end < 0 ? above : above.slice(0, end);
  // The name of a function without a name says where it stands, which its place says better.
  return own.map((frame) => frame.replace(/^[^ ]*\/arrow \((.*)\)$/, "$1"));
}

/** Lines of the source around a place, the line itself marked, with a caret under the column; empty if the file can't be read. */
export function sourceAround(folder: string, { file, line, column }: Place): string[] {
  let lines: string[];
  try {
    lines = readFileSync(join(folder, file), "utf8").split("\n");
  } catch {
    return [];
  }
  const from = Math.max(1, line - 2);
  const to = Math.min(lines.length, line + 1);
  const width = String(to).length;
  const shown: string[] = [];
  for (let number = from; number <= to; number++) {
    const text = lines[number - 1] ?? "";
    shown.push(`${number === line ? ">" : " "} ${String(number).padStart(width)} | ${text}`.trimEnd());
    if (number === line) shown.push(`  ${" ".repeat(width)} | ${" ".repeat(Math.max(0, column - 1))}^`);
  }
  return shown;
}
