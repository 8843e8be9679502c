/** Unary and binary operators on values. */
import ts from "typescript";
import type { BinaryOperator, Operand, Predicate } from "../../ir/ir.ts";
import { AnyTag } from "../../ir/ir.ts";
import { bool, f64, i32, i64, int, nullRef, str, undefinedRef } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { skipParentheses } from "../syntax.ts";
import { anyTag, representation, storage } from "../types/representation.ts";
import {
  booleanTy,
  f32Ty,
  integerTy,
  intShapes,
  intTy,
  isNumeric,
  membersOf,
  numberTy,
  sameTy,
  stringTy,
  type Ty,
  tyDisplay,
  unknownTy,
} from "../types/ty.ts";
import { coerce, coerceNumber, literalAs, require, toDouble } from "./coerce.ts";
import { join, lowerTruth } from "./condition.ts";
import { hasEntry } from "./dictionary.ts";
import { lowerExpression, unsupported } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { lowerHasPrivate, lowerInstanceof } from "./instanceof.ts";
import { matchElement } from "./match.ts";
import { requireFit, sumOrProduct, trapsOverflow } from "./overflow.ts";
import { concat } from "./text.ts";
import type { Val } from "./value.ts";

export function lowerBinary(f: FunctionLowering, node: ts.BinaryExpression): Val {
  const operator = node.operatorToken.kind;
  if (operator === ts.SyntaxKind.InstanceOfKeyword) return lowerInstanceof(f, node);
  if (operator === ts.SyntaxKind.InKeyword) return lowerIn(f, node);
  const typeTest = lowerTypeofComparison(f, node);
  if (typeTest !== undefined) return typeTest;
  const left = lowerExpression(f, node.left);
  const right = lowerExpression(f, node.right);
  f.at(node);
  return binary(f, operator, left, right, node);
}

export function binary(f: FunctionLowering, operator: ts.SyntaxKind, left: Val, right: Val, node: ts.Node): Val {
  switch (operator) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
      return { op: equality(f, left, right, operator, node), ty: booleanTy };
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
      return {
        op: not(
          f,
          equality(
            f,
            left,
            right,
            operator === ts.SyntaxKind.ExclamationEqualsToken ? ts.SyntaxKind.EqualsEqualsToken : operator,
            node,
          ),
        ),
        ty: booleanTy,
      };
    case ts.SyntaxKind.PlusToken:
      if (left.ty.kind === "string" || right.ty.kind === "string") return concat(f, [left, right], node);
      if (sameTy(left.ty, matchElement) && sameTy(right.ty, matchElement)) return concatGroups(f, left, right, node);
      return arithmetic(f, operator, left, right, node);
    case ts.SyntaxKind.LessThanToken:
    case ts.SyntaxKind.LessThanEqualsToken:
    case ts.SyntaxKind.GreaterThanToken:
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return { op: ordering(f, operator, left, right, node), ty: booleanTy };
    case ts.SyntaxKind.AmpersandToken:
    case ts.SyntaxKind.BarToken:
    case ts.SyntaxKind.CaretToken:
    case ts.SyntaxKind.LessThanLessThanToken:
    case ts.SyntaxKind.GreaterThanGreaterThanToken:
    case ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken:
      return bitwise(f, operator, left, right, node);
    default:
      return arithmetic(f, operator, left, right, node);
  }
}

/** Two groups of a match: a text if one of them took part. Two that did not make a number, which is no text: throws `TypeError`. */
function concatGroups(f: FunctionLowering, left: Val, right: Val, node: ts.Node): Val {
  return join(
    f,
    isExactly(f, left, "undefined"),
    stringTy,
    node,
    () => concat(f, [left, coerce(f, right, stringTy, node, "checked")], node),
    () => concat(f, [left, right], node),
  );
}

export function not(f: FunctionLowering, condition: Operand): Operand {
  return f.b.binary("xor", condition, bool(true));
}

function wrongOperands(node: ts.Node, left: Ty, right: Ty): CompileError {
  return new CompileError(
    node,
    codes.unsupportedSyntax,
    `this operator is not compiled for '${tyDisplay(left)}' and '${tyDisplay(right)}'`,
    "convert the operands to numbers or strings first",
  );
}

