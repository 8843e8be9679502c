/**
 * Numbers of about 106 bits as the unevaluated sum of two doubles (Dekker, "A floating-point technique for extending the available precision", 1971): what
 * the elementary functions compute in, so that their results are the nearest double in all but very rare cases.
 *
 * A function returns the greater part; the smaller one is left in `low` until the next call.
 */
import { i32, i64, u64 as toU64 } from "osmium";
import { bitsDouble, doubleBits, floorDouble } from "osmium/internal";

export let low = 0;

const ln2High = 0.6931471805599453;
const ln2Low = 2.3190468138462996e-17;

/** Sets the smaller part, for a value that is a plain double. */
export function exact(value: number): number {
  low = 0;
  return value;
}

export function sumOf(a: number, b: number): number {
  const sum = a + b;
  const part = sum - a;
  low = a - (sum - part) + (b - part);
  return sum;
}

/** As `sumOf`, where `a` is not smaller than `b`. */
export function ordered(a: number, b: number): number {
  const sum = a + b;
  low = b - (sum - a);
  return sum;
}

export function productOf(a: number, b: number): number {
  const product = a * b;
  const x = 134217729 * a;
  const aHigh = x - (x - a);
  const aLow = a - aHigh;
  const y = 134217729 * b;
  const bHigh = y - (y - b);
  const bLow = b - bHigh;
  low = aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
  return product;
}

export function add(aHigh: number, aLow: number, bHigh: number, bLow: number): number {
  const sum = sumOf(aHigh, bHigh);
  const error = low;
  const tail = sumOf(aLow, bLow);
  const rest = low;
  const first = ordered(sum, error + tail);
  return ordered(first, low + rest);
}

export function multiply(aHigh: number, aLow: number, bHigh: number, bLow: number): number {
  const product = productOf(aHigh, bHigh);
  return ordered(product, low + (aHigh * bLow + aLow * bHigh));
}

export function divide(aHigh: number, aLow: number, bHigh: number, bLow: number): number {
  const first = aHigh / bHigh;
  const product = multiply(bHigh, bLow, first, 0);
  const rest = add(aHigh, aLow, -product, -low);
  const restLow = low;
  const second = rest / bHigh;
  const again = multiply(bHigh, bLow, second, 0);
  const third = add(rest, restLow, -again, -low) / bHigh;
  const quotient = ordered(first, second);
  return add(quotient, low, third, 0);
}

// ---- powers of two ----

/** 2^exponent, for exponents of normal doubles. */
export function powerOfTwo(exponent: number): number {
  return bitsDouble(toU64(i64(exponent) + 1023) << 52);
}

/** `value * 2^exponent`, rounded once: in steps, the last of which leaves the normal numbers if any does. */
export function scale(value: number, exponent: number): number {
  let left = exponent;
  let result = value;
  while (left > 1000) {
    result *= powerOfTwo(1000);
    left -= 1000;
  }
  // The step into the subnormal numbers must be the only inexact one.
  if (left < -960) {
    result *= powerOfTwo(-960);
    left += 960;
    if (left < -960) return result * 0;
  }
  return result * powerOfTwo(left);
}

// ---- logarithm and exponential ----

/** The natural logarithm of a positive, finite number. */
export function logarithm(value: number): number {
  // value = m × 2^e, with m between the square roots of 1/2 and 2.
  let scaled = value;
  let exponent = 0;
  if (scaled < 2.2250738585072014e-308) {
    scaled *= 18014398509481984;
    exponent = -54;
  }
  const bits = doubleBits(scaled);
  exponent += i32(bits >>> 52) - 1023;
  let m = bitsDouble((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m /= 2;
    exponent += 1;
  }
  // log m = 2 artanh s, s = (m - 1) / (m + 1): both exact but for the last bits of m + 1.
  const above = sumOf(m, 1);
  const s = divide(m - 1, 0, above, low);
  const sLow = low;
  const square = multiply(s, sLow, s, sLow);
  const squareLow = low;
  // The far terms need no more than a double's precision.
  let tail = 0;
  for (let k = 37; k >= 13; k -= 2) tail = tail * square + 1 / k;
  let sum = exact(tail);
  let sumLow = 0;
  for (let k = 11; k >= 1; k -= 2) {
    const term = multiply(sum, sumLow, square, squareLow);
    const termLow = low;
    const inverse = divide(1, 0, k, 0);
    const inverseLow = low;
    sum = add(term, termLow, inverse, inverseLow);
    sumLow = low;
  }
  const result = multiply(sum, sumLow, 2 * s, 2 * sLow);
  const resultLow = low;
  if (exponent === 0) return ordered(result, resultLow);
  const whole = multiply(ln2High, ln2Low, exponent, 0);
  return add(whole, low, result, resultLow);
}

/** The exponential of high + smaller; infinity and zero where it leaves the doubles. */
export function exponential(high: number, smaller: number): number {
  if (!(high < 710)) return exact(high !== high ? NaN : Infinity);
  if (high < -746) return exact(0);
  const exponent = floorDouble(high * 1.4426950408889634 + 0.5);
  const whole = multiply(ln2High, ln2Low, exponent, 0);
  // Reduced by ln 2 and by 2^-5, which five squarings undo.
  const reduced = add(high, smaller, -whole, -low) / 32;
  const reducedLow = low / 32;
  let tail = 0;
  for (let k = 13; k >= 8; k--) tail = (tail * reduced) / k + 1;
  let sum = exact(tail);
  let sumLow = 0;
  for (let k = 7; k >= 1; k--) {
    const product = multiply(sum, sumLow, reduced, reducedLow);
    const quotient = divide(product, low, k, 0);
    sum = add(quotient, low, 1, 0);
    sumLow = low;
  }
  for (let step = 0; step < 5; step++) {
    sum = multiply(sum, sumLow, sum, sumLow);
    sumLow = low;
  }
  if (exponent > -1020) {
    const result = scale(sum, exponent);
    low = scale(sumLow, exponent);
    return result;
  }
  // Subnormal: what was rounded away before would be rounded twice.
  return exact(scale(sum + sumLow, exponent));
}
