/**
 * The VGA text screen, mode 3: 80 by 25 characters of code page 437. The cursor is a position in the text; writing wraps and scrolls.
 * All output goes straight to video memory, so nothing is lost when the kernel stops in the middle.
 */
import { u8, u16, u32 } from "osmium";
import { inb, outb } from "../arch/x86_64/port.ts";
import { readCell, scrollText, textCells, textColumns, textRows, writeCell } from "../arch/x86_64/textmemory.ts";
import { cp437FromUnicode } from "./cp437.ts";

const crtcIndex: u16 = 0x3d4;
const crtcData: u16 = 0x3d5;
const tabColumns: u32 = 8;

/** Light grey on black. */
export const defaultAttribute: u8 = 0x07;

export class VgaText {
  readonly columns = 80;
  readonly rows = 25;
  #position: u32 = 0;

  /** Clears the screen, shows the cursor as an underline and keeps attribute bit 7 for blinking. */
  init(): void {
    this.#setCursorShape(13, 14);
    this.clear();
  }

  /** Fills the screen with blanks; the cursor goes to the top left. */
  clear(): void {
    for (let index: u32 = 0; index < textCells; index++) writeCell(index, this.#blank());
    this.#position = 0;
    this.showCursor();
  }

  /** Writes text at the cursor. `\n` starts a line, `\r` returns to its start, `\b` goes back by one, `\t` to the next multiple of 8. */
  write(text: string, attribute: u8): void {
    for (let i = 0; i < text.length; i++) {
      const codePoint = text.codePointAt(i) ?? 0;
      if (codePoint > 0xffff) i++; // two units
      this.put(codePoint, attribute);
    }
    this.showCursor();
  }

  /** Writes one Unicode character; what code page 437 has not becomes a block. The cursor on screen stays where it is: see `showCursor`. */
  put(codePoint: number, attribute: u8): void {
    switch (codePoint) {
      case 0x0a:
        this.#position = (this.#position / textColumns + 1) * textColumns;
        break;
      case 0x0d:
        this.#position -= this.#position % textColumns;
        break;
      case 0x08:
        if (this.#position > 0) this.#position--;
        return;
      case 0x09:
        this.#position += tabColumns - ((this.#position % textColumns) % tabColumns);
        break;
      default:
        writeCell(this.#position, (u16(attribute) << 8) | u16(cp437FromUnicode(codePoint)));
        this.#position++;
    }
    if (this.#position >= textCells) {
      scrollText(this.#blank());
      this.#position -= textColumns;
    }
  }

  /** Moves the cursor along the text, across line ends, within the screen. */
  moveCursor(by: number): void {
    const target = this.#position + by;
    this.#position = target < 0 ? 0 : target >= textCells ? textCells - 1 : u32(target);
    this.showCursor();
  }

  /** Puts the cursor at a row and column, counted from 0. */
  setCursor(row: number, column: number): void {
    if (row < 0 || row >= textRows || column < 0 || column >= textColumns) throw new RangeError("outside the screen");
    this.#position = u32(row) * textColumns + u32(column);
    this.showCursor();
  }

  /** Column of the cursor, from 0. */
  get column(): number {
    return this.#position % textColumns;
  }

  get row(): number {
    return this.#position / textColumns;
  }

  /** Moves the hardware's cursor to where the text goes on. */
  showCursor(): void {
    this.#setRegister(0x0f, u8Low(this.#position));
    this.#setRegister(0x0e, u8Low(this.#position >>> 8));
  }

  /** What stands at a place: the character in the low byte, the attribute in the high one. */
  cellAt(row: number, column: number): number {
    return readCell(u32(row) * textColumns + u32(column));
  }

  #blank(): u16 {
    return (u16(defaultAttribute) << 8) | 0x20;
  }

  #setRegister(register: u8, value: u8): void {
    outb(crtcIndex, register);
    outb(crtcData, value);
  }

  /** First and last scan line of the cursor. */
  #setCursorShape(first: u8, last: u8): void {
    outb(crtcIndex, 0x0a);
    outb(crtcData, (inb(crtcData) & 0xc0) | first);
    outb(crtcIndex, 0x0b);
    outb(crtcData, (inb(crtcData) & 0xe0) | last);
  }
}

function u8Low(value: u32): u8 {
  return u8(value & 0xff);
}
