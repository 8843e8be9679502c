/**
 * Expressions whose value is known now: literals, enum members, constants of modules and arithmetic on them. Their integers keep their exact
 * value, so that `const port = 0x3f8` can be passed where a `u16` is due.
 */
import ts from "typescript";
import { bool, f64, i64, int, str } from "../../ir/operands.ts";
import { integerLiteral, skipParentheses } from "../syntax.ts";
import type { Env } from "../types/env.ts";
import { booleanTy, type IntName, integerTy, intShapes, intTy, numberTy, stringTy, type Ty } from "../types/ty.ts";
import { literalAs } from "./coerce.ts";
import type { Compilation } from "./compilation.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { resolveSymbol } from "./symbols.ts";
import type { Val } from "./value.ts";

type Constant =
  | { readonly kind: "integer"; readonly value: bigint; readonly name?: IntName }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean };

export function constantOf(f: FunctionLowering, node: ts.Expression): Val | undefined {
  const constant = evaluate(f.c, node, f.env, 0);
  return constant === undefined ? undefined : constantVal(constant, node);
}

function constantVal(constant: Constant, node: ts.Node): Val {
  switch (constant.kind) {
    case "integer":
      if (constant.name !== undefined)
        return {
          op: int(`i${intShapes[constant.name].bits}`, constant.value),
          ty: intTy(constant.name),
          literal: constant.value,
        };
      return literalAs(constant.value, integerTy, node);
    case "number":
      return Number.isSafeInteger(constant.value) && !Object.is(constant.value, -0)
        ? { op: i64(constant.value), ty: integerTy, literal: BigInt(constant.value) }
        : { op: f64(constant.value), ty: numberTy };
    case "string":
      return { op: str(constant.value), ty: stringTy };
    case "boolean":
      return { op: bool(constant.value), ty: booleanTy };
  }
}

/** The value of a `const` of a module, if it is known now. */
export function constantOfSymbol(f: FunctionLowering, symbol: ts.Symbol, node: ts.Node): Val | undefined {
  const constant = symbolConstant(f.c, symbol, 0);
  return constant === undefined ? undefined : constantVal(constant, node);
}

const known = new WeakMap<ts.Symbol, Constant | "none">();

function symbolConstant(c: Compilation, symbol: ts.Symbol, depth: number): Constant | undefined {
  if (c.early.has(symbol)) return undefined;
  const found = known.get(symbol);
  if (found !== undefined) return found === "none" ? undefined : found;
  known.set(symbol, "none");
  const declaration = symbol.valueDeclaration;
  let constant: Constant | undefined;
  if (declaration !== undefined && ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined) {
    if (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const && ts.isVariableDeclarationList(declaration.parent)) {
      constant = evaluate(c, declaration.initializer, undefined, depth + 1);
      if (constant !== undefined) constant = inDeclaredType(c, constant, declaration);
    }
  } else if (declaration !== undefined && ts.isEnumMember(declaration)) {
    const value = c.checker.getConstantValue(declaration);
    if (typeof value === "string") constant = { kind: "string", value };
    else if (typeof value === "number")
      constant = Number.isSafeInteger(value) ? { kind: "integer", value: BigInt(value) } : { kind: "number", value };
  }
  known.set(symbol, constant ?? "none");
  return constant;
}

function inDeclaredType(c: Compilation, constant: Constant, declaration: ts.VariableDeclaration): Constant | undefined {
  if (declaration.type === undefined || (constant.kind !== "integer" && constant.kind !== "number")) return constant;
  let ty: Ty;
  try {
    ty = c.types.typeOf(declaration, { params: new Map(), thisTy: undefined });
  } catch {
    return undefined;
  }
  if (ty.kind === "int" && constant.kind === "integer") {
    if (constant.name !== undefined) return constant.name === ty.name ? constant : undefined;
    literalAs(constant.value, ty, declaration.initializer!);
    return { kind: "integer", value: constant.value, name: ty.name };
  }
  return ty.kind === "number" ? constant : undefined;
}

function evaluate(c: Compilation, node: ts.Expression, env: Env | undefined, depth: number): Constant | undefined {
  if (depth > 50) return undefined;
  const inner = skipParentheses(node);
  if (ts.isNumericLiteral(inner)) {
    const literal = integerLiteral(inner);
    if (literal !== undefined) return { kind: "integer", value: literal };
    const value = Number(inner.text);
    return Number.isSafeInteger(value) ? { kind: "integer", value: BigInt(value) } : { kind: "number", value };
  }
  if (ts.isStringLiteralLike(inner)) return { kind: "string", value: inner.text };
  if (inner.kind === ts.SyntaxKind.TrueKeyword) return { kind: "boolean", value: true };
  if (inner.kind === ts.SyntaxKind.FalseKeyword) return { kind: "boolean", value: false };
  if (ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner)) {
    const symbol = resolveSymbol(c.checker, ts.isIdentifier(inner) ? inner : inner.name);
    return symbol === undefined ? undefined : symbolConstant(c, symbol, depth + 1);
  }
  if (ts.isPrefixUnaryExpression(inner)) {
    const operand = evaluate(c, inner.operand, env, depth + 1);
    return operand === undefined ? undefined : unary(inner.operator, operand);
  }
  if (ts.isBinaryExpression(inner)) {
    const left = evaluate(c, inner.left, env, depth + 1);
    if (left === undefined) return undefined;
    const right = evaluate(c, inner.right, env, depth + 1);
    return right === undefined ? undefined : binary(inner.operatorToken.kind, left, right);
  }
  if (
    ts.isCallExpression(inner) &&
    ts.isIdentifier(inner.expression) &&
    inner.arguments.length === 1 &&
    inner.expression.text in intShapes
  ) {
    const symbol = resolveSymbol(c.checker, inner.expression);
    if (symbol === undefined || !c.library.isGlobalDeclaration(symbol)) return undefined;
    const operand = evaluate(c, inner.arguments[0]!, env, depth + 1);
    if (operand?.kind !== "integer") return undefined;
    const name = inner.expression.text as IntName;
    return { kind: "integer", value: wrap(operand.value, name), name };
  }
  return undefined;
}

