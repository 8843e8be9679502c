/** What test programs for the executor share: the kernel's executor on Linux, over a clock that only moves when there is nothing else to do; results in TAP. */

import { timerWake, wake } from "../../../kernel/src/sync/wake.ts";
import { setErrorReporter, spawn, step } from "../../../kernel/src/tasks/executor.ts";
import type { JoinHandle } from "../../../kernel/src/tasks/task.ts";
import { setClockSource } from "../../../kernel/src/time/source.ts";

interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const tests: Test[] = [];

/** What the executor reported: `name: message`. */
export const reports: string[] = [];

let nowNs = 0;
let alarmNs = Infinity;

setClockSource({
  nowNs: () => nowNs,
  setAlarm: (deadlineNs: number) => {
    alarmNs = deadlineNs;
  },
});

setErrorReporter(
  (name, error) => void reports.push(`${name}: ${error instanceof Error ? error.message : String(error)}`),
);

/** Moves the clock by hand. */
export function passTime(ms: number): void {
  nowNs += ms * 1e6;
}

/** What the clock's interrupt would do, if the alarm's time has come. */
function ring(): void {
  if (alarmNs > nowNs) return;
  alarmNs = Infinity;
  wake(timerWake);
}

/** Nothing to do: the time of the next alarm comes. */
function idle(): void {
  if (alarmNs === Infinity) throw new Error("every task waits, and nothing will come");
  if (alarmNs > nowNs) nowNs = alarmNs;
}

/** Runs until a task has ended. */
export function runUntilDone<T>(task: JoinHandle<T>): void {
  while (!task.isDone) {
    if (!step() && !task.isDone) idle();
    ring();
  }
}

export function test(name: string, body: () => Promise<void>): void {
  tests.push({ name, body });
}

/** Throws unless two values are the same. */
export function equal<T>(actual: T, expected: T): void {
  if (actual !== expected) throw new Error(`expected ${String(expected)}, got ${String(actual)}`);
}

/** Throws unless a condition holds. */
export function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Numbers that look random, the same for the same seed (Park and Miller). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 on. */
  below(limit: number): number {
    this.#state = (this.#state * 48271) % 0x7fffffff;
    return this.#state % limit;
  }
}

/** Runs all tests as one task; exit code 1 if one failed. */
export function runTests(): void {
  let failed = -1;
  const main = spawn("tests", async () => {
    let count = 0;
    console.log(`1..${tests.length}`);
    for (let i = 0; i < tests.length; i++) {
      const { name, body } = tests[i]!;
      try {
        await body();
        console.log(`ok ${i + 1} - ${name}`);
      } catch (error) {
        count++;
        console.log(`not ok ${i + 1} - ${name}`);
        console.log(`# ${error instanceof Error ? error.stack.replaceAll("\n", "\n# ") : String(error)}`);
      }
    }
    failed = count;
  });
  runUntilDone(main);
  if (failed !== 0) process.exit(1);
}
