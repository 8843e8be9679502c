/** Expressions: which file lowers which. */
import ts from "typescript";
import { bool, f64, i64, nullRef, str, undefinedRef } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { integerLiteral, isAssignmentOperator, skipParentheses } from "../syntax.ts";
import { representation } from "../types/representation.ts";
import {
  booleanTy,
  integerTy,
  membersOf,
  nullTy,
  numberTy,
  stringTy,
  type Ty,
  undefinedTy,
  unionOf,
  unknownTy,
  withoutNullish,
} from "../types/ty.ts";
import { lowerArrayLiteral } from "./array-literal.ts";
import { lowerAssignment, lowerStep } from "./assign.ts";
import { lowerAwait } from "./async.ts";
import { lowerCall, lowerNew } from "./call.ts";
import { classValue, lowerClassExpression } from "./class-value.ts";
import { lowerClosure } from "./closure.ts";
import { coerce } from "./coerce.ts";
import { lowerConditional, lowerLogical } from "./condition.ts";
import { constantOf } from "./constant.ts";
import { lowerDelete } from "./dictionary.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { genericValue } from "./generic-function.ts";
import { lowerElementAccess, lowerPropertyAccess } from "./member.ts";
import { lowerObjectLiteral } from "./object-literal.ts";
import { lowerBinary, lowerPrefix, lowerTypeof } from "./operator.ts";
import { lowerIdentifier } from "./reference.ts";
import { lowerRegExpLiteral } from "./regexp.ts";
import { throwNoThis } from "./taken-off.ts";
import { isTagged, lowerTemplateStrings } from "./template-strings.ts";
import { lowerTemplate } from "./text.ts";
import type { Val } from "./value.ts";
import { lowerYield } from "./yield.ts";

type Lower = (f: FunctionLowering, node: never, expected: Ty | undefined) => Val;

const lowerings: Partial<Record<ts.SyntaxKind, Lower>> = {
  [ts.SyntaxKind.NumericLiteral]: lowerNumericLiteral,
  [ts.SyntaxKind.StringLiteral]: (_f, node: ts.StringLiteral) => ({ op: str(node.text), ty: stringTy }),
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral]: (f, node: ts.NoSubstitutionTemplateLiteral) =>
    isTagged(node) ? lowerTemplateStrings(f, node) : { op: str(node.text), ty: stringTy },
  [ts.SyntaxKind.RegularExpressionLiteral]: lowerRegExpLiteral,
  [ts.SyntaxKind.TrueKeyword]: () => ({ op: bool(true), ty: booleanTy }),
  [ts.SyntaxKind.FalseKeyword]: () => ({ op: bool(false), ty: booleanTy }),
  [ts.SyntaxKind.NullKeyword]: () => ({ op: nullRef, ty: nullTy }),
  [ts.SyntaxKind.Identifier]: lowerIdentifier,
  [ts.SyntaxKind.ThisKeyword]: lowerThis,
  [ts.SyntaxKind.ParenthesizedExpression]: (f, node: ts.ParenthesizedExpression, expected) =>
    lowerExpression(f, node.expression, expected),
  [ts.SyntaxKind.BinaryExpression]: lowerBinaryExpression,
  [ts.SyntaxKind.PrefixUnaryExpression]: lowerPrefixExpression,
  [ts.SyntaxKind.PostfixUnaryExpression]: (f, node: ts.PostfixUnaryExpression) => lowerStep(f, node),
  [ts.SyntaxKind.ConditionalExpression]: lowerConditional,
  [ts.SyntaxKind.CallExpression]: lowerCall,
  [ts.SyntaxKind.NewExpression]: lowerNew,
  [ts.SyntaxKind.PropertyAccessExpression]: lowerPropertyAccess,
  [ts.SyntaxKind.ElementAccessExpression]: lowerElementAccess,
  [ts.SyntaxKind.ArrowFunction]: lowerClosure,
  [ts.SyntaxKind.FunctionExpression]: lowerClosure,
  [ts.SyntaxKind.ArrayLiteralExpression]: lowerArrayLiteral,
  [ts.SyntaxKind.ObjectLiteralExpression]: lowerObjectLiteral,
  [ts.SyntaxKind.TemplateExpression]: (f, node: ts.TemplateExpression) =>
    isTagged(node) ? lowerTemplateStrings(f, node) : lowerTemplate(f, node),
  [ts.SyntaxKind.TaggedTemplateExpression]: lowerCall,
  [ts.SyntaxKind.ExpressionWithTypeArguments]: lowerInstantiation,
  [ts.SyntaxKind.AwaitExpression]: lowerAwait,
  [ts.SyntaxKind.YieldExpression]: lowerYield,
  [ts.SyntaxKind.AsExpression]: lowerAs,
  [ts.SyntaxKind.SatisfiesExpression]: (f, node: ts.SatisfiesExpression, expected) =>
    lowerExpression(f, node.expression, expected),
  [ts.SyntaxKind.NonNullExpression]: lowerNonNull,
  [ts.SyntaxKind.TypeOfExpression]: lowerTypeof,
  [ts.SyntaxKind.ClassExpression]: lowerClassExpression,
  [ts.SyntaxKind.DeleteExpression]: lowerDelete,
  [ts.SyntaxKind.VoidExpression]: (f, node: ts.VoidExpression) => {
    lowerExpression(f, node.expression);
    return { op: undefinedRef, ty: undefinedTy };
  },
};

