/**
 * Editing of one line on the console: insert and delete anywhere, cursor keys, Home and End, history with Up and Down, Ctrl-C to drop the line.
 * The line may wrap over several rows. It holds its text and redraws only from the change on.
 */
import { clearConsole, moveCursor, println, printWrapped } from "../../kernel/src/console/console.ts";
import { nextKey } from "../../kernel/src/console/input.ts";
import { KeyCode, type KeyEvent } from "../../kernel/src/drivers/keys.ts";

/** Fits the screen: a line that scrolls out of it could not be redrawn. */
const lineLengthMax = 1024;
const historyMax = 64;

export class LineEditor {
  readonly #history: string[] = [];
  #before = "";
  #after = "";
  /** Place in the history while Up and Down walk it; its length: the new line. */
  #place = 0;

  /** Prints the prompt and reads a line; null when it was dropped by Ctrl-C. */
  async readLine(prompt: () => void): Promise<string | null> {
    this.#before = "";
    this.#after = "";
    this.#place = this.#history.length;
    prompt();
    for (;;) {
      const event = await nextKey();
      if (event.control && (event.character === "c" || event.character === "C")) {
        this.#end();
        println("^C");
        return null;
      }
      if (event.control && (event.character === "l" || event.character === "L")) {
        clearConsole();
        prompt();
        this.#redraw();
        continue;
      }
      if (event.code === KeyCode.Enter || event.code === KeyCode.KeypadEnter) {
        this.#end();
        println();
        const line = this.#before + this.#after;
        this.#remember(line);
        return line;
      }
      this.#edit(event);
    }
  }

  #edit(event: KeyEvent): void {
    switch (event.code) {
      case KeyCode.Backspace:
        if (this.#before.length === 0) return;
        this.#before = this.#before.slice(0, -1);
        moveCursor(-1);
        this.#drawRest(1);
        return;
      case KeyCode.Delete:
        if (this.#after.length === 0) return;
        this.#after = this.#after.slice(1);
        this.#drawRest(1);
        return;
      case KeyCode.Left:
        this.#moveTo(this.#before.length - 1);
        return;
      case KeyCode.Right:
        this.#moveTo(this.#before.length + 1);
        return;
      case KeyCode.Home:
        this.#moveTo(0);
        return;
      case KeyCode.End:
        this.#end();
        return;
      case KeyCode.Up:
        this.#recall(this.#place - 1);
        return;
      case KeyCode.Down:
        this.#recall(this.#place + 1);
        return;
      default:
        if (event.character !== null && !event.control && !event.alt) this.#insert(event.character);
    }
  }

  #insert(character: string): void {
    if (character.length !== 1) return; // nothing outside the basic plane is in code page 437
    if (this.#before.length + this.#after.length >= lineLengthMax) return;
    this.#before += character;
    printWrapped(character);
    if (this.#after.length > 0) this.#drawRest(0);
  }

  /** Draws what is behind the cursor, blanks over `blanks` characters that are gone, and goes back. */
  #drawRest(blanks: number): void {
    const rest = this.#after + " ".repeat(blanks);
    printWrapped(rest);
    moveCursor(-rest.length);
  }

  #moveTo(index: number): void {
    const line = this.#before + this.#after;
    if (index < 0 || index > line.length) return;
    moveCursor(index - this.#before.length);
    this.#before = line.slice(0, index);
    this.#after = line.slice(index);
  }

  #end(): void {
    this.#moveTo(this.#before.length + this.#after.length);
  }

  #redraw(): void {
    printWrapped(this.#before);
    this.#drawRest(0);
  }

  /** Shows an older or newer line instead of this one. */
  #recall(place: number): void {
    if (place < 0 || place > this.#history.length) return;
    const old = this.#before.length + this.#after.length;
    moveCursor(-this.#before.length);
    this.#before = place === this.#history.length ? "" : this.#history[place];
    this.#after = "";
    this.#place = place;
    printWrapped(this.#before);
    if (old > this.#before.length) this.#drawRest(old - this.#before.length);
  }

  /** Keeps a line unless it is empty or repeats the last one. */
  #remember(line: string): void {
    if (line.trim() === "" || this.#history.at(-1) === line) return;
    this.#history.push(line);
    if (this.#history.length > historyMax) this.#history.shift();
  }
}