function wrap(value: bigint, name: IntName): bigint {
  const { bits, signed } = intShapes[name];
  return signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

function unary(operator: ts.PrefixUnaryOperator, operand: Constant): Constant | undefined {
  if (operator === ts.SyntaxKind.MinusToken) {
    if (operand.kind === "number") return { kind: "number", value: -operand.value };
    if (operand.kind !== "integer") return undefined;
    if (operand.name !== undefined) return { ...operand, value: wrap(-operand.value, operand.name) };
    return operand.value === 0n ? { kind: "number", value: -0 } : { kind: "integer", value: -operand.value };
  }
  if (operator === ts.SyntaxKind.PlusToken)
    return operand.kind === "integer" || operand.kind === "number" ? operand : undefined;
  if (operator === ts.SyntaxKind.TildeToken && operand.kind === "integer") {
    if (operand.name !== undefined) return { ...operand, value: wrap(~operand.value, operand.name) };
    return { kind: "integer", value: BigInt(~Number(BigInt.asIntN(32, operand.value))) };
  }
  if (operator === ts.SyntaxKind.ExclamationToken && operand.kind === "boolean")
    return { kind: "boolean", value: !operand.value };
  return undefined;
}

const exact: Partial<Record<ts.SyntaxKind, (a: bigint, b: bigint) => bigint | undefined>> = {
  [ts.SyntaxKind.PlusToken]: (a, b) => a + b,
  [ts.SyntaxKind.MinusToken]: (a, b) => a - b,
  [ts.SyntaxKind.AsteriskToken]: (a, b) => ((a === 0n || b === 0n) && (a < 0n || b < 0n) ? undefined : a * b),
  [ts.SyntaxKind.AsteriskAsteriskToken]: (a, b) => (b >= 0n && b < 1100n ? a ** b : undefined),
};

const bitwise: Partial<Record<ts.SyntaxKind, (a: bigint, b: bigint, bits: number) => bigint>> = {
  [ts.SyntaxKind.AmpersandToken]: (a, b) => a & b,
  [ts.SyntaxKind.BarToken]: (a, b) => a | b,
  [ts.SyntaxKind.CaretToken]: (a, b) => a ^ b,
  [ts.SyntaxKind.LessThanLessThanToken]: (a, b, bits) => a << (b & BigInt(bits - 1)),
};

function binary(operator: ts.SyntaxKind, a: Constant, b: Constant): Constant | undefined {
  if (a.kind === "string" && b.kind === "string" && operator === ts.SyntaxKind.PlusToken)
    return { kind: "string", value: a.value + b.value };
  if (a.kind === "integer" && b.kind === "integer") return integerBinary(operator, a, b);
  return undefined;
}

function integerBinary(
  operator: ts.SyntaxKind,
  a: Constant & { kind: "integer" },
  b: Constant & { kind: "integer" },
): Constant | undefined {
  if (a.name !== undefined && b.name !== undefined && a.name !== b.name) return undefined;
  const name = a.name ?? b.name;
  const arithmetic = exact[operator]?.(a.value, b.value);
  if (arithmetic !== undefined) {
    if (name !== undefined) return { kind: "integer", value: wrap(arithmetic, name), name };
    return arithmetic >= -(2n ** 53n) && arithmetic <= 2n ** 53n ? { kind: "integer", value: arithmetic } : undefined;
  }
  const logic = bitwise[operator]?.(a.value, b.value, name === undefined ? 32 : intShapes[name].bits);
  if (logic !== undefined) {
    if (name !== undefined) return { kind: "integer", value: wrap(logic, name), name };
    const small = (value: bigint): boolean => value >= -(2n ** 31n) && value < 2n ** 31n;
    return small(a.value) && small(b.value) ? { kind: "integer", value: BigInt.asIntN(32, logic) } : undefined;
  }
  if (operator === ts.SyntaxKind.SlashToken && b.value !== 0n) {
    if (name !== undefined) return { kind: "integer", value: wrap(a.value / b.value, name), name };
    if (a.value % b.value === 0n && a.value !== 0n) return { kind: "integer", value: a.value / b.value };
    return { kind: "number", value: Number(a.value) / Number(b.value) };
  }
  return undefined;
}
