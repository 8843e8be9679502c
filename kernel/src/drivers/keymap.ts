/** A layout as a table by key: what each key types at each level, looked up without making anything. */
import type { Layout } from "./layouts.ts";
import { rowCodes } from "./layouts.ts";

/** Above all codes of the four rows. */
const codeCount = 0x60;
/** Levels: plain, with Shift, with AltGr, with both. */
const shiftLevel = 1;
const altGrLevel = 2;
const levelCount = 4;

export class Keymap {
  readonly layout: Layout;
  /** By level and code. */
  readonly #characters: (string | null)[];
  /** By code: 1 for letters, which Caps Lock is for. */
  readonly #letters = new Uint8Array(codeCount);

  constructor(layout: Layout) {
    this.layout = layout;
    this.#characters = new Array<string | null>(levelCount * codeCount).fill(null);
    this.#fill(0, layout.plain);
    this.#fill(shiftLevel, layout.shift);
    this.#fill(altGrLevel, layout.altGr);
    this.#fill(altGrLevel + shiftLevel, layout.shiftAltGr ?? layout.altGr);
    for (const codes of rowCodes) {
      for (const code of codes) {
        const small = this.#characters[code] ?? "";
        const capital = this.#characters[shiftLevel * codeCount + code] ?? "";
        this.#letters[code] = isCasePair(small, capital) ? 1 : 0;
      }
    }
  }

  #fill(level: number, rows: readonly string[] | null): void {
    if (rows === null) return;
    for (let row = 0; row < rowCodes.length; row++) {
      for (let column = 0; column < rowCodes[row].length; column++) {
        const character = rows[row].charAt(column);
        this.#characters[level * codeCount + rowCodes[row][column]] = character === " " ? null : character;
      }
    }
  }

  /** What a key types; null for nothing. A combining character is a dead key. */
  characterOf(code: number, shift: boolean, altGr: boolean, capsLock: boolean): string | null {
    if (code >= codeCount) return null;
    const isAltGr = altGr && this.layout.altGr !== null;
    // With Caps Lock, Shift gives the small letter again.
    const upper = capsLock && !isAltGr && this.#letters[code] !== 0 ? !shift : shift;
    const level = (upper ? shiftLevel : 0) + (isAltGr ? altGrLevel : 0);
    return this.#characters[level * codeCount + code];
  }
}

/** A small letter and its capital, of ASCII and Latin-1. */
function isCasePair(small: string, capital: string): boolean {
  if (small === "" || capital === "") return false;
  const unit = small.charCodeAt(0);
  const isLetter = (unit >= 0x61 && unit <= 0x7a) || (unit >= 0xe0 && unit <= 0xfe);
  return isLetter && capital.charCodeAt(0) === unit - 0x20;
}
