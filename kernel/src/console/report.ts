/**
 * Reports of what went wrong, on screen and serial: uncaught errors, exceptions of the processor, deadlocks. They come when anything may be
 * broken and any lock held, so the functions here ask for no lock, print piece by piece and allocate nothing. A report that fails itself is
 * followed by a short one on the serial port alone, and a third failure ends the kernel without a word. Only an error's own stack trace is a string that has
 * to be made, and is left out when that fails.
 */
import { codeUnitAt, type u8, u32, u64, type usize } from "osmium";
import { type CallStack, currentFrame, printBacktrace } from "../arch/x86_64/backtrace.ts";
import { disableInterrupts, halt } from "../arch/x86_64/cpu.ts";
import { debugExit } from "../arch/x86_64/machine.ts";
import { onDeadlock } from "../sync/lock.ts";
import { Color, type ColorCode, encodeColor, LightColor, plainCode } from "./color.ts";
import { logReportCharacter, screen, terminal } from "./console.ts";

/** Functions of a call stack that are printed. */
const traceDepthMax: u32 = 64;
/** Lines of it that the screen shows, so that headline and registers stay in view. The serial port gets all. */
const traceScreenLines: u32 = 13;
/** QEMU's status is 2 * 3 + 1 = 7 when the kernel ends with a report. */
const exitFatal: u32 = 3;

const headlineCode: ColorCode = encodeColor(LightColor.White, Color.Red);

/** Reports in progress: 0, 1, or more when the report itself has failed. */
let depth: u32 = 0;
let exitOnFatal = false;
/** Lines of the call stack so far. */
let traceLine: u32 = 0;

/** For kernels under test: a fatal report ends QEMU instead of waiting for someone to read it. */
export function exitAfterReport(): void {
  exitOnFatal = true;
}

/** Serial port first, and in a report about a report alone: a screen or a log that faults must not keep it from getting out. */
function putCharacter(codePoint: u32, code: ColorCode, onScreen: boolean = true): void {
  terminal.put(codePoint, code);
  if (depth > 1) return;
  logReportCharacter(codePoint);
  if (onScreen) screen.put(codePoint, code);
}

function put(text: string, code: ColorCode): void {
  const length = u32(text.length);
  for (let i: u32 = 0; i < length; i++) putCharacter(codeUnitAt(text, i), code);
}

/** Prints text as part of a report. */
export function reportText(text: string): void {
  put(text, plainCode);
}

/** Prints one character of a call stack; other than ASCII as a question mark. */
function putTraceByte(byte: u8): void {
  const character: u32 = byte < 0x80 ? u32(byte) : 0x3f;
  putCharacter(character, plainCode, traceLine < traceScreenLines);
  if (byte === 0x0a) traceLine++;
}

/** Prints a number in hexadecimal, with so many digits. */
export function reportHex(value: u64, digits: u32): void {
  for (let left = digits; left > 0; left--) {
    const digit = u32((value >>> u64((left - 1) * 4)) & 15);
    const character: u32 = digit < 10 ? digit + 48 : digit + 87;
    putCharacter(character, plainCode);
  }
}

function putHeadline(text: string, of: string): void {
  put(" ", headlineCode);
  put(text, headlineCode);
  put(of, headlineCode);
  put(" ", headlineCode);
}

/** Starts a report: interrupts off, then the headline, `title` and `of`. */
export function beginReport(title: string, of: string = ""): void {
  disableInterrupts();
  depth++;
  if (depth > 2) stop();
  if (depth === 2) {
    terminal.put(0x0a, plainCode);
    put("During this report: ", plainCode);
  } else if (!screen.cursorShown) {
    screen.clear(); // a program has taken the screen over, and what it has drawn is no text to go on behind
  } else if (screen.column !== 0 || terminal.column !== 0) {
    reportText("\n");
  }
  putHeadline(title, of);
  reportText("\n");
}

/** A report that ends well (a breakpoint): the next one may come. */
export function endReport(): void {
  if (depth === 1) screen.updateCursor();
  depth--;
}

/** Prints the call stack: the code at an address, then its callers, found from a frame pointer (and the stack pointer) on. */
export function reportStack(instruction: usize, frame: usize, stack: usize): void {
  traceLine = 0;
  printBacktrace(instruction, frame, stack, traceDepthMax, putTraceByte);
}

/** What an uncaught value says about itself. Objects that are no errors are not asked: a report runs no code that it need not. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return error.toString();
  const isText = typeof error === "string" || typeof error === "number" || typeof error === "boolean";
  return `${isText ? String(error) : `A value of the type ${typeof error}`} was thrown, which is no Error`;
}

/** What an uncaught value says about itself and where it was made, in lines. */
export function describeErrorFully(error: unknown): string {
  if (error instanceof Error) return error.stack;
  return describeError(error);
}

/** The end: the machine stays as it is, for reading. */
export function endAfterReport(): never {
  putHeadline("The kernel has stopped.", "");
  terminal.put(0x0a, plainCode); // the screen keeps the line
  if (depth === 1) screen.showCursor();
  stop();
}

function stop(): never {
  if (exitOnFatal) debugExit(exitFatal);
  halt();
}

/** Reports an error that nobody caught, or a broken promise of the runtime, and ends. */
export function fatalError(message: string, error: Error | null): never {
  beginReport(message, error === null ? "" : " error");
  if (error === null) {
    reportStack(0, currentFrame(), 0);
    endAfterReport();
  }
  try {
    reportText(error.stack);
  } catch {
    reportText(error.message);
  }
  reportText("\n");
  endAfterReport();
}

/** Reports a lock that its holder asks for again: who took it, and who asks. */
function reportDeadlock(name: string, holder: CallStack): never {
  beginReport("deadlock: taken twice on one core, the lock ", name);
  reportText("taken by\n");
  traceLine = 0;
  holder.print(putTraceByte);
  reportText("asked for again by\n");
  reportStack(0, currentFrame(), 0);
  endAfterReport();
}

onDeadlock(reportDeadlock);