// ---- arithmetic ----

interface Family {
  readonly int: BinaryOperator;
  readonly unsigned: BinaryOperator;
  readonly float: BinaryOperator | undefined;
}

const families: Partial<Record<ts.SyntaxKind, Family>> = {
  [ts.SyntaxKind.PlusToken]: { int: "add", unsigned: "add", float: "fadd" },
  [ts.SyntaxKind.MinusToken]: { int: "sub", unsigned: "sub", float: "fsub" },
  [ts.SyntaxKind.AsteriskToken]: { int: "mul", unsigned: "mul", float: "fmul" },
  [ts.SyntaxKind.SlashToken]: { int: "sdiv", unsigned: "udiv", float: "fdiv" },
  [ts.SyntaxKind.PercentToken]: { int: "srem", unsigned: "urem", float: undefined },
};

/** The flavour in which two operands meet; a number if they have none in common. */
function meet(left: Val, right: Val, node: ts.Node): Ty {
  if (left.ty.kind === "int" && right.ty.kind === "int") {
    if (left.ty.name === right.ty.name) return left.ty;
    throw new CompileError(
      node,
      codes.mixedIntegers,
      `'${left.ty.name}' and '${right.ty.name}' can't be mixed`,
      `convert one of them: ${left.ty.name}(…) or ${right.ty.name}(…)`,
    );
  }
  if (left.ty.kind === "int" && right.literal !== undefined) return left.ty;
  if (right.ty.kind === "int" && left.literal !== undefined) return right.ty;
  const isF32 = (val: Val): boolean => val.ty.kind === "f32";
  const isConstant = (val: Val): boolean => val.literal !== undefined || val.op.kind === "float";
  if ((isF32(left) && (isF32(right) || isConstant(right))) || (isF32(right) && isConstant(left))) return f32Ty;
  return numberTy;
}

function arithmetic(f: FunctionLowering, operator: ts.SyntaxKind, left: Val, right: Val, node: ts.Node): Val {
  if (!isNumeric(left.ty) || !isNumeric(right.ty)) throw wrongOperands(node, left.ty, right.ty);
  const family = families[operator];
  const ty = meet(left, right, node);
  if (ty.kind === "int" && family !== undefined) return intArithmetic(f, operator, family, left, right, ty, node);
  if (ty.kind === "int") throw wrongOperands(node, left.ty, right.ty);
  if (left.ty.kind === "integer" && right.ty.kind === "integer") {
    const result = integerArithmetic(f, operator, left, right);
    if (result !== undefined) return result;
  }
  if (family?.float !== undefined) {
    if (ty.kind === "f32")
      return {
        op: f.b.binary(family.float, coerceNumber(f, left, ty, node).op, coerceNumber(f, right, ty, node).op),
        ty,
      };
    return { op: f.b.binary(family.float, toDouble(f, left), toDouble(f, right)), ty: numberTy };
  }
  const name =
    operator === ts.SyntaxKind.PercentToken
      ? "remainder"
      : operator === ts.SyntaxKind.AsteriskAsteriskToken
        ? "power"
        : undefined;
  if (name === undefined) throw unsupported(node);
  return f.callRuntime(
    name,
    [
      { op: toDouble(f, left), ty: numberTy },
      { op: toDouble(f, right), ty: numberTy },
    ],
    [],
    node,
  );
}

/** Counting stays in integers; what could leave the exact range, or give -0, does not. */
function integerArithmetic(f: FunctionLowering, operator: ts.SyntaxKind, left: Val, right: Val): Val | undefined {
  const large = (val: Val): boolean =>
    val.literal !== undefined && (val.literal > 4294967296n || val.literal < -4294967296n);
  if (large(left) || large(right)) return undefined;
  const small = (val: Val): boolean => val.literal !== undefined && val.literal > 0n && val.literal <= 65536n;
  if (operator === ts.SyntaxKind.PlusToken) return { op: f.b.binary("add", left.op, right.op), ty: integerTy };
  if (operator === ts.SyntaxKind.MinusToken) return { op: f.b.binary("sub", left.op, right.op), ty: integerTy };
  if (operator === ts.SyntaxKind.AsteriskToken && (small(left) || small(right)))
    return { op: f.b.binary("mul", left.op, right.op), ty: integerTy };
  if (operator === ts.SyntaxKind.PercentToken && small(right)) {
    // A negative left operand gives a negative zero, which only a double can hold.
    const remainder = f.b.binary("srem", left.op, right.op);
    const negativeZero = f.b.binary("and", f.b.compare("eq", remainder, i64(0)), f.b.compare("slt", left.op, i64(0)));
    return { op: f.b.select(negativeZero, f64(-0), f.b.convert("sitofp", "f64", remainder)), ty: numberTy };
  }
  return undefined;
}

