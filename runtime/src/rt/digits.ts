/**
 * Doubles as decimal digits, exactly: the shortest digits that read back as the same double (Steele and White, "How to print floating-point numbers
 * accurately", 1990), a given count of digits, or digits down to a given place.
 *
 * What most programs print has few digits: such numbers are found by trial in doubles and need no long arithmetic. The digits and the
 * long numbers are in static memory, so that a conversion allocates nothing but its text; nothing here calls back into a program.
 */
import { type i32, i32 as toI32, u8 as toU8, u32 as toU32, u64 as toU64, type u8, type u32, type u64 } from "osmium";
import { doubleBits, floorDouble } from "osmium/internal";
import { type Pointer, staticBytes } from "osmium/unsafe";
import {
  addBig,
  type Big,
  compareBig,
  divideByDigits,
  divideSmall,
  isZeroBig,
  multiplyAdd,
  multiplyPowerOfTen,
  setBig,
  shiftLeft,
  shiftRightRounded,
} from "./bignum.ts";
import { newText, setUnit } from "./string.ts";

/** How many digits the last conversion gave, and the place of the point: the value is 0.d1d2d3… × 10^point. */
let count: u32 = 0;
let point: i32 = 0;

/** The digits, 0 to 9. The most are the 21 before and the 100 after the point that `toFixed` can give. */
function digits(): Pointer<u8> {
  return staticBytes(160, 8);
}

/** The value is a fraction of two long numbers. A region has `bigBytes`. */
function numerator(): Big {
  return staticBytes(516, 8).cast<u32>();
}

function denominator(): Big {
  return staticBytes(516, 8).cast<u32>();
}

/** Half the distances to the neighbouring doubles, as numerators. */
function halfAbove(): Big {
  return staticBytes(516, 8).cast<u32>();
}

function halfBelow(): Big {
  return staticBytes(516, 8).cast<u32>();
}

function scratch(): Big {
  return staticBytes(516, 8).cast<u32>();
}

function significandOf(bits: u64): u64 {
  const fraction = bits & 0xfffffffffffff;
  return bits >>> 52 === 0 ? fraction : fraction | 0x10000000000000;
}

/** The power of two of the significand's last bit. */
function exponentOf(bits: u64): i32 {
  const biased = toI32(bits >>> 52);
  return biased === 0 ? -1074 : biased - 1075;
}

/** A place of the point that is right or one too small: log10(2) times the exponent of the leading bit, rounded up. */
function estimatePoint(value: number): i32 {
  const bits = doubleBits(value);
  let exponent = exponentOf(bits) + 52;
  if (bits >>> 52 === 0)
    for (let significand = bits; significand >>> 52 === 0; significand = significand << 1) exponent -= 1;
  return toI32(-floorDouble(1e-10 - exponent * 0.30102999566398114));
}

function multiplyAbout(exponent: i32): void {
  if (exponent >= 0) multiplyPowerOfTen(denominator(), toU32(exponent));
  else multiplyPowerOfTen(numerator(), toU32(-exponent));
}

/** At most 15 digits, at most 22 of them after the point: then the division below is exact but for its one rounding, and the digits are unique. */
function tryShort(value: number): boolean {
  let power = 10;
  for (let places: i32 = 1; places <= 22; places++) {
    const scaled = value * power;
    if (scaled >= 999999999999999) return false;
    const whole = floorDouble(scaled + 0.5);
    if (whole / power === value) {
      takeDigits(toU64(whole));
      point -= places;
      return true;
    }
    power *= 10;
  }
  return false;
}

/** The digits of a whole number, without the zeros at its end. */
function takeDigits(value: u64): void {
  count = 0;
  for (let rest = value; rest !== 0; rest = rest / 10) count += 1;
  let rest = value;
  for (let at = count; at > 0; at--) {
    digits().set(at - 1, toU8(rest % 10));
    rest = rest / 10;
  }
  point = toI32(count);
  while (count > 1 && digits().at(count - 1) === 0) count -= 1;
}

/** Finds the shortest digits of a positive, finite double. */
export function findShortest(value: number): void {
  if (tryShort(value)) return;
  const bits = doubleBits(value);
  const significand = significandOf(bits);
  const exponent = exponentOf(bits);
  // All four are doubled, so that half a distance is whole; and doubled again where the neighbour below is nearer than the one above.
  const uneven: u32 = (bits & 0xfffffffffffff) === 0 && bits >>> 52 > 1 ? 1 : 0;
  setBig(numerator(), significand);
  setBig(denominator(), 1);
  setBig(halfAbove(), 1);
  setBig(halfBelow(), 1);
  shiftLeft(numerator(), 1 + uneven);
  shiftLeft(denominator(), 1 + uneven);
  shiftLeft(halfAbove(), uneven);
  if (exponent >= 0) {
    shiftLeft(numerator(), toU32(exponent));
    shiftLeft(halfAbove(), toU32(exponent));
    shiftLeft(halfBelow(), toU32(exponent));
  } else shiftLeft(denominator(), toU32(-exponent));
  point = estimatePoint(value);
  multiplyAbout(point);
  if (point < 0) {
    multiplyPowerOfTen(halfAbove(), toU32(-point));
    multiplyPowerOfTen(halfBelow(), toU32(-point));
  }
  // A double with an even significand also owns the two halves themselves.
  const even = (significand & 1) === 0;
  if (reachesAbove(even)) point += 1;
  else timesTen();
  generateShortest(even);
}

function reachesAbove(even: boolean): boolean {
  setBig(scratch(), 0);
  addBig(scratch(), numerator());
  addBig(scratch(), halfAbove());
  const order = compareBig(scratch(), denominator());
  return even ? order >= 0 : order > 0;
}

