/** Truth: conditions as control flow, `&&`, `||`, `??`, `?:`. */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { AnyTag } from "../../ir/ir.ts";
import { bool, f32, f64, i32, int, nullRef, undefinedRef } from "../../ir/operands.ts";
import { skipParentheses } from "../syntax.ts";
import { storage } from "../types/representation.ts";
import {
  booleanTy,
  mayBeNullish,
  membersOf,
  numberTy,
  type Ty,
  unionOf,
  unknownTy,
  withoutNullish,
} from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import { lowerExpression } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isHeldAlike } from "./held-alike.ts";
import { isNullish, not } from "./operator.ts";
import { staticTruth } from "./static-condition.ts";
import type { Val } from "./value.ts";

/** Branches on an expression's truth, with short circuits as jumps. */
export function lowerCondition(f: FunctionLowering, node: ts.Expression, yes: string, no: string): void {
  const inner = skipParentheses(node);
  const known = staticTruth(f, inner);
  if (known !== undefined) {
    f.b.jump(known ? yes : no);
    return;
  }
  if (ts.isBinaryExpression(inner)) {
    const operator = inner.operatorToken.kind;
    if (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken) {
      const first = staticTruth(f, inner.left);
      if (first !== undefined) {
        lowerCondition(f, inner.right, yes, no);
        return;
      }
      const rest = f.b.newBlock("condition");
      if (operator === ts.SyntaxKind.AmpersandAmpersandToken) lowerCondition(f, inner.left, rest, no);
      else lowerCondition(f, inner.left, yes, rest);
      f.b.setBlock(rest);
      lowerCondition(f, inner.right, yes, no);
      return;
    }
  }
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    lowerCondition(f, inner.operand, no, yes);
    return;
  }
  const val = lowerExpression(f, inner);
  f.at(inner);
  f.b.branch(truth(f, val, inner), yes, no);
}

export function lowerTruth(f: FunctionLowering, node: ts.Expression): Operand {
  return truth(f, lowerExpression(f, node), node);
}

/** i1: does the value count as true? */
export function truth(f: FunctionLowering, val: Val, node: ts.Node): Operand {
  const type = storage(val.ty);
  switch (type) {
    case "i1":
      return val.op;
    case "f64":
      return f.b.binary("or", f.b.compare("folt", val.op, f64(0)), f.b.compare("fogt", val.op, f64(0)));
    case "f32":
      return f.b.binary("or", f.b.compare("folt", val.op, f32(0)), f.b.compare("fogt", val.op, f32(0)));
    case "ptr":
      return bool(true);
    case "any":
      return anyTruth(f, val, node);
    case "ref":
      return referenceTruth(f, val, node);
    case "void":
      return bool(false);
    default:
      return f.b.compare("ne", val.op, int(type, 0n));
  }
}

function referenceTruth(f: FunctionLowering, val: Val, node: ts.Node): Operand {
  const members = membersOf(val.ty);
  if (members.some((member) => member.kind === "string")) {
    if (val.ty.kind === "string") return f.b.compare("ne", f.callRuntime("stringLengthOf", [val], [], node).op, i32(0));
    return f.callRuntime("truth", [coerce(f, val, unknownTy, node)], [], node).op;
  }
  const tests: Operand[] = [];
  if (members.some((member) => member.kind === "null")) tests.push(f.b.compare("ne", val.op, nullRef));
  if (members.some((member) => member.kind === "undefined" || member.kind === "void"))
    tests.push(f.b.compare("ne", val.op, undefinedRef));
  return tests.reduce((a, b) => f.b.binary("and", a, b), bool(true));
}

function anyTruth(f: FunctionLowering, val: Val, node: ts.Node): Operand {
  const rest = withoutNullish(val.ty);
  if (rest.kind === "boolean") {
    const isBoolean = f.b.compare("eq", f.b.anyTag(val.op), i32(AnyTag.boolean));
    return f.b.binary("and", isBoolean, f.b.anyUnbox("boolean", val.op));
  }
  return f.callRuntime("truth", [coerce(f, val, unknownTy, node)], [], node).op;
}

/** The value of whichever of two branches ran. */
export function join(
  f: FunctionLowering,
  condition: Operand,
  ty: Ty,
  node: ts.Node,
  then: () => Val,
  otherwise: () => Val,
): Val {
  const yes = f.b.newBlock("then");
  const no = f.b.newBlock("else");
  f.b.branch(condition, yes, no);
  return joinBlocks(f, yes, no, ty, node, then, otherwise);
}

