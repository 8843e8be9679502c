/**
 * Shows a line that is being edited behind its prompt, over as many rows as it takes. It redraws from the first character that has changed, and moves
 * relative to where the cursor is, so that it works on any display that scrolls, a serial terminal too.
 */

/** A screen with a cursor, of so many columns. */
export interface Display {
  readonly columns: number;
  /** Writes a character that takes one column. The cursor stays in the row of the last column until `newLine`. */
  write(codePoint: number): void;
  /** To the start of the next row, which scrolls at the bottom. */
  newLine(): void;
  /** By so many rows down (up when negative), to a column; both exist. */
  moveTo(rowsDown: number, column: number): void;
  eraseToRowEnd(): void;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/** What is shown for a character that terminals show two columns wide, or not at all. */
const replacement = 0x25a0;
/** From here on Unicode has scripts of wide characters; control characters and combining marks are below. */
const firstWide = 0x1100;

/** The character that stands for a unit of text; null for the second half of a pair. */
function shownFor(unit: number): number | null {
  if (unit >= 0xdc00 && unit < 0xe000) return null;
  if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || (unit >= 0x300 && unit < 0x370)) return replacement;
  if (unit >= 0x2000 && unit < 0x2e80) return unit; // punctuation, arrows, boxes, blocks
  return unit >= firstWide ? replacement : unit;
}

/** Where the character at an index of a text stands, rows and columns from the prompt's start. */
export function placeOf(text: string, index: number, promptColumns: number, columns: number): Place {
  let row = Math.floor(promptColumns / columns);
  let column = promptColumns % columns;
  for (let i = 0; i < index; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x0a) {
      row++;
      column = 0;
    } else if (shownFor(unit) !== null) {
      column++;
      if (column === columns) {
        row++;
        column = 0;
      }
    }
  }
  return { row, column };
}

export class LineView {
  readonly #display: Display;
  #promptColumns = 0;
  #shown = "";
  /** Where the display's cursor is. */
  #row = 0;
  #column = 0;

  constructor(display: Display) {
    this.#display = display;
  }

  /** A prompt of so many columns has just been printed, at the start of a row. */
  start(promptColumns: number): void {
    this.#promptColumns = promptColumns;
    this.#shown = "";
    this.#row = Math.floor(promptColumns / this.#display.columns);
    this.#column = promptColumns % this.#display.columns;
  }

  /** Rows that a text takes behind the prompt. */
  rowsFor(text: string): number {
    return placeOf(text, text.length, this.#promptColumns, this.#display.columns).row + 1;
  }

  /** Shows a text, and the cursor at an index of it. */
  show(text: string, cursor: number): void {
    const same = commonPrefix(this.#shown, text);
    if (same < text.length || same < this.#shown.length) {
      const oldEnd = placeOf(this.#shown, this.#shown.length, this.#promptColumns, this.#display.columns);
      this.#moveTo(placeOf(text, same, this.#promptColumns, this.#display.columns));
      for (let i = same; i < text.length; i++) this.#write(text.charCodeAt(i));
      if (this.#row < oldEnd.row || (this.#row === oldEnd.row && this.#column < oldEnd.column))
        this.#display.eraseToRowEnd();
      while (this.#row < oldEnd.row) {
        this.#newLine();
        this.#display.eraseToRowEnd();
      }
      this.#shown = text;
    }
    this.#moveTo(placeOf(text, cursor, this.#promptColumns, this.#display.columns));
  }

  #write(unit: number): void {
    if (unit === 0x0a) {
      this.#display.eraseToRowEnd();
      this.#newLine();
      return;
    }
    const character = shownFor(unit);
    if (character === null) return;
    this.#display.write(character);
    this.#column++;
    if (this.#column === this.#display.columns) this.#newLine();
  }

  #newLine(): void {
    this.#display.newLine();
    this.#row++;
    this.#column = 0;
  }

  #moveTo(place: Place): void {
    if (place.row === this.#row && place.column === this.#column) return;
    this.#display.moveTo(place.row - this.#row, place.column);
    this.#row = place.row;
    this.#column = place.column;
  }
}

/** Characters that two texts have in common at the start; never half a pair. */
function commonPrefix(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let i = 0;
  while (i < limit && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  const unit = i > 0 ? a.charCodeAt(i - 1) : 0;
  return unit >= 0xd800 && unit < 0xdc00 ? i - 1 : i;
}
