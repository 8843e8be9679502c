/**
 * The range of an instruction's result from the ranges of its operands: interval arithmetic (R. E. Moore, Interval Analysis, 1966), with
 * IEEE 754's special values kept track of.
 */
import type { BinaryOperator, Instr, IrType, Operand, Predicate } from "../../ir/ir.ts";
import { intBits, isIntType } from "../../ir/operands.ts";
import { anyDouble, anyOf, between, clamp, exact, isFar, join, type Range, reached, single } from "./range.ts";

export interface TransferContext {
  /** The range of an operand where the instruction stands; undefined if no value gets there. */
  readonly rangeOf: (operand: Operand) => Range | undefined;
  readonly typeOf: (operand: Operand) => IrType;
}

/** The range of a constant. */
export function rangeOfConstant(operand: Operand): Range | undefined {
  switch (operand.kind) {
    case "int":
      return operand.type === "i64" && (operand.value > exact || operand.value < -exact)
        ? anyOf("i64")
        : single(Number(operand.value));
    case "float":
      return operand.type === "f64" ? single(operand.value) : undefined;
    default:
      return undefined;
  }
}

/** The range of a result that follows from operands alone; every value of its type for all other instructions. */
export function transfer(instr: Instr, type: IrType, context: TransferContext): Range | undefined {
  const { rangeOf } = context;
  const everything = anyOf(type);
  switch (instr.op) {
    case "binary": {
      const left = rangeOf(instr.left);
      const right = rangeOf(instr.right);
      if (left === undefined || right === undefined) return undefined;
      const compute = type === "f64" ? floats[instr.operator] : undefined;
      if (compute) {
        const result = compute(left, right);
        return isFar(left) || isFar(right) ? result : reached(result);
      }
      return isIntType(type) ? integerBinary(instr.operator, left, right, type) : everything;
    }
    case "compare": {
      const left = rangeOf(instr.left);
      const right = rangeOf(instr.right);
      if (left === undefined || right === undefined) {
        return context.typeOf(instr.left) in ranged ? undefined : everything;
      }
      const truth = decide(instr.predicate, left, right);
      return truth === undefined ? everything : single(truth ? 1 : 0);
    }
    case "fneg": {
      const value = rangeOf(instr.value);
      if (type !== "f64" || value === undefined) return type === "f64" ? undefined : everything;
      return { ...value, lo: -value.hi + 0, hi: -value.lo + 0, negativeZero: hasZero(value) };
    }
    case "select": {
      const condition = rangeOf(instr.condition);
      if (everything === undefined) return undefined;
      if (condition?.hi === 0) return rangeOf(instr.else);
      if (condition?.lo === 1) return rangeOf(instr.then);
      return join(rangeOf(instr.then), rangeOf(instr.else));
    }
    case "any.box":
      // What is no number is never taken out as one.
      return instr.tag === "number" ? rangeOf(instr.value) : undefined;
    case "any.unbox":
      return instr.tag === "number" ? rangeOf(instr.value) : everything;
    case "convert":
      return everything && convert(instr, context, everything);
    case "intrinsic":
      return everything && intrinsic(instr, rangeOf, everything);
    default:
      return everything;
  }
}

const ranged: Partial<Record<IrType, true>> = { i1: true, i8: true, i16: true, i32: true, i64: true, f64: true };

const hasZero = (range: Range): boolean => range.lo <= 0 && range.hi >= 0;
const isBounded = (range: Range): boolean => range.lo > -Infinity && range.hi < Infinity;
const canBeNegative = (range: Range): boolean => range.lo < 0 || range.negativeZero;

