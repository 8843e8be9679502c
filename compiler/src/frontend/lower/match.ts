/**
 * The arrays that `exec` and `match` give: an array with one more field, an object for `index`, `input`, `groups` and `indices`. A group that took no part is
 * `undefined`, although the checker says `string`: where `undefined` can be seen for what it is, it is seen; where only a string will do, `TypeError` is thrown.
 */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { f64, undefinedRef } from "../../ir/operands.ts";
import type { Library } from "../library.ts";
import { skipParentheses } from "../syntax.ts";
import { indexedType, isDictionary } from "../types/dictionary.ts";
import { type ArrayTy, membersOf, stringTy, type Ty, undefinedTy, unionOf } from "../types/ty.ts";
import { coerce, toDouble } from "./coerce.ts";
import { earlyValue } from "./early-field.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { moveElements } from "./lists.ts";
import { narrowed } from "./reference.ts";
import type { Val } from "./value.ts";

const className = "MatchArray";
/** What matches are made of. */
export const matchElement: Ty = unionOf([stringTy, undefinedTy]);

const matchTypes = new Set(["RegExpMatchArray", "RegExpExecArray", "RegExpIndicesArray"]);
/** Properties and the functions of the runtime that give them. */
const members: Record<string, string> = {
  index: "matchIndex",
  input: "matchInput",
  groups: "matchGroups",
  indices: "matchIndices",
};

function isMatchType(checker: ts.TypeChecker, library: Library, type: ts.Type): boolean {
  const present = checker.getNonNullableType(type);
  if (present.isUnion()) return present.types.some((member) => isMatchType(checker, library, member));
  const { symbol } = present as { readonly symbol?: ts.Symbol };
  return symbol !== undefined && matchTypes.has(symbol.name) && library.isGlobalDeclaration(symbol);
}

function isMatch(f: FunctionLowering, node: ts.Expression): boolean {
  return isMatchType(f.c.checker, f.c.library, f.c.checker.getTypeAtLocation(node));
}

// ---- reading ----

/** `m.index` and its kin; undefined for other members. */
export function matchMember(f: FunctionLowering, match: Val, name: string, node: ts.Node): Val | undefined {
  if (match.ty.kind !== "array" || !Object.hasOwn(members, name)) return undefined;
  const ty = f.typeOf(node);
  const val = f.callRuntime(members[name]!, [match], [match.ty.element], node);
  // What the groups are, their creator knows.
  if (name === "groups")
    return narrowed(f, { op: val.op, ty: unionOf([ty, undefinedTy]) }, node as ts.Expression, "checked");
  return name === "index" ? coerce(f, val, ty, node, "checked") : narrowed(f, val, node as ts.Expression, "checked");
}

/** `m[1]`: undefined for groups that took no part, and behind the end. */
export function matchElementAt(
  f: FunctionLowering,
  match: Val,
  index: Val,
  node: ts.ElementAccessExpression,
): Val | undefined {
  if (match.ty.kind !== "array" || !isMatch(f, node.expression)) return undefined;
  const { element } = match.ty;
  const at = f.c.instance(f.c.library.member("array", "at")!, [element], undefined);
  const val = f.callInstance(at, [
    match.op,
    index.literal === undefined ? toDouble(f, index) : f64(Number(index.literal)),
  ]);
  return seenMissing(f, node) ? val : earlyValue(f, val, withoutUndefined(element), node);
}

function withoutUndefined(ty: Ty): Ty {
  return unionOf(membersOf(ty).filter((member) => member.kind !== "undefined"));
}

/** Does the value become that of a variable that may be undefined? */
export function seenMissing(f: FunctionLowering, node: ts.Expression): boolean {
  let at: ts.Expression = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  return ts.isVariableDeclaration(parent) && mayBeMissing(f.c.checker, f.c.library, parent);
}

/**
 * Is it a variable or parameter that may be `undefined` whatever its type says: one that is a group of a match, or goes through them, or a property out of any
 * number of them, or what a function gets that replaces?
 */
