/**
 * The VGA text screen, mode 3: 80 by 25 characters of code page 437. Two uses share it: text that flows, at a cursor that wraps and scrolls, and
 * cells by row and column, for programs that take the screen over. Output goes straight to video memory, so nothing is lost when the
 * kernel stops in the middle; reads and scrolling use the shadow (`arch/x86_64/textmemory.ts`). Only `snapshot` allocates.
 *
 * Cursor registers: IBM VGA CRT controller, index 0x0a (start line, bit 5 off), 0x0b (end line), 0x0e and 0x0f (position).
 */
import { codeUnitAt, u8, u16, u32 } from "osmium";
import { inb, outb } from "../arch/x86_64/port.ts";
import {
  fillCells,
  readCell,
  resetText,
  scrollText,
  textCells,
  textColumns,
  textRows,
  writeCell,
} from "../arch/x86_64/textmemory.ts";
import { cp437FromUnicode } from "./cp437.ts";

const crtcIndex: u16 = 0x3d4;
const crtcData: u16 = 0x3d5;
const cursorStart: u8 = 0x0a;
const cursorEnd: u8 = 0x0b;
const cursorHigh: u8 = 0x0e;
const cursorLow: u8 = 0x0f;
const cursorOffBit: u8 = 0x20;

const tabColumns: u32 = 8;
const blankCharacter: u8 = 0x20;

/** Light grey on black. */
export const defaultAttribute: u8 = 0x07;

export type CursorShape = "underline" | "half" | "block";

/** First of the 16 scan lines that a cursor of a shape covers. They end at the last but one, or at the last for a block. */
function firstLine(shape: CursorShape): u8 {
  switch (shape) {
    case "underline":
      return 13;
    case "half":
      return 8;
    case "block":
      return 0;
  }
}

/** All that the screen shows, to come back to. */
export interface ScreenSnapshot {
  /** Characters in the low bytes, attributes in the high ones. */
  readonly cells: Uint16Array;
  readonly position: u32;
  readonly cursorShown: boolean;
  readonly cursorShape: CursorShape;
}

export class VgaText {
  readonly columns = 80;
  readonly rows = 25;
  #position: u32 = 0;
  /** Was a character the last thing that moved the cursor? */
  #afterCharacter = false;
  #blank: u8 = defaultAttribute;
  #cursorShown = true;
  #cursorShape: CursorShape = "underline";
  /** Where the hardware's cursor is. */
  #cursorPosition: u32 = textCells;

