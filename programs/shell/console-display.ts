/** The console as a line view needs it: the screen and the serial terminal at once, in the default style. */

import { u32 } from "osmium";
import { attributeOf, type ColorCode, plainCode } from "../../kernel/src/console/color.ts";
import { currentStyle, screen, terminal } from "../../kernel/src/console/console.ts";
import type { Display } from "./line-view.ts";

const lineFeed = 0x0a;
const blank = 0x20;

export class ConsoleDisplay implements Display {
  readonly columns = screen.columns;
  /** Rows that a line may take and still be redrawn. */
  readonly rowsMax = screen.rows - 1;
  #row = 0;
  #column = 0;

  /** Notes where the cursor is; see `disturbed`. */
  settle(): void {
    terminal.select(plainCode);
    screen.updateCursor();
    this.#row = screen.row;
    this.#column = screen.column;
  }

  /** Has anything else written since `settle`? */
  get disturbed(): boolean {
    return screen.row !== this.#row || screen.column !== this.#column;
  }

  get atRowStart(): boolean {
    return screen.column === 0;
  }

  write(codePoint: number): void {
    const code = this.#code();
    screen.put(u32(codePoint), code);
    terminal.put(u32(codePoint), code);
  }

  newLine(): void {
    this.write(lineFeed);
  }

  moveTo(rowsDown: number, column: number): void {
    terminal.moveCursor(rowsDown * this.columns + column - screen.column);
    screen.moveCursor(screen.row + rowsDown, column);
  }

  eraseToRowEnd(): void {
    const code = this.#code();
    screen.fill(u32(screen.row), u32(screen.column), 1, u32(this.columns - screen.column), blank, code);
    terminal.select(code);
    terminal.control("\u001b[K");
  }

  #code(): ColorCode {
    return attributeOf(currentStyle());
  }
}
