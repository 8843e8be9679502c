/**
 * Runs test kernels: compiles each file, boots it, and judges. As many at a time as there are processors. What is shown of it is a reporter's business
 * (`reporters.ts`).
 */
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { BuildError, buildKernelAsync } from "../build.ts";
import type { Project } from "../project.ts";
import { type BootResult, bootTests } from "./boot.ts";
import { kernelOf } from "./files.ts";
import type { TapFailure, TapReport } from "./tap.ts";

export interface RunOptions {
  readonly filter: string;
  readonly memory: string;
  readonly silenceMs: number;
}

export interface TestOutcome {
  readonly name: string;
  readonly status: "passed" | "failed" | "skipped" | "todo";
  readonly durationMs: number;
  readonly failures: readonly TapFailure[];
}

export interface FileOutcome {
  /** From the project's folder. */
  readonly file: string;
  readonly tests: readonly TestOutcome[];
  /** Why the file failed, if that is no test's failure: it does not compile, or nothing was reported. */
  readonly error: string;
  readonly buildMs: number;
  readonly bootMs: number;
  readonly serial: string;
}

/** What a reporter hears. */
export interface Reporter {
  begin(files: readonly string[]): void;
  /** A file has begun to be compiled, or has got further. */
  progress(file: string, report: TapReport | null): void;
  end(outcome: FileOutcome): void;
  /** Everything has run. */
  finish(outcomes: readonly FileOutcome[]): void;
}

/** Runs all files; gives the outcomes in the files' order. */
export async function runFiles(
  project: Project,
  files: readonly string[],
  options: RunOptions,
  reporter: Reporter,
): Promise<FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  let next = 0;
  reporter.begin(files.map((file) => relative(project.folder, file)));
  const worker = async (): Promise<void> => {
    for (let at = next++; at < files.length; at = next++) {
      const outcome = await runFile(project, files[at]!, options, reporter);
      outcomes[at] = outcome;
      reporter.end(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(files.length, availableParallelism()) }, worker));
  reporter.finish(outcomes);
  return outcomes;
}

async function runFile(project: Project, path: string, options: RunOptions, reporter: Reporter): Promise<FileOutcome> {
  const file = relative(project.folder, path);
  reporter.progress(file, null);
  const start = performance.now();
  const kernel = kernelOf(project, path);
  try {
    await buildKernelAsync(path, kernel, { folder: project.folder });
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    const buildMs = performance.now() - start;
    return { file, tests: [], error: error.message.trimEnd(), buildMs, bootMs: 0, serial: "" };
  }
  const buildMs = performance.now() - start;
  const result = await bootTests({ kernel, ...options }, (report) => reporter.progress(file, report));
  return { ...judge(result, options), file, buildMs, bootMs: result.ms, serial: result.serial };
}

/** Tests by what was reported; one that was running when the machine ended has failed, and so have those that never came. */
function judge(
  { end, status, report, serial }: BootResult,
  { silenceMs }: RunOptions,
): Pick<FileOutcome, "tests" | "error"> {
  const tests = report.results.map(
    ({ name, ok, directive, durationMs, failures }): TestOutcome => ({
      name,
      status: directive === "SKIP" ? "skipped" : directive === "TODO" ? "todo" : ok ? "passed" : "failed",
      durationMs,
      failures,
    }),
  );
  const why = {
    finished: "the machine was ended by something else than the tests",
    stopped: "the kernel stopped with a report",
    silent: `nothing was heard for ${silenceMs / 1000} s`,
    gone: `the machine ended by itself (QEMU's status ${status})`,
  }[end];
  if (report.planned === null) return { tests, error: `${why}, before any test was reported` };
  if (report.planned === 0 && report.leftOut === 0) return { tests, error: "the file declares no tests" };
  const missing = report.planned - tests.length;
  if (missing > 0) {
    const stack = stackOf(serial);
    tests.push({
      name: report.running ?? "(between two tests)",
      status: "failed",
      durationMs: 0,
      failures: [{ message: missing > 1 ? `${why}; ${left(missing - 1)}` : why, stack }],
    });
  }
  return { tests, error: "" };
}

const left = (count: number): string => `${count} more ${count === 1 ? "test was" : "tests were"} not run`;

/** The call stack of the last report on the serial port. */
function stackOf(serial: string): string[] {
  const lines = serial.replaceAll("\r", "").split("\n");
  const last = lines.findLastIndex((line) => /^ {4}at /.test(line));
  let first = last;
  while (first > 0 && /^ {4}(?:at |and |\()/.test(lines[first - 1] ?? "")) first--;
  return last < 0 ? [] : lines.slice(first, last + 1).map((line) => line.trim().replace(/^at /, ""));
}

/** How many tests came out how. A file that failed as a whole counts as one failure. */
export function countOutcomes(outcomes: readonly FileOutcome[]): { passed: number; failed: number; skipped: number } {
  const all = outcomes.flatMap(({ tests }) => tests);
  const count = (status: TestOutcome["status"]): number => all.filter((test) => test.status === status).length;
  return {
    passed: count("passed"),
    failed: count("failed") + outcomes.filter(({ error }) => error !== "").length,
    skipped: count("skipped") + count("todo"),
  };
}
