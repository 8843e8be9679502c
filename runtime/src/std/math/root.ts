/** `cbrt` and `hypot`. */
import type { i32 } from "osmium";
import { bitsDouble, doubleBits, sqrtDouble } from "osmium/internal";
import { fromHighWord, highWord, magnitude, magnitudeWord } from "./words.ts";

/** A third of the exponent's bias, with what makes the first guess best; for subnormal numbers after they have been scaled by 2^54. */
const guess: i32 = 715094163;
const guessScaled: i32 = 696219795;
const twoTo54 = 18014398509481984;

const p0 = 1.87595182427177009643;
const p1 = -1.88497979543377169875;
const p2 = 1.62142972010535446614;
const p3 = -0.758397934778766047437;
const p4 = 0.145996192886612446982;

export function cbrt(x: number): number {
  const size = magnitudeWord(x);
  if (size >= 0x7ff00000 || x === 0) return x;
  let t =
    size < 0x00100000 ? fromHighWord(magnitudeWord(x * twoTo54) / 3 + guessScaled) : fromHighWord(size / 3 + guess);
  if (highWord(x) < 0) t = -t;
  const r = t * t * (t / x);
  t = t * (p0 + r * (p1 + r * p2) + r * r * r * (p3 + r * p4));
  // To 23 bits, away from zero, so that its square is exact; then one step of Newton's method.
  t = bitsDouble((doubleBits(t) + 0x80000000) & 0xffffffffc0000000);
  const quotient = x / (t * t);
  return t + t * ((quotient - t) / (t + t + quotient));
}

/** The square root of the sum of squares, scaled by the largest and summed with compensation (Kahan), as V8 does. */
export function hypot(...values: number[]): number {
  let largest = 0;
  let hasNaN = false;
  for (const value of values) {
    const size = magnitude(value);
    if (size === Infinity) return Infinity;
    if (size !== size) hasNaN = true;
    else if (size > largest) largest = size;
  }
  if (hasNaN) return NaN;
  if (largest === 0) return 0;
  let sum = 0;
  let compensation = 0;
  for (const value of values) {
    const scaled = magnitude(value) / largest;
    const summand = scaled * scaled - compensation;
    const preliminary = sum + summand;
    compensation = preliminary - sum - summand;
    sum = preliminary;
  }
  return sqrtDouble(sum) * largest;
}
