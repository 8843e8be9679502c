/** Places: what can stand on the left of an assignment. Their parts are evaluated once. */
import ts from "typescript";
import { int } from "../../ir/operands.ts";
import { CompileError, codes, FollowOnError } from "../failure.ts";
import { skipCasts } from "../syntax.ts";
import { storage } from "../types/representation.ts";
import { integerTy, numberTy, type Ty } from "../types/ty.ts";
import { coerce, coerceNumber } from "./coerce.ts";
import { truth } from "./condition.ts";
import { destructureAssign } from "./destructure.ts";
import { lowerExpression, lowerTo, unsupported } from "./expression.ts";
import { type FunctionLowering, typeOfVariable } from "./function-lowering.ts";
import { checkInitialised } from "./initialisation.ts";
import { elementPlace, propertyPlace } from "./member.ts";
import { binary, isNullish, not } from "./operator.ts";
import { globalOf, narrowed } from "./reference.ts";
import { resolveSymbol } from "./symbols.ts";
import type { Val } from "./value.ts";

export interface Place {
  readonly ty: Ty;
  /** An integer may be given as it is, though the type is `number`. */
  readonly takesIntegers?: true;
  readonly get: () => Val;
  /** Of a property that may be missing: what is there, or `undefined`. */
  readonly getMissing?: () => Val;
  readonly set: (val: Val) => void;
}

export function lowerPlace(f: FunctionLowering, node: ts.Expression): Place {
  const inner = skipCasts(node);
  if (ts.isIdentifier(inner)) return variablePlace(f, inner);
  if (ts.isPropertyAccessExpression(inner)) return propertyPlace(f, inner);
  if (ts.isElementAccessExpression(inner)) return elementPlace(f, inner);
  throw unsupported(inner);
}

function variablePlace(f: FunctionLowering, node: ts.Identifier): Place {
  const symbol = resolveSymbol(f.c.checker, node);
  const variable = symbol === undefined ? undefined : f.variables.get(symbol);
  if (variable !== undefined)
    return { ty: typeOfVariable(variable), get: () => f.read(variable), set: (val) => f.write(variable, val.op) };
  if (symbol !== undefined && f.c.poisoned.has(symbol)) throw new FollowOnError();
  const global = symbol === undefined ? undefined : globalOf(f, symbol);
  if (symbol !== undefined) checkInitialised(f, symbol, node);
  if (global === undefined)
    throw new CompileError(node, codes.unsupportedSyntax, `'${node.text}' can't be assigned here`);
  return {
    ty: global.type,
    get: () => ({ op: f.b.globalGet(storage(global.type), global.name), ty: global.type }),
    set: (val) => f.b.globalSet(global.name, val.op),
  };
}

const compound: Partial<Record<ts.SyntaxKind, ts.SyntaxKind>> = {
  [ts.SyntaxKind.PlusEqualsToken]: ts.SyntaxKind.PlusToken,
  [ts.SyntaxKind.MinusEqualsToken]: ts.SyntaxKind.MinusToken,
  [ts.SyntaxKind.AsteriskEqualsToken]: ts.SyntaxKind.AsteriskToken,
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken]: ts.SyntaxKind.AsteriskAsteriskToken,
  [ts.SyntaxKind.SlashEqualsToken]: ts.SyntaxKind.SlashToken,
  [ts.SyntaxKind.PercentEqualsToken]: ts.SyntaxKind.PercentToken,
  [ts.SyntaxKind.AmpersandEqualsToken]: ts.SyntaxKind.AmpersandToken,
  [ts.SyntaxKind.BarEqualsToken]: ts.SyntaxKind.BarToken,
  [ts.SyntaxKind.CaretEqualsToken]: ts.SyntaxKind.CaretToken,
  [ts.SyntaxKind.LessThanLessThanEqualsToken]: ts.SyntaxKind.LessThanLessThanToken,
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken]: ts.SyntaxKind.GreaterThanGreaterThanToken,
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken]: ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
};

export function lowerAssignment(f: FunctionLowering, node: ts.BinaryExpression): Val {
  const operator = node.operatorToken.kind;
  if (operator === ts.SyntaxKind.EqualsToken) {
    if (ts.isArrayLiteralExpression(node.left) || ts.isObjectLiteralExpression(node.left)) {
      const val = lowerExpression(f, node.right);
      destructureAssign(f, node.left, val);
      return val;
    }
    const place = lowerPlace(f, node.left);
    const val = lowerExpression(f, node.right, place.ty);
    f.at(node);
    if (place.takesIntegers && val.ty.kind === "integer") {
      place.set(val);
      return val;
    }
    const converted = coerce(f, val, place.ty, node.right);
    place.set(converted);
    return val.literal !== undefined ? converted : val;
  }
  const base = compound[operator];
  if (base === undefined) return lowerLogicalAssignment(f, node);
  const place = lowerPlace(f, node.left);
  const old = narrowed(f, place.get(), node.left, "checked");
  const right = lowerExpression(f, node.right, old.ty.kind === "int" ? old.ty : undefined);
  f.at(node);
  const value = binary(f, base, old, right, node);
  const result = place.takesIntegers && value.ty.kind === "integer" ? value : coerce(f, value, place.ty, node);
  place.set(result);
  return result;
}

/** `a &&= b`, `a ||= b`, `a ??= b`: assigns only where it must. */
function lowerLogicalAssignment(f: FunctionLowering, node: ts.BinaryExpression): Val {
  const operator = node.operatorToken.kind;
  const place = lowerPlace(f, node.left);
  const old = place.getMissing?.() ?? place.get();
  const ty = place.getMissing === undefined ? place.ty : old.ty;
  const assigns =
    operator === ts.SyntaxKind.QuestionQuestionEqualsToken
      ? isNullish(f, old)
      : operator === ts.SyntaxKind.BarBarEqualsToken
        ? not(f, truth(f, old, node.left))
        : truth(f, old, node.left);
  const local = f.b.addLocal("value", storage(ty));
  f.b.localSet(local, old.op);
  const yes = f.b.newBlock("assign");
  const done = f.b.newBlock("done");
  f.b.branch(assigns, yes, done);
  f.b.setBlock(yes);
  const val = lowerTo(f, node.right, place.ty);
  place.set(val);
  f.b.localSet(local, coerce(f, val, ty, node).op);
  f.b.jump(done);
  f.b.setBlock(done);
  const result: Val = { op: f.b.localGet(local), ty };
  const now = f.typeOf(node);
  if (place.getMissing !== undefined && now.kind !== "void") return coerce(f, result, now, node, "checked");
  return now.kind === "void" || now.kind === "never" || now.kind === "number"
    ? result
    : coerce(f, result, now, node, "narrow");
}

/** `++` and `--`, before and after. */
export function lowerStep(f: FunctionLowering, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): Val {
  const place = lowerPlace(f, node.operand);
  const old = place.get();
  const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? ts.SyntaxKind.PlusToken : ts.SyntaxKind.MinusToken;
  f.at(node);
  const before =
    old.ty.kind === "union" ? coerceNumber(f, coerce(f, old, numberTy, node, "checked"), numberTy, node) : old;
  const one: Val = { op: int("i64", 1n), ty: integerTy, literal: 1n };
  const after = binary(f, operator, before, one, node);
  place.set(coerce(f, after, place.ty, node));
  return ts.isPostfixUnaryExpression(node) ? before : after;
}