const floats: Partial<Record<BinaryOperator, (a: Range, b: Range) => Range>> = {
  fadd: (a, b) =>
    bounded(a.lo + b.lo, a.hi + b.hi, {
      whole: a.whole && b.whole,
      nan: a.nan || b.nan || !(isBounded(a) || isBounded(b)),
      negativeZero: a.negativeZero && b.negativeZero,
    }),
  fsub: (a, b) =>
    bounded(a.lo - b.hi, a.hi - b.lo, {
      whole: a.whole && b.whole,
      nan: a.nan || b.nan || !(isBounded(a) || isBounded(b)),
      negativeZero: a.negativeZero,
    }),
  fmul: (a, b) => {
    const corners = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi].map((x) => (Number.isNaN(x) ? 0 : x));
    return bounded(Math.min(...corners), Math.max(...corners), {
      whole: a.whole && b.whole,
      nan: a.nan || b.nan || (hasZero(a) && !isBounded(b)) || (hasZero(b) && !isBounded(a)),
      // Also where a product of fractions is too small to be told from zero.
      negativeZero: (canBeNegative(a) || canBeNegative(b)) && (!(a.whole && b.whole) || hasZero(a) || hasZero(b)),
    });
  },
  fdiv: (a, b) => {
    if (!(b.lo > 0 || b.hi < 0) || !isBounded(b)) return anyDouble;
    const corners = [a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi];
    return bounded(Math.min(...corners), Math.max(...corners), {
      whole: false,
      nan: a.nan || b.nan,
      negativeZero: canBeNegative(a) || canBeNegative(b),
    });
  },
};

function bounded(lo: number, hi: number, rest: Pick<Range, "whole" | "nan" | "negativeZero">): Range {
  return { lo: Number.isNaN(lo) ? -Infinity : lo + 0, hi: Number.isNaN(hi) ? Infinity : hi + 0, ...rest };
}

/** Bounds of exact integer results; every value of the type if they could wrap or are beyond what bounds can say. */
function fitting(lo: number, hi: number, type: IrType): Range {
  const everything = anyOf(type)!;
  return lo >= Math.max(everything.lo, -exact) && hi <= Math.min(everything.hi, exact)
    ? between(lo + 0, hi + 0)
    : everything;
}

function integerBinary(operator: BinaryOperator, a: Range, b: Range, type: IrType & keyof typeof intBits): Range {
  const everything = anyOf(type)!;
  const bits = intBits[type];
  const count = b.lo === b.hi && b.lo >= 0 && b.lo < bits ? b.lo : undefined;
  if (type === "i1") return logic(operator, a, b);
  switch (operator) {
    case "add":
      return fitting(a.lo + b.lo, a.hi + b.hi, type);
    case "sub":
      return fitting(a.lo - b.hi, a.hi - b.lo, type);
    case "mul": {
      const corners = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
      return fitting(Math.min(...corners), Math.max(...corners), type);
    }
    case "and":
      if (a.lo >= 0 && b.lo >= 0) return between(0, Math.min(a.hi, b.hi));
      if (a.lo >= 0) return between(0, a.hi);
      return b.lo >= 0 ? between(0, b.hi) : everything;
    case "or":
    case "xor": {
      if (a.lo < 0 || b.lo < 0) return everything;
      const most = Math.max(a.hi, b.hi);
      return most < exact ? between(0, allBits(most)) : everything;
    }
    case "shl":
      return count === undefined ? everything : fitting(a.lo * 2 ** count, a.hi * 2 ** count, type);
    case "lshr":
      if (a.lo >= 0)
        return count === undefined
          ? between(0, a.hi)
          : between(Math.floor(a.lo / 2 ** count), Math.floor(a.hi / 2 ** count));
      return count === undefined || count === 0 ? everything : between(0, 2 ** (bits - count) - 1);
    case "ashr":
      return count === undefined
        ? between(Math.min(a.lo, 0), Math.max(a.hi, 0))
        : between(Math.floor(a.lo / 2 ** count), Math.floor(a.hi / 2 ** count));
    case "sdiv":
    case "udiv":
      if (a.lo < 0 || b.lo < 1) return everything;
      return fitting(Math.floor(a.lo / b.hi), Math.floor(a.hi / b.lo), type);
    case "srem":
      if (b.lo < 1) return everything;
      return between(a.lo < 0 ? Math.max(a.lo, 1 - b.hi) : 0, a.hi > 0 ? Math.min(a.hi, b.hi - 1) : 0);
    case "urem":
      return a.lo >= 0 && b.lo >= 1 ? between(0, Math.min(a.hi, b.hi - 1)) : everything;
    default:
      return everything;
  }
}

