/** Names: what an identifier stands for, and reading it. */
import ts from "typescript";
import { f64, undefinedRef } from "../../ir/operands.ts";
import { CompileError, codes, FollowOnError } from "../failure.ts";
import { skipParentheses } from "../syntax.ts";
import { emptyEnv } from "../types/env.ts";
import { representation, storage } from "../types/representation.ts";
import {
  intTy,
  isNumeric,
  membersOf,
  numberTy,
  sameTy,
  type Ty,
  undefinedTy,
  unionOf,
  unknownTy,
} from "../types/ty.ts";
import { isInsideBlock } from "./captures.ts";
import { classOfDeclaration, classValue } from "./class-value.ts";
import { functionValue } from "./closure.ts";
import { coerce } from "./coerce.ts";
import { constantOfSymbol } from "./constant.ts";
import { conversionValue, isConversion } from "./conversion.ts";
import { spreadOf } from "./dictionary.ts";
import { evolvedTy, isEvolving } from "./evolving.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { propertyDeclaration } from "./function-property.ts";
import { genericConstant, plainGeneric } from "./generic-function.ts";
import { checkInitialised } from "./initialisation.ts";
import { mayBeMissing } from "./match.ts";
import { resolveSymbol } from "./symbols.ts";
import type { Val } from "./value.ts";

export function lowerIdentifier(f: FunctionLowering, node: ts.Identifier, expected?: Ty): Val {
  if (node.text === "undefined") return { op: undefinedRef, ty: undefinedTy };
  const symbol = resolveSymbol(f.c.checker, node);
  if (symbol === undefined) throw new CompileError(node, codes.unsupportedSyntax, `'${node.text}' is not known`);
  if (isConversion(symbol.name) && f.c.library.isGlobalDeclaration(symbol))
    return conversionValue(f, symbol.name, expected, node);
  return narrowed(f, readSymbol(f, symbol, node, expected), node, isStable(f, symbol) ? "narrow" : "checked");
}

/** Does the variable hold what it was found to hold until this very function changes it? Others may assign those of modules, and those that closures share. */
function isStable(f: FunctionLowering, symbol: ts.Symbol): boolean {
  const variable = f.variables.get(symbol);
  if (variable !== undefined)
    return variable.kind === "local" || variable.kind === "value" || (variable.kind === "captured" && !variable.boxed);
  const declaration = symbol.valueDeclaration;
  return declaration === undefined || (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}

/** Reads what a name stands for: a variable, a constant, a function. */
export function readSymbol(f: FunctionLowering, symbol: ts.Symbol, node: ts.Node, expected?: Ty): Val {
  if (f.self?.symbol === symbol) return f.self.val;
  const variable = f.variables.get(symbol);
  if (variable !== undefined) return f.read(variable);
  if (f.c.poisoned.has(symbol)) throw new FollowOnError();
  if (f.c.library.isGlobalDeclaration(symbol)) return readGlobalName(f, symbol, node);
  checkInitialised(f, symbol, node);
  const constant = constantOfSymbol(f, symbol, node);
  if (constant !== undefined) return constant;
  const declaration = symbol.valueDeclaration;
  if (declaration !== undefined && ts.isFunctionDeclaration(declaration)) return functionValue(f, declaration, node);
  const generic = genericConstant(f, symbol);
  if (generic !== undefined) return plainGeneric(f.c, generic, emptyEnv);
  const global = globalOf(f, symbol);
  if (global !== undefined) return { op: f.b.globalGet(storage(global.type), global.name), ty: global.type };
  if (declaration !== undefined && ts.isClassLike(declaration))
    return classValue(f, classOfDeclaration(f, declaration, node, expected), node);
  throw new CompileError(
    node,
    codes.unsupportedSyntax,
    `'${symbol.name}' can't be used here`,
    "it is declared where this code can't reach it at run time",
  );
}

function readGlobalName(f: FunctionLowering, symbol: ts.Symbol, node: ts.Node): Val {
  if (symbol.name === "NaN") return { op: f64(Number.NaN), ty: numberTy };
  if (symbol.name === "Infinity") return { op: f64(Number.POSITIVE_INFINITY), ty: numberTy };
  if (symbol.name === "RegExp")
    throw new CompileError(
      node,
      codes.unsupportedLibrary,
      "'RegExp' can't be used as a value",
      "pass a function that makes what is needed",
    );
  const own = f.c.library.global(symbol.name);
  if (own !== undefined && own !== symbol) return readSymbol(f, own, node);
  const libraryClass = f.c.library.classDeclaration(symbol.name);
  if (libraryClass !== undefined) return classValue(f, classOfDeclaration(f, libraryClass, node));
  const declared = symbol.name === "checkedMode";
  if (declared)
    return { op: { kind: "int", type: "i1", value: f.c.options.checkMemory ? 1n : 0n }, ty: { kind: "boolean" } };
  throw new CompileError(
    node,
    codes.unsupportedLibrary,
    `'${symbol.name}' can't be used as a value`,
    "call it, or use its members",
  );
}

/** The variable of a module (or its default export, a static member, a property of a function) behind a symbol. */
export function globalOf(f: FunctionLowering, symbol: ts.Symbol): { name: string; type: Ty } | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined) return undefined;
  const isModuleVariable =
    (ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration)) && !isInsideBlock(declaration);
  const isStatic =
    ts.isPropertyDeclaration(declaration) && (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Static) !== 0;
  const property = propertyDeclaration(f.c.checker, symbol);
  if (property !== undefined) return f.c.global(symbol, () => f.typeOf(property), property.getSourceFile());
  if (ts.isExportAssignment(declaration))
    return f.c.global(symbol, () => f.typeOf(declaration.expression), declaration.getSourceFile());
  if (!isModuleVariable && !isStatic) return undefined;
  if (declaration.getSourceFile().isDeclarationFile) return undefined;
  return f.c.global(symbol, () => declaredTy(f, declaration, symbol), declaration.getSourceFile());
}

