/**
 * The whole screen for one program: cells that are drawn behind the scenes and shown all at once by `present`, which writes only those that have
 * changed. So nothing flickers, and a frame costs what it changes. What the shell had on the screen comes back when the surface is
 * disposed of. Drawing and presenting allocate nothing.
 */
import { u8, u32 } from "osmium";
import type { ScreenSnapshot } from "../drivers/vga.ts";
import { type ColorCode, plainCode } from "./color.ts";
import { screen, terminal } from "./console.ts";

const blank: u32 = 0x20;
/** What no cell holds: a cell that has to be shown whatever it is. */
const unknown: u32 = 0xffffffff;

const alternateScreenOn = "\u001b[?1049h\u001b[?25l";
const alternateScreenOff = "\u001b[?25h\u001b[?1049l";

/** The whole screen, taken over by one program until it is disposed of. */
export class Surface implements Disposable {
  /** Rows of cells. */
  readonly rows = screen.rows;
  /** Cells in a row. */
  readonly columns = screen.columns;
  /** Cells as they are to be: character in bits 8 to 31, attribute below. */
  readonly #drawn: Uint32Array;
  /** Cells as they were presented last. */
  readonly #shown: Uint32Array;
  readonly #before: ScreenSnapshot = screen.snapshot();
  readonly #onTerminal: boolean;
  /** Escape sequences that move the terminal's cursor, by row and by column. */
  readonly #toRow: readonly string[];
  readonly #toColumn: readonly string[];

  /**
   * Takes the screen over, blank.
   * @param onTerminal draw on the serial terminal as well, which takes its time: a changed cell is 1 to 20 bytes
   */
  constructor(onTerminal: boolean) {
    const cells = this.rows * this.columns;
    this.#drawn = new Uint32Array(cells).fill(cellOf(blank, plainCode));
    this.#shown = new Uint32Array(cells).fill(unknown);
    this.#onTerminal = onTerminal;
    this.#toRow = onTerminal ? Array.from({ length: this.rows }, (_, row) => `\u001b[${row + 1};`) : [];
    this.#toColumn = onTerminal ? Array.from({ length: this.columns }, (_, column) => `${column + 1}H`) : [];
    screen.hideCursor();
    if (onTerminal) terminal.control(alternateScreenOn);
  }

  /** Puts a Unicode character at a place; outside the screen it is ignored. */
  put(row: number, column: number, character: number, code: ColorCode): void {
    if (row < 0 || row >= this.rows || column < 0 || column >= this.columns) return;
    this.#drawn[row * this.columns + column] = cellOf(u32(character), code);
  }

  /** Puts a text's characters side by side. What is outside the screen is ignored. */
  text(row: number, column: number, text: string, code: ColorCode): void {
    for (let i = 0; i < text.length; i++) this.put(row, column + i, text.charCodeAt(i), code);
  }

  /** Puts a text in the middle of a row. */
  centered(row: number, text: string, code: ColorCode): void {
    this.text(row, Math.floor((this.columns - text.length) / 2), text, code);
  }

  /** Fills a rectangle, or what of it is on the screen. */
  fill(row: number, column: number, rows: number, columns: number, character: number, code: ColorCode): void {
    for (let down = 0; down < rows; down++) {
      for (let right = 0; right < columns; right++) this.put(row + down, column + right, character, code);
    }
  }

  /** A frame of double lines around a rectangle whose outer side is given; the inside stays. */
  frame(row: number, column: number, rows: number, columns: number, code: ColorCode): void {
    const bottom = row + rows - 1;
    const right = column + columns - 1;
    this.fill(row, column + 1, 1, columns - 2, 0x2550, code);
    this.fill(bottom, column + 1, 1, columns - 2, 0x2550, code);
    this.fill(row + 1, column, rows - 2, 1, 0x2551, code);
    this.fill(row + 1, right, rows - 2, 1, 0x2551, code);
    this.put(row, column, 0x2554, code);
    this.put(row, right, 0x2557, code);
    this.put(bottom, column, 0x255a, code);
    this.put(bottom, right, 0x255d, code);
  }

  /** Shows what was drawn; gives the number of cells that have changed. */
  present(): number {
    let changed = 0;
    let cursor = -1;
    for (let at = 0; at < this.#drawn.length; at++) {
      const cell = u32(this.#drawn[at]);
      if (cell === u32(this.#shown[at])) continue;
      this.#shown[at] = cell;
      changed++;
      const row = Math.floor(at / this.columns);
      const column = at - row * this.columns;
      const code = u8(cell & 0xff);
      screen.setCharacter(u32(row), u32(column), cell >>> 8, code);
      if (!this.#onTerminal) continue;
      // Behind the last column the terminal's cursor is nowhere.
      if (cursor !== at || column === 0) {
        terminal.control(this.#toRow[row]);
        terminal.control(this.#toColumn[column]);
      }
      terminal.put(cell >>> 8, code);
      cursor = at + 1;
    }
    if (this.#onTerminal) terminal.select(plainCode);
    return changed;
  }

  /** Gives the screen back as it was. */
  [Symbol.dispose](): void {
    screen.restore(this.#before);
    if (!this.#onTerminal) return;
    terminal.control(alternateScreenOff);
    terminal.put(0x0d, plainCode);
  }
}

function cellOf(character: u32, code: ColorCode): u32 {
  return (character << 8) | u32(code);
}
