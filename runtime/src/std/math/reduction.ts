/**
 * Angles reduced to [-π/4, π/4]: the nearest multiple of π/2 is taken off. The rest is returned, as two doubles of which the smaller is left in `restLow`; which
 * quarter turn it was in `quadrant`.
 *
 * Up to 2^20 π/2 by subtracting parts of π/2 (Cody and Waite), as many as cancellation calls for. Beyond, the digits of 2/π that matter are multiplied exactly
 * (Payne and Hanek, "Radian reduction for trigonometric functions", 1983).
 */
import { type i32, i32 as toI32, u32 as toU32, u64 as toU64, type u32, type u64 } from "osmium";
import { bitsDouble, doubleBits } from "osmium/internal";
import { low, multiply } from "../../rt/double-double.ts";
import { highWord, magnitude } from "./words.ts";

/** The quarter turn modulo 4, perhaps negative. */
export let quadrant: i32 = 0;
export let restLow = 0;

const twoOverPi = 6.36619772367581382433e-1;
const first = 1.57079632673412561417;
const firstRest = 6.07710050650619224932e-11;
const second = 6.0771005063039659766e-11;
const secondRest = 2.02226624879595063154e-21;
const third = 2.0222662487111664558e-21;
const thirdRest = 8.47842766036889956997e-32;

export function reduceAngle(x: number): number {
  const size = highWord(x) & 0x7fffffff;
  if (size < 0x4002d97c) return reduceOnce(x, size);
  if (size <= 0x413921fb) return reduceMedium(x, size);
  return reduceLarge(x);
}

/** Below 3π/4. */
function reduceOnce(x: number, size: i32): number {
  const isNegative = x < 0;
  quadrant = isNegative ? -1 : 1;
  let z = isNegative ? x + first : x - first;
  // Near π/2 more of its digits are needed.
  const isNear = size === 0x3ff921fb;
  if (isNear) z = isNegative ? z + second : z - second;
  const part = isNear ? secondRest : firstRest;
  const signedPart = isNegative ? -part : part;
  const result = z - signedPart;
  restLow = z - result - signedPart;
  return result;
}

function reduceMedium(x: number, size: i32): number {
  const t = magnitude(x);
  const n = toI32(t * twoOverPi + 0.5);
  const times: number = n;
  let r = t - times * first;
  let w = times * firstRest;
  let result = r - w;
  if (!(n < 32 && size !== highWord(times * 1.5707963267948966))) {
    const exponent = size >> 20;
    if (exponent - ((highWord(result) >> 20) & 0x7ff) > 16) {
      let before = r;
      w = times * second;
      r = before - w;
      w = times * secondRest - (before - r - w);
      result = r - w;
      if (exponent - ((highWord(result) >> 20) & 0x7ff) > 49) {
        before = r;
        w = times * third;
        r = before - w;
        w = times * thirdRest - (before - r - w);
        result = r - w;
      }
    }
  }
  restLow = r - result - w;
  quadrant = n;
  if (x > 0) return result;
  quadrant = -n;
  restLow = -restLow;
  return -result;
}

/** 64 zeros, then 1216 binary digits of 2/π. */
const digits: readonly u32[] = [
  0x0, 0x0, 0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561, 0xb7246e3a,
  0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484, 0xe99c7026, 0xb45f7e41,
  0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f, 0xef2f118b, 0x5a0a6d1f, 0x6d367ecf,
  0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b, 0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08,
  0x56033046, 0xfc7b6bab,
];

const limbs: u32 = 6;

/** m 2^e × 2/π modulo 4, as a quadrant and 190 binary digits behind the point, of which the leading 128 that are not zero matter. */
function reduceLarge(x: number): number {
  const bits = doubleBits(x);
  const exponent = toI32((bits >>> 52) & 0x7ff) - 1075;
  const significand = (bits & 0xfffffffffffff) | 0x10000000000000;
  // Digits before this one give multiples of 4.
  const position = toU32(exponent + 62);
  const product = multiplyDigits(significand, position / 32, position % 32);
  let high = product[5];
  quadrant = toI32(high >>> 30);
  shiftLeft(product, 2);
  high = product[5];
  const isAbove = (high & 0x80000000) !== 0;
  if (isAbove) {
    quadrant += 1;
    negate(product);
  }
  const rest = fractionOf(product);
  const isNegative = isAbove !== x < 0;
  if (x < 0) quadrant = -quadrant;
  const result = multiply(rest, fractionLow, 1.5707963267948966, 6.123233995736766e-17);
  restLow = isNegative ? -low : low;
  return isNegative ? -result : result;
}

/** The lowest 192 bits of the significand times 192 digits, least significant first. */
function multiplyDigits(significand: u64, word: u32, offset: u32): u32[] {
  const result: u32[] = [0, 0, 0, 0, 0, 0];
  const lowHalf = significand & 0xffffffff;
  const highHalf = significand >>> 32;
  let carry: u64 = 0;
  let previous: u64 = 0;
  for (let index: u32 = 0; index < limbs; index++) {
    const at = word + (limbs - 1 - index);
    const digit = toU64(offset === 0 ? digits[at] : (digits[at] << offset) | (digits[at + 1] >>> (32 - offset)));
    // Each sum is below 2^64: two products of 32 by 21 bits would be, one of 32 by 32 bits and the carry is.
    const sum = digit * lowHalf + (carry & 0xffffffff);
    const cross = previous * highHalf + (sum & 0xffffffff);
    result[index] = toU32(cross);
    carry = (carry >>> 32) + (sum >>> 32) + (cross >>> 32);
    previous = digit;
  }
  return result;
}

function shiftLeft(number: u32[], count: u32): void {
  for (let index: u32 = limbs - 1; index > 0; index--)
    number[index] = (number[index] << count) | (number[index - 1] >>> (32 - count));
  number[0] = number[0] << count;
}

function negate(number: u32[]): void {
  let carry: u64 = 1;
  for (let index: u32 = 0; index < limbs; index++) {
    const sum = toU64(number[index] ^ 0xffffffff) + carry;
    number[index] = toU32(sum);
    carry = sum >>> 32;
  }
}

let fractionLow = 0;

/** The fraction as two doubles of 53 bits each. */
function fractionOf(number: u32[]): number {
  let shift = 0;
  while (number[5] === 0 && shift < 128) {
    for (let index: u32 = limbs - 1; index > 0; index--) number[index] = number[index - 1];
    number[0] = 0;
    shift += 32;
  }
  while (shift < 160 && (number[5] & 0x80000000) === 0) {
    shiftLeft(number, 1);
    shift += 1;
  }
  const top = (toU64(number[5]) << 32) | toU64(number[4]);
  const next = (toU64(number[3]) << 32) | toU64(number[2]);
  const scale = bitsDouble(toU64(toI32(1023 - shift)) << 52);
  const upper: number = top >>> 11;
  const lower: number = ((top & 0x7ff) << 42) | (next >>> 22);
  fractionLow = lower * 1.232595164407831e-32 * scale;
  return upper * 1.1102230246251565e-16 * scale;
}
