/**
 * Reports of what went wrong, on screen and serial: uncaught errors and exceptions of the processor. They come when anything may be broken,
 * so the functions here print piece by piece and allocate nothing; a report that fails itself is cut short. Only an error's own stack
 * trace is a string that has to be made, and is left out when that fails.
 */
import { type u8, u32, u64, type usize } from "osmium";
import { currentFrame, printBacktrace } from "../arch/x86_64/backtrace.ts";
import { disableInterrupts, halt } from "../arch/x86_64/cpu.ts";
import { debugExit } from "../arch/x86_64/machine.ts";
import { Color, type ColorCode, encodeColor, LightColor, plainCode } from "./color.ts";
import { logCharacter, screen, terminal } from "./console.ts";

/** Functions of a call stack that are printed. */
const traceDepthMax: u32 = 64;
/** Lines of it that the screen shows, so that headline and registers stay in view. The serial port gets all. */
const traceScreenLines: u32 = 13;
/** QEMU's status is 2 * 3 + 1 = 7 when the kernel ends with a report. */
const exitFatal: u32 = 3;

const headlineCode: ColorCode = encodeColor(LightColor.White, Color.Red);

let reporting = false;
let exitOnFatal = false;
/** Lines of the call stack so far. */
let traceLine: u32 = 0;

/** For kernels under test: a fatal report ends QEMU instead of waiting for someone to read it. */
export function exitAfterReport(): void {
  exitOnFatal = true;
}

/** Serial port first: a screen that faults itself must not keep a report from getting out. */
function putCharacter(codePoint: u32, code: ColorCode): void {
  terminal.put(codePoint, code);
  logCharacter(codePoint);
  screen.put(codePoint, code);
}

function put(text: string, code: ColorCode): void {
  for (let i = 0; i < text.length; i++) putCharacter(u32(text.charCodeAt(i)), code);
}

/** Prints text as part of a report. */
export function reportText(text: string): void {
  put(text, plainCode);
}

/** Prints one character of a call stack; other than ASCII as a question mark. */
function putTraceByte(byte: u8): void {
  const character: u32 = byte < 0x80 ? u32(byte) : 0x3f;
  terminal.put(character, plainCode);
  logCharacter(character);
  if (traceLine < traceScreenLines) screen.put(character, plainCode);
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

/** Starts a report: interrupts off, and no second one inside. The headline is `title` and `of`. */
export function beginReport(title: string, of: string = ""): void {
  disableInterrupts();
  if (screen.column !== 0) reportText("\n");
  if (reporting) {
    putHeadline("and during this report: ", title);
    reportText("\n");
    endAfterReport();
  }
  reporting = true;
  putHeadline(title, of);
  reportText("\n");
}

/** A report that ends well (a breakpoint): the next one may come. */
export function endReport(): void {
  screen.updateCursor();
  reporting = false;
}

/** Prints the call stack: the code at an address, then its callers, found from a frame pointer (and the stack pointer) on. */
export function reportStack(instruction: usize, frame: usize, stack: usize): void {
  traceLine = 0;
  printBacktrace(instruction, frame, stack, traceDepthMax, putTraceByte);
}

/** What an uncaught value says about itself. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return error.toString();
  return `${String(error)} was thrown, which is no Error`;
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
  screen.showCursor();
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
