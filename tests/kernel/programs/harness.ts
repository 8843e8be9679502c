/** What test kernels share: a boot to where drivers begin, tests that read as sentences, TAP over the serial port, an exit code. */
import "../../../kernel/src/boot/index.ts";
import { u32 } from "osmium";
import { loadSegments } from "../../../kernel/src/arch/x86_64/gdt.ts";
import { debugExit } from "../../../kernel/src/arch/x86_64/machine.ts";
import { type BootInfo, readBootInfo } from "../../../kernel/src/boot/info.ts";
import { println, screen } from "../../../kernel/src/console/console.ts";
import { describeErrorFully, exitAfterReport } from "../../../kernel/src/console/report.ts";
import { initSerial } from "../../../kernel/src/drivers/uart.ts";
import { initInterrupts } from "../../../kernel/src/interrupts/index.ts";
import { initMemory } from "../../../kernel/src/memory/index.ts";
import { spawn } from "../../../kernel/src/tasks/executor.ts";
import { runExecutor } from "../../../kernel/src/tasks/run.ts";

interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const tests: Test[] = [];

/** Boots as main.ts does, up to memory. */
export function boot(): BootInfo {
  exitAfterReport();
  initSerial();
  screen.init();
  loadSegments();
  initInterrupts();
  const info = readBootInfo();
  initMemory(info);
  return info;
}

/** Declares a test, which passes unless it throws. */
export function test(name: string, body: () => void): void {
  tests.push({ name, body: async () => body() });
}

/** Declares a test that waits for something. */
export function asyncTest(name: string, body: () => Promise<void>): void {
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

/** Tells something about the test that runs, as a comment. */
export function note(text: string): void {
  println(`# ${text}`);
}

/** Runs all tests and ends the machine: 0 all passed, 1 some failed. */
export function runTests(): never {
  spawn("tests", runAll);
  runExecutor();
}

async function runAll(): Promise<void> {
  println("TAP version 13");
  println(`1..${tests.length}`);
  let failed = 0;
  for (let i = 0; i < tests.length; i++) {
    const { name, body } = tests[i];
    try {
      await body();
      println(`ok ${i + 1} - ${name}`);
    } catch (error) {
      failed++;
      println(`not ok ${i + 1} - ${name}`);
      println(`# ${describeErrorFully(error).replaceAll("\n", "\n# ")}`);
    }
  }
  debugExit(u32(failed === 0 ? 0 : 1));
}