/** Names for messages about syntax that isn't compiled. */
const syntaxNames: Partial<Record<ts.SyntaxKind, [string, string]>> = {
  [ts.SyntaxKind.BigIntLiteral]: ["'bigint' values", 'use the 64-bit integers of "osmium"'],
  [ts.SyntaxKind.MetaProperty]: ["'import.meta' and 'new.target'", "pass the value as a parameter"],
};

export function unsupported(node: ts.Node): CompileError {
  const [what, help] = syntaxNames[node.kind] ?? [`this syntax (${ts.SyntaxKind[node.kind]})`, "write it another way"];
  return new CompileError(node, codes.unsupportedSyntax, `${what} can't be compiled yet`, help);
}

/** Lowers an expression. `expected` is the type of the context: literals and functions take it up; others ignore it. */
export function lowerExpression(f: FunctionLowering, node: ts.Expression, expected?: Ty): Val {
  const lower = lowerings[node.kind];
  if (lower === undefined) throw unsupported(node);
  const loc = f.b.loc;
  f.at(node);
  const val = (lower as (f: FunctionLowering, node: ts.Node, expected: Ty | undefined) => Val)(f, node, expected);
  f.b.setLoc(loc);
  return val;
}

/** Lowers an expression to a value of a type. */
export function lowerTo(f: FunctionLowering, node: ts.Expression, ty: Ty): Val {
  const loc = f.b.loc;
  const val = lowerExpression(f, node, ty);
  f.at(node);
  const converted = coerce(f, val, ty, node);
  f.b.setLoc(loc);
  return converted;
}

/** A value whose type can be stored: literals and counters become numbers. */
export function settled(f: FunctionLowering, val: Val, node: ts.Node): Val {
  return val.ty.kind === "integer" ? coerce(f, val, numberTy, node) : val;
}

function lowerNumericLiteral(_f: FunctionLowering, node: ts.NumericLiteral): Val {
  const literal = integerLiteral(node);
  if (literal !== undefined) return { op: i64(BigInt.asIntN(64, literal)), ty: integerTy, literal };
  const value = Number(node.text);
  if (Number.isSafeInteger(value)) return { op: i64(value), ty: integerTy, literal: BigInt(value) };
  return { op: f64(value), ty: numberTy };
}

function lowerThis(f: FunctionLowering, node: ts.Node): Val {
  if (f.thisVal === undefined && f.env.thisTy?.kind === "static") return classValue(f, f.env.thisTy.info, node);
  if (f.thisVal === undefined)
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      "there is no 'this' here",
      "use it inside a class or a method",
    );
  if (f.hasNoThis) throwNoThis(f, node);
  return f.hasNoThis ? { ...f.thisVal, op: undefinedRef } : f.thisVal;
}

