/**
 * Reading a field that may not have its first value yet (`early-fields.ts`): where `undefined` can be seen for what it is, it is `undefined`; arithmetic makes NaN of it,
 * as in JavaScript. Where only a value of the field's own type will do, `undefined` throws TypeError.
 */
import ts from "typescript";
import { f64 } from "../../ir/operands.ts";
import { findField } from "../types/class-info.ts";
import { numberTy, type Ty } from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import { join } from "./condition.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isExactly } from "./operator.ts";
import { narrowed } from "./reference.ts";
import { toText } from "./text.ts";
import type { Val } from "./value.ts";

/** The type that the field is declared with, if it may be read before it has a value. */
export function earlyFieldTy(object: Ty, name: string): Ty | undefined {
  return object.kind === "class" ? findField(object.info, name)?.field.early : undefined;
}

export function earlyValue(f: FunctionLowering, val: Val, declared: Ty, node: ts.Expression): Val {
  let at: ts.Expression = node;
  while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (seesUndefined(parent, at) || isWelcome(f, at)) return val;
  if (ts.isBinaryExpression(parent) && isArithmetic(parent.operatorToken.kind)) {
    if (declared.kind === "number") return numberOrNaN(f, val, node);
    if (declared.kind === "string" && parent.operatorToken.kind === ts.SyntaxKind.PlusToken)
      return toText(f, val, node);
  }
  if (
    ts.isPrefixUnaryExpression(parent) &&
    parent.operator !== ts.SyntaxKind.ExclamationToken &&
    declared.kind === "number"
  )
    return numberOrNaN(f, val, node);
  return narrowed(f, val, node, "checked");
}

export function numberOrNaN(f: FunctionLowering, val: Val, node: ts.Node): Val {
  return join(
    f,
    isExactly(f, val, "undefined"),
    numberTy,
    node,
    () => ({ op: f64(Number.NaN), ty: numberTy }),
    () => coerce(f, val, numberTy, node, "narrow"),
  );
}

/**
 * Does the call or array around it take `undefined` too, as a parameter of the type `unknown` does? A variable does not: the checker believes of it what was assigned.
 */
function isWelcome(f: FunctionLowering, node: ts.Expression): boolean {
  const { parent } = node;
  const isArgument = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== node;
  if (!isArgument && !ts.isArrayLiteralExpression(parent)) return false;
  const context = f.c.checker.getContextualType(node);
  if (context === undefined) return false;
  const anything = ts.TypeFlags.Unknown | ts.TypeFlags.Any | ts.TypeFlags.Undefined;
  return (context.isUnion() ? context.types : [context]).some((type) => (type.flags & anything) !== 0);
}

/** Is any value fine there? */
function seesUndefined(parent: ts.Node, at: ts.Expression): boolean {
  if (ts.isTemplateSpan(parent) || ts.isTypeOfExpression(parent) || ts.isExpressionStatement(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition === at;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent))
    return parent.expression === at && parent.questionDotToken !== undefined;
  return ts.isBinaryExpression(parent) && seesAnything.has(parent.operatorToken.kind);
}

const seesAnything: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

function isArithmetic(kind: ts.SyntaxKind): boolean {
  return (
    (kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.GreaterThanEqualsToken) ||
    (kind >= ts.SyntaxKind.PlusToken && kind <= ts.SyntaxKind.CaretToken)
  );
}
