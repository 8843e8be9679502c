/** The lines that were entered: walked with Up and Down, searched with Ctrl-R. Kept in memory, the newest few hundred. */
const linesMax = 256;

export class History {
  readonly #lines: string[] = [];
  /** Where Up and Down are; the number of lines: at the line that is being typed. */
  #place = 0;
  /** The line that was being typed when Up left it. */
  #draft = "";

  get length(): number {
    return this.#lines.length;
  }

  /** The lines, oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Keeps a line unless it is empty or repeats the last one, and goes to the end. */
  add(line: string): void {
    if (line.trim() !== "" && this.#lines.at(-1) !== line) {
      this.#lines.push(line);
      if (this.#lines.length > linesMax) this.#lines.shift();
    }
    this.rest();
  }

  /** Forgets where Up and Down were. */
  rest(): void {
    this.#place = this.#lines.length;
    this.#draft = "";
  }

  /** The line before; null when there is none. `current` is what the editor holds now. */
  older(current: string): string | null {
    if (this.#place === 0) return null;
    if (this.#place === this.#lines.length) this.#draft = current;
    this.#place--;
    return this.#lines[this.#place];
  }

  /** The line after, at last the one that was being typed; null when there is none. */
  newer(): string | null {
    if (this.#place === this.#lines.length) return null;
    this.#place++;
    return this.#place === this.#lines.length ? this.#draft : this.#lines[this.#place];
  }

  /** Index of the newest line before `before` that contains a text; -1 when there is none. */
  find(text: string, before: number): number {
    if (text === "") return -1;
    for (let i = Math.min(before, this.#lines.length) - 1; i >= 0; i--) {
      if (this.#lines[i].includes(text)) return i;
    }
    return -1;
  }
}
