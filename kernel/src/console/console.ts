/**
 * The console: the screen and the serial terminal, which show the same. `println` is how the kernel speaks. Colours belong to the text of one call;
 * what a call leaves open is as in the default style. All that is printed is logged.
 *
 * One lock covers all of it, colours and text alike, for the length of a call. Reports of faults (`report.ts`) do not ask for it, since they
 * come whatever is held. Interrupt handlers do not print: interrupts stay as they are, or a slow serial line would cost clock ticks.
 */
import { codeUnitAt, u32 } from "osmium";
import { VgaText } from "../drivers/vga.ts";
import { Lock } from "../sync/lock.ts";
import { attributeOf, type ColorCode, decodeColor, plainCode, type Style } from "./color.ts";
import { ConsoleLog, type LogLine } from "./log.ts";
import { SerialTerminal } from "./serial-terminal.ts";

export const screen = new VgaText();
export const terminal = new SerialTerminal();
export const consoleLock = new Lock("console", "kept");
const log = new ConsoleLog();

let defaultCode: ColorCode = plainCode;

/** Writes text on both, and goes on in the same line. */
export function print(text: string): void;
export function print(style: Style, text: string): void;
export function print(first: Style | string, second?: string): void {
  if (typeof first === "string") write(first, defaultCode);
  else write(second ?? "", attributeOf(first, defaultCode));
}

/** Writes text on both, and ends the line. `println({ fg: Color.Blue }, "text")`. */
export function println(text?: string): void;
export function println(style: Style, text: string): void;
export function println(first?: Style | string, second?: string): void {
  if (typeof first === "string") write(first, defaultCode);
  else if (first !== undefined) write(second ?? "", attributeOf(first, defaultCode));
  write("\n", defaultCode);
}

function write(text: string, code: ColorCode): void {
  consoleLock.acquire();
  try {
    const length = u32(text.length);
    for (let i: u32 = 0; i < length; i++) {
      const codePoint = codePointIn(text, i);
      if (codePoint > 0xffff) i++; // two units
      putCharacter(codePoint, code);
    }
  } finally {
    endText();
    consoleLock.release();
  }
}

/** The character that begins at an index; half of one as it is. */
function codePointIn(text: string, index: u32): u32 {
  const unit = codeUnitAt(text, index);
  if (unit < 0xd800 || unit >= 0xdc00) return unit;
  const next = codeUnitAt(text, index + 1);
  return next >= 0xdc00 && next < 0xe000 ? 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00) : unit;
}

/** Shows the cursor behind the text, and ends its colours. */
function endText(): void {
  terminal.select(plainCode);
  screen.updateCursor();
}

/** Writes one Unicode character on both and into the log, for text that comes in pieces, between `beginPieces` and `endPieces`. */
export function putCharacter(codePoint: u32, code: ColorCode): void {
  terminal.put(codePoint, code);
  log.put(codePoint, true);
  screen.put(codePoint, code);
}

/** Begins text that comes in pieces. It may come from within a call that prints, where the lock is held already: false. */
export function beginPieces(): boolean {
  return consoleLock.tryAcquire();
}

/** @param locked what `beginPieces` said */
export function endPieces(locked: boolean): void {
  endText();
  if (locked) consoleLock.release();
}

/** The style of text that is printed without one. */
export function currentStyle(): Required<Style> {
  return decodeColor(defaultCode);
}

/** Text without a style is printed so from now on, and clearing and scrolling bring blanks of its background. What the style leaves open is light grey on black. */
export function setDefaultStyle(style: Style): void {
  defaultCode = attributeOf(style, plainCode);
  screen.setBlank(defaultCode);
}

/** Clears both. */
export function clearConsole(): void {
  consoleLock.acquire();
  screen.clear();
  terminal.clear(defaultCode);
  consoleLock.release();
}

/** Puts one character of a report into the log only: reports reach screen and serial port on a way of their own. */
export function logReportCharacter(codePoint: u32): void {
  log.put(codePoint, false);
}

/** Lines printed from now on are logged with the time that a clock gives, in milliseconds. It must allocate nothing. */
export function setLogClock(clock: () => number): void {
  log.setClock(clock);
}

/** What was printed last: up to 32 KiB, oldest line first. */
export function logLines(): LogLine[] {
  return log.lines();
}