  /** Clears the screen and shows the cursor as an underline. Attribute bit 7 means blinking: the BIOS's mode 3 has it so. */
  init(): void {
    resetText(this.#blankCell());
    this.#position = 0;
    this.#afterCharacter = false;
    this.showCursor();
    this.updateCursor();
  }

  // ---- Text that flows ----

  /**
   * Writes text at the cursor. `\n` starts a line, `\r` returns to its start, `\b` goes back by one within it, `\t` to the next multiple of 8 within
   * it.
   */
  write(text: string, attribute: u8): void {
    const length = u32(text.length);
    for (let i: u32 = 0; i < length; i++) {
      const unit = codeUnitAt(text, i);
      this.put(unit, attribute);
      if (isHighSurrogate(unit)) i++; // half of a character that code page 437 has not
    }
    this.updateCursor();
  }

  /** Writes one Unicode character; what code page 437 has not becomes a block. The cursor on screen stays where it is: see `updateCursor`. */
  put(codePoint: u32, attribute: u8): void {
    if (codePoint >= 0x20) {
      writeCell(this.#position, (u16(attribute) << 8) | u16(codeOf(codePoint)));
      this.#position++;
      this.#afterCharacter = true;
    } else {
      this.#control(codePoint);
    }
    if (this.#position >= textCells) {
      scrollText(this.#blankCell());
      this.#position -= textColumns;
    }
  }

  #control(code: u32): void {
    const column = this.#position % textColumns;
    // The last character filled its row, so the position is the next row's first cell already: a line end now adds no empty row.
    const wrapped = this.#afterCharacter && column === 0;
    if (code === 0x0a) {
      if (!wrapped) this.#position += textColumns - column;
    } else if (code === 0x0d) {
      this.#position -= wrapped ? textColumns : column;
    } else if (code === 0x08) {
      if (wrapped || column > 0) this.#position--;
    } else if (code === 0x09) {
      // The last column is a stop: a tab never leaves its row.
      const stop = column + tabColumns - (column % tabColumns);
      if (!wrapped) this.#position += (stop < textColumns ? stop : textColumns - 1) - column;
      return;
    } else {
      return;
    }
    this.#afterCharacter = false;
  }

  /** Moves the cursor along the text, across line ends, within the screen. */
  moveCursorBy(by: number): void {
    const target = this.#position + by;
    this.#position = target < 0 ? 0 : target >= textCells ? textCells - 1 : u32(target);
    this.#afterCharacter = false;
    this.updateCursor();
  }

  /** Column of the cursor, from 0. */
  get column(): number {
    return this.#position % textColumns;
  }

  get row(): number {
    return this.#position / textColumns;
  }

  // ---- Cells, by row and column from 0. What lies outside the screen is ignored. ----

  /** Puts the character with a code of code page 437 at a place. See `cp437FromUnicode`. */
  setCell(row: u32, column: u32, code: u8, attribute: u8): void {
    if (row >= textRows || column >= textColumns) return;
    writeCell(row * textColumns + column, (u16(attribute) << 8) | u16(code));
  }

  /** Puts a Unicode character at a place. */
  setCharacter(row: u32, column: u32, codePoint: u32, attribute: u8): void {
    this.setCell(row, column, cp437FromUnicode(codePoint), attribute);
  }

  /** Puts a text's characters side by side, cut off at the right edge. The cursor stays where it is. */
  setText(row: u32, column: u32, text: string, attribute: u8): void {
    let at = column;
    const length = u32(text.length);
    for (let i: u32 = 0; i < length && at < textColumns; i++, at++) {
      const unit = codeUnitAt(text, i);
      this.setCell(row, at, codeOf(unit), attribute);
      if (isHighSurrogate(unit)) i++;
    }
  }

  /** What stands at a place: the character in the low byte, the attribute in the high one; 0 outside the screen. */
  cellAt(row: u32, column: u32): u16 {
    return row < textRows && column < textColumns ? readCell(row * textColumns + column) : 0;
  }

  /** Fills a rectangle, or what of it lies on the screen. */
  fill(row: u32, column: u32, rows: u32, columns: u32, code: u8, attribute: u8): void {
    if (column >= textColumns) return;
    const width = columns < textColumns - column ? columns : textColumns - column;
    const value = (u16(attribute) << 8) | u16(code);
    for (let i: u32 = 0; i < rows && row + i < textRows; i++) fillCells((row + i) * textColumns + column, width, value);
  }

  /** Fills the screen with blanks; the cursor goes to the top left. */
  clear(): void {
    fillCells(0, textCells, this.#blankCell());
    this.#position = 0;
    this.#afterCharacter = false;
    this.updateCursor();
  }

  /** The attribute of the blanks that clearing and scrolling bring. */
  setBlank(attribute: u8): void {
    this.#blank = attribute;
  }

  // ---- The cursor ----

  /** Puts the cursor at a place. Throws `RangeError` outside the screen. */
  moveCursor(row: number, column: number): void {
    if (!(row >= 0 && row < this.rows && column >= 0 && column < this.columns)) {
      throw new RangeError(`row ${row}, column ${column} is outside the screen`);
    }
    this.#position = u32(row) * textColumns + u32(column);
    this.#afterCharacter = false;
    this.updateCursor();
  }

  hideCursor(): void {
    this.#cursorShown = false;
    this.#applyCursor();
  }

  showCursor(): void {
    this.#cursorShown = true;
    this.#applyCursor();
    this.updateCursor();
  }

  get cursorShown(): boolean {
    return this.#cursorShown;
  }

  setCursorShape(shape: CursorShape): void {
    this.#cursorShape = shape;
    this.#applyCursor();
  }

  /** Moves the hardware's cursor to where the text goes on. */
  updateCursor(): void {
    if (!this.#cursorShown || this.#cursorPosition === this.#position) return;
    this.#cursorPosition = this.#position;
    setRegister(cursorLow, u8(this.#position & 0xff));
    setRegister(cursorHigh, u8(this.#position >>> 8));
  }

  #applyCursor(): void {
    const shape = this.#cursorShape;
    const off: u8 = this.#cursorShown ? 0 : cursorOffBit;
    setRegister(cursorStart, (register(cursorStart) & 0xc0) | firstLine(shape) | off);
    const last: u8 = shape === "block" ? 15 : 14;
    setRegister(cursorEnd, (register(cursorEnd) & 0xe0) | last);
  }

  // ---- The whole screen ----

  /** A copy of all that is shown, for a program that takes the screen over and gives it back. */
  snapshot(): ScreenSnapshot {
    const cells = new Uint16Array(textCells);
    for (let i: u32 = 0; i < textCells; i++) cells[i] = readCell(i);
    return { cells, position: this.#position, cursorShown: this.#cursorShown, cursorShape: this.#cursorShape };
  }

  /** Shows what was shown when the snapshot was made. Later output continues where the cursor was then. */
  restore(snapshot: ScreenSnapshot): void {
    for (let i: u32 = 0; i < textCells; i++) writeCell(i, u16(snapshot.cells[i]));
    this.#position = snapshot.position;
    this.#afterCharacter = false;
    this.#cursorShown = snapshot.cursorShown;
    this.#cursorShape = snapshot.cursorShape;
    this.#applyCursor();
    this.updateCursor();
  }

  #blankCell(): u16 {
    return (u16(this.#blank) << 8) | u16(blankCharacter);
  }
}

/** Is a UTF-16 unit the first of two? */
function isHighSurrogate(unit: u32): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

/** `cp437FromUnicode`, at once for what is most of all text. */
function codeOf(codePoint: u32): u8 {
  return codePoint >= 0x20 && codePoint < 0x7f ? u8(codePoint) : cp437FromUnicode(codePoint);
}

function register(index: u8): u8 {
  outb(crtcIndex, index);
  return inb(crtcData);
}

function setRegister(index: u8, value: u8): void {
  outb(crtcIndex, index);
  outb(crtcData, value);
}
