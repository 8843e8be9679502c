/**
 * What instructions without memory give for constants, exactly as the machine would. Undefined where the result is not known: division by zero, shifts
 * by more than there are bits, addresses.
 */
import type { BinaryOperator, Conversion, Instr, IntType, IrType, Operand, Predicate } from "../../ir/ir.ts";
import { f32, f64, int, intBits, isIntType, sameOperand } from "../../ir/operands.ts";

type Int = Extract<Operand, { kind: "int" }>;
type Float = Extract<Operand, { kind: "float" }>;

const signed = ({ type, value }: Int): bigint => BigInt.asIntN(intBits[type], value);
const unsigned = ({ type, value }: Int): bigint => BigInt.asUintN(intBits[type], value);
const float = (type: "f32" | "f64", value: number): Operand => (type === "f32" ? f32(value) : f64(value));

const floatOperators: Partial<Record<BinaryOperator, (a: number, b: number) => number>> = {
  fadd: (a, b) => a + b,
  fsub: (a, b) => a - b,
  fmul: (a, b) => a * b,
  fdiv: (a, b) => a / b,
};

const intOperators: Partial<Record<BinaryOperator, (a: Int, b: Int) => bigint | undefined>> = {
  add: (a, b) => a.value + b.value,
  sub: (a, b) => a.value - b.value,
  mul: (a, b) => a.value * b.value,
  sdiv: (a, b) => (b.value === 0n ? undefined : signed(a) / signed(b)),
  udiv: (a, b) => (b.value === 0n ? undefined : unsigned(a) / unsigned(b)),
  srem: (a, b) => (b.value === 0n ? undefined : signed(a) % signed(b)),
  urem: (a, b) => (b.value === 0n ? undefined : unsigned(a) % unsigned(b)),
  and: (a, b) => a.value & b.value,
  or: (a, b) => a.value | b.value,
  xor: (a, b) => a.value ^ b.value,
  shl: (a, b) => shift(a, b, (count) => a.value << count),
  lshr: (a, b) => shift(a, b, (count) => unsigned(a) >> count),
  ashr: (a, b) => shift(a, b, (count) => signed(a) >> count),
};

function shift(a: Int, b: Int, result: (count: bigint) => bigint): bigint | undefined {
  const count = unsigned(b);
  return count < BigInt(intBits[a.type]) ? result(count) : undefined;
}

const intPredicates: Partial<Record<Predicate, (a: Int, b: Int) => boolean>> = {
  eq: (a, b) => unsigned(a) === unsigned(b),
  ne: (a, b) => unsigned(a) !== unsigned(b),
  slt: (a, b) => signed(a) < signed(b),
  sle: (a, b) => signed(a) <= signed(b),
  sgt: (a, b) => signed(a) > signed(b),
  sge: (a, b) => signed(a) >= signed(b),
  ult: (a, b) => unsigned(a) < unsigned(b),
  ule: (a, b) => unsigned(a) <= unsigned(b),
  ugt: (a, b) => unsigned(a) > unsigned(b),
  uge: (a, b) => unsigned(a) >= unsigned(b),
};

const floatPredicates: Partial<Record<Predicate, (a: number, b: number) => boolean>> = {
  foeq: (a, b) => a === b,
  fune: (a, b) => a !== b,
  folt: (a, b) => a < b,
  fole: (a, b) => a <= b,
  fogt: (a, b) => a > b,
  foge: (a, b) => a >= b,
};

const intConversions: Partial<Record<Conversion, (value: Int, to: IrType) => Operand | undefined>> = {
  trunc: (value, to) => asInt(to, value.value),
  zext: (value, to) => asInt(to, unsigned(value)),
  sext: (value, to) => asInt(to, signed(value)),
  sitofp: (value, to) => rounded(to, signed(value)),
  uitofp: (value, to) => rounded(to, unsigned(value)),
};

