/**
 * Text as numbers, always correctly rounded: `Number(text)`, `parseFloat`, `parseInt` (ECMA-262, StringToNumber and after).
 *
 * Up to 15 digits with a small exponent are one exact operation in doubles; anything else is a fraction of two long numbers, divided bit by bit.
 * Long numbers are in static memory, as in `digits.ts`.
 */
import { type i32, i32 as toI32, u32 as toU32, u64 as toU64, type u32, type u64 } from "osmium";
import { bitsDouble, stringLength } from "osmium/internal";
import { staticBytes } from "osmium/unsafe";
import {
  type Big,
  bitLength,
  compareBig,
  isZeroBig,
  multiplyAdd,
  multiplyPowerOfTen,
  setBig,
  shiftLeft,
  subtractBig,
} from "./bignum.ts";
import { toInt32 } from "./numeric.ts";
import { isSpace } from "./space.ts";
import { unitAt } from "./string.ts";

function numerator(): Big {
  return staticBytes(516, 8).cast<u32>();
}

function denominator(): Big {
  return staticBytes(516, 8).cast<u32>();
}

/** More digits than this can't change the rounding, but for whether any of them is not zero: halfway between two doubles has at most 767 digits. */
const digitsMax: u32 = 800;

/** Where the last scan stopped. */
let stop: u32 = 0;

/** `Number(text)`. */
export function textToNumber(text: string): number {
  let start: u32 = 0;
  let end = stringLength(text);
  while (start < end && isSpace(unitAt(text, start))) start += 1;
  while (end > start && isSpace(unitAt(text, end - 1))) end -= 1;
  if (start === end) return 0;
  const radix = prefixRadix(text, start, end);
  if (radix !== 10) {
    const value = scanInteger(text, start + 2, end, radix);
    return stop === end && end > start + 2 ? value : NaN;
  }
  const value = scanDecimal(text, start, end);
  return stop === end ? value : NaN;
}

export function parseFloat(text: string): number {
  const end = stringLength(text);
  let start: u32 = 0;
  while (start < end && isSpace(unitAt(text, start))) start += 1;
  return scanDecimal(text, start, end);
}

export function parseInt(text: string, radix?: number): number {
  const end = stringLength(text);
  let start: u32 = 0;
  while (start < end && isSpace(unitAt(text, start))) start += 1;
  let negative = false;
  if (start < end && (unitAt(text, start) === 45 || unitAt(text, start) === 43)) {
    negative = unitAt(text, start) === 45;
    start += 1;
  }
  const wanted = radix === undefined ? toI32(0) : toInt32(radix);
  if (wanted !== 0 && (wanted < 2 || wanted > 36)) return NaN;
  let base: u32 = wanted === 0 ? 10 : toU32(wanted);
  if (
    (wanted === 0 || wanted === 16) &&
    end - start >= 2 &&
    unitAt(text, start) === 48 &&
    (unitAt(text, start + 1) | 32) === 120
  ) {
    base = 16;
    start += 2;
  }
  const value = scanInteger(text, start, end, base);
  if (stop === start) return NaN;
  return negative ? -value : value;
}

/** What `0x`, `0o` and `0b` announce; 10 without them. */
function prefixRadix(text: string, start: u32, end: u32): u32 {
  if (end - start < 2 || unitAt(text, start) !== 48) return 10;
  const letter = unitAt(text, start + 1) | 32;
  return letter === 120 ? 16 : letter === 111 ? 8 : letter === 98 ? 2 : 10;
}

/** The value of a digit or letter; 99 for everything else. */
function digitOf(unit: u32): u32 {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const letter = unit | 32;
  return letter >= 97 && letter <= 122 ? letter - 87 : 99;
}

/** Reads digits; `stop` is where the first unit is that is none. */
function scanInteger(text: string, start: u32, end: u32, radix: u32): number {
  stop = start;
  let small: u64 = 0;
  while (stop < end && small < 9007199254740992) {
    const digit = digitOf(unitAt(text, stop));
    if (digit >= radix) return small;
    small = small * toU64(radix) + toU64(digit);
    stop += 1;
  }
  if (small < 9007199254740992) return small;
  setBig(numerator(), small);
  while (stop < end) {
    const digit = digitOf(unitAt(text, stop));
    if (digit >= radix) break;
    // Once beyond the largest double, the digits only have to be passed.
    if (bitLength(numerator()) <= 1100) multiplyAdd(numerator(), radix, digit);
    stop += 1;
  }
  setBig(denominator(), 1);
  return quotient();
}

function isInfinityAt(text: string, at: u32, end: u32): boolean {
  const name = "Infinity";
  if (end - at < 8) return false;
  for (let index: u32 = 0; index < 8; index++) if (unitAt(text, at + index) !== unitAt(name, index)) return false;
  return true;
}