function intArithmetic(
  f: FunctionLowering,
  operator: ts.SyntaxKind,
  family: Family,
  left: Val,
  right: Val,
  ty: Ty & { kind: "int" },
  node: ts.Node,
): Val {
  const { bits, signed } = intShapes[ty.name];
  const a = coerceNumber(f, left, ty, node).op;
  const b = coerceNumber(f, right, ty, node).op;
  const divides = operator === ts.SyntaxKind.SlashToken || operator === ts.SyntaxKind.PercentToken;
  if (!divides) return { op: sumOrProduct(f, family.int, a, b, ty, node), ty };
  const type = `i${bits}` as const;
  if (right.literal === undefined) {
    require(f, f.b.compare("ne", b, int(type, 0n)), () => f.callRuntime("throwDivision", [], [], node));
  } else if (right.literal === 0n) {
    f.callRuntime("throwDivision", [], [], node);
    return { op: int(type, 0n), ty };
  }
  if (!signed) return { op: f.b.binary(family.unsigned, a, b), ty };
  if (right.literal !== undefined && right.literal !== -1n) return { op: f.b.binary(family.int, a, b), ty };
  // The most negative value divided by -1 wraps; the machine's instruction would fault.
  const isMinusOne = f.b.compare("eq", b, int(type, -1n));
  if (operator === ts.SyntaxKind.SlashToken && trapsOverflow(f, node)) {
    const isLeast = f.b.compare("eq", a, int(type, -(1n << BigInt(bits - 1))));
    requireFit(f, f.b.binary("and", isMinusOne, isLeast), node);
  }
  const safe = f.b.select(isMinusOne, int(type, 1n), b);
  const result = f.b.binary(family.int, a, safe);
  const special = operator === ts.SyntaxKind.SlashToken ? f.b.binary("sub", int(type, 0n), a) : int(type, 0n);
  return { op: f.b.select(isMinusOne, special, result), ty };
}

// ---- bits ----

const bitOperators: Partial<Record<ts.SyntaxKind, BinaryOperator>> = {
  [ts.SyntaxKind.AmpersandToken]: "and",
  [ts.SyntaxKind.BarToken]: "or",
  [ts.SyntaxKind.CaretToken]: "xor",
  [ts.SyntaxKind.LessThanLessThanToken]: "shl",
};

function bitwise(f: FunctionLowering, operator: ts.SyntaxKind, left: Val, right: Val, node: ts.Node): Val {
  if (
    left.ty.kind === "boolean" &&
    right.ty.kind === "boolean" &&
    bitOperators[operator] !== undefined &&
    operator !== ts.SyntaxKind.LessThanLessThanToken
  ) {
    const result = f.b.binary(
      bitOperators[operator]!,
      f.b.convert("zext", "i64", left.op),
      f.b.convert("zext", "i64", right.op),
    );
    return { op: result, ty: integerTy };
  }
  if (!isNumeric(left.ty) || !isNumeric(right.ty)) throw wrongOperands(node, left.ty, right.ty);
  const isShift = bitOperators[operator] === undefined || operator === ts.SyntaxKind.LessThanLessThanToken;
  const ty = isShift && left.ty.kind === "int" ? left.ty : isShift ? numberTy : meet(left, right, node);
  if (ty.kind === "int") {
    const { bits, signed } = intShapes[ty.name];
    const type = `i${bits}` as const;
    const a = coerceNumber(f, left, ty, node).op;
    if (!isShift) return { op: f.b.binary(bitOperators[operator]!, a, coerceNumber(f, right, ty, node).op), ty };
    const count = shiftCount(f, right, type, bits);
    const logical = operator === ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken || !signed;
    return {
      op: f.b.binary(operator === ts.SyntaxKind.LessThanLessThanToken ? "shl" : logical ? "lshr" : "ashr", a, count),
      ty,
    };
  }
  const a = toInt32(f, left, node);
  if (!isShift)
    return {
      op: f.b.convert("sext", "i64", f.b.binary(bitOperators[operator]!, a, toInt32(f, right, node))),
      ty: integerTy,
    };
  const count =
    right.literal !== undefined ? i32(right.literal & 31n) : f.b.binary("and", toInt32(f, right, node), i32(31));
  if (operator === ts.SyntaxKind.LessThanLessThanToken)
    return { op: f.b.convert("sext", "i64", f.b.binary("shl", a, count)), ty: integerTy };
  if (operator === ts.SyntaxKind.GreaterThanGreaterThanToken)
    return { op: f.b.convert("sext", "i64", f.b.binary("ashr", a, count)), ty: integerTy };
  return { op: f.b.convert("zext", "i64", f.b.binary("lshr", a, count)), ty: integerTy };
}

