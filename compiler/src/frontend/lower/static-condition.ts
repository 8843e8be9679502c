/**
 * Conditions that the type arguments of a generic function settle: `typeof value === "string"` where `value: T` and `T` is `number` here. What they exclude is not
 * compiled, since it need not make sense for this `T`. Only asked inside of generic functions: elsewhere the checker sees that such a branch is never taken.
 */
import ts from "typescript";
import { skipParentheses } from "../syntax.ts";
import { membersOf, stringTy, type Ty, undefinedTy, unknownTy } from "../types/ty.ts";
import { hasMember } from "./dispatch-entry.ts";
import type { FunctionLowering } from "./function-lowering.ts";

/** Does code after this depend on type arguments? */
export function isGeneric(f: FunctionLowering): boolean {
  return f.env.params.size > 0;
}

/** Whether the condition holds, if that is known here; it then has no effects. */
export function staticTruth(f: FunctionLowering, node: ts.Expression): boolean | undefined {
  if (!isGeneric(f)) return undefined;
  const inner = skipParentheses(node);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const operand = staticTruth(f, inner.operand);
    return operand === undefined ? undefined : !operand;
  }
  if (ts.isCallExpression(inner)) return isArrayTest(f, inner);
  if (!ts.isBinaryExpression(inner)) return undefined;
  const { left, right } = inner;
  switch (inner.operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken: {
      const first = staticTruth(f, left);
      return first === true ? staticTruth(f, right) : first;
    }
    case ts.SyntaxKind.BarBarToken: {
      const first = staticTruth(f, left);
      return first === false ? staticTruth(f, right) : first;
    }
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
      return equal(f, left, right);
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken: {
      const same = equal(f, left, right);
      return same === undefined ? undefined : !same;
    }
    case ts.SyntaxKind.InstanceOfKeyword: {
      const names = allNames(f, parameterised(f, left));
      return names === undefined || names.has("object") || names.has("function") ? undefined : false;
    }
  }
  return undefined;
}

/** What `typeof` may give for an expression, if its type arguments limit that. */
export function staticTypeof(f: FunctionLowering, node: ts.Expression): ReadonlySet<string> | undefined {
  return isGeneric(f) ? allNames(f, parameterised(f, node)) : undefined;
}

function equal(f: FunctionLowering, left: ts.Expression, right: ts.Expression): boolean | undefined {
  if (ts.isTypeOfExpression(left) && ts.isStringLiteralLike(right)) {
    const names = allNames(f, parameterised(f, left.expression));
    if (names === undefined) return undefined;
    if (!names.has(right.text)) return false;
    return names.size === 1 ? true : undefined;
  }
  const isNull = right.kind === ts.SyntaxKind.NullKeyword;
  if (!isNull && !(ts.isIdentifier(right) && right.text === "undefined")) return undefined;
  const types = parameterised(f, left);
  const wanted = isNull ? "null" : "undefined";
  if (types === undefined || types.some((ty) => ty.kind === "unknown")) return undefined;
  return types.some((ty) => ty.kind === wanted || ty.kind === "void") ? undefined : false;
}

function isArrayTest(f: FunctionLowering, node: ts.CallExpression): boolean | undefined {
  const callee = node.expression;
  const [arg] = node.arguments;
  if (arg === undefined || !ts.isPropertyAccessExpression(callee) || callee.getText() !== "Array.isArray")
    return undefined;
  const types = parameterised(f, arg);
  if (types === undefined) return undefined;
  if (types.every((ty) => ty.kind === "array" || ty.kind === "tuple")) return true;
  const never = (ty: Ty): boolean => ty.kind === "class" || typeofNames(f, ty)?.includes("object") === false;
  return types.every(never) ? false : undefined;
}

/** The types that a plain name or property whose type is a type parameter may have. */
function parameterised(f: FunctionLowering, node: ts.Expression): readonly Ty[] | undefined {
  const inner = skipParentheses(node);
  let at = inner;
  while (ts.isPropertyAccessExpression(at)) at = at.expression;
  if (!ts.isIdentifier(at) && at.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  const type = f.c.checker.getTypeAtLocation(inner);
  if (!dependsOnParameter(type)) return undefined;
  const types = membersOf(f.translate(type, inner));
  return mayBeMissing(f, inner) ? [...types, undefinedTy] : types;
}

/** May it be `undefined` although its type does not say so: a field, a variable of an array pattern? */
function mayBeMissing(f: FunctionLowering, node: ts.Expression): boolean {
  if (!ts.isIdentifier(node)) return node.kind !== ts.SyntaxKind.ThisKeyword;
  const symbol = f.c.checker.getSymbolAtLocation(node);
  const variable = symbol === undefined ? undefined : f.variables.get(symbol);
  return variable === undefined || membersOf(variable.ty).some((member) => member.kind === "undefined");
}

function dependsOnParameter(type: ts.Type): boolean {
  const open = ts.TypeFlags.TypeParameter | ts.TypeFlags.Conditional | ts.TypeFlags.IndexedAccess;
  if (type.flags & open) return true;
  return (type.isUnion() || type.isIntersection()) && type.types.some(dependsOnParameter);
}

/** What `typeof` may give; undefined if anything. */
function typeofNames(f: FunctionLowering, ty: Ty): readonly string[] | undefined {
  switch (ty.kind) {
    case "number":
    case "integer":
    case "int":
    case "f32":
      return ["number"];
    case "string":
    case "boolean":
    case "symbol":
    case "function":
      return [ty.kind];
    case "undefined":
    case "void":
      return ["undefined"];
    case "null":
    case "array":
    case "tuple":
    case "class":
    case "literal":
      return ["object"];
    case "object": {
      const wanted = ty.properties().filter((property) => !property.optional);
      if (wanted.length === 0) return undefined;
      const mayBeText = wanted.every((property) => hasMember(f.c, stringTy, property.name));
      return mayBeText ? ["object", "function", "string"] : ["object", "function"];
    }
    default:
      return undefined;
  }
}

/** What `typeof` may give for any of the types; undefined if anything. */
function allNames(f: FunctionLowering, types: readonly Ty[] | undefined): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const ty of types ?? [unknownTy]) {
    const own = typeofNames(f, ty);
    if (own === undefined) return undefined;
    for (const name of own) names.add(name);
  }
  return names;
}
