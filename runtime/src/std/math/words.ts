/**
 * The two halves of a double: sign, exponent and the first 20 bits of the fraction in the high word, the rest in the low one.
 *
 * The functions in this folder follow the algorithms of fdlibm (K. C. Ng, "FDLIBM: a freely distributable C math library", Sun Microsystems, 1993), with its
 * polynomials and thresholds and in its order of operations: V8 does so too, and programs shall see the same last digit. Thresholds are
 * written as high words, as they are there.
 */
import { type i32, i32 as toI32, u32 as toU32, type u32, u64 } from "osmium";
import { bitsDouble, doubleBits } from "osmium/internal";

export function highWord(x: number): i32 {
  return toI32(doubleBits(x) >>> 32);
}

/** The high word without the sign. */
export function magnitudeWord(x: number): i32 {
  return highWord(x) & 0x7fffffff;
}

export function lowWord(x: number): u32 {
  return toU32(doubleBits(x));
}

export function fromHighWord(high: i32): number {
  return bitsDouble(u64(toU32(high)) << 32);
}

export function withHighWord(x: number, high: i32): number {
  return bitsDouble((u64(toU32(high)) << 32) | (doubleBits(x) & 0xffffffff));
}

/** The value with the low word zero: 21 bits of it, whose products with such another are exact. */
export function shortened(x: number): number {
  return bitsDouble(doubleBits(x) & 0xffffffff00000000);
}

export function magnitude(x: number): number {
  return bitsDouble(doubleBits(x) & 0x7fffffffffffffff);
}

/** 2^exponent, for exponents of normal doubles. */
export function powerOfTwo(exponent: i32): number {
  return fromHighWord((exponent + 1023) << 20);
}
