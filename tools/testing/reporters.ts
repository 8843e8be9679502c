/**
 * What is shown of a run. `default`: a line for each file, the tests of those that failed, then every failure with the line of the source and what the kernel
 * printed. `verbose`: all tests. `json`: one document, for other programs. The last line is always `N passed, N failed`, but for `json`.
 */

import { countOutcomes, type FileOutcome, type Reporter, type TestOutcome } from "./run.ts";
import { ownFrames, type Place, placeOf, sourceAround } from "./stack.ts";
import type { TapReport } from "./tap.ts";

export const reporterNames = ["default", "verbose", "json"] as const;
export type ReporterName = (typeof reporterNames)[number];

/** @param folder the project's, from which sources are named */
export function makeReporter(name: ReporterName, folder: string, out: NodeJS.WriteStream = process.stdout): Reporter {
  return name === "json" ? new JsonReporter(folder, out) : new TextReporter(name === "verbose", folder, out);
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const signs: Record<TestOutcome["status"], string> = { passed: "✓", failed: "✗", skipped: "-", todo: "-" };
/** Lines of the serial port that are shown of a file that failed. */
const serialLinesMax = 40;
/** Functions of a call stack that are shown. */
const framesMax = 8;

/** Of what the runtime library does, people want to see who asked for it. */
const isTold = (place: Place | undefined): boolean => place !== undefined && !/(?:^|\/)runtime\/src\//.test(place.file);

class TextReporter implements Reporter {
  readonly #verbose: boolean;
  readonly #folder: string;
  readonly #out: NodeJS.WriteStream;
  readonly #running = new Map<string, string>();
  #files = 0;
  #ended = 0;

  constructor(verbose: boolean, folder: string, out: NodeJS.WriteStream) {
    this.#verbose = verbose;
    this.#folder = folder;
    this.#out = out;
  }

  #paint(code: number, text: string): string {
    return this.#out.isTTY && !process.env.NO_COLOR ? `\x1b[${code}m${text}\x1b[0m` : text;
  }

  #line(text = ""): void {
    this.#clearStatus();
    this.#out.write(`${text}\n`);
  }

  /** On a terminal the last line says what is going on; it is replaced by whatever comes next. */
  #showStatus(): void {
    if (!this.#out.isTTY) return;
    const what = [...this.#running].map(([file, state]) => `${file}: ${state}`).join("   ");
    const text = `${this.#ended} of ${this.#files} files   ${what}`;
    this.#out.write(`\r\x1b[K${text.slice(0, (this.#out.columns ?? 80) - 1)}`);
  }

  #clearStatus(): void {
    if (this.#out.isTTY) this.#out.write("\r\x1b[K");
  }

  begin(files: readonly string[]): void {
    this.#files = files.length;
    this.#ended = 0;
  }

  progress(file: string, report: TapReport | null): void {
    const done = report?.results.length ?? 0;
    this.#running.set(file, report === null ? "compiling" : `${done} of ${report.planned ?? "?"} tests`);
    this.#showStatus();
  }

  end(outcome: FileOutcome): void {
    const { file, tests, error, buildMs, bootMs } = outcome;
    this.#running.delete(file);
    this.#ended++;
    const { passed, failed, skipped } = countOutcomes([outcome]);
    const mark = failed > 0 ? this.#paint(31, "FAIL") : this.#paint(32, "ok  ");
    const parts = [`${passed} passed`];
    if (failed > 0) parts.push(`${failed} failed`);
    if (skipped > 0) parts.push(`${skipped} skipped`);
    this.#line(`${mark}  ${file}  ${parts.join(", ")}  (compiled in ${seconds(buildMs)}, ran ${seconds(bootMs)})`);
    if (error !== "") for (const line of error.split("\n")) this.#line(`      ${line}`);
    for (const test of tests) if (this.#verbose || failed > 0) this.#line(`      ${this.#row(test)}`);
    this.#showStatus();
  }

  #row({ name, status, durationMs }: TestOutcome): string {
    const color = { passed: 32, failed: 31, skipped: 33, todo: 33 }[status];
    const time = status === "passed" || status === "failed" ? ` (${seconds(durationMs)})` : ` (${status})`;
    return `${this.#paint(color, signs[status])} ${name}${time}`;
  }

  finish(outcomes: readonly FileOutcome[]): void {
    for (const outcome of outcomes) {
      const failures = outcome.tests.filter(({ status }) => status === "failed");
      for (const test of failures) this.#failure(outcome.file, test);
      if (failures.length > 0 || outcome.error !== "") this.#serial(outcome);
    }
    const { passed, failed, skipped } = countOutcomes(outcomes);
    this.#line();
    if (skipped > 0) this.#line(`${skipped} skipped`);
    this.#line(`${passed} passed, ${failed} failed`);
  }

  #failure(file: string, test: TestOutcome): void {
    this.#line();
    this.#line(`${this.#paint(31, "FAILED")} ${file} > ${test.name}`);
    for (const { message, stack } of test.failures) {
      for (const line of message.split("\n")) this.#line(`  ${this.#colored(line)}`);
      const frames = ownFrames(stack);
      const place = frames.map((frame) => placeOf(frame) ?? placeOf(`(${frame})`)).find(isTold);
      if (place !== undefined) for (const line of sourceAround(this.#folder, place)) this.#line(`    ${line}`);
      for (const frame of frames.slice(0, framesMax))
        this.#line(`    ${frame.startsWith("and ") ? frame : `at ${frame}`}`);
      if (frames.length > framesMax) this.#line(`    and ${frames.length - framesMax} more`);
    }
  }

  #colored(line: string): string {
    return line.startsWith("- ") ? this.#paint(32, line) : line.startsWith("+ ") ? this.#paint(31, line) : line;
  }

  /** What the kernel printed besides its report. */
  #serial({ file, serial }: FileOutcome): void {
    const lines = otherLines(serial);
    if (lines.length === 0) return;
    this.#line();
    this.#line(`What ${file} printed:`);
    if (lines.length > serialLinesMax) this.#line(`  … ${lines.length - serialLinesMax} lines`);
    for (const line of lines.slice(-serialLinesMax)) this.#line(`  ${line}`);
  }
}

/** Lines that are no TAP, without colors. */
export function otherLines(serial: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those of a terminal's colors
  const plain = serial.replaceAll("\r", "").replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "");
  const others: string[] = [];
  let inDetails = false;
  for (const line of plain.split("\n")) {
    if (line === "  ---") inDetails = true;
    if (!inDetails && line !== "" && !/^(?:TAP version |1\.\.\d|(?:not )?ok \d|# )/.test(line)) others.push(line);
    if (line === "  ...") inDetails = false;
  }
  return others;
}

class JsonReporter implements Reporter {
  readonly #folder: string;
  readonly #out: NodeJS.WriteStream;

  constructor(folder: string, out: NodeJS.WriteStream) {
    this.#folder = folder;
    this.#out = out;
  }

  begin(): void {}

  progress(): void {}

  end(): void {}

  finish(outcomes: readonly FileOutcome[]): void {
    const files = outcomes.map(({ tests, serial, ...rest }) => ({
      ...rest,
      tests: tests.map(({ failures, ...test }) => ({
        ...test,
        failures: failures.map(({ message, stack }) => ({ message, stack: ownFrames(stack) })),
      })),
      serial: otherLines(serial).join("\n"),
    }));
    this.#out.write(`${JSON.stringify({ folder: this.#folder, ...countOutcomes(outcomes), files }, null, 2)}\n`);
  }
}