/** The least number of the form 2^n - 1 that is not below. */
function allBits(most: number): number {
  let limit = 1;
  while (limit <= most) limit *= 2;
  return limit - 1;
}

/** `and`, `or` and `xor` of truth values. */
function logic(operator: BinaryOperator, a: Range, b: Range): Range {
  switch (operator) {
    case "and":
      return between(Math.min(a.lo, b.lo), Math.min(a.hi, b.hi));
    case "or":
      return between(Math.max(a.lo, b.lo), Math.max(a.hi, b.hi));
    default:
      return between(0, 1);
  }
}

/** The rest of a division of doubles, as `%` gives it. */
export function remainderRange(a: Range, b: Range): Range {
  if (a.nan || b.nan || !isBounded(a) || hasZero(b)) return anyDouble;
  const whole = a.whole && b.whole;
  const largest = Math.max(Math.abs(b.lo), Math.abs(b.hi)) - (whole ? 1 : 0);
  return {
    lo: a.lo < 0 ? Math.max(a.lo, -largest) : 0,
    hi: a.hi > 0 ? Math.min(a.hi, largest) : 0,
    whole,
    nan: false,
    negativeZero: canBeNegative(a),
  };
}

function convert(instr: Instr & { op: "convert" }, context: TransferContext, everything: Range): Range | undefined {
  const value = context.rangeOf(instr.value);
  switch (instr.conversion) {
    case "sext":
    case "sitofp":
      // A set bit alone is -1.
      if (context.typeOf(instr.value) === "i1") return everything;
      return value && (instr.to === "f64" || isIntType(instr.to) ? value : everything);
    case "zext":
    case "uitofp": {
      if (value === undefined || value.lo >= 0) return value;
      const from = context.typeOf(instr.value);
      return isIntType(from) && intBits[from] < 64 ? between(0, 2 ** intBits[from] - 1) : everything;
    }
    case "trunc":
      return value && (value.lo >= everything.lo && value.hi <= everything.hi ? value : everything);
    case "exact":
    case "truncate":
    case "fptosi": {
      if (value === undefined) return undefined;
      const limit = Math.min(everything.hi, exact);
      if (value.nan || value.lo < -limit || value.hi > limit) return everything;
      return between(Math.trunc(value.lo) + 0, Math.trunc(value.hi) + 0);
    }
    default:
      return everything;
  }
}

function intrinsic(
  instr: Instr & { op: "intrinsic" },
  rangeOf: (operand: Operand) => Range | undefined,
  everything: Range,
): Range | undefined {
  const round = rounding[instr.name];
  if (round !== undefined) {
    const value = rangeOf(instr.args[0]!);
    return (
      value && {
        ...value,
        lo: round(value.lo) + 0,
        hi: round(value.hi) + 0,
        whole: true,
        negativeZero: canBeNegative(value),
      }
    );
  }
  if (instr.name === "fabs") {
    const value = rangeOf(instr.args[0]!);
    if (value === undefined) return undefined;
    const largest = Math.max(Math.abs(value.lo), Math.abs(value.hi));
    const least = hasZero(value) ? 0 : Math.min(Math.abs(value.lo), Math.abs(value.hi));
    return { ...value, lo: least, hi: largest, negativeZero: false };
  }
  return everything;
}

const rounding: Record<string, (value: number) => number> = {
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
};

/** Does a comparison always have the same outcome? */
export function decide(predicate: Predicate, a: Range, b: Range): boolean | undefined {
  switch (predicate) {
    case "folt":
    case "slt":
      return less(a, b);
    case "fogt":
    case "sgt":
      return less(b, a);
    case "fole":
    case "sle":
      return lessOrEqual(a, b);
    case "foge":
    case "sge":
      return lessOrEqual(b, a);
    case "ult":
      return a.lo >= 0 && b.lo >= 0 ? less(a, b) : undefined;
    case "ugt":
      return a.lo >= 0 && b.lo >= 0 ? less(b, a) : undefined;
    case "ule":
      return a.lo >= 0 && b.lo >= 0 ? lessOrEqual(a, b) : undefined;
    case "uge":
      return a.lo >= 0 && b.lo >= 0 ? lessOrEqual(b, a) : undefined;
    case "eq":
    case "foeq":
      return equal(a, b);
    case "ne":
    case "fune": {
      const same = equal(a, b);
      return same === undefined ? undefined : !same;
    }
  }
}