function shiftCount(f: FunctionLowering, val: Val, type: "i8" | "i16" | "i32" | "i64", bits: number): Operand {
  if (val.literal !== undefined) return int(type, val.literal & BigInt(bits - 1));
  const wide =
    val.ty.kind === "int" || val.ty.kind === "integer"
      ? toInt64(f, val)
      : f.b.convert("fptosi", "i64", toDouble(f, val));
  const masked = f.b.binary("and", wide, i64(bits - 1));
  return type === "i64" ? masked : f.b.convert("trunc", type, masked);
}

/** An integer at 64 bits, extended as its flavour is signed. */
export function toInt64(f: FunctionLowering, val: Val): Operand {
  if (val.literal !== undefined) return i64(val.literal);
  if (val.ty.kind === "integer") return val.op;
  if (val.ty.kind !== "int") throw new Error("no integer");
  const { bits, signed } = intShapes[val.ty.name];
  return bits === 64 ? val.op : f.b.convert(signed ? "sext" : "zext", "i64", val.op);
}

/** JavaScript's ToInt32. */
export function toInt32(f: FunctionLowering, val: Val, node: ts.Node): Operand {
  if (val.literal !== undefined) return i32(BigInt.asIntN(32, val.literal));
  if (val.ty.kind === "integer" || val.ty.kind === "int") {
    const wide = toInt64(f, val);
    return f.b.convert("trunc", "i32", wide);
  }
  return f.callRuntime("toInt32", [{ op: toDouble(f, val), ty: numberTy }], [], node).op;
}

// ---- comparison ----

const predicates: Partial<Record<ts.SyntaxKind, { signed: Predicate; unsigned: Predicate; float: Predicate }>> = {
  [ts.SyntaxKind.LessThanToken]: { signed: "slt", unsigned: "ult", float: "folt" },
  [ts.SyntaxKind.LessThanEqualsToken]: { signed: "sle", unsigned: "ule", float: "fole" },
  [ts.SyntaxKind.GreaterThanToken]: { signed: "sgt", unsigned: "ugt", float: "fogt" },
  [ts.SyntaxKind.GreaterThanEqualsToken]: { signed: "sge", unsigned: "uge", float: "foge" },
};

function ordering(f: FunctionLowering, operator: ts.SyntaxKind, left: Val, right: Val, node: ts.Node): Operand {
  const predicate = predicates[operator]!;
  if (left.ty.kind === "string" && right.ty.kind === "string") {
    const order = f.callRuntime("stringCompare", [left, right], [], node);
    return f.b.compare(predicate.signed, order.op, i32(0));
  }
  if (!isNumeric(left.ty) || !isNumeric(right.ty)) throw wrongOperands(node, left.ty, right.ty);
  return compareNumbers(f, left, right, predicate, node);
}

