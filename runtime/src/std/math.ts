/** `Math`, its part that is exact; the elementary functions are in `math/`. */
import { f32, i32 as toI32, u32 as toU32 } from "osmium";
import { bitsDouble, ceilDouble, doubleBits, floorDouble, sqrtDouble, truncDouble } from "osmium/internal";
import { leadingZeros } from "osmium/unsafe";
import { power } from "../rt/numeric.ts";

export const E = 2.718281828459045;
export const LN10 = 2.302585092994046;
export const LN2 = 0.6931471805599453;
export const LOG2E = 1.4426950408889634;
export const LOG10E = 0.4342944819032518;
export const PI = 3.141592653589793;
export const SQRT1_2 = 0.7071067811865476;
export const SQRT2 = 1.4142135623730951;

export function abs(x: number): number {
  return bitsDouble(doubleBits(x) & 0x7fffffffffffffff);
}

export function ceil(x: number): number {
  return ceilDouble(x);
}

export function floor(x: number): number {
  return floorDouble(x);
}

export function trunc(x: number): number {
  return truncDouble(x);
}

/** Halves go up. What is added must not round by itself: 0.49999999999999994 stays below a half. */
export function round(x: number): number {
  const below = floorDouble(x);
  const result = x - below >= 0.5 ? below + 1 : below;
  return result === 0 && (x < 0 || 1 / x < 0) ? -0 : result;
}

export function sign(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : x;
}

export function sqrt(x: number): number {
  return sqrtDouble(x);
}

function isNegativeZero(x: number): boolean {
  return x === 0 && 1 / x < 0;
}

/** `max` of two, which is what it is called with most: without an array. */
export function max0_2(a: number, b: number): number {
  if (a !== a || b !== b) return NaN;
  if (a === 0 && b === 0) return isNegativeZero(a) ? b : a;
  return a > b ? a : b;
}

/** As `max0_2`. */
export function min0_2(a: number, b: number): number {
  if (a !== a || b !== b) return NaN;
  if (a === 0 && b === 0) return isNegativeZero(a) ? a : b;
  return a < b ? a : b;
}

export function max(...values: number[]): number {
  let result = -Infinity;
  for (const value of values) {
    if (value !== value) return NaN;
    if (value > result || (value === 0 && isNegativeZero(result))) result = value;
  }
  return result;
}

export function min(...values: number[]): number {
  let result = Infinity;
  for (const value of values) {
    if (value !== value) return NaN;
    if (value < result || (result === 0 && isNegativeZero(value))) result = value;
  }
  return result;
}

export function imul(x: number, y: number): number {
  return toI32(x) * toI32(y);
}

export function clz32(x: number): number {
  return leadingZeros(toU32(x));
}

export function fround(x: number): number {
  return f32(x);
}

export function pow(x: number, y: number): number {
  return power(x, y);
}

export { exp, expm1 } from "./math/exponential.ts";
export { acosh, asinh, atanh, cosh, sinh, tanh } from "./math/hyperbolic.ts";
export { acos, asin, atan, atan2 } from "./math/inverse.ts";
export { log, log1p, log2, log10 } from "./math/logarithm.ts";
export { cbrt, hypot } from "./math/root.ts";
export { cos, sin, tan } from "./math/trigonometric.ts";
