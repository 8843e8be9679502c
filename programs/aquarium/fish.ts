/** A fish: what it looks like, where it is, how it swims. It knows neither screen nor time. */
import type { Random } from "../games/random.ts";

interface Species {
  readonly right: string;
  readonly left: string;
  /** Milliseconds from column to column, at least and at most. */
  readonly paceMs: readonly [number, number];
}

const speciesTable: readonly Species[] = [
  { right: "><>", left: "<><", paceMs: [60, 180] },
  { right: "><((°>", left: "<°))><", paceMs: [120, 300] },
  { right: ">=>", left: "<=<", paceMs: [35, 80] },
  { right: "»¬·>", left: "<·¬«", paceMs: [90, 200] },
  { right: "}}(((°>", left: "<°))){{", paceMs: [200, 420] },
];

export class Fish {
  readonly #random: Random;
  readonly #columns: number;
  readonly #rows: number;
  readonly #species: Species;
  /** Index of a colour, 0 to 5. */
  readonly color: number;
  readonly paceMs: number;
  row: number;
  column: number;
  #goesRight: boolean;

  /** A fish somewhere in water of so many rows and columns. */
  constructor(rows: number, columns: number, random: Random) {
    this.#random = random;
    this.#rows = rows;
    this.#columns = columns;
    this.#species = speciesTable[random.below(speciesTable.length)];
    const [least, most] = this.#species.paceMs;
    this.paceMs = least + random.below(most - least);
    this.color = random.below(6);
    this.row = random.below(rows);
    this.column = random.below(columns - this.length);
    this.#goesRight = random.below(2) === 0;
  }

  get length(): number {
    return this.#species.right.length;
  }

  get picture(): string {
    return this.#goesRight ? this.#species.right : this.#species.left;
  }

  /** Where its mouth is. */
  get mouth(): number {
    return this.#goesRight ? this.column + this.length - 1 : this.column;
  }

  /** One column on. It turns at the glass, and now and then elsewhere; sometimes it goes up or down. */
  swim(): void {
    const next = this.column + (this.#goesRight ? 1 : -1);
    const atGlass = next < 0 || next + this.length > this.#columns;
    if (atGlass || this.#random.below(120) === 0) this.#goesRight = !this.#goesRight;
    else this.column = next;
    if (this.#random.below(16) === 0) {
      const row = this.row + (this.#random.below(2) === 0 ? 1 : -1);
      if (row >= 0 && row < this.#rows) this.row = row;
    }
  }
}
