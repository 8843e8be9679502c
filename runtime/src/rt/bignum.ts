/**
 * Natural numbers of up to 4096 bits: what exact conversion between binary and decimal fractions needs, and no more.
 *
 * A number is a region of memory: its count of limbs, then the limbs of 32 bits, least significant first, the last one not zero. The regions are
 * static, since no conversion runs inside another and none may fail for want of memory. Callers keep to the capacity: see `bigBytes`.
 */
import { type i32, u32 as toU32, u64 as toU64, type u32, type u64 } from "osmium";
import { leadingZeros, type Pointer } from "osmium/unsafe";

/**
 * Bytes of a region: the count and 128 limbs. The largest number is the power of ten under a decimal fraction of 800 digits that is as small as the
 * smallest double: 10^1126 has 3741 bits.
 */
export const bigBytes = 516;

export type Big = Pointer<u32>;

export function setBig(big: Big, value: u64): void {
  const low = toU32(value);
  const high = toU32(value >>> 32);
  big.set(1, low);
  big.set(2, high);
  big.write(high !== 0 ? 2 : low !== 0 ? 1 : 0);
}

export function isZeroBig(big: Big): boolean {
  return big.read() === 0;
}

export function bitLength(big: Big): u32 {
  const count = big.read();
  return count === 0 ? 0 : count * 32 - leadingZeros(big.at(count));
}

/** `big = big * factor + carry`. */
export function multiplyAdd(big: Big, factor: u32, carry: u32): void {
  const count = big.read();
  let rest: u64 = toU64(carry);
  for (let index: u32 = 1; index <= count; index++) {
    rest = rest + toU64(big.at(index)) * toU64(factor);
    big.set(index, toU32(rest));
    rest = rest >>> 32;
  }
  if (rest !== 0) {
    big.set(count + 1, toU32(rest));
    big.write(count + 1);
  }
}

export function shiftLeft(big: Big, bits: u32): void {
  const count = big.read();
  if (count === 0 || bits === 0) return;
  const limbs = bits / 32;
  const shift = bits % 32;
  let above: u32 = 0;
  for (let index = count; index > 0; index--) {
    const limb = big.at(index);
    if (shift === 0) big.set(index + limbs, limb);
    else {
      big.set(index + limbs + 1, above | (limb >>> (32 - shift)));
      above = limb << shift;
    }
  }
  if (shift !== 0) big.set(limbs + 1, above);
  for (let index: u32 = 1; index <= limbs; index++) big.set(index, 0);
  big.write(shift === 0 ? count + limbs : count + limbs + 1);
  trim(big);
}

/** `big = big / 2^bits`, rounded to the nearest, halves up. */
export function shiftRightRounded(big: Big, bits: u32): void {
  if (bits === 0) return;
  const count = big.read();
  const half = bits - 1;
  const up = half / 32 < count && ((big.at(half / 32 + 1) >>> (half % 32)) & 1) !== 0;
  const limbs = bits / 32;
  const shift = bits % 32;
  if (limbs >= count) big.write(0);
  else {
    const left = count - limbs;
    for (let index: u32 = 1; index <= left; index++) {
      let limb = big.at(index + limbs) >>> shift;
      if (shift !== 0 && index < left) limb = limb | (big.at(index + limbs + 1) << (32 - shift));
      big.set(index, limb);
    }
    big.write(left);
    trim(big);
  }
  if (!up) return;
  if (big.read() === 0) setBig(big, 1);
  else increment(big);
}

function increment(big: Big): void {
  const count = big.read();
  for (let index: u32 = 1; index <= count; index++) {
    const limb = big.at(index) + 1;
    big.set(index, limb);
    if (limb !== 0) return;
  }
  big.set(count + 1, 1);
  big.write(count + 1);
}

/** `big = big * 10^exponent`: 5^13 is the largest power of five in a limb. */
export function multiplyPowerOfTen(big: Big, exponent: u32): void {
  let left = exponent;
  while (left >= 13) {
    multiplyAdd(big, 1220703125, 0);
    left -= 13;
  }
  let factor: u32 = 1;
  for (; left > 0; left--) factor = factor * 5;
  multiplyAdd(big, factor, 0);
  shiftLeft(big, exponent);
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compareBig(a: Big, b: Big): i32 {
  const count = a.read();
  if (count !== b.read()) return count < b.read() ? -1 : 1;
  for (let index = count; index > 0; index--) {
    const x = a.at(index);
    const y = b.at(index);
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/** `a = a - b`; `b` must not be greater. */
export function subtractBig(a: Big, b: Big): void {
  const count = a.read();
  const other = b.read();
  let borrow: u64 = 0;
  for (let index: u32 = 1; index <= count; index++) {
    const difference = toU64(a.at(index)) - (index <= other ? toU64(b.at(index)) : toU64(0)) - borrow;
    a.set(index, toU32(difference));
    borrow = difference >>> 63;
  }
  trim(a);
}

/** `a = a + b`. */
export function addBig(a: Big, b: Big): void {
  const first = a.read();
  const second = b.read();
  const count = first > second ? first : second;
  let carry: u64 = 0;
  for (let index: u32 = 1; index <= count; index++) {
    if (index <= first) carry = carry + toU64(a.at(index));
    if (index <= second) carry = carry + toU64(b.at(index));
    a.set(index, toU32(carry));
    carry = carry >>> 32;
  }
  a.write(count);
  if (carry !== 0) {
    a.set(count + 1, toU32(carry));
    a.write(count + 1);
  }
}

/** `big = big / divisor`; gives the remainder. */
export function divideSmall(big: Big, divisor: u32): u32 {
  let rest: u64 = 0;
  for (let index = big.read(); index > 0; index--) {
    rest = (rest << 32) | toU64(big.at(index));
    big.set(index, toU32(rest / toU64(divisor)));
    rest = rest % toU64(divisor);
  }
  trim(big);
  return toU32(rest);
}

/** `a = a mod b`; gives the quotient, which must be small. */
export function divideByDigits(a: Big, b: Big): u32 {
  let quotient: u32 = 0;
  while (compareBig(a, b) >= 0) {
    subtractBig(a, b);
    quotient += 1;
  }
  return quotient;
}

function trim(big: Big): void {
  let count = big.read();
  while (count > 0 && big.at(count) === 0) count -= 1;
  big.write(count);
}
