/** Which stack of inlined functions the code at an address of an executable came from, by its debug information. */

import type { Elf } from "../elf.ts";
import { type CodeEntry, readUnits } from "./entries.ts";
import { type LineRow, type LineTable, readLineTable } from "./line-table.ts";

export interface SourceFrame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The place of the code from an address on, up to the next. */
export interface CodePlace {
  readonly address: number;
  /** Innermost first. */
  frames(): SourceFrame[];
}

/** All places, by address. */
export function readPlaces(elf: Elf): CodePlace[] {
  const bytes = (name: string): Uint8Array => elf.section(name)?.bytes ?? new Uint8Array();
  const units = readUnits({
    info: bytes(".debug_info"),
    abbreviations: bytes(".debug_abbrev"),
    strings: bytes(".debug_str"),
    ranges: bytes(".debug_ranges"),
  });
  return units
    .flatMap(({ lineTable, functions }) => {
      if (lineTable === undefined) return [];
      const table = readLineTable(bytes(".debug_line"), lineTable);
      const finder = new FunctionFinder(functions);
      return lastOfEach(table.rows).map((row) => new Place(table, row, finder));
    })
    .sort((a, b) => a.address - b.address);
}

/** Of rows for one address, the last, in which the others end. */
function lastOfEach(rows: readonly LineRow[]): LineRow[] {
  return rows.filter(({ address }, index) => rows[index + 1]?.address !== address);
}

class Place implements CodePlace {
  readonly #table: LineTable;
  readonly #row: LineRow;
  readonly #finder: FunctionFinder;

  constructor(table: LineTable, row: LineRow, finder: FunctionFinder) {
    this.#table = table;
    this.#row = row;
    this.#finder = finder;
  }

  get address(): number {
    return this.#row.address;
  }

  frames(): SourceFrame[] {
    let { file, line, column } = this.#row;
    const frames: SourceFrame[] = [];
    for (const { name, call } of this.#finder.at(this.address)) {
      frames.push({ function: name, file: this.#table.files[file] ?? "", line, column });
      if (call) ({ file, line, column } = call);
    }
    return frames.filter((frame) => frame.file !== "");
  }
}

/** Finds the functions of a unit by address. */
class FunctionFinder {
  readonly #ranges: readonly { readonly start: number; readonly end: number; readonly entry: CodeEntry }[];

  constructor(functions: readonly CodeEntry[]) {
    this.#ranges = functions
      .flatMap((entry) => entry.ranges.map((range) => ({ ...range, entry })))
      .sort((a, b) => a.start - b.start);
  }

  /** The function, and what was inlined into it there: innermost first; none, if there is no function. */
  at(address: number): CodeEntry[] {
    let [low, high] = [0, this.#ranges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ranges[middle]!.start <= address) low = middle + 1;
      else high = middle;
    }
    const found = this.#ranges[low - 1];
    if (found === undefined || address >= found.end) return [];
    const path: CodeEntry[] = [];
    for (let entry: CodeEntry | undefined = found.entry; entry !== undefined; ) {
      path.unshift(entry);
      entry = entry.inlined.find(({ ranges }) => ranges.some(({ start, end }) => start <= address && address < end));
    }
    return path;
  }
}