/** Bounds of wide integers are rounded: equal ones decide nothing there. */
const isExact = (range: Range): boolean => range.lo >= -exact && range.hi <= exact;

function less(a: Range, b: Range): boolean | undefined {
  if (a.hi < b.lo && !a.nan && !b.nan) return true;
  return a.lo >= b.hi && isExact(a) && isExact(b) ? false : undefined;
}

function lessOrEqual(a: Range, b: Range): boolean | undefined {
  if (a.hi <= b.lo && !a.nan && !b.nan && isExact(a) && isExact(b)) return true;
  return a.lo > b.hi ? false : undefined;
}

function equal(a: Range, b: Range): boolean | undefined {
  if (a.hi < b.lo || b.hi < a.lo) return false;
  const one = a.lo === a.hi && b.lo === b.hi && a.lo === b.lo;
  return one && !a.nan && !b.nan && isExact(a) && isExact(b) ? true : undefined;
}

/** What `value predicate other` says of the value when it holds; undefined if it can't hold. */
export function assume(value: Range, predicate: Predicate, other: Range): Range | undefined {
  switch (predicate) {
    case "folt":
    case "slt":
      return clamp(value, -Infinity, (value.whole && other.whole) || other.hi === exact ? other.hi - 1 : other.hi);
    case "fole":
    case "sle":
      return clamp(value, -Infinity, other.hi);
    case "fogt":
    case "sgt":
      return clamp(value, (value.whole && other.whole) || other.lo === -exact ? other.lo + 1 : other.lo, Infinity);
    case "foge":
    case "sge":
      return clamp(value, other.lo, Infinity);
    case "ult":
      return other.lo >= 0 ? clamp(value, 0, other.hi < exact ? other.hi - 1 : other.hi) : value;
    case "ule":
      return other.lo >= 0 ? clamp(value, 0, other.hi) : value;
    case "ugt":
      return value.lo >= 0 && other.lo >= 0
        ? clamp(value, other.lo < exact ? other.lo + 1 : other.lo, Infinity)
        : value;
    case "uge":
      return value.lo >= 0 && other.lo >= 0 ? clamp(value, other.lo, Infinity) : value;
    case "eq":
    case "foeq": {
      const met = clamp(value, other.lo, other.hi);
      return met && other.whole ? clamp({ ...met, whole: true }, met.lo, met.hi) : met;
    }
    case "ne":
    case "fune":
      return differs(value, other);
  }
}

/** A bound that is excluded moves inwards. */
function differs(value: Range, other: Range): Range | undefined {
  if (!value.whole || value.nan || other.nan || other.lo !== other.hi || !isExact(value)) return value;
  if (value.lo === other.lo) return clamp(value, value.lo + 1, Infinity);
  return value.hi === other.lo ? clamp(value, -Infinity, value.hi - 1) : value;
}

/** The predicate with its operands exchanged. */
export const swapped: Record<Predicate, Predicate> = {
  eq: "eq",
  ne: "ne",
  slt: "sgt",
  sle: "sge",
  sgt: "slt",
  sge: "sle",
  ult: "ugt",
  ule: "uge",
  ugt: "ult",
  uge: "ule",
  foeq: "foeq",
  fune: "fune",
  folt: "fogt",
  fole: "foge",
  fogt: "folt",
  foge: "fole",
};

/** What holds when the predicate does not; for floats, if neither operand is NaN. */
export const negated: Record<Predicate, Predicate> = {
  eq: "ne",
  ne: "eq",
  slt: "sge",
  sle: "sgt",
  sgt: "sle",
  sge: "slt",
  ult: "uge",
  ule: "ugt",
  ugt: "ule",
  uge: "ult",
  foeq: "fune",
  fune: "foeq",
  folt: "foge",
  fole: "fogt",
  fogt: "fole",
  foge: "folt",
};