export function mayBeMissing(checker: ts.TypeChecker, library: Library, declaration: ts.Node): boolean {
  if (ts.isParameter(declaration)) return isReplacerParameter(checker, library, declaration);
  if (ts.isBindingElement(declaration)) {
    const pattern = declaration.parent;
    const isPart = ts.isObjectBindingPattern(pattern) && declaration.dotDotDotToken === undefined;
    return (
      isPart &&
      declaration.initializer === undefined &&
      hasAnyProperty(checker, library, checker.getTypeAtLocation(pattern))
    );
  }
  if (!ts.isVariableDeclaration(declaration) || declaration.type !== undefined) return false;
  const list = declaration.parent;
  if (ts.isForOfStatement(list.parent) && list.parent.initializer === list)
    return isMatchType(checker, library, checker.getTypeAtLocation(list.parent.expression));
  const first = declaration.initializer === undefined ? undefined : skipParentheses(declaration.initializer);
  if (first === undefined || !ts.isElementAccessExpression(first)) return false;
  const type = checker.getTypeAtLocation(first.expression);
  const isMatchElement = first.questionDotToken === undefined && isMatchType(checker, library, type);
  return isMatchElement || hasAnyProperty(checker, library, type);
}

function hasAnyProperty(checker: ts.TypeChecker, library: Library, type: ts.Type): boolean {
  const object = checker.getNonNullableType(type);
  if (!(object.flags & ts.TypeFlags.Object) || !isDictionary(library, object)) return false;
  return indexedType(checker, object) !== undefined;
}

/** A parameter without a type, behind the first, of a function that stands as the second argument of `replace`. */
function isReplacerParameter(checker: ts.TypeChecker, library: Library, node: ts.ParameterDeclaration): boolean {
  if (node.dotDotDotToken !== undefined || node.type !== undefined || node.parent.parameters[0] === node) return false;
  return isOfReplacer(checker, library, node);
}

/** A rest parameter of such a function, whose elements are all strings to the checker: the position is among them, and groups that took no part. */
export function isReplacerRest(checker: ts.TypeChecker, library: Library, node: ts.ParameterDeclaration): boolean {
  return node.dotDotDotToken !== undefined && isOfReplacer(checker, library, node);
}

function isOfReplacer(checker: ts.TypeChecker, library: Library, node: ts.ParameterDeclaration): boolean {
  const { parent } = node;
  if (node.initializer !== undefined) return false;
  if (!ts.isArrowFunction(parent) && !ts.isFunctionExpression(parent)) return false;
  let at: ts.Node = parent;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const call = at.parent;
  if (!ts.isCallExpression(call) || call.arguments[1] !== at || !ts.isPropertyAccessExpression(call.expression))
    return false;
  if (!/^replace(All)?$/.test(call.expression.name.text)) return false;
  const symbol = checker.getSymbolAtLocation(call.expression.name);
  return symbol !== undefined && library.isGlobalDeclaration(symbol);
}

// ---- for the runtime ----

function ensureClass(f: FunctionLowering): string {
  const { classes } = f.c.module;
  const base = f.c.arrayClass(matchElement);
  if (!classes.has(className)) {
    const { finalizer, elements, tracer } = classes.get(base)!;
    const fields = [{ name: "details", type: "ref" as const }];
    classes.set(className, {
      name: className,
      display: "Array",
      base,
      fields,
      finalizer,
      tracer,
      elements,
      typeof: "object",
    });
    const ty: ArrayTy = { kind: "array", element: matchElement };
    f.c.tables.addShape(className, ty);
    f.c.lists.noteClass(ty, className);
  }
  return className;
}

export function isMatchClass(name: string): boolean {
  return name === className;
}

/** `matchArray` of "osmium/internal": the elements move. */
export function makeMatchArray(f: FunctionLowering, array: Val, details: Operand): Val {
  const arrayClass = f.c.arrayClass(matchElement);
  const object = f.allocate(ensureClass(f));
  moveElements(f, arrayClass, array.op, object);
  f.b.fieldInit(className, "details", object, details);
  return { op: object, ty: array.ty };
}

/** `matchDetails` of "osmium/internal". */
export function matchDetailsOf(f: FunctionLowering, array: Val, ty: Ty): Val {
  const name = ensureClass(f);
  const local = f.b.addLocal("details", "ref");
  const [yes, done] = [f.b.newBlock("match"), f.b.newBlock("done")];
  f.b.localSet(local, undefinedRef);
  f.b.branch(f.b.is(name, array.op), yes, done);
  f.b.setBlock(yes);
  f.b.localSet(local, f.b.fieldGet("ref", name, "details", array.op));
  f.b.jump(done);
  f.b.setBlock(done);
  return { op: f.b.localGet(local), ty: unionOf([ty, undefinedTy]) };
}
