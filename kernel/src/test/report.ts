/**
 * What the outside hears: TAP version 14 over the serial port. A line `# running: …` before each test says which it was if the machine never comes back; details
 * stand in a YAML block behind the result. `tools/testing/tap.ts` reads this.
 */
import { println } from "../console/console.ts";
import { describeErrorFully } from "../console/report.ts";
import { AssertionError } from "./assertion-error.ts";

/** What is told about a failure. */
export interface Failure {
  readonly message: string;
  /** Functions of the call stack, a line each; empty if there is none. */
  readonly trace: string;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof AssertionError) return { message: error.message, trace: error.trace() };
  const text = describeErrorFully(error);
  const at = text.indexOf("\n    at ");
  return at < 0 ? { message: text, trace: "" } : { message: text.slice(0, at), trace: text.slice(at + 1) };
}

export function reportPlan(count: number, leftOut: number): void {
  println("TAP version 14");
  println(`1..${count}`);
  if (leftOut > 0) println(`# ${leftOut} left out by the filter`);
}

export function reportStart(title: string): void {
  println(`# running: ${escaped(title)}`);
}

/** @param directive `SKIP` or `TODO`, or empty */
export function reportEnd(
  index: number,
  title: string,
  directive: string,
  durationMs: number,
  failures: readonly Failure[],
): void {
  const mark = directive === "" ? "" : ` # ${directive}`;
  println(`${failures.length === 0 ? "ok" : "not ok"} ${index} - ${escaped(title)}${mark}`);
  if (directive !== "") return;
  println("  ---");
  println(`  duration_ms: ${durationMs.toFixed(3)}`);
  for (const { message, trace } of failures) {
    println("  message: |");
    printIndented(message);
    if (trace === "") continue;
    println("  stack: |");
    printIndented(trace);
  }
  println("  ...");
}

function printIndented(text: string): void {
  for (const line of text.split("\n")) println(`    ${line}`);
}

/** A result is one line, in which `#` begins a directive. */
function escaped(title: string): string {
  return title.replaceAll("\\", "\\\\").replaceAll("#", "\\#").replaceAll("\n", " ");
}
