/**
 * The terminal at the other end of the serial port: UTF-8, ANSI escape sequences, CR LF at line ends. It counts columns so that an editor can move the
 * cursor along text that wraps.
 */
import { u8 } from "osmium";
import { writeSerial } from "../drivers/uart.ts";

export class SerialTerminal {
  /** Long lines of an editor are broken here, whatever the terminal's real width: 80 fits all. */
  readonly columns = 80;
  #column = 0;

  /** Writes text as it is; the terminal wraps. */
  write(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const codePoint = text.codePointAt(i) ?? 0;
      if (codePoint > 0xffff) i++; // two units
      this.put(codePoint);
    }
  }

  /** Writes one Unicode character. */
  put(codePoint: number): void {
    if (codePoint === 0x0a) {
      writeSerial(0x0d);
      this.#column = 0;
    } else if (codePoint === 0x0d) {
      this.#column = 0;
    } else if (codePoint >= 0x20) {
      this.#column++;
    }
    putUtf8(codePoint);
  }

  /** Writes text of one line, of characters of one unit each, and breaks it at the last column, so that `moveCursor` knows where it is. */
  writeWrapped(text: string): void {
    for (let i = 0; i < text.length; i++) {
      this.put(text.charCodeAt(i));
      if (this.#column >= this.columns) this.put(0x0a);
    }
  }

  /** Moves along the text of `writeWrapped`, across its line ends. */
  moveCursor(by: number): void {
    if (by === 0) return;
    const target = this.#column + by;
    const rows = Math.floor(target / this.columns);
    const column = target - rows * this.columns;
    if (rows < 0) this.#escape(`${-rows}A`);
    if (rows > 0) this.#escape(`${rows}B`);
    writeSerial(0x0d);
    if (column > 0) this.#escape(`${column}C`);
    this.#column = column;
  }

  clear(): void {
    this.#escape("2J");
    this.#escape("H");
    this.#column = 0;
  }

  /** Writes an escape sequence, which moves nothing. */
  control(sequence: string): void {
    for (let i = 0; i < sequence.length; i++) writeSerial(u8(sequence.charCodeAt(i)));
  }

  #escape(rest: string): void {
    this.control(`\u001b[${rest}`);
  }
}

function putUtf8(codePoint: number): void {
  if (codePoint < 0x80) {
    writeSerial(u8(codePoint));
  } else if (codePoint < 0x800) {
    writeSerial(u8(0xc0 + Math.floor(codePoint / 0x40)));
    writeSerial(u8(0x80 + (codePoint % 0x40)));
  } else if (codePoint < 0x10000) {
    writeSerial(u8(0xe0 + Math.floor(codePoint / 0x1000)));
    writeSerial(u8(0x80 + (Math.floor(codePoint / 0x40) % 0x40)));
    writeSerial(u8(0x80 + (codePoint % 0x40)));
  } else {
    writeSerial(u8(0xf0 + Math.floor(codePoint / 0x40000)));
    writeSerial(u8(0x80 + (Math.floor(codePoint / 0x1000) % 0x40)));
    writeSerial(u8(0x80 + (Math.floor(codePoint / 0x40) % 0x40)));
    writeSerial(u8(0x80 + (codePoint % 0x40)));
  }
}
