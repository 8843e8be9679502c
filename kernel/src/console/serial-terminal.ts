/**
 * The terminal at the other end of the serial port: UTF-8, ANSI escape sequences (ECMA-48), CR LF at line ends. Every character comes with its
 * colours, and the terminal is told when they change: so colours never reach beyond their text. It counts columns so that an editor can
 * move the cursor along text that wraps. Writing allocates nothing.
 */
import { codeUnitAt, u8, u32 } from "osmium";
import { writeSerial } from "../drivers/uart.ts";
import { type ColorCode, plainCode } from "./color.ts";

export class SerialTerminal {
  /** Long lines of an editor are broken here, whatever the terminal's real width: 80 fits all. */
  readonly columns = 80;
  #column = 0;
  /** What the terminal paints with now. */
  #code: ColorCode = plainCode;

  /** Column of the cursor, from 0. */
  get column(): number {
    return this.#column;
  }

  /** Writes one Unicode character. */
  put(codePoint: u32, code: ColorCode): void {
    if (codePoint === 0x0a) {
      // A line's colours end before it does, or a terminal paints the next one's background with them.
      this.select(plainCode);
      writeSerial(0x0d);
      this.#column = 0;
    } else if (codePoint === 0x0d) {
      this.#column = 0;
    } else if (codePoint >= 0x20) {
      this.select(code);
      this.#column++;
    }
    putUtf8(codePoint);
  }

  /** For a line editor: moves along text that was broken at the last column, across its line ends. */
  moveCursor(by: number): void {
    if (by === 0) return;
    const target = this.#column + by;
    const rows = Math.floor(target / this.columns);
    const column = target - rows * this.columns;
    if (rows < 0) this.#move(-rows, 0x41);
    if (rows > 0) this.#move(rows, 0x42);
    writeSerial(0x0d);
    if (column > 0) this.#move(column, 0x43);
    this.#column = column;
  }

  /** Clears the screen in the colours of a code. */
  clear(code: ColorCode): void {
    this.select(code);
    this.control("\u001b[2J\u001b[H");
    this.select(plainCode);
    this.#column = 0;
  }

  /** Writes an escape sequence, which moves nothing. */
  control(sequence: string): void {
    const length = u32(sequence.length);
    for (let i: u32 = 0; i < length; i++) writeSerial(u8(codeUnitAt(sequence, i)));
  }

  /** The terminal paints with a code's colours from now on: SGR, ECMA-48 8.3.117. Its own colours are the plain ones. */
  select(code: ColorCode): void {
    if (code === this.#code) return;
    if (this.#code !== plainCode) this.control("\u001b[0m");
    this.#code = code;
    if (code === plainCode) return;
    const foreground = u32(code & 15);
    const background = u32((code >>> 4) & 7);
    let separator = 0x5b;
    writeSerial(0x1b);
    if (foreground !== 7) {
      writeSerial(u8(separator));
      putDecimal((foreground >= 8 ? u32(90) : u32(30)) + ansiDigit(foreground));
      separator = 0x3b;
    }
    if (background !== 0) {
      writeSerial(u8(separator));
      putDecimal(u32(40) + ansiDigit(background));
      separator = 0x3b;
    }
    if (code >= 128) {
      writeSerial(u8(separator));
      writeSerial(0x35);
    }
    writeSerial(0x6d);
  }

  #move(by: number, final: u8): void {
    this.control("\u001b[");
    putDecimal(u32(by));
    writeSerial(final);
  }
}

/** The digit of a colour in escape sequences, where red and blue have changed places. */
function ansiDigit(color: u32): u32 {
  return ((color & 1) << 2) | (color & 2) | ((color >>> 2) & 1);
}

function putDecimal(value: u32): void {
  if (value >= 10) putDecimal(value / 10);
  writeSerial(u8(48 + (value % 10)));
}

function putUtf8(codePoint: u32): void {
  if (codePoint < 0x80) {
    writeSerial(u8(codePoint));
  } else if (codePoint < 0x800) {
    writeSerial(u8(0xc0 | (codePoint >>> 6)));
    writeSerial(u8(0x80 | (codePoint & 0x3f)));
  } else if (codePoint < 0x10000) {
    writeSerial(u8(0xe0 | (codePoint >>> 12)));
    writeSerial(u8(0x80 | ((codePoint >>> 6) & 0x3f)));
    writeSerial(u8(0x80 | (codePoint & 0x3f)));
  } else {
    writeSerial(u8(0xf0 | (codePoint >>> 18)));
    writeSerial(u8(0x80 | ((codePoint >>> 12) & 0x3f)));
    writeSerial(u8(0x80 | ((codePoint >>> 6) & 0x3f)));
    writeSerial(u8(0x80 | (codePoint & 0x3f)));
  }
}
