/**
 * `--trap-overflow`: sums, differences, products and quotients of machine integers that don't fit throw a RangeError instead of wrapping. Only in the
 * program's own files: the runtime library counts on wrapping, in hashes for example. Shifts and conversions such as `u8(x)` drop bits by their
 * meaning, and so do not overflow.
 */
import type ts from "typescript";
import type { BinaryOperator, Operand } from "../../ir/ir.ts";
import { bool, i64, int } from "../../ir/operands.ts";
import { intShapes, type Ty } from "../types/ty.ts";
import { require } from "./coerce.ts";
import type { FunctionLowering } from "./function-lowering.ts";

type IntTy = Ty & { kind: "int" };

/** Does arithmetic at this place have to fit? */
export function trapsOverflow(f: FunctionLowering, node: ts.Node): boolean {
  return f.c.options.trapOverflow && !f.c.library.isRuntimeFile(node.getSourceFile());
}

/** `a operator b`, wrapped or, where the program asked for it, checked. */
export function sumOrProduct(
  f: FunctionLowering,
  operator: BinaryOperator,
  a: Operand,
  b: Operand,
  ty: IntTy,
  node: ts.Node,
): Operand {
  const result = f.b.binary(operator, a, b);
  if (trapsOverflow(f, node)) requireFit(f, overflows(f, operator, a, b, result, ty), node);
  return result;
}

/** Throws if the condition holds. */
export function requireFit(f: FunctionLowering, overflow: Operand, node: ts.Node): void {
  require(f, f.b.binary("xor", overflow, bool(true)), () => f.callRuntime("throwOverflow", [], [], node));
}

function overflows(
  f: FunctionLowering,
  operator: BinaryOperator,
  a: Operand,
  b: Operand,
  result: Operand,
  ty: IntTy,
): Operand {
  const { bits, signed } = intShapes[ty.name];
  if (operator === "mul")
    return bits === 64 ? wideProductOverflows(f, a, b, result, signed) : productOverflows(f, a, b, ty);
  if (!signed) return operator === "add" ? f.b.compare("ult", result, a) : f.b.compare("ult", a, b);
  // The sign of the result is one that neither operand (of a difference: the left one and the negated right one) has.
  const first = f.b.binary("xor", a, operator === "add" ? result : b);
  const second = f.b.binary("xor", operator === "add" ? b : a, result);
  return f.b.compare("slt", f.b.binary("and", first, second), int(`i${bits}`, 0n));
}

/** The product of two integers of up to 32 bits fits into 64. */
function productOverflows(f: FunctionLowering, a: Operand, b: Operand, { name }: IntTy): Operand {
  const { bits, signed } = intShapes[name];
  const extend = (value: Operand): Operand => f.b.convert(signed ? "sext" : "zext", "i64", value);
  const product = f.b.binary("mul", extend(a), extend(b));
  return f.b.compare("ne", extend(f.b.convert("trunc", `i${bits}`, product)), product);
}

/** Of 64 bits: dividing the product by one operand does not give the other. */
function wideProductOverflows(f: FunctionLowering, a: Operand, b: Operand, product: Operand, signed: boolean): Operand {
  const isZero = f.b.compare("eq", a, i64(0));
  const isMinusOne = signed ? f.b.compare("eq", a, i64(-1)) : bool(false);
  const divisor = f.b.select(f.b.binary("or", isZero, isMinusOne), i64(1), a);
  const differs = f.b.compare("ne", f.b.binary(signed ? "sdiv" : "udiv", product, divisor), b);
  const isLeast = f.b.compare("eq", b, i64(-(2n ** 63n)));
  return f.b.select(isMinusOne, isLeast, f.b.select(isZero, bool(false), differs));
}