function compareNumbers(
  f: FunctionLowering,
  left: Val,
  right: Val,
  predicate: { signed: Predicate; unsigned: Predicate; float: Predicate },
  node: ts.Node,
): Operand {
  const isInteger = (val: Val): boolean => val.ty.kind === "int" || val.ty.kind === "integer";
  if (isInteger(left) && isInteger(right)) {
    const flavour = left.ty.kind === "int" ? left.ty : right.ty.kind === "int" ? right.ty : undefined;
    if (flavour !== undefined && fits(left, flavour) && fits(right, flavour)) {
      const a = coerceNumber(f, left, flavour, node).op;
      const b = coerceNumber(f, right, flavour, node).op;
      return f.b.compare(intShapes[flavour.name].signed ? predicate.signed : predicate.unsigned, a, b);
    }
    if (!isWideUnsigned(left) && !isWideUnsigned(right))
      return f.b.compare(predicate.signed, toInt64(f, left), toInt64(f, right));
  }
  return f.b.compare(predicate.float, toDouble(f, left), toDouble(f, right));
}

function fits(val: Val, flavour: Ty & { kind: "int" }): boolean {
  if (val.literal === undefined) return val.ty.kind === "int" && val.ty.name === flavour.name;
  const { bits, signed } = intShapes[flavour.name];
  return (signed ? BigInt.asIntN(bits, val.literal) : BigInt.asUintN(bits, val.literal)) === val.literal;
}

function isWideUnsigned(val: Val): boolean {
  return val.ty.kind === "int" && intShapes[val.ty.name].bits === 64 && !intShapes[val.ty.name].signed;
}

/** i1: are two values equal (`===`, or `==` against null and undefined)? */
export function equality(f: FunctionLowering, left: Val, right: Val, operator: ts.SyntaxKind, node: ts.Node): Operand {
  if (operator === ts.SyntaxKind.EqualsEqualsToken) {
    if (right.ty.kind === "null" || right.ty.kind === "undefined") return isNullish(f, left);
    if (left.ty.kind === "null" || left.ty.kind === "undefined") return isNullish(f, right);
  }
  if (isNumeric(left.ty) && isNumeric(right.ty))
    return compareNumbers(f, left, right, { signed: "eq", unsigned: "eq", float: "foeq" }, node);
  if (left.ty.kind === "boolean" && right.ty.kind === "boolean") return f.b.compare("eq", left.op, right.op);
  if (left.ty.kind === "string" && right.ty.kind === "string")
    return f.callRuntime("stringEquals", [left, right], [], node).op;
  const leftType = storage(left.ty);
  const rightType = storage(right.ty);
  if (leftType === "ptr" && rightType === "ptr") return f.b.compare("eq", left.op, right.op);
  if (right.ty.kind === "null" || right.ty.kind === "undefined") return isExactly(f, left, right.ty.kind);
  if (left.ty.kind === "null" || left.ty.kind === "undefined") return isExactly(f, right, left.ty.kind);
  if (leftType === "ref" && rightType === "ref") {
    const mayBeString = (ty: Ty): boolean => membersOf(ty).some((member) => member.kind === "string");
    if (!mayBeString(left.ty) || !mayBeString(right.ty)) return f.b.compare("eq", left.op, right.op);
    return f.callRuntime(
      "referenceEquals",
      [coerce(f, left, unknownTy, node), coerce(f, right, unknownTy, node)],
      [],
      node,
    ).op;
  }
  const short = equalsMember(f, left, right, node) ?? equalsMember(f, right, left, node);
  if (short !== undefined) return short;
  return f.callRuntime("anyEquals", [coerce(f, left, unknownTy, node), coerce(f, right, unknownTy, node)], [], node).op;
}

