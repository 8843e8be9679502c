/** Members of strings, each a function whose first parameter is the string. Positions count UTF-16 code units, as in JavaScript. */
import { u32 as toU32, type u32 } from "osmium";
import { stringFlags, stringLength, truncDouble } from "osmium/internal";
import { append, newArray } from "../rt/array.ts";
import { isSpace } from "../rt/space.ts";
import { concat as concatTwo, copyUnits, newText, slice as sliceUnits, unitAt, unitText, wide } from "../rt/string.ts";
import { clampIndex } from "./clamp.ts";
import { joinTexts } from "./join.ts";
import { StringPoints } from "./string-iterator.ts";

/** What a search gives when it finds nothing. */
const nowhere: u32 = 4294967295;

// ---- units ----

/** The unit at an index, or `nowhere`. */
function unitOf(self: string, index: number): u32 {
  const whole = index !== index ? 0 : truncDouble(index);
  return whole >= 0 && whole < stringLength(self) ? unitAt(self, toU32(whole)) : nowhere;
}

export function at(self: string, index: number): string | undefined {
  const length = stringLength(self);
  const whole = index !== index ? 0 : truncDouble(index);
  const unit = unitOf(self, whole < 0 ? whole + length : whole);
  return unit === nowhere ? undefined : unitText(unit);
}

export function charAt(self: string, index: number): string {
  const unit = unitOf(self, index);
  return unit === nowhere ? "" : unitText(unit);
}

export function charCodeAt(self: string, index: number): number {
  const unit = unitOf(self, index);
  return unit === nowhere ? NaN : unit;
}

export function codePointAt(self: string, index: number): number | undefined {
  const unit = unitOf(self, index);
  if (unit === nowhere) return undefined;
  if (unit < 0xd800 || unit >= 0xdc00) return unit;
  const next = unitOf(self, index + 1);
  if (next < 0xdc00 || next >= 0xe000) return unit;
  return 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
}

// ---- parts ----

export function slice(self: string, start?: number, end?: number): string {
  const length = stringLength(self);
  return sliceUnits(
    self,
    start === undefined ? 0 : clampIndex(start, length),
    end === undefined ? length : clampIndex(end, length),
  );
}

/** Negative positions count as 0, as NaN does. */
function clampToStart(index: number, length: u32): u32 {
  return index >= length ? length : index > 0 ? toU32(index) : 0;
}

export function substring(self: string, start: number, end?: number): string {
  const length = stringLength(self);
  const a = clampToStart(start, length);
  const b = end === undefined ? length : clampToStart(end, length);
  return a < b ? sliceUnits(self, a, b) : sliceUnits(self, b, a);
}

export function substr(self: string, start: number, count?: number): string {
  const length = stringLength(self);
  const first = clampIndex(start, length);
  const taken = count === undefined ? length - first : clampToStart(count, length - first);
  return sliceUnits(self, first, first + taken);
}

export function trim(self: string): string {
  return sliceUnits(self, firstOther(self), lastOther(self));
}

export function trimStart(self: string): string {
  return sliceUnits(self, firstOther(self), stringLength(self));
}

export function trimEnd(self: string): string {
  return sliceUnits(self, 0, lastOther(self));
}

function firstOther(self: string): u32 {
  const length = stringLength(self);
  let index: u32 = 0;
  while (index < length && isSpace(unitAt(self, index))) index += 1;
  return index;
}

function lastOther(self: string): u32 {
  let index = stringLength(self);
  while (index > 0 && isSpace(unitAt(self, index - 1))) index -= 1;
  return index;
}

// ---- search ----

function matchesAt(self: string, search: string, index: u32): boolean {
  const count = stringLength(search);
  for (let step: u32 = 0; step < count; step++) if (unitAt(self, index + step) !== unitAt(search, step)) return false;
  return true;
}

/** The first place of `search` from `start` on, or `nowhere`. */
function findFrom(self: string, search: string, start: u32): u32 {
  const count = stringLength(search);
  const length = stringLength(self);
  if (count === 0) return start;
  if (count > length) return nowhere;
  const first = unitAt(search, 0);
  for (let index = start; index + count <= length; index++)
    if (unitAt(self, index) === first && matchesAt(self, search, index)) return index;
  return nowhere;
}

export function indexOf(self: string, search: string, from?: number): number {
  const found = findFrom(self, search, from === undefined ? 0 : clampToStart(from, stringLength(self)));
  return found === nowhere ? -1 : found;
}

export function lastIndexOf(self: string, search: string, from?: number): number {
  const length = stringLength(self);
  const count = stringLength(search);
  if (count > length) return -1;
  const limit = from === undefined || from !== from ? length : clampToStart(from, length);
  let index: u32 = limit < length - count ? limit + 1 : length - count + 1;
  while (index > 0) {
    index -= 1;
    if (matchesAt(self, search, index)) return index;
  }
  return -1;
}

export function includes(self: string, search: string, from?: number): boolean {
  return findFrom(self, search, from === undefined ? 0 : clampToStart(from, stringLength(self))) !== nowhere;
}

export function startsWith(self: string, search: string, from?: number): boolean {
  const length = stringLength(self);
  const start = from === undefined ? toU32(0) : clampToStart(from, length);
  return stringLength(search) <= length - start && matchesAt(self, search, start);
}

