/**
 * Upper and lower case by Unicode, as JavaScript maps them: special cases that give several units, and the final sigma. Locale plays no part.
 *
 * Whether a letter comes before or after a sigma is judged by its having a case mapping; the few cased letters without one are not seen.
 */
import { u32 as toU32, type u32 } from "osmium";
import { stringLength } from "osmium/internal";
import { append, newArray } from "../rt/array.ts";
import { newText, setUnit, unitAt, wide } from "../rt/string.ts";
import { lowerAstral, lowerRuns, lowerSpecial, upperAstral, upperRuns, upperSpecial } from "./case-tables.ts";

/** The sum of a unit and what its run adds, modulo 2^16; the unit itself if no run has it. */
function mapUnit(runs: string, unit: u32): u32 {
  const count = stringLength(runs);
  for (let at: u32 = 0; at < count; at += 4) {
    const first = unitAt(runs, at);
    if (unit < first) return unit;
    const offset = unit - first;
    const stride = unitAt(runs, at + 2);
    if (offset < unitAt(runs, at + 1) * stride && offset % stride === 0)
      return (unit + unitAt(runs, at + 3) - 0x1000) & 0xffff;
  }
  return unit;
}

function mapAstral(runs: string, point: u32): u32 {
  const count = stringLength(runs);
  for (let at: u32 = 0; at < count; at += 5) {
    const first = (unitAt(runs, at) << 16) | unitAt(runs, at + 1);
    if (point >= first && point - first < unitAt(runs, at + 2))
      return point + ((unitAt(runs, at + 3) << 16) | unitAt(runs, at + 4));
  }
  return point;
}

/** Where a unit's special mapping is in the table: at its count. 0 if it has none. */
function specialAt(table: string, unit: u32): u32 {
  const length = stringLength(table);
  let at: u32 = 0;
  while (at < length) {
    if (unitAt(table, at) === unit) return at + 1;
    at += unitAt(table, at + 1) + 2;
  }
  return 0;
}

/** ASCII is most of all text: no table is looked at for it. */
function isAscii(text: string): boolean {
  const length = stringLength(text);
  for (let index: u32 = 0; index < length; index++) if (unitAt(text, index) >= 0x80) return false;
  return true;
}

/** `first` to `first + 25` are shifted by 32 in one direction or the other. */
function mapAscii(text: string, first: u32): string {
  const length = stringLength(text);
  const result = newText(length, 0);
  for (let index: u32 = 0; index < length; index++) {
    const unit = unitAt(text, index);
    setUnit(result, index, unit >= first && unit < first + 26 ? unit ^ 32 : unit);
  }
  return result;
}

function mapText(text: string, runs: string, special: string, astral: string, first: u32): string {
  const length = stringLength(text);
  const units = newArray<u32>(length);
  let all: u32 = 0;
  for (let index: u32 = 0; index < length; index++) {
    const unit = unitAt(text, index);
    if (unit < 0x80) {
      append<u32>(units, unit >= first && unit < first + 26 ? unit ^ 32 : unit);
      continue;
    }
    const low: u32 = unit >= 0xd800 && unit < 0xdc00 && index + 1 < length ? unitAt(text, index + 1) : 0;
    if (low >= 0xdc00 && low < 0xe000) {
      const mapped = mapAstral(astral, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)) - 0x10000;
      append<u32>(units, 0xd800 + (mapped >>> 10));
      append<u32>(units, 0xdc00 + (mapped & 0x3ff));
      all = wide << 8;
      index++;
      continue;
    }
    if (unit === 0x3a3 && first === 65 && isFinalSigma(text, index)) {
      append<u32>(units, 0x3c2);
      all = 0x3c2;
      continue;
    }
    const found = specialAt(special, unit);
    if (found === 0) {
      const mapped = mapUnit(runs, unit);
      append<u32>(units, mapped);
      all = all | mapped;
    } else {
      const count = unitAt(special, found);
      for (let step: u32 = 1; step <= count; step++) {
        append<u32>(units, unitAt(special, found + step));
        all = all | unitAt(special, found + step);
      }
    }
  }
  const result = newText(toU32(units.length), all > 0xff ? wide : 0);
  let at: u32 = 0;
  for (const unit of units) {
    setUnit(result, at, unit);
    at += 1;
  }
  return result;
}

/** Marks and signs that stand inside words without being letters. */
function isIgnorable(unit: u32): boolean {
  return (
    (unit >= 0x300 && unit < 0x370) ||
    unit === 0x27 ||
    unit === 0x2e ||
    unit === 0x3a ||
    unit === 0xad ||
    unit === 0xb7 ||
    unit === 0x2019 ||
    unit === 0x5e ||
    unit === 0x60 ||
    unit === 0xa8 ||
    unit === 0xb4
  );
}

function isCased(unit: u32): boolean {
  if (unit < 0x80) return (unit | 32) >= 97 && (unit | 32) <= 122;
  return mapUnit(upperRuns, unit) !== unit || mapUnit(lowerRuns, unit) !== unit || specialAt(upperSpecial, unit) !== 0;
}

/** A sigma that ends a word: a letter before it and none behind. */
function isFinalSigma(text: string, index: u32): boolean {
  let before = index;
  while (before > 0 && isIgnorable(unitAt(text, before - 1))) before -= 1;
  if (before === 0 || !isCased(unitAt(text, before - 1))) return false;
  const length = stringLength(text);
  let after = index + 1;
  while (after < length && isIgnorable(unitAt(text, after))) after += 1;
  return after === length || !isCased(unitAt(text, after));
}

export function toUpperCase(self: string): string {
  return isAscii(self) ? mapAscii(self, 97) : mapText(self, upperRuns, upperSpecial, upperAstral, 97);
}

export function toLowerCase(self: string): string {
  return isAscii(self) ? mapAscii(self, 65) : mapText(self, lowerRuns, lowerSpecial, lowerAstral, 65);
}
