/** Logarithms: x = 2^k (1 + f) with 1 + f between the square roots of 1/2 and 2, then log(1 + f) by s = f / (2 + f). */
import type { i32 } from "osmium";
import { ln2High, ln2Low } from "./exponential.ts";
import { highWord, shortened, withHighWord } from "./words.ts";

const twoTo54 = 18014398509481984;
const g1 = 6.66666666666673513e-1;
const g2 = 3.999999999940941908e-1;
const g3 = 2.857142874366239149e-1;
const g4 = 2.222219843214978396e-1;
const g5 = 1.818357216161805012e-1;
const g6 = 1.531383769920937332e-1;
const g7 = 1.479819860511658591e-1;

/** Is there no logarithm, or one that is no finite number? It is `logarithmOfEdge`. */
function isEdge(x: number): boolean {
  return !(x > 0 && x < Infinity);
}

function logarithmOfEdge(x: number): number {
  return x === 0 ? -Infinity : x === Infinity ? x : NaN;
}

export function log(x: number): number {
  if (isEdge(x)) return logarithmOfEdge(x);
  let k: i32 = 0;
  let m = x;
  if (highWord(m) < 0x00100000) {
    k = -54;
    m *= twoTo54;
  }
  k += (highWord(m) >> 20) - 1023;
  const fraction = highWord(m) & 0x000fffff;
  const carry = (fraction + 0x95f64) & 0x100000;
  m = withHighWord(m, fraction | (carry ^ 0x3ff00000));
  k += carry >> 20;
  const f = m - 1;
  const exponent: number = k;
  if ((0x000fffff & (2 + fraction)) < 3) {
    if (f === 0) return k === 0 ? 0 : exponent * ln2High + exponent * ln2Low;
    const r = f * f * (0.5 - 0.33333333333333333 * f);
    return k === 0 ? f - r : exponent * ln2High - (r - exponent * ln2Low - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r = z * (g1 + w * (g3 + w * (g5 + w * g7))) + w * (g2 + w * (g4 + w * g6));
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
    const half = 0.5 * f * f;
    if (k === 0) return f - (half - s * (half + r));
    return exponent * ln2High - (half - (s * (half + r) + exponent * ln2Low) - f);
  }
  if (k === 0) return f - s * (f - r);
  return exponent * ln2High - (s * (f - r) - exponent * ln2Low - f);
}

/** `log(1 + x)`, without cancellation near 0. */
export function log1p(x: number): number {
  if (x !== x || x < -1) return NaN;
  if (x === -1) return -Infinity;
  if (x === Infinity) return x;
  const high = highWord(x);
  const size = high & 0x7fffffff;
  let k: i32 = 1;
  let f = 0;
  let fraction: i32 = 1;
  let correction = 0;
  if (high < 0x3fda827a) {
    if (size < 0x3e200000) return size < 0x3c900000 ? x : x - x * x * 0.5;
    // Between -0.2929 and 0.41422.
    if (high > 0 || x > -0.2929) {
      k = 0;
      f = x;
    }
  }
  if (k !== 0) {
    let u = x;
    if (high < 0x43400000) {
      u = 1 + x;
      k = (highWord(u) >> 20) - 1023;
      correction = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    } else k = (highWord(u) >> 20) - 1023;
    fraction = highWord(u) & 0x000fffff;
    if (fraction < 0x6a09e) u = withHighWord(u, fraction | 0x3ff00000);
    else {
      k += 1;
      u = withHighWord(u, fraction | 0x3fe00000);
      fraction = (0x00100000 - fraction) >> 2;
    }
    f = u - 1;
  }
  const exponent: number = k;
  const half = 0.5 * f * f;
  if (fraction === 0) {
    if (f === 0) return k === 0 ? 0 : exponent * ln2High + (correction + exponent * ln2Low);
    const r = half * (1 - 0.66666666666666666 * f);
    return k === 0 ? f - r : exponent * ln2High - (r - (exponent * ln2Low + correction) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const r = z * (g1 + z * (g2 + z * (g3 + z * (g4 + z * (g5 + z * (g6 + z * g7))))));
  if (k === 0) return f - (half - s * (half + r));
  return exponent * ln2High - (half - (s * (half + r) + (exponent * ln2Low + correction)) - f);
}

const inverseLn2High = 1.44269504072144627571;
const inverseLn2Low = 1.67517131648865118353e-10;

export function log2(x: number): number {
  if (isEdge(x)) return logarithmOfEdge(x);
  if (x === 1) return 0;
  let k: i32 = 0;
  let m = x;
  if (highWord(m) < 0x00100000) {
    k = -54;
    m *= twoTo54;
  }
  k += (highWord(m) >> 20) - 1023;
  const fraction = highWord(m) & 0x000fffff;
  const carry = (fraction + 0x95f64) & 0x100000;
  m = withHighWord(m, fraction | (carry ^ 0x3ff00000));
  k += carry >> 20;
  const exponent: number = k;
  const f = m - 1;
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const series = z * (g1 + w * (g3 + w * (g5 + w * g7))) + w * (g2 + w * (g4 + w * g6));
  const r = s * (half + series);
  const above = shortened(f - half);
  const below = f - above - half + r;
  const valueHigh = above * inverseLn2High;
  const valueLow = (below + above) * inverseLn2Low + below * inverseLn2High;
  const sum = exponent + valueHigh;
  return valueLow + (exponent - sum + valueHigh) + sum;
}

const inverseLn10 = 4.34294481903251816668e-1;
const log10Of2High = 3.01029995663611771306e-1;
const log10Of2Low = 3.69423907715893078616e-13;

export function log10(x: number): number {
  if (isEdge(x)) return logarithmOfEdge(x);
  if (x === 1) return 0;
  let k: i32 = 0;
  let m = x;
  if (highWord(m) < 0x00100000) {
    k = -54;
    m *= twoTo54;
  }
  k += (highWord(m) >> 20) - 1023;
  const isNegative: i32 = k < 0 ? 1 : 0;
  m = withHighWord(m, (highWord(m) & 0x000fffff) | ((0x3ff - isNegative) << 20));
  const exponent: number = k + isNegative;
  return exponent * log10Of2Low + inverseLn10 * log(m) + exponent * log10Of2High;
}
