/** Conversions from doubles to integers as JavaScript defines them (ECMA-262, ToInt32 and its kin), remainder and power. */
import { type i32, type i64, i32 as toI32, i64 as toI64, u32 as toU32, u64 } from "osmium";
import { bitsDouble, doubleBits, floorDouble, sqrtDouble, truncateToInt64 } from "osmium/internal";
import { positivePower } from "../std/math/power.ts";

/** What the machine gives for a double that is no 64-bit integer. */
const leastInt64: i64 = -0x8000000000000000;
const twoTo32 = 4294967296;
const twoTo53 = 9007199254740992;

/** The integer part modulo 2^64; NaN and the infinities give 0. */
export function toInt64(value: number): i64 {
  const whole = truncateToInt64(value);
  return whole !== leastInt64 ? whole : wideToInt64(value);
}

/** Large values: the significand shifted to its place; what leaves on the left is a multiple of 2^64. */
function wideToInt64(value: number): i64 {
  const bits = doubleBits(value);
  const exponent = (bits >>> 52) & 0x7ff;
  if (exponent === 0x7ff) return 0;
  const significand = (bits & 0xfffffffffffff) | 0x10000000000000;
  if (exponent >= 1075 + 64) return 0;
  const magnitude = exponent >= 1075 ? significand << (exponent - 1075) : significand >>> (1075 - exponent);
  return value < 0 ? -toI64(magnitude) : toI64(magnitude);
}

export function toUint64(value: number): u64 {
  return u64(toInt64(value));
}

export function toInt32(value: number): i32 {
  return toI32(toInt64(value));
}

/** `a % b`: the exact rest, with the sign of `a`. */
export function remainder(a: number, b: number): number {
  if (a >= 1 && a < twoTo32 && b >= 1 && b < twoTo32) {
    const x = truncateToInt64(a);
    const y = truncateToInt64(b);
    // Half the width is a division of a third of the time.
    if (x === a && y === b) return toU32(x) % toU32(y);
  }
  if (a > -twoTo53 && a < twoTo53 && b > -twoTo53 && b < twoTo53) {
    const x = truncateToInt64(a);
    const y = truncateToInt64(b);
    if (x === a && y === b && y !== 0) {
      const rest = x % y;
      return rest === 0 && (a < 0 || 1 / a < 0) ? -0 : rest;
    }
  }
  const x = a < 0 ? -a : a;
  const y = b < 0 ? -b : b;
  if (!(x < Infinity) || y !== y || y === 0) return NaN;
  if (x < y) return a;
  const rest = longRemainder(doubleBits(x), doubleBits(y));
  return a < 0 ? -rest : rest;
}

/** Long division in binary: the significand of the dividend is brought down eleven bits at a time. */
function longRemainder(x: u64, y: u64): number {
  const last = exponentOf(y);
  const divisor = significandOf(y);
  let exponent = exponentOf(x);
  let rest = significandOf(x) % divisor;
  while (exponent > last && rest !== 0) {
    const step = exponent - last < 11 ? exponent - last : toI32(11);
    rest = (rest << step) % divisor;
    exponent -= step;
  }
  // Both factors and the product are exact doubles.
  const unit = last >= -1022 ? bitsDouble(u64(toI64(last) + 1023) << 52) : bitsDouble(u64(1) << (last + 1074));
  return rest * unit;
}

function significandOf(bits: u64): u64 {
  const fraction = bits & 0xfffffffffffff;
  return bits >>> 52 === 0 ? fraction : fraction | 0x10000000000000;
}

/** The power of two of the significand's last bit. */
function exponentOf(bits: u64): i32 {
  const biased = toI32(bits >>> 52);
  return biased === 0 ? -1074 : biased - 1075;
}

/** `a ** b` (ECMA-262, Number::exponentiate). */
export function power(a: number, b: number): number {
  if (b === 0) return 1;
  if (b !== b || a !== a) return NaN;
  if (b === 1) return a;
  if (b === 2) return a * a;
  const base = a < 0 ? -a : a;
  if (b === Infinity || b === -Infinity) {
    if (base === 1) return NaN;
    return base > 1 === b > 0 ? Infinity : 0;
  }
  const whole = floorDouble(b) === b;
  // Above 2^53 every double is even.
  const odd = whole && b > -twoTo53 && b < twoTo53 && (truncateToInt64(b) & 1) !== 0;
  const negative = odd && (a < 0 || (a === 0 && 1 / a < 0));
  if (base === 0 || base === Infinity) {
    const result = (base === 0) === b > 0 ? 0 : Infinity;
    return negative ? -result : result;
  }
  if (a < 0 && !whole) return NaN;
  const result = b === 0.5 ? sqrtDouble(base) : b === -1 ? 1 / base : base === 1 ? 1 : positivePower(base, b);
  return negative ? -result : result;
}
