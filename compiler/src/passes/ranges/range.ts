/**
 * What is known about a numeric value: bounds, and for doubles whether it can have a fraction, be NaN or be `-0`. A lattice: `join` goes up,
 * `meet` down; `undefined` stands for "no value reaches here". Bounds are doubles themselves, so they are exact up to 2^53, and
 * integer arithmetic that could go beyond gives up.
 */
import type { IrType } from "../../ir/ir.ts";

export interface Range {
  /** Bounds of the values that are not NaN, both included. Integers are read as signed. */
  readonly lo: number;
  readonly hi: number;
  /** Only integers and the infinities. */
  readonly whole: boolean;
  readonly nan: boolean;
  readonly negativeZero: boolean;
}

/**
 * Doubles hold every integer up to here. A bound of just this much says that something counts by ones from far below, and will not get here (`widen`). What may
 * really get here has a bound of `beyond` at least: one more would be rounded to just this much.
 */
export const exact = 2 ** 53;
/** The next double. */
export const beyond = exact + 2;

export const anyDouble: Range = { lo: -Infinity, hi: Infinity, whole: false, nan: true, negativeZero: true };

/** Integers between two bounds, neither NaN nor `-0`. */
export const between = (lo: number, hi: number): Range => ({ lo, hi, whole: true, nan: false, negativeZero: false });

export const single = (value: number): Range =>
  Number.isNaN(value)
    ? { lo: Infinity, hi: -Infinity, whole: true, nan: true, negativeZero: false }
    : { lo: value, hi: value, whole: !hasFraction(value), nan: false, negativeZero: Object.is(value, -0) };

/** A range whose bounds may really be reached. */
export const reached = (range: Range): Range =>
  isFar(range)
    ? { ...range, lo: range.lo === -exact ? -beyond : range.lo, hi: range.hi === exact ? beyond : range.hi }
    : range;

/** Does it have a bound that is far from being reached? */
export const isFar = (range: Range): boolean => range.lo === -exact || range.hi === exact;

const hasFraction = (value: number): boolean => Number.isFinite(value) && !Number.isInteger(value);

const full: Partial<Record<IrType, Range>> = {
  i1: between(0, 1),
  i8: between(-(2 ** 7), 2 ** 7 - 1),
  i16: between(-(2 ** 15), 2 ** 15 - 1),
  i32: between(-(2 ** 31), 2 ** 31 - 1),
  i64: between(-(2 ** 63), 2 ** 63),
  f64: anyDouble,
  // The number that may be in it.
  any: anyDouble,
};

/** Every value of a type; undefined for types without ranges. */
export function anyOf(type: IrType): Range | undefined {
  return full[type];
}

/** An integer that a double and an `i64` hold alike. A `-0` becomes 0 on the way. */
export function isSmall(range: Range | undefined): range is Range {
  return range?.whole === true && !range.nan && range.lo >= -exact && range.hi <= exact;
}

export function sameRange(a: Range | undefined, b: Range | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    Object.is(a.lo, b.lo) &&
    Object.is(a.hi, b.hi) &&
    a.whole === b.whole &&
    a.nan === b.nan &&
    a.negativeZero === b.negativeZero
  );
}

export function join(a: Range | undefined, b: Range | undefined): Range | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return {
    lo: Math.min(a.lo, b.lo),
    hi: Math.max(a.hi, b.hi),
    whole: a.whole && b.whole,
    nan: a.nan || b.nan,
    negativeZero: a.negativeZero || b.negativeZero,
  };
}

/** The values between two bounds that are not NaN; undefined if there are none. */
export function clamp(range: Range, lo: number, hi: number): Range | undefined {
  let low = Math.max(range.lo, lo === -exact ? -beyond : lo);
  let high = Math.min(range.hi, hi === exact ? beyond : hi);
  if (range.whole) {
    low = Math.ceil(low);
    high = Math.floor(high);
  }
  if (!(low <= high)) return undefined;
  // The sign of a zero says nothing in a bound.
  low += 0;
  high += 0;
  const negativeZero = range.negativeZero && low <= 0 && high >= 0;
  const isSame = Object.is(low, range.lo) && Object.is(high, range.hi) && negativeZero === range.negativeZero;
  if (isSame && !range.nan) return range;
  return { lo: low, hi: high, whole: range.whole, nan: false, negativeZero };
}

const steps = [0, 1, 2 ** 8 - 1, 2 ** 15, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, exact, Infinity];

/** The step at or behind a bound, which is not negative. From where `exact` is near, it is reached. */
function stepFrom(bound: number): number {
  return bound > exact / 2 && bound !== exact ? Infinity : steps.find((step) => step >= bound)!;
}

/** The join, with bounds that moved taken far enough that they will not move often. */
export function widen(before: Range | undefined, after: Range | undefined): Range | undefined {
  const joined = join(before, after);
  if (before === undefined || joined === undefined) return joined;
  const lo = joined.lo < before.lo ? -stepFrom(-joined.lo) : joined.lo;
  const hi = joined.hi > before.hi ? stepFrom(joined.hi) : joined.hi;
  return { ...joined, lo: lo + 0, hi };
}