/** Reads the longest decimal literal; NaN, with `stop` at the start, if there is none. */
function scanDecimal(text: string, start: u32, end: u32): number {
  stop = start;
  let at = start;
  let negative = false;
  if (at < end && (unitAt(text, at) === 45 || unitAt(text, at) === 43)) {
    negative = unitAt(text, at) === 45;
    at += 1;
  }
  if (isInfinityAt(text, at, end)) {
    stop = at + 8;
    return negative ? -Infinity : Infinity;
  }
  const first = at;
  let significant: u32 = 0;
  let small: u64 = 0;
  let any = false;
  let exponent: i32 = 0;
  let fraction = false;
  for (; at < end; at++) {
    const unit = unitAt(text, at);
    if (unit === 46 && !fraction) fraction = true;
    else {
      if (unit < 48 || unit > 57) break;
      any = true;
      if (fraction) exponent -= 1;
      if (significant > 0 || unit !== 48) significant += 1;
      if (significant <= 18) small = small * 10 + toU64(unit - 48);
    }
  }
  if (!any) return NaN;
  const last = at;
  stop = at;
  exponent += scanExponent(text, at, end);
  const value =
    small === 0
      ? 0
      : significant <= 15 && exponent >= -22 && exponent <= 22
        ? shortValue(small, exponent)
        : longValue(text, first, last, significant, exponent);
  return negative ? -value : value;
}

/** `e` and what follows; 0 if it is no exponent. */
function scanExponent(text: string, start: u32, end: u32): i32 {
  let at = start;
  if (at >= end || (unitAt(text, at) | 32) !== 101) return 0;
  at += 1;
  let negative = false;
  if (at < end && (unitAt(text, at) === 45 || unitAt(text, at) === 43)) {
    negative = unitAt(text, at) === 45;
    at += 1;
  }
  let value: i32 = 0;
  const first = at;
  while (at < end && unitAt(text, at) >= 48 && unitAt(text, at) <= 57) {
    // Far beyond any double, whatever the digits before.
    if (value < 100000000) value = value * 10 + toI32(unitAt(text, at) - 48);
    at += 1;
  }
  if (at === first) return 0;
  stop = at;
  return negative ? -value : value;
}

/** Both factors are exact doubles, so there is one rounding. */
function shortValue(digits: u64, exponent: i32): number {
  let power = 1;
  const places = exponent < 0 ? -exponent : exponent;
  for (let index: i32 = 0; index < places; index++) power *= 10;
  return exponent < 0 ? digits / power : digits * power;
}

function longValue(text: string, first: u32, last: u32, significant: u32, exponent: i32): number {
  const magnitude = toI32(significant) + exponent;
  if (magnitude > 310) return Infinity;
  if (magnitude < -326) return 0;
  setBig(numerator(), 0);
  setBig(denominator(), 1);
  let taken: u32 = 0;
  let dropped: i32 = 0;
  let sticky = false;
  for (let at = first; at < last; at++) {
    const unit = unitAt(text, at);
    if (unit === 46 || (unit === 48 && taken === 0)) continue;
    if (taken < digitsMax) {
      if (taken === 0) setBig(numerator(), toU64(unit - 48));
      else multiplyAdd(numerator(), 10, unit - 48);
      taken += 1;
    } else {
      dropped += 1;
      if (unit !== 48) sticky = true;
    }
  }
  let scale = exponent + dropped;
  if (sticky) {
    multiplyAdd(numerator(), 10, 1);
    scale -= 1;
  }
  if (scale >= 0) multiplyPowerOfTen(numerator(), toU32(scale));
  else multiplyPowerOfTen(denominator(), toU32(-scale));
  return quotient();
}

/** The double nearest to numerator / denominator; halfway, the one with an even significand. */
function quotient(): number {
  const top = numerator();
  const bottom = denominator();
  if (isZeroBig(top)) return 0;
  // Brought to the same length, the quotient is more than a half and less than two.
  let exponent = toI32(bitLength(top)) - toI32(bitLength(bottom));
  if (exponent < 0) shiftLeft(top, toU32(-exponent));
  else shiftLeft(bottom, toU32(exponent));
  if (compareBig(top, bottom) < 0) {
    shiftLeft(top, 1);
    exponent -= 1;
  }
  if (exponent > 1023) return Infinity;
  // Below 2^-1022 there are fewer bits to fill.
  const subnormal = exponent < -1022;
  const wanted: i32 = subnormal ? exponent + 1075 : 53;
  if (wanted < 0) return 0;
  let bits: u64 = 0;
  for (let index: i32 = 0; index < wanted; index++) {
    bits = bits << 1;
    if (compareBig(top, bottom) >= 0) {
      subtractBig(top, bottom);
      bits = bits | 1;
    }
    shiftLeft(top, 1);
  }
  const order = compareBig(top, bottom);
  if (order > 0 || (order === 0 && (bits & 1) !== 0)) bits += 1;
  if (subnormal) return bitsDouble(bits);
  // A carry out of the significand goes into the exponent, and out of the largest exponent makes infinity.
  return bitsDouble((toU64(toU32(exponent + 1022)) << 52) + bits);
}
