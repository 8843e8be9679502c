/** `localeCompare` for Latin-1 text: letters first, then accents, then case, as the root collation of Unicode orders them. Other units go by their number. */
import type { u32 } from "osmium";
import { stringLength } from "osmium/internal";
import { unitAt, unitText } from "../rt/string.ts";
import { charCodeAt, indexOf } from "./string.ts";

/** What is neither digit nor letter, in order. */
const marks = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

/** Base letters of U+00E0 to U+00FF; a space where there is none. */
const bases = "aaaaaa ceeeeiiii nooooo ouuuuy y";

function lowered(unit: u32): u32 {
  return (unit >= 65 && unit <= 90) || (unit >= 0xc0 && unit <= 0xde && unit !== 0xd7) ? unit + 32 : unit;
}

/** Marks, then digits, then letters without accent or case. */
function letterOf(unit: u32): number {
  const small = lowered(unit);
  if (small >= 0xe0 && small <= 0xff) {
    const base = charCodeAt(bases, small - 0xe0);
    if (base !== 32) return 1000 + base;
  }
  if (small >= 128) return 2000 + small;
  const mark = indexOf(marks, unitText(small));
  return mark >= 0 ? mark : 1000 + small;
}

function accentOf(unit: u32): number {
  return lowered(unit);
}

/** Small letters come first. */
function caseOf(unit: u32): number {
  return lowered(unit) === unit ? 0 : 1;
}

/** Compares unit by unit by a weight; at the end of one, the shorter comes first. */
function compareBy(a: string, b: string, weight: (unit: u32) => number): number {
  const first = stringLength(a);
  const second = stringLength(b);
  for (let index: u32 = 0; index < first && index < second; index++) {
    const x = weight(unitAt(a, index));
    const y = weight(unitAt(b, index));
    if (x !== y) return x < y ? -1 : 1;
  }
  return first === second ? 0 : first < second ? -1 : 1;
}

export function localeCompare(self: string, other: string): number {
  const letters = compareBy(self, other, letterOf);
  if (letters !== 0) return letters;
  const accents = compareBy(self, other, accentOf);
  return accents !== 0 ? accents : compareBy(self, other, caseOf);
}