function timesTen(): void {
  multiplyAdd(numerator(), 10, 0);
  multiplyAdd(halfAbove(), 10, 0);
  multiplyAdd(halfBelow(), 10, 0);
}

function generateShortest(even: boolean): void {
  count = 0;
  for (;;) {
    let digit = divideByDigits(numerator(), denominator());
    const order = compareBig(numerator(), halfBelow());
    const low = even ? order <= 0 : order < 0;
    const high = reachesAbove(even);
    if (low || high) {
      if (high && (!low || nearerAbove(digit))) digit += 1;
      digits().set(count, toU8(digit));
      count += 1;
      return;
    }
    digits().set(count, toU8(digit));
    count += 1;
    timesTen();
  }
}

/** Both the digit and the next one would do: is the next one nearer? Halfway, the even one is taken. */
function nearerAbove(digit: u32): boolean {
  shiftLeft(numerator(), 1);
  const order = compareBig(numerator(), denominator());
  return order > 0 || (order === 0 && (digit & 1) !== 0);
}

/** Finds exactly `wanted` digits of a positive, finite double, rounded to the nearest, halves up. */
export function findPrecision(value: number, wanted: u32): void {
  const bits = doubleBits(value);
  const exponent = exponentOf(bits);
  setBig(numerator(), significandOf(bits));
  setBig(denominator(), 1);
  if (exponent >= 0) shiftLeft(numerator(), toU32(exponent));
  else shiftLeft(denominator(), toU32(-exponent));
  point = estimatePoint(value);
  multiplyAbout(point);
  if (compareBig(numerator(), denominator()) >= 0) point += 1;
  else multiplyAdd(numerator(), 10, 0);
  for (count = 0; count < wanted; count++) {
    digits().set(count, toU8(divideByDigits(numerator(), denominator())));
    multiplyAdd(numerator(), 10, 0);
  }
  // The numerator has been multiplied once too often for the remainder's own place: five tenths are half.
  setBig(scratch(), 0);
  addBig(scratch(), denominator());
  multiplyAdd(scratch(), 5, 0);
  if (compareBig(numerator(), scratch()) >= 0) roundUp();
}

function roundUp(): void {
  let at = count;
  while (at > 0) {
    at -= 1;
    const digit = digits().at(at);
    if (digit < 9) {
      digits().set(at, digit + 1);
      return;
    }
    digits().set(at, 0);
  }
  digits().set(0, 1);
  point += 1;
}

/** Finds the digits of a double from 0 to below 1e21 down to `places` after the point, rounded to the nearest, halves up. All places are there. */
export function findFixed(value: number, places: u32): void {
  const bits = doubleBits(value);
  const exponent = exponentOf(bits);
  setBig(numerator(), significandOf(bits));
  multiplyPowerOfTen(numerator(), places);
  if (exponent >= 0) shiftLeft(numerator(), toU32(exponent));
  else shiftRightRounded(numerator(), toU32(-exponent));
  // From the last digit on, into the end of the region; then moved to its front.
  let at: u32 = 160;
  while (!isZeroBig(numerator())) {
    at -= 1;
    digits().set(at, toU8(divideSmall(numerator(), 10)));
  }
  while (160 - at <= places) {
    at -= 1;
    digits().set(at, 0);
  }
  count = 160 - at;
  for (let index: u32 = 0; index < count; index++) digits().set(index, digits().at(at + index));
  point = toI32(count) - toI32(places);
}

/** Zero, with this many digits. */
export function setZeroDigits(wanted: u32): void {
  count = wanted;
  point = 1;
  for (let index: u32 = 0; index < wanted; index++) digits().set(index, 0);
}

// ---- text ----

/** Units that have been written into the text under way. */
let written: u32 = 0;

function put(text: string, unit: u32): void {
  setUnit(text, written, unit);
  written += 1;
}

function putDigits(text: string, start: u32, end: u32): void {
  for (let index = start; index < end; index++) put(text, index < count ? 48 + toU32(digits().at(index)) : 48);
}

/** The digits found, without exponent: zeros fill what lies between them and the point. */
export function plainText(): string {
  written = 0;
  if (point <= 0) {
    const zeros = toU32(-point);
    const text = newText(2 + zeros + count, 0);
    put(text, 48);
    put(text, 46);
    for (let index: u32 = 0; index < zeros; index++) put(text, 48);
    putDigits(text, 0, count);
    return text;
  }
  const whole = toU32(point);
  if (whole >= count) {
    const text = newText(whole, 0);
    putDigits(text, 0, whole);
    return text;
  }
  const text = newText(count + 1, 0);
  putDigits(text, 0, whole);
  put(text, 46);
  putDigits(text, whole, count);
  return text;
}

/** The digits found, with exponent: `1.5e+300`. */
export function exponentText(): string {
  const exponent = point - 1;
  const magnitude = toU32(exponent < 0 ? -exponent : exponent);
  const places: u32 = magnitude >= 100 ? 3 : magnitude >= 10 ? 2 : 1;
  const text = newText((count > 1 ? count + 1 : 1) + 2 + places, 0);
  written = 0;
  putDigits(text, 0, 1);
  if (count > 1) {
    put(text, 46);
    putDigits(text, 1, count);
  }
  put(text, 101);
  put(text, exponent < 0 ? 45 : 43);
  if (places === 3) put(text, 48 + magnitude / 100);
  if (places >= 2) put(text, 48 + ((magnitude / 10) % 10));
  put(text, 48 + (magnitude % 10));
  return text;
}

/** Place of the point in the digits found: the decimal exponent, plus one. */
export function pointOf(): i32 {
  return point;
}

/** A positive, finite double, as JavaScript's Number::toString writes it. */
export function shortestText(value: number): string {
  findShortest(value);
  return point > 21 || point < -5 ? exponentText() : plainText();
}