/** A tuple has all its parts. */
function isIterated(f: FunctionLowering, declaration: ts.BindingElement): boolean {
  return !f.c.checker.isTupleType(f.c.checker.getTypeAtLocation(declaration.parent));
}

/** The type of a variable: as annotated; a machine integer that its initialiser makes; else what the checker infers. */
function declaredTy(
  f: FunctionLowering,
  declaration: ts.VariableDeclaration | ts.BindingElement | ts.PropertyDeclaration,
  symbol: ts.Symbol,
): Ty {
  const type = f.c.checker.getTypeOfSymbol(symbol);
  const evolved =
    ts.isVariableDeclaration(declaration) && isEvolving(f, type, declaration)
      ? evolvedTy(f, declaration, symbol)
      : undefined;
  if (evolved !== undefined) return evolved;
  const first =
    ts.isBindingElement(declaration) || declaration.type !== undefined ? undefined : declaration.initializer;
  const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const spread = isConst && first !== undefined && ts.isObjectLiteralExpression(first) ? spreadOf(f, first) : undefined;
  if (spread !== undefined) return spread;
  const ty = f.c.types.translate(type, { params: new Map(), thisTy: undefined }, declaration);
  if (
    ts.isBindingElement(declaration) &&
    mayBeBehindTheEnd(declaration) &&
    storage(ty) === "ref" &&
    isIterated(f, declaration)
  )
    return unionOf([ty, undefinedTy]);
  if (storage(ty) === "ref" && mayBeMissing(f.c.checker, f.c.library, declaration)) return unionOf([ty, undefinedTy]);
  if (
    ty.kind === "number" &&
    !ts.isBindingElement(declaration) &&
    declaration.type === undefined &&
    declaration.initializer !== undefined
  ) {
    return staticIntTy(f, declaration.initializer) ?? ty;
  }
  return variableHolding(ty);
}

/** The type that a variable has for what the program calls it. In a `never` there is something after all, if a cast was wrong. */
export function variableHolding(ty: Ty): Ty {
  if (ty.kind === "never") return unknownTy;
  return ty.kind === "void" ? undefinedTy : ty;
}

