/**
 * Runs the tests that were declared, one after another, each as a task of its own with a limit of time; then ends the machine: exit code 0 all passed, 1 some
 * failed or there are none. Errors that nobody catches while a test runs, in whatever task, are that test's failures.
 *
 * The kernel's command line may end in `osmium.filter=TEXT`: then only tests are run whose titles contain the text.
 */
import { u32 } from "osmium";
import { enableInterrupts } from "../arch/x86_64/cpu.ts";
import { debugExit } from "../arch/x86_64/machine.ts";
import { bootInfo } from "../boot/info.ts";
import { println } from "../console/console.ts";
import { runTasks, setErrorReporter, spawn } from "../tasks/executor.ts";
import { select, when } from "../tasks/select.ts";
import { haltUntilWoken } from "../time/clock.ts";
import { sleep } from "../time/sleep.ts";
import { isClockRunning, nowNs } from "../time/source.ts";
import { closeRegistry, type DeclaredTest } from "./registry.ts";
import { type Failure, failureOf, reportEnd, reportPlan, reportStart } from "./report.ts";

const filterOption = "osmium.filter=";

/** Errors that nobody caught since the last test began. */
let strays: Failure[] = [];

/** Runs all tests; never returns. */
export function runTests(): never {
  setErrorReporter((task, error) => {
    const { message, trace } = failureOf(error);
    strays.push({ message: `nobody caught ${message}${task === null ? "" : `\n(task ${task})`}`, trace });
  });
  spawn("tests", runAll);
  enableInterrupts();
  runTasks(haltUntilWoken);
}

async function runAll(): Promise<void> {
  const all = closeRegistry();
  const filter = filterText();
  const chosen = filter === "" ? all : all.filter(({ title }) => title.includes(filter));
  reportPlan(chosen.length, all.length - chosen.length);
  let failed = 0;
  for (let index = 0; index < chosen.length; index++) {
    if (!(await runOne(chosen[index], index + 1))) failed++;
  }
  if (all.length === 0) println("# no tests were declared");
  debugExit(u32(failed === 0 && all.length > 0 ? 0 : 1));
}

function filterText(): string {
  const { commandLine } = bootInfo();
  const at = commandLine.indexOf(filterOption);
  return at < 0 ? "" : commandLine.slice(at + filterOption.length).trim();
}

/** Did the test pass, or need it not? */
async function runOne(test: DeclaredTest, index: number): Promise<boolean> {
  const { title, mode } = test;
  if (mode === "skip" || mode === "todo") {
    reportEnd(index, title, mode === "skip" ? "SKIP" : "TODO", 0, []);
    return true;
  }
  reportStart(title);
  strays = [];
  const start = nowNs();
  const failures = await failuresOf(test);
  failures.push(...strays);
  const durationMs = (nowNs() - start) / 1e6;
  const wanted = mode === "fails" ? unlessFailed(failures) : failures;
  reportEnd(index, title, "", durationMs, wanted);
  return wanted.length === 0;
}

function unlessFailed(failures: readonly Failure[]): Failure[] {
  return failures.length > 0 ? [] : [{ message: "it was expected to fail, and passed: test.fails can go", trace: "" }];
}

async function failuresOf(test: DeclaredTest): Promise<Failure[]> {
  const failures: Failure[] = [];
  const task = spawn(test.title, (signal) => runParts(test, signal, failures));
  if (!isClockRunning()) {
    await task.join();
    return failures;
  }
  const { timeoutMs } = test;
  const first = await select(
    when("end", task),
    when("late", (signal) => sleep(timeoutMs, signal)),
  );
  if (first.kind === "late") {
    task.cancel(new Error("the test's time is over"));
    failures.push({ message: `it did not end within ${timeoutMs} ms`, trace: "" });
  }
  return failures;
}

/** What comes before, the test, and what comes after in any case. */
async function runParts(test: DeclaredTest, signal: AbortSignal, failures: Failure[]): Promise<void> {
  const groups = test.group.path();
  const { body } = test;
  try {
    for (const { before } of groups) for (const run of before) await run();
    await body({ signal });
  } catch (error) {
    // What ends a test whose time is over is no failure of its own.
    if (!signal.aborted) failures.push(failureOf(error));
  }
  for (const { after } of groups.reverse()) {
    for (const run of after) {
      try {
        await run();
      } catch (error) {
        failures.push(failureOf(error));
      }
    }
  }
}
