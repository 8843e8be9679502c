/** Members of numbers: other ways to write them. Exact, as `rt/digits.ts` is; other radixes as V8 writes them, digit for digit. */
import { type i64, u8 as toU8, u32 as toU32, u64 as toU64, type u8, type u32, type u64 } from "osmium";
import { bitsDouble, doubleBits, floorDouble, truncDouble } from "osmium/internal";
import { type Pointer, staticBytes } from "osmium/unsafe";
import {
  exponentText,
  findFixed,
  findPrecision,
  findShortest,
  plainText,
  pointOf,
  setZeroDigits,
} from "../rt/digits.ts";
import { numberToString } from "../rt/number-text.ts";
import { newText, setUnit } from "../rt/string.ts";

function isFiniteNumber(value: number): boolean {
  return value - value === 0;
}

/** The count of digits that was asked for, if it is allowed. */
function digitCount(value: number | undefined, least: number, method: string): u32 {
  const whole = value === undefined || value !== value ? 0 : truncDouble(value);
  if (whole < least || whole > 100) throw new RangeError(`${method} argument must be between ${least} and 100`);
  return toU32(whole);
}

function signed(value: number, text: string): string {
  return value < 0 ? "-" + text : text;
}

export function toFixed(self: number, fractionDigits?: number): string {
  const whole = fractionDigits === undefined || fractionDigits !== fractionDigits ? 0 : truncDouble(fractionDigits);
  if (whole < 0 || whole > 100) throw new RangeError("toFixed() digits argument must be between 0 and 100");
  const magnitude = self < 0 ? -self : self + 0; // of -0, too, the sign goes
  if (!(magnitude < 1e21)) return numberToString(self);
  findFixed(magnitude, toU32(whole));
  return signed(self, plainText());
}

export function toPrecision(self: number, precision?: number): string {
  if (precision === undefined || !isFiniteNumber(self)) return numberToString(self);
  const wanted = digitCount(precision, 1, "toPrecision()");
  const magnitude = self < 0 ? -self : self;
  if (magnitude === 0) setZeroDigits(wanted);
  else findPrecision(magnitude, wanted);
  const exponent = pointOf() - 1;
  return signed(self, exponent < -6 || exponent >= wanted ? exponentText() : plainText());
}

export function toExponential(self: number, fractionDigits?: number): string {
  if (!isFiniteNumber(self)) return numberToString(self);
  const magnitude = self < 0 ? -self : self;
  if (fractionDigits === undefined) {
    if (magnitude === 0) setZeroDigits(1);
    else findShortest(magnitude);
    return signed(self, exponentText());
  }
  const wanted = digitCount(fractionDigits, 0, "toExponential()") + 1;
  if (magnitude === 0) setZeroDigits(wanted);
  else findPrecision(magnitude, wanted);
  return signed(self, exponentText());
}

export function valueOf(self: number): number {
  return self;
}

// ---- other radixes ----

/** Digits before the point, from `middle` down; digits after it, from `middle` up. A double has up to 1074 binary digits after the point. */
const middle: u32 = 1100;

function buffer(): Pointer<u8> {
  return staticBytes(2240, 8);
}

function baseOf(radix: number | undefined): number {
  const base = radix === undefined ? 10 : truncDouble(radix);
  if (!(base >= 2 && base <= 36)) throw new RangeError("toString() radix must be between 2 and 36");
  return base;
}

/** `toString` of machine integers without a sign: all 64 bits of them. */
export function unsignedToString(self: u64, radix?: number): string {
  return integerText(self, toU64(baseOf(radix)));
}

/** `toString` of machine integers with a sign. */
export function signedToString(self: i64, radix?: number): string {
  const base = toU64(baseOf(radix));
  return self < 0 ? "-" + integerText(toU64(-self), base) : integerText(toU64(self), base);
}

function integerText(value: u64, radix: u64): string {
  let start = middle;
  let rest = value;
  do {
    start -= 1;
    buffer().set(start, toU8(rest % radix));
    rest = rest / radix;
  } while (rest !== 0);
  return radixDigits(start, middle);
}

export function toString(self: number, radix?: number): string {
  const base = baseOf(radix);
  if (base === 10 || !isFiniteNumber(self)) return numberToString(self);
  if (self === 0) return "0";
  return signed(self, radixText(self < 0 ? -self : self, base));
}

function radixText(value: number, radix: number): string {
  let whole = floorDouble(value);
  let fraction = value - whole;
  // Half the distance to the next double: fewer digits than that many say it all.
  let delta = 0.5 * (bitsDouble(doubleBits(value) + 1) - value);
  if (delta < 5e-324) delta = 5e-324;
  let end = middle;
  if (fraction >= delta) {
    do {
      fraction *= radix;
      delta *= radix;
      const digit = floorDouble(fraction);
      buffer().set(end, toU8(digit));
      end += 1;
      fraction -= digit;
      if ((fraction > 0.5 || (fraction === 0.5 && digit % 2 === 1)) && fraction + delta > 1) {
        // Rounded up: digits that are the last of the radix carry.
        while (end > middle && buffer().at(end - 1) + 1 === toU8(radix)) end -= 1;
        if (end === middle) whole += 1;
        else buffer().set(end - 1, buffer().at(end - 1) + 1);
        break;
      }
    } while (fraction >= delta);
  }
  let start = middle;
  // Above 2^53 the last digits are not known: all but one of them are written as zeros.
  while (whole / radix >= 9007199254740992) {
    whole /= radix;
    start -= 1;
    buffer().set(start, 0);
  }
  do {
    const rest = whole % radix;
    start -= 1;
    buffer().set(start, toU8(rest));
    whole = (whole - rest) / radix;
  } while (whole > 0);
  return radixDigits(start, end);
}

function radixDigits(start: u32, end: u32): string {
  const text = newText(end - start + (end > middle ? toU32(1) : toU32(0)), 0);
  let at: u32 = 0;
  for (let index = start; index < end; index++) {
    if (index === middle) {
      setUnit(text, at, 46);
      at += 1;
    }
    const digit = toU32(buffer().at(index));
    setUnit(text, at, digit < 10 ? digit + 48 : digit + 87);
    at += 1;
  }
  return text;
}
