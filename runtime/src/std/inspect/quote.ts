/** Strings as literals, in quotes that need the least escaping. */
import { u32 as toU32, type u32 } from "osmium";
import { stringLength } from "osmium/internal";
import { append, newArray } from "../../rt/array.ts";
import { slice, unitAt } from "../../rt/string.ts";
import { joinTexts } from "../join.ts";
import { includes } from "../string.ts";

/** Escapes with a letter, from backspace on; nothing for the vertical tab. */
const letters = ["\\b", "\\t", "\\n", "", "\\f", "\\r"];

const hexDigits = "0123456789ABCDEF";

function escapeOf(unit: u32): string {
  if (unit >= 8 && unit <= 13 && unit !== 11) return letters[unit - 8];
  if (unit === 39) return "\\'";
  if (unit === 92) return "\\\\";
  if (unit < 256) return `\\x${hexDigits[unit >>> 4]}${hexDigits[unit & 15]}`;
  // A lone surrogate, in small letters as Number.toString writes them.
  return `\\u${hex(unit >>> 12)}${hex((unit >>> 8) & 15)}${hex((unit >>> 4) & 15)}${hex(unit & 15)}`;
}

function hex(digit: u32): string {
  return "0123456789abcdef"[digit];
}

function isSurrogate(unit: u32, from: u32): boolean {
  return (unit & 0xfc00) === from;
}

function isPlain(text: string, index: u32, unit: u32, quote: string): boolean {
  if (unit < 32 || unit === 92 || (unit >= 127 && unit < 160)) return false;
  if (unit === 39) return quote !== "'";
  if (unit < 0xd800 || unit >= 0xe000) return true;
  if (isSurrogate(unit, 0xd800)) return index + 1 < stringLength(text) && isSurrogate(unitAt(text, index + 1), 0xdc00);
  return index > 0 && isSurrogate(unitAt(text, index - 1), 0xd800);
}

/** Single quotes; double ones if there is a single one inside; backticks if both are, and nothing that they would mean. */
function quoteFor(text: string): string {
  if (!includes(text, "'")) return "'";
  if (!includes(text, '"')) return '"';
  return includes(text, "`") || includes(text, "${") ? "'" : "`";
}

export function quoted(text: string): string {
  const quote = quoteFor(text);
  return quote + escaped(text, quote) + quote;
}

/** The text with what can't be seen, and the quote, escaped. */
export function escaped(text: string, quote: string): string {
  const length = stringLength(text);
  const parts = newArray<string>(0);
  let copied: u32 = 0;
  for (let index: u32 = 0; index < length; index++) {
    const unit = unitAt(text, index);
    if (isPlain(text, index, unit, quote)) continue;
    append(parts, slice(text, copied, index));
    append(parts, escapeOf(unit));
    copied = index + 1;
  }
  if (copied === 0) return text;
  append(parts, slice(text, copied, length));
  return joinTexts(parts, "");
}

/** Can the property be written without quotes? */
export function isIdentifier(name: string): boolean {
  const length = stringLength(name);
  for (let index: u32 = 0; index < length; index++) {
    const unit = unitAt(name, index);
    const isLetter = (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || unit === 95;
    if (!isLetter && !(index > toU32(0) && unit >= 48 && unit <= 57)) return false;
  }
  return length > 0;
}
