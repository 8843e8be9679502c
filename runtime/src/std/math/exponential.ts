/** `exp` and `expm1`: the argument is reduced by multiples of ln 2, then a rational function is evaluated on [-ln 2 / 2, ln 2 / 2]. */
import { type i32, i32 as toI32 } from "osmium";
import { fromHighWord, highWord, powerOfTwo } from "./words.ts";

const largest = 709.782712893383973096;
const smallest = -745.13321910194110842;
export const ln2High = 6.9314718036912381649e-1;
export const ln2Low = 1.90821492927058770002e-10;
const inverseLn2 = 1.442695040888963387;

const p1 = 1.66666666666666019037e-1;
const p2 = -2.77777777770155933842e-3;
const p3 = 6.61375632143793436117e-5;
const p4 = -1.6533902205465251539e-6;
const p5 = 4.13813679705723846039e-8;

const twoTo1023 = 8.98846567431158e307;
const twoToMinus1000 = 9.332636185032189e-302;

export function exp(x: number): number {
  const high = highWord(x);
  const size = high & 0x7fffffff;
  if (size >= 0x40862e42) {
    if (x !== x) return NaN;
    if (x > largest) return Infinity;
    if (x < smallest) return 0;
  }
  let k: i32 = 0;
  let above = 0;
  let below = 0;
  let rest = x;
  if (size > 0x3fd62e42) {
    if (size < 0x3ff0a2b2) {
      if (x === 1) return Math.E;
      k = high < 0 ? -1 : 1;
      above = high < 0 ? x + ln2High : x - ln2High;
      below = high < 0 ? -ln2Low : ln2Low;
    } else {
      k = toI32(inverseLn2 * x + (high < 0 ? -0.5 : 0.5));
      const times: number = k;
      above = x - times * ln2High;
      below = times * ln2Low;
    }
    rest = above - below;
  } else if (size < 0x3e300000) return 1 + x;
  const square = rest * rest;
  const c = rest - square * (p1 + square * (p2 + square * (p3 + square * (p4 + square * p5))));
  if (k === 0) return 1 - ((rest * c) / (c - 2) - rest);
  const y = 1 - (below - (rest * c) / (2 - c) - above);
  if (k === 1024) return y * 2 * twoTo1023;
  return k >= -1021 ? y * powerOfTwo(k) : y * powerOfTwo(k + 1000) * twoToMinus1000;
}

const q1 = -3.33333333333331316428e-2;
const q2 = 1.58730158725481460165e-3;
const q3 = -7.93650757867487942473e-5;
const q4 = 4.00821782732936239552e-6;
const q5 = -2.01099218183624371326e-7;

/** `e ** x - 1`, without cancellation near 0. */
export function expm1(x: number): number {
  const high = highWord(x);
  const size = high & 0x7fffffff;
  if (size >= 0x4043687a) {
    if (size >= 0x40862e42) {
      if (x !== x) return NaN;
      if (x > largest) return Infinity;
    }
    if (high < 0) return -1;
  }
  let k: i32 = 0;
  let rest = x;
  let correction = 0;
  if (size > 0x3fd62e42) {
    let above = 0;
    let below = 0;
    if (size < 0x3ff0a2b2) {
      k = high < 0 ? -1 : 1;
      above = high < 0 ? x + ln2High : x - ln2High;
      below = high < 0 ? -ln2Low : ln2Low;
    } else {
      k = toI32(inverseLn2 * x + (high < 0 ? -0.5 : 0.5));
      const times: number = k;
      above = x - times * ln2High;
      below = times * ln2Low;
    }
    rest = above - below;
    correction = above - rest - below;
  } else if (size < 0x3c900000) return x;
  const half = 0.5 * rest;
  const square = rest * half;
  const r = 1 + square * (q1 + square * (q2 + square * (q3 + square * (q4 + square * q5))));
  const t = 3 - r * half;
  let e = square * ((r - t) / (6 - rest * t));
  if (k === 0) return rest - (rest * e - square);
  e = rest * (e - correction) - correction;
  e -= square;
  if (k === -1) return 0.5 * (rest - e) - 0.5;
  if (k === 1) return rest < -0.25 ? -2 * (e - (rest + 0.5)) : 1 + 2 * (rest - e);
  if (k <= -2 || k > 56) {
    const y = 1 - (e - rest);
    return (k === 1024 ? y * 2 * twoTo1023 : y * powerOfTwo(k)) - 1;
  }
  // 1 - 2^-k is exact up to here, beyond it is the smaller part.
  if (k < 20) return (fromHighWord(0x3ff00000 - (toI32(0x200000) >> k)) - (e - rest)) * powerOfTwo(k);
  return (rest - (e + powerOfTwo(-k)) + 1) * powerOfTwo(k);
}