export function endsWith(self: string, search: string, end?: number): boolean {
  const length = stringLength(self);
  const last = end === undefined ? length : clampToStart(end, length);
  return stringLength(search) <= last && matchesAt(self, search, last - stringLength(search));
}

// ---- new text ----

export function concat(self: string, ...others: string[]): string {
  return concatTwo(self, joinTexts(others, ""));
}

export function repeat(self: string, count: number): string {
  const whole = count !== count ? 0 : truncDouble(count);
  if (whole < 0 || whole === Infinity) throw new RangeError(`Invalid count value: ${count}`);
  const length = stringLength(self);
  if (length * whole > 536870888) throw new RangeError("Invalid string length");
  const times = toU32(whole);
  if (length === 0 || times === 0) return "";
  const result = newText(length * times, stringFlags(self) & wide);
  for (let index: u32 = 0; index < times; index++) copyUnits(result, index * length, self, 0, length);
  return result;
}

/** `fill`, again and again, cut to a length. */
function padding(fill: string, count: u32): string {
  const times = count / stringLength(fill) + 1;
  return sliceUnits(repeat(fill, times), 0, count);
}

export function padStart(self: string, length: number, fill?: string): string {
  const missing = truncDouble(length) - stringLength(self);
  const text = fill === undefined ? " " : fill;
  if (!(missing > 0) || stringLength(text) === 0) return self;
  return concatTwo(padding(text, toU32(missing)), self);
}

export function padEnd(self: string, length: number, fill?: string): string {
  const missing = truncDouble(length) - stringLength(self);
  const text = fill === undefined ? " " : fill;
  if (!(missing > 0) || stringLength(text) === 0) return self;
  return concatTwo(self, padding(text, toU32(missing)));
}

/** The replacement's `$$`, `$&`, `` $` `` and `$'` stand for a dollar, the match, what is before it and what is behind. */
function appendReplacement(parts: string[], self: string, replacement: string, start: u32, end: u32): void {
  const length = stringLength(replacement);
  let copied: u32 = 0;
  for (let index: u32 = 0; index + 1 < length; index++) {
    if (unitAt(replacement, index) !== 36) continue;
    const code = unitAt(replacement, index + 1);
    if (code !== 36 && code !== 38 && code !== 96 && code !== 39) continue;
    append(parts, sliceUnits(replacement, copied, index));
    if (code === 36) append(parts, "$");
    else if (code === 38) append(parts, sliceUnits(self, start, end));
    else if (code === 96) append(parts, sliceUnits(self, 0, start));
    else append(parts, sliceUnits(self, end, stringLength(self)));
    index++;
    copied = index + 1;
  }
  append(parts, sliceUnits(replacement, copied, length));
}

export function replace(self: string, search: string, replacement: string): string {
  const found = findFrom(self, search, 0);
  if (found === nowhere) return self;
  const end = found + stringLength(search);
  const parts = newArray<string>(3);
  append(parts, sliceUnits(self, 0, found));
  appendReplacement(parts, self, replacement, found, end);
  append(parts, sliceUnits(self, end, stringLength(self)));
  return joinTexts(parts, "");
}

export function replaceAll(self: string, search: string, replacement: string): string {
  const parts = newArray<string>(0);
  const length = stringLength(self);
  const count = stringLength(search);
  let copied: u32 = 0;
  let found = findFrom(self, search, 0);
  while (found !== nowhere) {
    append(parts, sliceUnits(self, copied, found));
    appendReplacement(parts, self, replacement, found, found + count);
    copied = found + count;
    // An empty text is found before each unit and at the end.
    const next = count === 0 ? found + 1 : copied;
    found = next > length ? nowhere : findFrom(self, search, next);
  }
  append(parts, sliceUnits(self, copied, length));
  return joinTexts(parts, "");
}

export function split(self: string, separator: string, limit?: number): string[] {
  const parts = newArray<string>(0);
  const most: u32 = limit === undefined ? nowhere : toU32(limit);
  if (most === 0) return parts;
  const length = stringLength(self);
  const count = stringLength(separator);
  if (count === 0) {
    for (let index: u32 = 0; index < length && index < most; index++) append(parts, unitText(unitAt(self, index)));
    return parts;
  }
  let start: u32 = 0;
  let found = findFrom(self, separator, 0);
  while (found !== nowhere) {
    append(parts, sliceUnits(self, start, found));
    if (toU32(parts.length) === most) return parts;
    start = found + count;
    found = findFrom(self, separator, start);
  }
  append(parts, sliceUnits(self, start, length));
  return parts;
}

// ---- the rest ----

export function valueOf(self: string): string {
  return self;
}

export function iterator(self: string): IterableIterator<string> {
  return new StringPoints(self);
}

export { toLowerCase, toUpperCase } from "./case.ts";
export { localeCompare } from "./collate.ts";
export {
  matchAllRegExp,
  matchRegExp,
  matchText,
  replaceAllRegExp,
  replaceAllRegExpBy,
  replaceAllTextBy,
  replaceRegExp,
  replaceRegExpBy,
  replaceTextBy,
  searchRegExp,
  searchText,
  splitRegExp,
} from "./regexp/string-members.ts";
