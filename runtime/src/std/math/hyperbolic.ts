/** Hyperbolic functions and their inverses, by `exp`, `expm1`, `log` and `log1p`. */
import { sqrtDouble } from "osmium/internal";
import { exp, expm1 } from "./exponential.ts";
import { log, log1p } from "./logarithm.ts";
import { magnitude, magnitudeWord } from "./words.ts";

const ln2 = 6.93147180559945286227e-1;
/** From here on the exponential leaves the doubles, but half of it does not. */
const exponentialMax = 709.7822265625;
const overflow = 710.4758600739439;
const twoToMinus28 = 3.725290298461914e-9;

export function sinh(x: number): number {
  const size = magnitude(x);
  const half = x < 0 ? -0.5 : 0.5;
  if (size < 22) {
    if (size < twoToMinus28) return x;
    const t = expm1(size);
    return size < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
  }
  if (size < exponentialMax) return half * exp(size);
  if (size <= overflow) {
    const w = exp(0.5 * size);
    return half * w * w;
  }
  return x * Infinity;
}

export function cosh(x: number): number {
  const word = magnitudeWord(x);
  const size = magnitude(x);
  if (word < 0x3fd62e43) {
    const t = expm1(size);
    const w = 1 + t;
    return word < 0x3c800000 ? w : 1 + (t * t) / (w + w);
  }
  if (word < 0x40360000) {
    const t = exp(size);
    return 0.5 * t + 0.5 / t;
  }
  if (word < 0x40862e42) return 0.5 * exp(size);
  if (size <= overflow) {
    const w = exp(0.5 * size);
    return 0.5 * w * w;
  }
  return size * Infinity;
}

export function tanh(x: number): number {
  const word = magnitudeWord(x);
  if (x !== x) return NaN;
  let z = 1;
  if (word < 0x40360000) {
    if (word < 0x3e300000) return x;
    if (word >= 0x3ff00000) z = 1 - 2 / (expm1(2 * magnitude(x)) + 2);
    else {
      const t = expm1(-2 * magnitude(x));
      z = -t / (t + 2);
    }
  }
  return x < 0 ? -z : z;
}

export function asinh(x: number): number {
  const word = magnitudeWord(x);
  if (word >= 0x7ff00000 || word < 0x3e300000) return x;
  const size = magnitude(x);
  let w = 0;
  if (word > 0x41b00000) w = log(size) + ln2;
  else if (word > 0x40000000) w = log(2 * size + 1 / (sqrtDouble(x * x + 1) + size));
  else {
    const t = x * x;
    w = log1p(size + t / (1 + sqrtDouble(1 + t)));
  }
  return x > 0 ? w : -w;
}

export function acosh(x: number): number {
  if (!(x >= 1)) return NaN;
  const word = magnitudeWord(x);
  if (word >= 0x41b00000) return word >= 0x7ff00000 ? x : log(x) + ln2;
  if (x === 1) return 0;
  if (word > 0x40000000) return log(2 * x - 1 / (x + sqrtDouble(x * x - 1)));
  const t = x - 1;
  return log1p(t + sqrtDouble(2 * t + t * t));
}

export function atanh(x: number): number {
  const size = magnitude(x);
  if (!(size <= 1)) return NaN;
  if (size === 1) return x * Infinity;
  const word = magnitudeWord(x);
  if (word < 0x3e300000) return x;
  const twice = size + size;
  const t = word < 0x3fe00000 ? 0.5 * log1p(twice + (twice * size) / (1 - size)) : 0.5 * log1p(twice / (1 - size));
  return x < 0 ? -t : t;
}