function lowerBinaryExpression(f: FunctionLowering, node: ts.BinaryExpression, expected: Ty | undefined): Val {
  const operator = node.operatorToken.kind;
  if (isAssignmentOperator(operator)) return lowerAssignment(f, node);
  if (operator === ts.SyntaxKind.CommaToken) {
    lowerExpression(f, node.left);
    return lowerExpression(f, node.right, expected);
  }
  if (
    operator === ts.SyntaxKind.AmpersandAmpersandToken ||
    operator === ts.SyntaxKind.BarBarToken ||
    operator === ts.SyntaxKind.QuestionQuestionToken
  ) {
    return lowerLogical(f, node, expected);
  }
  const constant = constantOf(f, node);
  if (constant !== undefined) return constant;
  return lowerBinary(f, node);
}

function lowerPrefixExpression(f: FunctionLowering, node: ts.PrefixUnaryExpression): Val {
  if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
    return lowerStep(f, node);
  return lowerPrefix(f, node);
}

function lowerAs(f: FunctionLowering, node: ts.AsExpression, expected: Ty | undefined): Val {
  if (ts.isConstTypeReference(node.type)) return lowerExpression(f, node.expression, expected);
  const target = f.translate(f.c.checker.getTypeFromTypeNode(node.type), node.type);
  const inner = skipParentheses(node.expression);
  if (ts.isAsExpression(inner) && f.c.checker.getTypeFromTypeNode(inner.type).flags & ts.TypeFlags.Unknown) {
    return castTo(f, lowerExpression(f, inner.expression), target, node);
  }
  const isLiteral =
    target.kind !== "never" &&
    (ts.isObjectLiteralExpression(inner) || ts.isArrayLiteralExpression(inner) || ts.isFunctionLike(inner));
  const context = ts.isObjectLiteralExpression(inner) ? withRoom(target) : target;
  return castTo(f, lowerExpression(f, node.expression, isLiteral ? context : undefined), target, node);
}

/** `{} as Point`: what the literal leaves out is assigned later; to read it before that throws. */
function withRoom(target: Ty): Ty {
  if (target.kind !== "object") return target;
  const properties = () =>
    target.properties().map((property) => ({
      ...property,
      optional: true,
      readonly: false,
      type: unionOf([property.type, undefinedTy]),
    }));
  return { ...target, key: `${target.key}?`, properties };
}

/** `f<string>` as a value. */
function lowerInstantiation(f: FunctionLowering, node: ts.ExpressionWithTypeArguments): Val {
  const val = lowerExpression(f, node.expression);
  if (val.ty.kind !== "function" || val.ty.generic === undefined) throw unsupported(node);
  const args = (node.typeArguments ?? []).map((arg) => f.translate(f.c.checker.getTypeFromTypeNode(arg), arg));
  return genericValue(f, val.op, val.ty.generic, args, node);
}

function castTo(f: FunctionLowering, val: Val, target: Ty, node: ts.Node): Val {
  // What is said to fit anywhere is proved where it is used.
  if (target.kind === "never" && val.ty.kind !== "never") return coerce(f, settled(f, val, node), unknownTy, node);
  return coerce(f, val, target, node, "checked");
}

function lowerNonNull(f: FunctionLowering, node: ts.NonNullExpression, expected: Ty | undefined): Val {
  const val = lowerExpression(
    f,
    node.expression,
    expected === undefined ? undefined : unionOf([expected, undefinedTy]),
  );
  if (!membersOf(val.ty).some((member) => member.kind === "null" || member.kind === "undefined")) return val;
  const target = withoutNullish(val.ty);
  if (target.kind === "never") return { op: undefinedRef, ty: target };
  if (representation(val.ty) === "any" && representation(target) === "any") {
    const unknown = coerce(f, val, { kind: "unknown" }, node);
    f.callRuntime(
      "requireNonNull",
      [unknown, { op: str(node.expression.getText().slice(0, 60)), ty: stringTy }],
      [],
      node,
    );
    return { op: val.op, ty: target };
  }
  return coerce(f, val, target, node, "checked");
}
