/**
 * Members of strings that take a regular expression (ECMA-262 §22.1.3, §22.2.6). The compiler chooses them by the types of the arguments, so that they are not in programs that only
 * look for texts.
 */
import { u32 as toU32, type u32 } from "osmium";
import { stringLength } from "osmium/internal";
import { append, newArray } from "../../rt/array.ts";
import { slice as sliceUnits, unitAt } from "../../rt/string.ts";
import { joinTexts } from "../join.ts";
import { indexOf } from "../string.ts";
import { newRegExp } from "./construct.ts";
import { captureEnd, captureStart } from "./matcher.ts";
import { captureText, type RegExp } from "./regexp.ts";
import { appendSubstitution, type Replaced } from "./substitution.ts";

/** What a function that replaces gets: the match, the groups, where it is, the whole text, and the named groups if there are any. */
export type Replacer = (match: string, ...more: unknown[]) => string;

/** The position behind an empty match at `index` (§22.2.7.3, AdvanceStringIndex). */
function advanced(text: string, index: u32, isUnicode: boolean): u32 {
  if (!isUnicode || index + 1 >= stringLength(text)) return index + 1;
  const unit = unitAt(text, index);
  const next = unitAt(text, index + 1);
  return unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000 ? index + 2 : index + 1;
}

// ---- match, matchAll, search, split ----

export function matchRegExp(self: string, pattern: RegExp): (string | undefined)[] | null {
  if (!pattern.global) return pattern.exec(self);
  pattern.lastIndex = 0;
  const isSticky = pattern.sticky;
  const isUnicode = pattern.unicode;
  const result = newArray<string | undefined>(0);
  let from: u32 = 0;
  while (from <= stringLength(self) && pattern.findFrom(self, from, isSticky)) {
    const start = captureStart(0);
    const end = captureEnd(0);
    append<string | undefined>(result, sliceUnits(self, start, end));
    from = end === start ? advanced(self, end, isUnicode) : end;
  }
  return result.length === 0 ? null : result;
}

/** `match` with a text for a pattern. */
export function matchText(self: string, pattern: string): (string | undefined)[] | null {
  return newRegExp(pattern, "").exec(self);
}

class MatchIterator {
  private readonly text: string;
  private readonly pattern: RegExp;
  private isDone: boolean = false;

  constructor(text: string, pattern: RegExp) {
    this.text = text;
    this.pattern = pattern;
  }

  next(): IteratorResult<(string | undefined)[], undefined> {
    const { text, pattern } = this;
    if (this.isDone || !pattern.find(text)) {
      this.isDone = true;
      return { value: undefined, done: true };
    }
    const value = pattern.result(text);
    const end = captureEnd(0);
    if (captureStart(0) === end) pattern.lastIndex = advanced(text, end, pattern.unicode);
    return { value, done: false };
  }

  [Symbol.iterator](): IterableIterator<(string | undefined)[]> {
    return this;
  }
}

export function matchAllRegExp(self: string, pattern: RegExp): IterableIterator<(string | undefined)[]> {
  if (!pattern.global) throw new TypeError("String.prototype.matchAll called with a non-global RegExp argument");
  return new MatchIterator(self, pattern.copy());
}

export function searchRegExp(self: string, pattern: RegExp): number {
  return pattern.findFrom(self, 0, pattern.sticky) ? captureStart(0) : -1;
}

export function searchText(self: string, pattern: string): number {
  return searchRegExp(self, newRegExp(pattern, ""));
}

export function splitRegExp(self: string, separator: RegExp, limit?: number): (string | undefined)[] {
  const result = newArray<string | undefined>(0);
  const most: u32 = limit === undefined ? 0xffffffff : toU32(limit);
  const length = stringLength(self);
  if (most === 0) return result;
  if (length === 0) {
    if (!separator.findFrom(self, 0, true)) append<string | undefined>(result, self);
    return result;
  }
  const groups = separator.groupCount();
  const isUnicode = separator.unicode;
  let copied: u32 = 0;
  let from: u32 = 0;
  while (from < length && separator.findFrom(self, from, false)) {
    const start = captureStart(0);
    const end = captureEnd(0);
    if (start >= length) break;
    if (end === copied) {
      from = advanced(self, start, isUnicode);
      continue;
    }
    append<string | undefined>(result, sliceUnits(self, copied, start));
    if (toU32(result.length) === most) return result;
    for (let group: u32 = 1; group < groups; group++) {
      append<string | undefined>(result, captureText(self, group));
      if (toU32(result.length) === most) return result;
    }
    copied = end;
    from = end === start ? advanced(self, end, isUnicode) : end;
  }
  append<string | undefined>(result, sliceUnits(self, copied, length));
  return result;
}

