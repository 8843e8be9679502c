/** Arc functions. */
import type { i32 } from "osmium";
import { sqrtDouble } from "osmium/internal";
import { highWord, magnitude, magnitudeWord, shortened } from "./words.ts";

const halfPiHigh = 1.570796326794896558;
const halfPiLow = 6.12323399573676603587e-17;
const quarterPi = 7.85398163397448278999e-1;
const pi = 3.141592653589793116;
const piLow = 1.2246467991473531772e-16;

// ---- atan ----

const atanHigh = [4.63647609000806093515e-1, quarterPi, 9.82793723247329054082e-1, halfPiHigh];
const atanLow = [
  2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17, 6.12323399573676603587e-17,
];

const a0 = 3.33333333333329318027e-1;
const a1 = -1.99999999998764832476e-1;
const a2 = 1.42857142725034663711e-1;
const a3 = -1.1111110405462355788e-1;
const a4 = 9.09088713343650656196e-2;
const a5 = -7.69187620504482999495e-2;
const a6 = 6.66107313738753120669e-2;
const a7 = -5.83357013379057348645e-2;
const a8 = 4.97687799461593236017e-2;
const a9 = -3.6531572744216915527e-2;
const a10 = 1.62858201153657823623e-2;

export function atan(x: number): number {
  const high = highWord(x);
  const size = high & 0x7fffffff;
  if (x !== x) return NaN;
  if (size >= 0x44100000) return high > 0 ? halfPiHigh + halfPiLow : -halfPiHigh - halfPiLow;
  let part: i32 = -1;
  let t = x;
  if (size < 0x3fdc0000) {
    if (size < 0x3e400000) return x;
  } else {
    t = magnitude(x);
    if (size < 0x3fe60000) {
      part = 0;
      t = (2 * t - 1) / (2 + t);
    } else if (size < 0x3ff30000) {
      part = 1;
      t = (t - 1) / (t + 1);
    } else if (size < 0x40038000) {
      part = 2;
      t = (t - 1.5) / (1 + 1.5 * t);
    } else {
      part = 3;
      t = -1 / t;
    }
  }
  const z = t * t;
  const w = z * z;
  const odd = z * (a0 + w * (a2 + w * (a4 + w * (a6 + w * (a8 + w * a10)))));
  const even = w * (a1 + w * (a3 + w * (a5 + w * (a7 + w * a9))));
  if (part < 0) return t - t * (odd + even);
  const result = atanHigh[part] - (t * (odd + even) - atanLow[part] - t);
  return high < 0 ? -result : result;
}

export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  if (x === 1) return atan(y);
  const yNegative = highWord(y) < 0;
  const xNegative = highWord(x) < 0;
  if (y === 0) return !xNegative ? y : yNegative ? -pi : pi;
  if (x === 0) return yNegative ? -halfPiHigh : halfPiHigh;
  const xSize = magnitudeWord(x);
  const ySize = magnitudeWord(y);
  if (xSize === 0x7ff00000) {
    const angle = ySize === 0x7ff00000 ? (xNegative ? 3 * quarterPi : quarterPi) : xNegative ? pi : 0;
    return yNegative ? -angle : angle;
  }
  if (ySize === 0x7ff00000) return yNegative ? -halfPiHigh : halfPiHigh;
  const k = (ySize - xSize) >> 20;
  let z = 0;
  let left = xNegative;
  if (k > 60) {
    z = halfPiHigh + 0.5 * piLow;
    left = false;
  } else if (!(xNegative && k < -60)) z = atan(magnitude(y / x));
  if (!left) return yNegative ? -z : z;
  return yNegative ? z - piLow - pi : pi - (z - piLow);
}

// ---- asin and acos ----

const s0 = 1.66666666666666657415e-1;
const s1 = -3.25565818622400915405e-1;
const s2 = 2.01212532134862925881e-1;
const s3 = -4.00555345006794114027e-2;
const s4 = 7.91534994289814532176e-4;
const s5 = 3.4793310759602116757e-5;
const d1 = -2.40339491173441421878;
const d2 = 2.02094576023350569471;
const d3 = -6.8828397160545329303e-1;
const d4 = 7.70381505559019352791e-2;

/** (asin √t - √t) / √t, for t up to 1/4. */
function arcRatio(t: number): number {
  const above = t * (s0 + t * (s1 + t * (s2 + t * (s3 + t * (s4 + t * s5)))));
  const below = 1 + t * (d1 + t * (d2 + t * (d3 + t * d4)));
  return above / below;
}

export function asin(x: number): number {
  const size = magnitudeWord(x);
  if (size >= 0x3ff00000) {
    if (x === 1 || x === -1) return x * halfPiHigh + x * halfPiLow;
    return NaN;
  }
  if (size < 0x3fe00000) return size < 0x3e400000 ? x : x + x * arcRatio(x * x);
  const t = (1 - magnitude(x)) * 0.5;
  const s = sqrtDouble(t);
  const ratio = arcRatio(t);
  let result = 0;
  if (size >= 0x3fef3333) result = halfPiHigh - (2 * (s + s * ratio) - halfPiLow);
  else {
    const w = shortened(s);
    const c = (t - w * w) / (s + w);
    const p = 2 * s * ratio - (halfPiLow - 2 * c);
    const q = quarterPi - 2 * w;
    result = quarterPi - (p - q);
  }
  return x > 0 ? result : -result;
}

export function acos(x: number): number {
  const size = magnitudeWord(x);
  if (size >= 0x3ff00000) {
    if (x === 1) return 0;
    return x === -1 ? pi + 2 * halfPiLow : NaN;
  }
  if (size < 0x3fe00000) {
    if (size <= 0x3c600000) return halfPiHigh + halfPiLow;
    return halfPiHigh - (x - (halfPiLow - x * arcRatio(x * x)));
  }
  if (x < 0) {
    const z = (1 + x) * 0.5;
    const s = sqrtDouble(z);
    return pi - 2 * (s + (arcRatio(z) * s - halfPiLow));
  }
  const z = (1 - x) * 0.5;
  const s = sqrtDouble(z);
  const w = shortened(s);
  const c = (z - w * w) / (s + w);
  return 2 * (w + (arcRatio(z) * s + c));
}