function joinBlocks(
  f: FunctionLowering,
  yes: string,
  no: string,
  ty: Ty,
  node: ts.Node,
  then: () => Val,
  otherwise: () => Val,
): Val {
  const done = f.b.newBlock("done");
  const type = storage(ty);
  const local = ty.kind === "void" || ty.kind === "never" ? undefined : f.b.addLocal("value", type);
  for (const [block, lower] of [
    [yes, then],
    [no, otherwise],
  ] as const) {
    f.b.setBlock(block);
    const val = lower();
    if (f.b.isTerminated) continue;
    if (local !== undefined) f.b.localSet(local, coerce(f, val, ty, node).op);
    f.b.jump(done);
  }
  f.b.setBlock(done);
  return local === undefined ? { op: undefinedRef, ty } : { op: f.b.localGet(local), ty };
}

export function lowerConditional(f: FunctionLowering, node: ts.ConditionalExpression, expected: Ty | undefined): Val {
  const known = staticTruth(f, node.condition);
  if (known !== undefined) return lowerExpression(f, known ? node.whenTrue : node.whenFalse, expected);
  const yes = f.b.newBlock("then");
  const no = f.b.newBlock("else");
  lowerCondition(f, node.condition, yes, no);
  // The branches decide the type where no context does: machine integers are only seen by lowering.
  const lowered = new Map<string, { val: Val; end: string }>();
  for (const [block, branch] of [
    [yes, node.whenTrue],
    [no, node.whenFalse],
  ] as const) {
    f.b.setBlock(block);
    const val = lowerExpression(f, branch, expected ?? (isEmptyArray(branch) ? f.typeOf(node) : undefined));
    lowered.set(block, { val, end: f.b.currentBlock });
    if (f.b.isTerminated) f.b.setBlock(f.b.newBlock("dead"));
    lowered.set(block, { val, end: f.b.currentBlock });
  }
  const a = lowered.get(yes)!;
  const b = lowered.get(no)!;
  const ty = branchTy(f, a.val, b.val, expected, node);
  const done = f.b.newBlock("done");
  const local = ty.kind === "void" || ty.kind === "never" ? undefined : f.b.addLocal("value", storage(ty));
  for (const [{ val, end }, branch] of [
    [a, node.whenTrue],
    [b, node.whenFalse],
  ] as const) {
    f.b.setBlock(end);
    const converted = coerce(f, val, ty, branch);
    if (local !== undefined) f.b.localSet(local, converted.op);
    f.b.jump(done);
  }
  f.b.setBlock(done);
  return local === undefined ? { op: undefinedRef, ty } : { op: f.b.localGet(local), ty };
}

/** `[]` has no type of its own: it takes that of the other branch. */
function isEmptyArray(node: ts.Expression): boolean {
  const inner = skipParentheses(node);
  return ts.isArrayLiteralExpression(inner) && inner.elements.length === 0;
}

/** The common type of two branches. */
function branchTy(f: FunctionLowering, a: Val, b: Val, expected: Ty | undefined, node: ts.Expression): Ty {
  if (expected !== undefined && expected.kind !== "void" && expected.kind !== "unknown") return expected;
  if (a.ty.kind === "never") return b.ty.kind === "integer" ? numberTy : b.ty;
  if (b.ty.kind === "never") return a.ty.kind === "integer" ? numberTy : a.ty;
  if (a.ty.kind === "int" && b.literal !== undefined) return a.ty;
  if (b.ty.kind === "int" && a.literal !== undefined) return b.ty;
  if (a.ty.kind === "integer" && b.ty.kind === "integer") return a.ty;
  if (a.ty.kind === "int" && b.ty.kind === "int" && a.ty.name === b.ty.name) return a.ty;
  const union = unionOf([a.ty, b.ty]);
  if (union.kind !== "union") return union;
  return checkedAlike(f, union, node);
}

/**
 * What the checker says of a value that lowering found to be one of a union, where both are held alike. To the checker `[]` may be an array of nothing, and a
 * group of a match is always there.
 */
function checkedAlike(f: FunctionLowering, union: Ty, node: ts.Expression): Ty {
  const checked = f.typeOf(node);
  const isKnown = membersOf(checked).every((member) => member.kind !== "array" || member.element.kind !== "never");
  const loses = mayBeNullish(union) && !mayBeNullish(checked);
  return checked.kind !== "void" && isKnown && !loses && storage(checked) === storage(union) ? checked : union;
}