const floatConversions: Partial<Record<Conversion, (value: number, to: IrType) => Operand | undefined>> = {
  fpext: (value, to) => asFloat(to, value),
  fptrunc: (value, to) => asFloat(to, value),
  exact: (value, to) => asInt(to, BigInt(value)),
};

const asInt = (type: IrType, value: bigint): Operand | undefined => (isIntType(type) ? int(type, value) : undefined);
const asFloat = (type: IrType, value: number): Operand | undefined =>
  type === "f32" || type === "f64" ? float(type, value) : undefined;

/** Rounding twice might give another `f32`. */
const rounded = (type: IrType, value: bigint): Operand | undefined =>
  type === "f32" && !Number.isSafeInteger(Number(value)) ? undefined : asFloat(type, Number(value));

/** What an instruction gives if its operands, as `instrOperands` lists them, are these constants. */
export function fold(instr: Instr, operands: readonly Operand[]): Operand | undefined {
  const [a, b] = operands;
  switch (instr.op) {
    case "binary":
      return foldBinary(instr.operator, a!, b!);
    case "compare":
      return foldCompare(instr.predicate, a!, b!);
    case "fneg":
      return a!.kind === "float" ? float(a!.type, -a!.value) : undefined;
    case "convert":
      if (a!.kind === "int") return intConversions[instr.conversion]?.(a!, instr.to);
      return a!.kind === "float" && Number.isSafeInteger(Math.trunc(a!.value))
        ? foldFloatConversion(instr.conversion, a!, instr.to)
        : undefined;
    case "select":
      if (a!.kind !== "int") return undefined;
      return a!.value === 0n ? operands[2] : b;
    default:
      return undefined;
  }
}

/** Of floats whose integral part is far from the ends of all integers. */
function foldFloatConversion(conversion: Conversion, { value }: Float, to: IrType): Operand | undefined {
  if (conversion === "exact" && !Number.isInteger(value)) return undefined;
  if (conversion !== "fptosi" && conversion !== "fptoui" && conversion !== "truncate")
    return floatConversions[conversion]?.(value, to);
  const whole = BigInt(Math.trunc(value));
  if (!isIntType(to) || to === "i1" || !fits(to, whole, conversion === "fptoui")) return undefined;
  return int(to, whole);
}

function fits(type: IntType, value: bigint, isUnsigned: boolean): boolean {
  return value === (isUnsigned ? BigInt.asUintN(intBits[type], value) : BigInt.asIntN(intBits[type], value));
}

function foldBinary(operator: BinaryOperator, a: Operand, b: Operand): Operand | undefined {
  if (a.kind === "float" && b.kind === "float") {
    const compute = floatOperators[operator];
    return compute && float(a.type, compute(a.value, b.value));
  }
  if (a.kind !== "int" || b.kind !== "int") return undefined;
  const result = intOperators[operator]?.(a, b);
  return result === undefined ? undefined : int(a.type, result);
}

function foldCompare(predicate: Predicate, a: Operand, b: Operand): Operand | undefined {
  const truth = (value: boolean | undefined): Operand | undefined =>
    value === undefined ? undefined : int("i1", value ? 1n : 0n);
  if (a.kind === "float" && b.kind === "float") return truth(floatPredicates[predicate]?.(a.value, b.value));
  if (a.kind === "int" && b.kind === "int") return truth(intPredicates[predicate]?.(a, b));
  if (predicate !== "eq" && predicate !== "ne") return undefined;
  const same = isSameObject(a, b);
  return truth(same === undefined ? undefined : same === (predicate === "eq"));
}

/** Are two objects or addresses one? Two strings of one text need not be. */
function isSameObject(a: Operand, b: Operand): boolean | undefined {
  if (!isPlace(a) || !isPlace(b)) return undefined;
  return a.kind === "string" && b.kind === "string" ? undefined : sameOperand(a, b);
}

const isPlace = ({ kind }: Operand): boolean =>
  kind === "null" || kind === "undefined" || kind === "static" || kind === "string" || kind === "nullptr";