/** A union with one kind of number or a boolean in it against just that: the tag, then the value. Unless it is a case of this, nothing. */
function equalsMember(f: FunctionLowering, union: Val, val: Val, node: ts.Node): Operand | undefined {
  if (union.ty.kind !== "union" || storage(union.ty) !== "any" || !(isNumeric(val.ty) || val.ty.kind === "boolean"))
    return undefined;
  const same = union.ty.members.filter((member) =>
    val.ty.kind === "boolean" ? member.kind === "boolean" : isNumeric(member),
  );
  const member = same[0];
  if (member === undefined || same.length > 1) return undefined;
  const tag = anyTag(member);
  const isMember = f.b.compare("eq", f.b.anyTag(union.op), i32(AnyTag[tag]));
  const result = f.b.addLocal("equal", "i1");
  const compare = f.b.newBlock("compare");
  const done = f.b.newBlock("done");
  f.b.localSet(result, bool(false));
  f.b.branch(isMember, compare, done);
  // Taken out only where it is there: what other members look like as a number is nothing to compute with.
  f.b.setBlock(compare);
  const payload: Val = { op: f.b.anyUnbox(tag, union.op), ty: member.kind === "integer" ? { kind: "number" } : member };
  f.b.localSet(result, equality(f, payload, val, ts.SyntaxKind.EqualsEqualsEqualsToken, node));
  f.b.jump(done);
  f.b.setBlock(done);
  return f.b.localGet(result);
}

/** i1: is the value null (undefined)? */
export function isExactly(f: FunctionLowering, val: Val, kind: "null" | "undefined"): Operand {
  const type = storage(val.ty);
  const wanted = kind === "null" ? nullRef : undefinedRef;
  if (type === "ref") return f.b.compare("eq", val.op, wanted);
  if (type !== "any") return bool(false);
  const isRef = f.b.compare("eq", f.b.anyTag(val.op), i32(AnyTag.ref));
  return f.b.binary("and", isRef, f.b.compare("eq", f.b.anyUnbox("ref", val.op), wanted));
}

export function isNullish(f: FunctionLowering, val: Val): Operand {
  const type = storage(val.ty);
  if (type !== "ref" && type !== "any") return bool(false);
  return f.b.binary("or", isExactly(f, val, "null"), isExactly(f, val, "undefined"));
}

// ---- typeof, instanceof, in ----

const typeNames = new Set(["string", "number", "boolean", "undefined", "object", "function", "symbol", "bigint"]);

/** `typeof x === "number"` without making the text. */
function lowerTypeofComparison(f: FunctionLowering, node: ts.BinaryExpression): Val | undefined {
  const operator = node.operatorToken.kind;
  const equal = operator === ts.SyntaxKind.EqualsEqualsEqualsToken || operator === ts.SyntaxKind.EqualsEqualsToken;
  const unequal =
    operator === ts.SyntaxKind.ExclamationEqualsEqualsToken || operator === ts.SyntaxKind.ExclamationEqualsToken;
  if (!equal && !unequal) return undefined;
  const [of, name] = ts.isTypeOfExpression(node.left)
    ? [node.left, node.right]
    : ts.isTypeOfExpression(node.right)
      ? [node.right, node.left]
      : [undefined, undefined];
  if (of === undefined || name === undefined || !ts.isStringLiteralLike(name) || !typeNames.has(name.text))
    return undefined;
  const val = lowerExpression(f, of.expression);
  const test = typeTest(f, val, name.text);
  return { op: unequal ? not(f, test) : test, ty: booleanTy };
}

function typeTest(f: FunctionLowering, val: Val, name: string): Operand {
  const type = storage(val.ty);
  if (type === "ref") return referenceTypeTest(f, val.op, name);
  if (type !== "any") return bool(staticTypeName(val.ty) === name);
  const tag = f.b.anyTag(val.op);
  if (name === "boolean") return f.b.compare("eq", tag, i32(AnyTag.boolean));
  if (name === "number") {
    const scalar = f.b.compare("ne", tag, i32(AnyTag.ref));
    const noPointer = f.b.compare("ne", tag, i32(AnyTag.pointer));
    return f.b.binary("and", f.b.binary("and", scalar, noPointer), f.b.compare("ne", tag, i32(AnyTag.boolean)));
  }
  // Only a reference has a class to look at.
  const result = f.b.addLocal("typeof", "i1");
  const yes = f.b.newBlock("reference");
  const done = f.b.newBlock("typeof");
  f.b.localSet(result, bool(false));
  f.b.branch(f.b.compare("eq", tag, i32(AnyTag.ref)), yes, done);
  f.b.setBlock(yes);
  f.b.localSet(result, referenceTypeTest(f, f.b.anyUnbox("ref", val.op), name));
  f.b.jump(done);
  f.b.setBlock(done);
  return f.b.localGet(result);
}

