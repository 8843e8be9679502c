/** Sine, cosine and tangent: by polynomials on [-π/4, π/4], after reduction. */
import type { i32 } from "osmium";
import { quadrant, reduceAngle, restLow } from "./reduction.ts";
import { fromHighWord, highWord, lowWord, magnitude, magnitudeWord, shortened } from "./words.ts";

const s1 = -1.66666666666666324348e-1;
const s2 = 8.33333333332248946124e-3;
const s3 = -1.98412698298579493134e-4;
const s4 = 2.75573137070700676789e-6;
const s5 = -2.50507602534068634195e-8;
const s6 = 1.58969099521155010221e-10;

/** The sine of x + tail; the tail counts only if it says so. */
function sinePart(x: number, tail: number, hasTail: boolean): number {
  if (magnitudeWord(x) < 0x3e400000) return x;
  const z = x * x;
  const v = z * x;
  const r = s2 + z * (s3 + z * (s4 + z * (s5 + z * s6)));
  return hasTail ? x - (z * (0.5 * tail - v * r) - tail - v * s1) : x + v * (s1 + z * r);
}

const c1 = 4.16666666666666019037e-2;
const c2 = -1.38888888888741095749e-3;
const c3 = 2.48015872894767294178e-5;
const c4 = -2.75573143513906633035e-7;
const c5 = 2.0875723212981748279e-9;
const c6 = -1.13596475577881948265e-11;

function cosinePart(x: number, tail: number): number {
  const size = magnitudeWord(x);
  if (size < 0x3e400000) return 1;
  const z = x * x;
  const r = z * (c1 + z * (c2 + z * (c3 + z * (c4 + z * (c5 + z * c6)))));
  if (size < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * tail));
  // About a quarter of x, such that the difference to 1 is exact.
  const quarter = size > 0x3fe90000 ? 0.28125 : fromHighWord(size - 0x00200000);
  const half = 0.5 * z - quarter;
  return 1 - quarter - (half - (z * r - x * tail));
}

export function sin(x: number): number {
  const size = magnitudeWord(x);
  if (size <= 0x3fe921fb) return sinePart(x, 0, false);
  if (size >= 0x7ff00000) return NaN;
  const rest = reduceAngle(x);
  switch (quadrant & 3) {
    case 0:
      return sinePart(rest, restLow, true);
    case 1:
      return cosinePart(rest, restLow);
    case 2:
      return -sinePart(rest, restLow, true);
    default:
      return -cosinePart(rest, restLow);
  }
}

export function cos(x: number): number {
  const size = magnitudeWord(x);
  if (size <= 0x3fe921fb) return cosinePart(x, 0);
  if (size >= 0x7ff00000) return NaN;
  const rest = reduceAngle(x);
  switch (quadrant & 3) {
    case 0:
      return cosinePart(rest, restLow);
    case 1:
      return -sinePart(rest, restLow, true);
    case 2:
      return -cosinePart(rest, restLow);
    default:
      return sinePart(rest, restLow, true);
  }
}

const t0 = 3.33333333333334091986e-1;
const t1 = 1.33333333333201242699e-1;
const t2 = 5.39682539762260521377e-2;
const t3 = 2.18694882948595424599e-2;
const t4 = 8.8632398235993000574e-3;
const t5 = 3.59207910759131235356e-3;
const t6 = 1.45620945432529025516e-3;
const t7 = 5.8804124082026409687e-4;
const t8 = 2.46463134818469906812e-4;
const t9 = 7.817944429395570923e-5;
const t10 = 7.14072491382608190305e-5;
const t11 = -1.85586374855275456654e-5;
const t12 = 2.59073051863633712884e-5;
const quarterPi = 7.85398163397448278999e-1;
const quarterPiLow = 3.06161699786838301793e-17;

/** The tangent of x + tail, or the negative of its reciprocal for odd quarter turns. */
function tangentPart(given: number, givenTail: number, isOdd: boolean): number {
  let x = given;
  let tail = givenTail;
  const high = highWord(x);
  const size = high & 0x7fffffff;
  if (size < 0x3e300000) {
    if (!isOdd) return x;
    if (size === 0 && lowWord(x) === 0) return -1 / x;
    const w = x + tail;
    return negativeReciprocal(w, x, tail);
  }
  const isLarge = size >= 0x3fe59428;
  if (isLarge) {
    if (x < 0) {
      x = -x;
      tail = -tail;
    }
    const z = quarterPi - x;
    x = z + (quarterPiLow - tail);
    tail = 0;
  }
  const z = x * x;
  const w = z * z;
  const odd = t1 + w * (t3 + w * (t5 + w * (t7 + w * (t9 + w * t11))));
  const even = z * (t2 + w * (t4 + w * (t6 + w * (t8 + w * (t10 + w * t12)))));
  const s = z * x;
  let r = tail + z * (s * (odd + even) + tail);
  r += t0 * s;
  const sum = x + r;
  if (isLarge) {
    const v = isOdd ? -1 : 1;
    const sign = high < 0 ? -1 : 1;
    return sign * (v - 2 * (x - ((sum * sum) / (sum + v) - r)));
  }
  return isOdd ? negativeReciprocal(sum, x, r) : sum;
}

/** -1 / (x + r), where `sum` is that sum rounded. */
function negativeReciprocal(sum: number, x: number, r: number): number {
  const z = shortened(sum);
  const v = r - (z - x);
  const a = -1 / sum;
  const t = shortened(a);
  const s = 1 + t * z;
  return t + a * (s + t * v);
}

export function tan(x: number): number {
  const size: i32 = magnitudeWord(x);
  if (size <= 0x3fe921fb) return tangentPart(x, 0, false);
  if (magnitude(x) === Infinity || x !== x) return NaN;
  const rest = reduceAngle(x);
  return tangentPart(rest, restLow, (quadrant & 1) !== 0);
}