/** `a && b`, `a || b`, `a ?? b` as values. */
export function lowerLogical(f: FunctionLowering, node: ts.BinaryExpression, expected: Ty | undefined): Val {
  const operator = node.operatorToken.kind;
  const known = operator === ts.SyntaxKind.QuestionQuestionToken ? undefined : staticTruth(f, node.left);
  if (known !== undefined) {
    const goesOn = known === (operator === ts.SyntaxKind.AmpersandAmpersandToken);
    return goesOn ? lowerExpression(f, node.right, expected) : { op: bool(known), ty: booleanTy };
  }
  const left = lowerExpression(f, node.left, expected);
  f.at(node);
  const keepsLeft =
    operator === ts.SyntaxKind.AmpersandAmpersandToken
      ? not(f, truth(f, left, node.left))
      : operator === ts.SyntaxKind.BarBarToken
        ? truth(f, left, node.left)
        : not(f, isNullish(f, left));
  const keep = f.b.newBlock("left");
  const rest = f.b.newBlock("right");
  f.b.branch(keepsLeft, keep, rest);
  f.b.setBlock(rest);
  const right = lowerExpression(f, node.right, expected ?? contextFromLeft(left.ty, node));
  const end = f.b.isTerminated ? undefined : f.b.currentBlock;
  const kept = operator === ts.SyntaxKind.AmpersandAmpersandToken ? left.ty : present(left.ty);
  const ty = logicalTy(f, left, kept, right, expected, node);
  const done = f.b.newBlock("done");
  const local = ty.kind === "void" || ty.kind === "never" ? undefined : f.b.addLocal("value", storage(ty));
  if (end !== undefined) {
    f.b.setBlock(end);
    if (local !== undefined) f.b.localSet(local, coerce(f, right, ty, node.right).op);
    f.b.jump(done);
  }
  f.b.setBlock(keep);
  if (kept.kind === "never") f.b.unreachable();
  else {
    const narrowed = coerce(f, left, left.literal === undefined ? kept : left.ty, node.left, "narrow");
    if (local !== undefined) f.b.localSet(local, coerce(f, narrowed, ty, node.left).op);
    f.b.jump(done);
  }
  f.b.setBlock(done);
  return local === undefined ? { op: undefinedRef, ty } : { op: f.b.localGet(local), ty };
}

/** A literal on the right of `??` or `||` is meant as what is on the left: `map.get(key) ?? []`. */
function contextFromLeft(left: Ty, node: ts.BinaryExpression): Ty | undefined {
  if (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken || left.kind === "unknown") return undefined;
  const right = skipParentheses(node.right);
  const isLiteral =
    ts.isArrayLiteralExpression(right) ||
    ts.isObjectLiteralExpression(right) ||
    ts.isArrowFunction(right) ||
    ts.isFunctionExpression(right);
  return isLiteral ? withoutNullish(left) : undefined;
}

/** What is left of the left operand's type where `||` or `??` keeps it. */
function present(ty: Ty): Ty {
  return ty.kind === "unknown" ? ty : withoutNullish(ty);
}

function logicalTy(
  f: FunctionLowering,
  left: Val,
  kept: Ty,
  right: Val,
  expected: Ty | undefined,
  node: ts.BinaryExpression,
): Ty {
  const a = settledTy(kept);
  const b = settledTy(right.ty);
  if (left.ty.kind === "boolean" && right.ty.kind === "boolean") return left.ty;
  if (kept.kind === "int" && right.literal !== undefined) return kept;
  if (kept.kind === "never") return b;
  if (b.kind === "never") return a;
  if (expected !== undefined && expected.kind !== "void" && expected.kind !== "unknown") return expected;
  const union = unionOf([a, b]);
  if (union.kind !== "union") return union;
  // The checker believes that an element is always there, and what stands for a missing one is never asked for.
  if (ts.isElementAccessExpression(skipParentheses(node.left)) && !isHeldAlike(f.c.library, union, f.typeOf(node)))
    return union;
  return checkedAlike(f, union, node);
}

function settledTy(ty: Ty): Ty {
  return ty.kind === "integer" ? numberTy : ty.kind === "void" ? { kind: "undefined" } : ty;
}
