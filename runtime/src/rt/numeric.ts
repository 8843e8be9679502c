/** Conversions from doubles to integers as JavaScript defines them (ECMA-262, ToInt32 and its kin), remainder and power. */
import { type i32, i32 as toI32, type i64, i64 as toI64, u64 } from "osmium";
import { doubleBits, saturateToInt64 } from "osmium/internal";

const twoTo62 = 4611686018427387904;

/** The integer part modulo 2^64; NaN and the infinities give 0. */
export function toInt64(value: number): i64 {
  if (value > -twoTo62 && value < twoTo62) return saturateToInt64(value);
  return wideToInt64(value);
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

export function remainder(a: number, b: number): number {
  return a - b;
}

export function power(a: number, b: number): number {
  return a + b;
}
