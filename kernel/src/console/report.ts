/**
 * Reports of what went wrong, on screen and serial: uncaught errors and exceptions of the processor. They print with whatever still works;
 * a report that itself fails is cut short.
 */
import { type u32, u64, type usize } from "osmium";
import { currentFrame, returnAddresses } from "../arch/x86_64/backtrace.ts";
import { disableInterrupts, halt } from "../arch/x86_64/cpu.ts";
import { debugExit } from "../arch/x86_64/machine.ts";
import { Color, LightColor } from "./color.ts";
import { println } from "./console.ts";
import { hex } from "./format.ts";

const traceDepthMax = 24;
/** QEMU's status is 2 * 3 + 1 = 7 when the kernel ends with a report. */
const exitFatal: u32 = 3;

let reporting = false;
let exitOnFatal = false;

/** For kernels under test: a fatal report ends QEMU instead of waiting for someone to read it. */
export function exitAfterReport(): void {
  exitOnFatal = true;
}

/** Starts a report: interrupts off, and no second one inside. */
export function beginReport(title: string): void {
  disableInterrupts();
  if (reporting) endAfterReport();
  reporting = true;
  println();
  println({ fg: LightColor.White, bg: Color.Red }, ` ${title} `);
}

/** A report that ends well (a breakpoint): the next one may come. */
export function endReport(): void {
  reporting = false;
}

/** Prints the call stack from a frame pointer on. */
export function printStack(instruction: usize, frame: usize): void {
  if (instruction !== 0) println(`    at ${locationOf(instruction)}`);
  for (const address of returnAddresses(frame, traceDepthMax)) println(`    at ${locationOf(address)}`);
}

/** What a stack trace says about an address of code. */
function locationOf(address: usize): string {
  return hex(u64(address));
}

/** What an uncaught value says about itself. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  return "a value that is no Error was thrown";
}

/** The end: the machine stays as it is, for reading. */
export function endAfterReport(): never {
  println({ fg: LightColor.White, bg: Color.Red }, " The kernel has stopped. ");
  if (exitOnFatal) debugExit(exitFatal);
  halt();
}

/** Reports an error that nobody caught, and ends. */
export function fatalError(message: string, error: Error | null): never {
  beginReport(message);
  if (error !== null) {
    println(describeError(error));
    if (error.stack !== "") println(error.stack);
  }
  printStack(0, currentFrame());
  endAfterReport();
}