// ---- replace ----

/** The match that was just found. */
function foundMatch(text: string, pattern: RegExp, groups: u32): Replaced {
  const start = captureStart(0);
  const end = captureEnd(0);
  const parts = newArray<string | undefined>(groups);
  for (let group: u32 = 0; group < groups; group++) append<string | undefined>(parts, captureText(text, group));
  return { text, start, end, parts, groups: pattern.namedParts(parts) };
}

/** The text with the matches replaced by what `appendTo` appends for each. */
function replaced(self: string, pattern: RegExp, appendTo: (parts: string[], match: Replaced) => void): string {
  const parts = newArray<string>(0);
  const groups = pattern.groupCount();
  const length = stringLength(self);
  let copied: u32 = 0;
  if (!pattern.global) {
    if (!pattern.find(self)) return self;
    const match = foundMatch(self, pattern, groups);
    append(parts, sliceUnits(self, 0, match.start));
    appendTo(parts, match);
    copied = match.end;
  } else {
    pattern.lastIndex = 0;
    const isSticky = pattern.sticky;
    const isUnicode = pattern.unicode;
    let from: u32 = 0;
    while (from <= length && pattern.findFrom(self, from, isSticky)) {
      const match = foundMatch(self, pattern, groups);
      append(parts, sliceUnits(self, copied, match.start));
      appendTo(parts, match);
      copied = match.end;
      from = match.end === match.start ? advanced(self, match.end, isUnicode) : match.end;
    }
    if (copied === 0 && parts.length === 0) return self;
  }
  append(parts, sliceUnits(self, copied, length));
  return joinTexts(parts, "");
}

export function replaceRegExp(self: string, pattern: RegExp, replacement: string): string {
  if (indexOf(replacement, "$") < 0) return replaced(self, pattern, (parts) => append(parts, replacement));
  return replaced(self, pattern, (parts, match) => appendSubstitution(parts, replacement, match));
}

export function replaceRegExpBy(self: string, pattern: RegExp, replacer: Replacer): string {
  return replaced(self, pattern, (parts, match) => {
    const more = newArray<unknown>(0);
    let text = "";
    let index: u32 = 0;
    for (const part of match.parts) {
      if (index === 0) text = part ?? "";
      else append<unknown>(more, part);
      index += 1;
    }
    const start: number = match.start;
    append<unknown>(more, start);
    append<unknown>(more, match.text);
    if (match.groups !== undefined) append<unknown>(more, match.groups);
    append(parts, replacer(text, ...more));
  });
}

/** `replace` of a text by what a function gives. */
export function replaceTextBy(self: string, search: string, replacer: Replacer): string {
  const found = indexOf(self, search);
  if (found < 0) return self;
  const start = toU32(found);
  return joinTexts(
    [
      sliceUnits(self, 0, start),
      replacer(search, found, self),
      sliceUnits(self, start + stringLength(search), stringLength(self)),
    ],
    "",
  );
}

export function replaceAllTextBy(self: string, search: string, replacer: Replacer): string {
  const parts = newArray<string>(0);
  const count = stringLength(search);
  const length = stringLength(self);
  let copied: u32 = 0;
  let found = indexOf(self, search);
  while (found >= 0) {
    const start = toU32(found);
    append(parts, sliceUnits(self, copied, start));
    append(parts, replacer(search, found, self));
    copied = start + count;
    // An empty text is found before each unit and at the end.
    const next: u32 = count === 0 ? start + 1 : copied;
    found = next > length ? -1 : indexOf(self, search, next);
  }
  append(parts, sliceUnits(self, copied, length));
  return joinTexts(parts, "");
}

function requireGlobal(pattern: RegExp): void {
  if (!pattern.global) throw new TypeError("String.prototype.replaceAll called with a non-global RegExp argument");
}

export function replaceAllRegExp(self: string, pattern: RegExp, replacement: string): string {
  requireGlobal(pattern);
  return replaceRegExp(self, pattern, replacement);
}

export function replaceAllRegExpBy(self: string, pattern: RegExp, replacer: Replacer): string {
  requireGlobal(pattern);
  return replaceRegExpBy(self, pattern, replacer);
}