function referenceTypeTest(f: FunctionLowering, op: Operand, name: string): Operand {
  switch (name) {
    case "string":
      return f.b.is("string", op);
    case "undefined":
      return f.b.compare("eq", op, undefinedRef);
    case "function":
      return f.b.is(f.c.closureBase(), op);
    case "object": {
      const others = f.b.binary("or", f.b.is("string", op), f.b.is(f.c.closureBase(), op));
      return not(f, f.b.binary("or", others, f.b.compare("eq", op, undefinedRef)));
    }
    default:
      return bool(false);
  }
}

function staticTypeName(ty: Ty): string {
  if (isNumeric(ty)) return "number";
  return ty.kind === "boolean" ? "boolean" : "object";
}

export function lowerTypeof(f: FunctionLowering, node: ts.TypeOfExpression): Val {
  const val = lowerExpression(f, node.expression);
  const type = storage(val.ty);
  if (type !== "ref" && type !== "any") return { op: str(staticTypeName(val.ty)), ty: stringTy };
  return f.callRuntime("typeName", [coerce(f, val, unknownTy, node)], [], node);
}

/** `"name" in object`: by the object's class. */
function lowerIn(f: FunctionLowering, node: ts.BinaryExpression): Val {
  const name = skipParentheses(node.left);
  if (ts.isPrivateIdentifier(name)) return lowerHasPrivate(f, name, lowerExpression(f, node.right));
  if (f.c.types.dictionaryValue(f.typeOf(node.right)) !== undefined) return hasEntry(f, name, node.right);
  if (!ts.isStringLiteralLike(name))
    throw new CompileError(node.left, codes.unsupportedSyntax, "'in' needs a string literal on its left");
  const val = lowerExpression(f, node.right);
  if (representation(val.ty) !== "ref")
    throw new CompileError(node.right, codes.unsupportedSyntax, `'in' is not compiled for '${tyDisplay(val.ty)}'`);
  return { op: f.b.call({ kind: "direct", name: f.c.tables.memberTest(name.text) }, [val.op], "i1"), ty: booleanTy };
}

// ---- prefix ----

export function lowerPrefix(f: FunctionLowering, node: ts.PrefixUnaryExpression): Val {
  if (node.operator === ts.SyntaxKind.ExclamationToken)
    return { op: not(f, lowerTruth(f, node.operand)), ty: booleanTy };
  const val = lowerExpression(f, node.operand);
  f.at(node);
  switch (node.operator) {
    case ts.SyntaxKind.MinusToken:
      if (val.literal !== undefined && val.literal !== 0n) {
        if (val.ty.kind !== "int") return literalAs(-val.literal, integerTy, node);
        const { bits, signed } = intShapes[val.ty.name];
        const wrapped = signed ? BigInt.asIntN(bits, -val.literal) : BigInt.asUintN(bits, -val.literal);
        return literalAs(wrapped, val.ty, node);
      }
      if (val.ty.kind === "int")
        return {
          op: sumOrProduct(f, "sub", int(`i${intShapes[val.ty.name].bits}`, 0n), val.op, val.ty, node),
          ty: val.ty,
        };
      if (val.ty.kind === "f32") return { op: f.b.fneg(val.op), ty: val.ty };
      if (isNumeric(val.ty))
        return {
          op: val.op.kind === "float" ? f64(-val.op.value) : val.literal === 0n ? f64(-0) : f.b.fneg(toDouble(f, val)),
          ty: numberTy,
        };
      break;
    case ts.SyntaxKind.PlusToken:
      if (isNumeric(val.ty)) return val;
      return f.callRuntime("toNumber", [coerce(f, val, unknownTy, node)], [], node);
    case ts.SyntaxKind.TildeToken:
      if (val.ty.kind === "int")
        return { op: f.b.binary("xor", val.op, int(`i${intShapes[val.ty.name].bits}`, -1n)), ty: intTy(val.ty.name) };
      if (isNumeric(val.ty))
        return { op: f.b.convert("sext", "i64", f.b.binary("xor", toInt32(f, val, node), i32(-1))), ty: integerTy };
      break;
  }
  throw wrongOperands(node, val.ty, val.ty);
}
