/**
 * Elements read where `undefined` can be seen for what it is: `a[i] ?? d`, `a[i]?.x`, `a[i] === undefined`. Outside there is nothing, as in JavaScript, and no RangeError. Who
 * writes so asks whether the element is there, whatever its type says. All other reads are checked (`member.ts`).
 */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { membersOf, primitiveKinds, type Ty, undefinedTy, unionOf, withoutNullish } from "../types/ty.ts";
import { coerce, toDouble } from "./coerce.ts";
import { join } from "./condition.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { toInt64 } from "./operator.ts";
import { undefinedVal, type Val } from "./value.ts";

const comparisons: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** Does the place around an element ask whether it is there? Of elements that are nothing but objects, a test for truth asks nothing else. */
export function asksWhetherThere(node: ts.Expression, element: Ty): boolean {
  let at: ts.Expression = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isTypeOfExpression(parent)) return true;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent))
    if (parent.expression === at) return parent.questionDotToken !== undefined;
  // The end of an optional chain may be `undefined` to the checker, too.
  if (node.flags & ts.NodeFlags.OptionalChain) return !ts.isNonNullExpression(parent);
  if (ts.isBinaryExpression(parent)) {
    const operator = parent.operatorToken.kind;
    if (comparisons.has(operator)) return isNothing(parent.left === at ? parent.right : parent.left);
    if (parent.left !== at) return false;
    if (operator === ts.SyntaxKind.QuestionQuestionToken || operator === ts.SyntaxKind.QuestionQuestionEqualsToken)
      return true;
    if (operator === ts.SyntaxKind.BarBarToken || operator === ts.SyntaxKind.BarBarEqualsToken)
      return element.kind !== "boolean";
    return operator === ts.SyntaxKind.AmpersandAmpersandToken && isObject(element);
  }
  return isTested(at) && isObject(element);
}

/** Does only the truth of an expression count? */
function isTested(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isConditionalExpression(parent) || ts.isForStatement(parent)) return parent.condition === node;
  return false;
}

/** `undefined`, `null`. */
function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}

function isObject(element: Ty): boolean {
  return element.kind !== "unknown" && membersOf(element).every(({ kind }) => !primitiveKinds.has(kind));
}

/** What is there as the checker has narrowed it, or nothing. */
export function narrowedOrNothing(f: FunctionLowering, val: Val, node: ts.Expression): Val {
  const type = f.c.checker.getTypeAtLocation(node);
  if (val.ty.kind !== "union" || type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Never)) return val;
  const now = f.translate(type, node);
  if (withoutNullish(now).kind === "never") return val;
  return coerce(f, val, unionOf([now, undefinedTy]), node, "checked");
}

/** The element if the index is one of the `length` ones, else `undefined`. `read` gets the index as an i64. */
export function elementOrNothing(
  f: FunctionLowering,
  index: Val,
  length: Operand,
  element: Ty,
  node: ts.Node,
  read: (at: Operand) => Val,
): Val {
  const isWhole = index.ty.kind === "int" || index.ty.kind === "integer";
  const double = isWhole ? undefined : toDouble(f, index);
  const at = double === undefined ? toInt64(f, index) : f.b.convert("truncate", "i64", double);
  const isInside = f.b.compare("ult", at, length);
  const isThere =
    double === undefined
      ? isInside
      : f.b.binary("and", isInside, f.b.compare("foeq", f.b.convert("sitofp", "f64", at), double));
  return join(
    f,
    isThere,
    unionOf([element.kind === "void" ? undefinedTy : element, undefinedTy]),
    node,
    () => read(at),
    () => undefinedVal,
  );
}
