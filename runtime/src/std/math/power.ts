/** `x ** y` for positive, finite x: 2^(y log₂ x), with log₂ x in two parts whose products with the halves of y are exact. */
import { type i32, i32 as toI32, type u32 } from "osmium";
import { fromHighWord, highWord, lowWord, magnitudeWord, powerOfTwo, shortened, withHighWord } from "./words.ts";

const twoTo53 = 9007199254740992;
const l1 = 5.99999999999994648725e-1;
const l2 = 4.28571428578550184252e-1;
const l3 = 3.33333329818377432918e-1;
const l4 = 2.72728123808534006489e-1;
const l5 = 2.30660745775561754067e-1;
const l6 = 2.06975017800338417784e-1;
const p1 = 1.66666666666666019037e-1;
const p2 = -2.77777777770155933842e-3;
const p3 = 6.61375632143793436117e-5;
const p4 = -1.6533902205465251539e-6;
const p5 = 4.13813679705723846039e-8;
const ln2 = 6.93147180559945286227e-1;
const ln2High = 6.93147182464599609375e-1;
const ln2Low = -1.90465429995776804525e-9;
/** -(1024 - log₂(largest double + half a unit)) */
const overflowRest = 8.0085662595372944372e-17;
/** 2 / (3 ln 2) */
const scaleAll = 9.61796693925975554329e-1;
const scaleHigh = 9.61796700954437255859e-1;
const scaleLow = -7.02846165095275826516e-9;
const inverseLn2 = 1.442695040888963387;
const inverseLn2High = 1.44269502162933349609;
const inverseLn2Low = 1.92596299112661746887e-8;
/** log₂ 1.5 */
const middleHigh = 5.84962487220764160156e-1;
const middleLow = 1.35003920212974897128e-8;

/** log₂ x: the greater part, 21 bits long, is returned, the rest left in `logarithmLow`. */
let logarithmLow = 0;

/** Of x close to 1, for exponents above 2^31. */
function logarithmNearOne(x: number): number {
  const t = x - 1;
  const w = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
  const u = inverseLn2High * t;
  const v = t * inverseLn2Low - w * inverseLn2;
  const high = shortened(u + v);
  logarithmLow = v - (high - u);
  return high;
}

function logarithmOf(x: number): number {
  let m = x;
  let exponent: i32 = 0;
  if (highWord(m) < 0x00100000) {
    m *= twoTo53;
    exponent = -53;
  }
  exponent += (highWord(m) >> 20) - 0x3ff;
  const fraction = highWord(m) & 0x000fffff;
  let word = fraction | 0x3ff00000;
  // Near 1 or near 1.5, whichever is closer.
  let k: i32 = 0;
  if (fraction > 0x3988e) {
    if (fraction < 0xbb67a) k = 1;
    else {
      exponent += 1;
      word -= 0x00100000;
    }
  }
  m = withHighWord(m, word);
  const middle = k === 0 ? 1 : 1.5;
  const u = m - middle;
  const v = 1 / (m + middle);
  const s = u * v;
  const sHigh = shortened(s);
  const sumHigh = fromHighWord(((word >> 1) | 0x20000000) + 0x00080000 + (k << 18));
  const sumLow = m - (sumHigh - middle);
  const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow);
  const square = s * s;
  let r = square * square * (l1 + square * (l2 + square * (l3 + square * (l4 + square * (l5 + square * l6)))));
  r += sLow * (sHigh + s);
  const squareHigh = sHigh * sHigh;
  const tHigh = shortened(3 + squareHigh + r);
  const tLow = r - (tHigh - 3 - squareHigh);
  const a = sHigh * tHigh;
  const b = sLow * tHigh + tLow * s;
  const pHigh = shortened(a + b);
  const pLow = b - (pHigh - a);
  const zHigh = scaleHigh * pHigh;
  const zLow = scaleLow * pHigh + pLow * scaleAll + (k === 0 ? 0 : middleLow);
  const n: number = exponent;
  const base = k === 0 ? 0 : middleHigh;
  const high = shortened(zHigh + zLow + base + n);
  logarithmLow = zLow - (high - n - base - zHigh);
  return high;
}

/** @param x Positive, finite and not 1. @param y Finite, neither 0, 1, 2, 0.5 nor -1. */
export function positivePower(x: number, y: number): number {
  const word = highWord(x);
  const exponentSize = magnitudeWord(y);
  let logarithm = 0;
  if (exponentSize > 0x41e00000) {
    if (exponentSize > 0x43f00000 || word < 0x3fefffff || word > 0x3ff00000) {
      if (word <= 0x3fefffff) return y < 0 ? Infinity : 0;
      if (word >= 0x3ff00000) return y > 0 ? Infinity : 0;
    }
    logarithm = logarithmNearOne(x);
  } else logarithm = logarithmOf(x);
  const yHigh = shortened(y);
  return powerOfTwoOf(yHigh * logarithm, (y - yHigh) * logarithm + y * logarithmLow);
}

/** 2^(high + low). */
function powerOfTwoOf(high: number, low: number): number {
  const z = low + high;
  const word = highWord(z);
  const rest: u32 = lowWord(z);
  if (word >= 0x40900000) {
    if (word !== 0x40900000 || rest !== 0 || low + overflowRest > z - high) return Infinity;
  } else if ((word & 0x7fffffff) >= 0x4090cc00) {
    if (z !== -1075 || low <= z - high) return 0;
  }
  let n: i32 = 0;
  let fraction = high;
  if ((word & 0x7fffffff) > 0x3fe00000) {
    // The nearest integer.
    let k = ((word & 0x7fffffff) >> 20) - 0x3ff;
    n = word + (toI32(0x00100000) >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const whole = fromHighWord(n & ~(toI32(0x000fffff) >> k));
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (word < 0) n = -n;
    fraction -= whole;
  }
  const t = shortened(low + fraction);
  const u = t * ln2High;
  const v = (low - (t - fraction)) * ln2 + t * ln2Low;
  const sum = u + v;
  const w = v - (sum - u);
  const square = sum * sum;
  const c = sum - square * (p1 + square * (p2 + square * (p3 + square * (p4 + square * p5))));
  // The last term belongs under the fraction bar in V8, and next to it in the published algorithm: one result in twenty differs in its last digit.
  const r = (sum * c) / (c - 2 - (w + sum * w));
  const result = 1 - (r - sum);
  const shifted = highWord(result) + (n << 20);
  if (shifted >> 20 > 0) return withHighWord(result, shifted);
  // Subnormal: the last step rounds.
  return result * powerOfTwo(n + 600) * powerOfTwo(-600);
}
