/**
 * The text that is being edited, and where the cursor stands in it. Knows no keys and no screen. Indices count UTF-16 units; a character outside the
 * basic plane is never cut in two. A line may hold line ends: then Home, End and the kill commands work on the cursor's row of text.
 */
export class EditLine {
  #text = "";
  #cursor = 0;
  /** What was cut last, for `yank`. */
  #killed = "";

  get text(): string {
    return this.#text;
  }

  /** 0 to `text.length`. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Replaces all; the cursor goes to the end. */
  set(text: string): void {
    this.#text = text;
    this.#cursor = text.length;
  }

  /** Goes back to a text and a cursor that were there before. */
  restore(text: string, cursor: number): void {
    this.#text = text;
    this.#cursor = cursor;
  }

  /** Replaces what stands from `start` to the cursor. */
  replaceBefore(start: number, text: string): void {
    this.#splice(start, this.#cursor, text);
  }

  insert(text: string): void {
    this.#splice(this.#cursor, this.#cursor, text);
  }

  backspace(): void {
    this.#splice(this.#previous(this.#cursor), this.#cursor, "");
  }

  delete(): void {
    const cursor = this.#cursor;
    this.#splice(cursor, this.#next(cursor), "");
    this.#cursor = cursor;
  }

  left(): void {
    this.#cursor = this.#previous(this.#cursor);
  }

  right(): void {
    this.#cursor = this.#next(this.#cursor);
  }

  wordLeft(): void {
    this.#cursor = this.#wordStart();
  }

  wordRight(): void {
    let at = this.#cursor;
    while (at < this.#text.length && isBlank(this.#text.charAt(at))) at++;
    while (at < this.#text.length && !isBlank(this.#text.charAt(at))) at++;
    this.#cursor = at;
  }

  /** To the start of the row. */
  home(): void {
    this.#cursor = this.rowStart;
  }

  /** To the end of the row. */
  end(): void {
    this.#cursor = this.#rowEnd();
  }

  /** Up by a row of text; false when there is none above. */
  rowUp(): boolean {
    const start = this.rowStart;
    if (start === 0) return false;
    const column = this.#cursor - start;
    const above = this.#text.lastIndexOf("\n", start - 2) + 1;
    this.#cursor = this.#whole(Math.min(above + column, start - 1));
    return true;
  }

  /** Down by a row of text; false when there is none below. */
  rowDown(): boolean {
    const end = this.#rowEnd();
    if (end === this.#text.length) return false;
    const column = this.#cursor - this.rowStart;
    this.#cursor = end + 1;
    this.#cursor = this.#whole(Math.min(this.#cursor + column, this.#rowEnd()));
    return true;
  }

  /** Cuts from the cursor to the end of the row; at its end, the line end. */
  killToEnd(): void {
    const end = this.#rowEnd();
    this.#kill(this.#cursor, end === this.#cursor ? Math.min(end + 1, this.#text.length) : end);
  }

  /** Cuts from the start of the row to the cursor. */
  killToStart(): void {
    this.#kill(this.rowStart, this.#cursor);
  }

  /** Cuts the word before the cursor, with the blanks behind it. */
  killWord(): void {
    this.#kill(this.#wordStart(), this.#cursor);
  }

  /** Inserts what was cut last. */
  yank(): void {
    this.insert(this.#killed);
  }

  /** Where the cursor's row of text starts. */
  get rowStart(): number {
    return this.#cursor === 0 ? 0 : this.#text.lastIndexOf("\n", this.#cursor - 1) + 1;
  }

  #rowEnd(): number {
    const end = this.#text.indexOf("\n", this.#cursor);
    return end < 0 ? this.#text.length : end;
  }

  #wordStart(): number {
    let at = this.#cursor;
    while (at > 0 && isBlank(this.#text.charAt(at - 1))) at--;
    while (at > 0 && !isBlank(this.#text.charAt(at - 1))) at--;
    return at;
  }

  #kill(start: number, end: number): void {
    if (start === end) return;
    this.#killed = this.#text.slice(start, end);
    this.#splice(start, end, "");
  }

  #splice(start: number, end: number, text: string): void {
    this.#text = this.#text.slice(0, start) + text + this.#text.slice(end);
    this.#cursor = start + text.length;
  }

  #previous(index: number): number {
    return index === 0 ? 0 : this.#whole(index - 1);
  }

  #next(index: number): number {
    if (index >= this.#text.length) return this.#text.length;
    return isHighSurrogate(this.#text.charCodeAt(index)) ? Math.min(index + 2, this.#text.length) : index + 1;
  }

  /** The index, or the one before it when it lies within a character. */
  #whole(index: number): number {
    return index > 0 && index < this.#text.length && isLowSurrogate(this.#text.charCodeAt(index)) ? index - 1 : index;
  }
}

function isBlank(character: string): boolean {
  return character === " " || character === "\n";
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
