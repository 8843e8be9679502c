/**
 * Characters that are the same where case plays no part (ECMA-262 §22.2.2.7.3, Canonicalize). Sets are closed over it when a pattern is parsed, so that
 * matching never asks; only back references do, by `legacyFold` and `unicodeFold`.
 */
import { type CharSet, setHas, setOf } from "./char-set.ts";
import { legacyFoldRuns, unicodeFoldRuns } from "./fold-tables.ts";

/** Marks units of the tables that hold the upper bits of a number of two units. */
const longMark = 0x4000;
const shift = 0x20000;

/** The numbers of a packed table. */
export function unpacked(table: string): number[] {
  const result: number[] = [];
  for (let at = 0; at < table.length; at++) {
    const unit = table.charCodeAt(at);
    if (unit < longMark) result.push(unit);
    else {
      at++;
      result.push((unit - longMark) * longMark + table.charCodeAt(at));
    }
  }
  return result;
}

/** The set with all characters that are the same as one of it. */
export function closeOverCase(set: CharSet, unicode: boolean): CharSet {
  const runs = unpacked(unicode ? unicodeFoldRuns : legacyFoldRuns);
  const limit = unicode ? Number.POSITIVE_INFINITY : 0xffff;
  // What all others are mapped to comes in first, then all that is mapped to something inside.
  const firsts: number[] = [];
  for (const end of set) firsts.push(end);
  visit(runs, (from, to) => {
    if (from > limit || !setHas(set, from)) return;
    firsts.push(to);
    firsts.push(to);
  });
  const withFirsts = setOf(firsts);
  const result: number[] = [];
  for (const end of withFirsts) result.push(end);
  visit(runs, (from, to) => {
    if (!setHas(withFirsts, to)) return;
    result.push(from);
    result.push(from);
  });
  return setOf(result);
}

function visit(runs: readonly number[], each: (from: number, to: number) => void): void {
  for (let at = 0; at < runs.length; at += 4) {
    const first = runs[at]!;
    const count = runs[at + 1]!;
    const stride = runs[at + 2]!;
    const difference = runs[at + 3]! - shift;
    for (let index = 0; index < count; index++) each(first + index * stride, first + index * stride + difference);
  }
}

function fold(table: string, point: number): number {
  const runs = unpacked(table);
  for (let at = 0; at < runs.length && runs[at]! <= point; at += 4) {
    const offset = point - runs[at]!;
    const stride = runs[at + 2]!;
    if (offset < runs[at + 1]! * stride && offset % stride === 0) return point + runs[at + 3]! - shift;
  }
  return point;
}

/** What stands for all units that are the same as this one. */
export function legacyFold(unit: number): number {
  if (unit < 0x80) return unit >= 0x61 && unit <= 0x7a ? unit - 0x20 : unit;
  return fold(legacyFoldRuns, unit);
}

/** As `legacyFold` with the flag `u`. */
export function unicodeFold(point: number): number {
  return fold(unicodeFoldRuns, point);
}