/** The machine integer that an expression certainly gives, without lowering it. */
export function staticIntTy(f: FunctionLowering, node: ts.Expression): Ty | undefined {
  const inner = skipParentheses(node);
  if (ts.isBinaryExpression(inner)) {
    const operator = inner.operatorToken.kind;
    if (operator >= ts.SyntaxKind.PlusToken && operator <= ts.SyntaxKind.CaretToken)
      return staticIntTy(f, inner.left) ?? staticIntTy(f, inner.right);
    return undefined;
  }
  if (ts.isPrefixUnaryExpression(inner)) return staticIntTy(f, inner.operand);
  if (ts.isIdentifier(inner)) {
    const symbol = resolveSymbol(f.c.checker, inner);
    const constant = symbol === undefined ? undefined : constantOfSymbol(f, symbol, inner);
    if (constant !== undefined) return constant.ty.kind === "int" ? constant.ty : undefined;
  }
  try {
    const ty = f.c.types.typeOf(inner, f.env);
    return ty.kind === "int" ? intTy(ty.name) : undefined;
  } catch {
    return undefined;
  }
}

/** Is it a variable that an array pattern declares? It is `undefined` behind the end, whatever its type says. */
function isPart(f: FunctionLowering, node: ts.Expression): boolean {
  const declaration = ts.isIdentifier(node) ? f.c.checker.getSymbolAtLocation(node)?.valueDeclaration : undefined;
  if (declaration === undefined) return false;
  if (mayBeMissing(f.c.checker, f.c.library, declaration)) return true;
  return mayBeBehindTheEnd(declaration) && isIterated(f, declaration);
}

function mayBeBehindTheEnd(declaration: ts.Declaration): declaration is ts.BindingElement {
  return (
    ts.isBindingElement(declaration) &&
    ts.isArrayBindingPattern(declaration.parent) &&
    declaration.initializer === undefined &&
    declaration.dotDotDotToken === undefined
  );
}

/**
 * The value as the checker has narrowed it where it stands. Narrowing of locals is sound; that of fields survives calls that change
 * them, so it is proved at run time.
 */
export function narrowed(f: FunctionLowering, val: Val, node: ts.Expression, mode: "narrow" | "checked"): Val {
  const { ty } = val;
  if (ty.kind !== "union" && ty.kind !== "unknown" && ty.kind !== "class" && ty.kind !== "object") return val;
  if (ty.kind === "unknown" && ts.isAsExpression(node.parent) && node.parent.type.kind === ts.SyntaxKind.UnknownKeyword)
    return val;
  const type = f.c.checker.getTypeAtLocation(node);
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Never)) return val;
  const checked = f.translate(type, node);
  const now = isPart(f, node) && storage(checked) === "ref" ? unionOf([checked, undefinedTy]) : checked;
  if (now.kind === "never" || now.kind === "void" || sameTy(now, ty)) return val;
  // What was found empty may have been filled since: it is as wide as ever.
  if (mode === "checked" && membersOf(now).every(({ kind }) => kind === "null" || kind === "undefined")) return val;
  // `{}` is anything but null and undefined, numbers too: nothing is known of how it is held.
  if (ty.kind === "unknown" && membersOf(now).some((member) => member.kind === "object" && member.key === "{}"))
    return val;
  const isFamily = now.kind === "object" && now.family !== undefined;
  if (ty.kind === "class" && now.kind !== "class" && !isFamily) return val;
  if (ty.kind === "object" && now.kind === "object") return coerce(f, val, now, node, "checked");
  if (ty.kind === "union" && isNumeric(now) && representation(ty) !== "any") return val;
  if (ty.kind === "union" && now.kind === "union" && now.members.length >= ty.members.length) return val;
  // A function may have to be called by another one in between.
  const isUnknownFunction = now.kind === "function" && !membersOf(ty).some(({ kind }) => kind === "function");
  return coerce(f, val, now, node, isUnknownFunction ? "checked" : mode);
}
