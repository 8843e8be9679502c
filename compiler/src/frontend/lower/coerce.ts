/**
 * Conversions between types: what TypeScript allows without a word (a class to its interface, a member to its union, an integer to a
 * number) may need other bits, an adapter, or a check.
 */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { AnyTag, anyPayloadType } from "../../ir/ir.ts";
import { direct, f32, f64, i32, i64, int, isFloatType, nullRef, undefinedRef } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { type ClassInfo, extendsClass } from "../types/class-info.ts";
import { anyTag, representation, storage } from "../types/representation.ts";
import {
  type FunctionTy,
  intShapes,
  isNumeric,
  membersOf,
  sameTy,
  stringTy,
  type Ty,
  tyDisplay,
  unionOf,
  unknownTy,
  withoutNullish,
} from "../types/ty.ts";
import { checkAliases, isFreshArray, isOfAny, otherElements, otherPlaces } from "./alias-check.ts";
import { objectClass } from "./class-object.ts";
import { adaptFunction } from "./closure.ts";
import { join } from "./condition.ts";
import { hasMember } from "./dispatch-entry.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { instantiated } from "./generic-function.ts";
import { isHeldAlike, sameConvention } from "./held-alike.ts";
import { allocateList, gainsWriting, isList, moveElements } from "./lists.ts";
import { matchElement } from "./match.ts";
import { offsetOf, sizeOfStorage } from "./member.ts";
import { isNullish } from "./operator.ts";
import { undefinedVal, type Val, voidVal } from "./value.ts";

/**
 * `implicit`: an assignment the checker allowed. `part`: the same, of what the value holds or gives. `narrow`: the checker knows that it is so. `checked`: prove it
 * at run time (`as`, `!`, fields narrowed earlier).
 */
export type Mode = "implicit" | "part" | "narrow" | "checked";

const isImplicit = (mode: Mode): boolean => mode === "implicit" || mode === "part";

export function coerce(f: FunctionLowering, val: Val, to: Ty, node: ts.Node, mode: Mode = "implicit"): Val {
  const from = val.ty;
  if (to.kind === "void") return voidVal;
  if (from.kind === "void") return coerce(f, undefinedVal, to, node, mode);
  if (from.kind === "never") return { op: f.b.isTerminated ? undefinedOf(f, to) : undefinedOf(f, to), ty: to };
  if (to.kind === "never") return { op: undefinedRef, ty: to };
  if (from.kind === "function" && from.generic !== undefined) {
    if (to.kind === "function" && to.generic === from.generic) return val;
    return coerce(f, instantiated(f, { ...val, ty: from }, to, node), to, node, mode);
  }
  if (from.kind === to.kind && sameTy(from, to) && !(mode === "checked" && gainsWriting(from, to))) return val;
  if (isNumeric(to) && isNumeric(from)) return coerceNumber(f, val, to, node);
  if (isImplicit(mode)) checkAliases(f, from, to, node);
  const fromAny = representation(from) === "any";
  const toAny = representation(to) === "any";
  if (toAny && fromAny) {
    const tagged: Val = { op: retagIntegers(f, val, to), ty: from };
    if (mode === "checked") proveMember(f, tagged, to, node);
    return { op: tagged.op, ty: to };
  }
  if (toAny) return box(f, val, to, node, mode);
  if (fromAny) return unbox(f, val, to, node, mode);
  if (storage(from) !== storage(to)) throw mismatch(from, to, node);
  return coerceReference(f, val, to, node, mode);
}

function mismatch(from: Ty, to: Ty, node: ts.Node): CompileError {
  return new CompileError(
    node,
    codes.representation,
    `a '${tyDisplay(from)}' can't be used as '${tyDisplay(to)}': they are held differently`,
    "convert it explicitly",
  );
}

/** Some value of a type, for code that is never reached. */
export function undefinedOf(f: FunctionLowering, ty: Ty): Operand {
  const type = storage(ty);
  switch (type) {
    case "any":
      return f.b.anyBox("ref", undefinedRef);
    case "ref":
      return undefinedRef;
    case "ptr":
      return { kind: "nullptr" };
    case "f64":
      return f64(0);
    case "f32":
      return f32(0);
    case "void":
      return undefinedRef;
    default:
      return int(type, 0n);
  }
}

// ---- numbers ----

export function coerceNumber(f: FunctionLowering, val: Val, to: Ty, node: ts.Node): Val {
  const from = val.ty;
  if (val.literal !== undefined) return literalAs(val.literal, to, node);
  if (to.kind === "integer" && from.kind === "integer") return val;
  if (to.kind === "number") return { op: toDouble(f, val), ty: to };
  if (to.kind === "f32") {
    if (from.kind === "number" && val.op.kind === "float") return { op: f32(val.op.value), ty: to };
    if (from.kind === "f32") return val;
  }
  if (to.kind === "int" && from.kind === "int") {
    if (from.name === to.name) return val;
    throw new CompileError(
      node,
      codes.mixedIntegers,
      `a '${from.name}' can't be used as '${to.name}'`,
      `convert it: ${to.name}(…)`,
    );
  }
  throw new CompileError(
    node,
    codes.narrowing,
    `a 'number' is not known to be ${article(tyDisplay(to))} '${tyDisplay(to)}'`,
    `convert it: ${tyDisplay(to)}(…)`,
  );
}

function article(word: string): string {
  return /^[aeiou]/.test(word) && !word.startsWith("u") ? "an" : "a";
}

/** An integer literal in the flavour of its context. */
export function literalAs(literal: bigint, to: Ty, node: ts.Node): Val {
  if (to.kind === "number") return { op: f64(Number(literal)), ty: to, literal };
  if (to.kind === "f32") return { op: f32(Number(literal)), ty: to };
  if (to.kind === "integer") return { op: i64(literal), ty: to, literal };
  if (to.kind !== "int") throw new Error("not a numeric type");
  const { bits, signed } = intShapes[to.name];
  const wrapped = signed ? BigInt.asIntN(bits, literal) : BigInt.asUintN(bits, literal);
  if (wrapped !== literal) {
    throw new CompileError(
      node,
      codes.literalRange,
      `${literal} is outside the range of '${to.name}'`,
      `write a value that fits, or wrap it on purpose: ${to.name}(…)`,
    );
  }
  return { op: int(`i${bits}`, literal), ty: to, literal };
}

export function toDouble(f: FunctionLowering, val: Val): Operand {
  const { ty, op } = val;
  if (val.literal !== undefined) return f64(Number(val.literal));
  switch (ty.kind) {
    case "number":
      return op;
    case "integer":
      return f.b.convert("sitofp", "f64", op);
    case "f32":
      return f.b.convert("fpext", "f64", op);
    case "int":
      return f.b.convert(intShapes[ty.name].signed ? "sitofp" : "uitofp", "f64", op);
    default:
      throw new Error(`no number: ${ty.kind}`);
  }
}

// ---- unions held with a tag ----

function box(f: FunctionLowering, val: Val, to: Ty, node: ts.Node, mode: Mode): Val {
  const { ty } = val;
  if (isNumeric(ty)) {
    const members = to.kind === "unknown" ? [] : membersOf(to).filter(isNumeric);
    const exact =
      members.find((member) => sameTy(member, ty)) ??
      (members.length > 0 && val.literal !== undefined
        ? members.find((member) => member.kind === "number")
        : undefined);
    const target =
      exact ?? members.find((member) => member.kind === "number") ?? members[0] ?? ({ kind: "number" } as const);
    const converted = coerceNumber(f, val, target, node);
    return { op: f.b.anyBox(anyTag(target), converted.op), ty: to };
  }
  let source = val;
  if (representation(ty) === "ref" && to.kind === "union") {
    const target = bestReferenceMember(f, ty, to);
    if (target !== undefined) source = coerce(f, val, target, node, mode === "part" ? mode : "implicit");
  }
  return { op: f.b.anyBox(anyTag(ty), source.op), ty: to };
}

/** The member of a union that a function, or a list, has to be adapted to. */
function bestReferenceMember(f: FunctionLowering, from: Ty, to: Ty): Ty | undefined {
  if (from.kind === "function") {
    const functions = membersOf(to).filter((member) => member.kind === "function");
    return functions.find((one) => sameConvention(f.c.library, from, one)) ?? functions[0];
  }
  if (from.kind !== "tuple" && from.kind !== "array") return undefined;
  const lists = membersOf(to).filter(
    (member) => member.kind === "array" || (member.kind === "tuple" && from.kind === "tuple"),
  );
  return (
    lists.find((list) => sameTy(list, from)) ??
    lists.find((list) => isHeldAlike(f.c.library, from, list) && f.c.aliases.mayGoBy(from, list)) ??
    lists.find((list) => isHeldAlike(f.c.library, from, list)) ??
    lists.find(
      (list) => list.kind === "tuple" && from.kind === "tuple" && list.elements.length === from.elements.length,
    ) ??
    lists[0]
  );
}

/** An `any` for a type that says `number` or nothing where this one says `u8`: there a number is a double, whatever it was before. */
function retagIntegers(f: FunctionLowering, val: Val, to: Ty): Operand {
  const kept = to.kind === "unknown" ? [] : membersOf(to);
  const integers = membersOf(val.ty).filter(
    (member) => (member.kind === "int" || member.kind === "f32") && !kept.some((other) => sameTy(other, member)),
  );
  if (integers.length === 0) return val.op;
  const local = f.b.addLocal("number", "any");
  const done = f.b.newBlock("number");
  const tag = f.b.anyTag(val.op);
  for (const member of integers) {
    const yes = f.b.newBlock("int");
    const no = f.b.newBlock("next");
    f.b.branch(f.b.compare("eq", tag, i32(AnyTag[anyTag(member)])), yes, no);
    f.b.setBlock(yes);
    f.b.localSet(local, f.b.anyBox("number", toDouble(f, { op: f.b.anyUnbox(anyTag(member), val.op), ty: member })));
    f.b.jump(done);
    f.b.setBlock(no);
  }
  f.b.localSet(local, val.op);
  f.b.jump(done);
  f.b.setBlock(done);
  return f.b.localGet(local);
}

/** Proves that a value which carries a tag is of one of several types, as far as that is not known. */
function proveMember(f: FunctionLowering, val: Val, to: Ty, node: ts.Node): void {
  const wanted = membersOf(to);
  const isKnown = (member: Ty): boolean =>
    wanted.some((other) => sameTy(member, other) || (isNumeric(member) && other.kind === "number")) ||
    wanted.some((other) => isHeldAlike(f.c.library, member, other) && f.c.aliases.mayGoBy(member, other));
  if (to.kind === "unknown" || (val.ty.kind !== "unknown" && membersOf(val.ty).every(isKnown))) return;
  const [proved, failed] = [f.b.newBlock("proved"), f.b.newBlock("failed")];
  const tag = f.b.anyTag(val.op);
  const isTagged = (name: keyof typeof AnyTag): Operand => f.b.compare("eq", tag, i32(AnyTag[name]));
  const references = wanted.filter((member) => anyTag(member) === "ref");
  for (const name of new Set(wanted.map(anyTag))) {
    if (name === "ref") continue;
    const next = f.b.newBlock("next");
    f.b.branch(isTagged(name), proved, next);
    f.b.setBlock(next);
  }
  if (references.length > 0) {
    const reference = f.b.newBlock("reference");
    f.b.branch(isTagged("ref"), reference, failed);
    f.b.setBlock(reference);
    const test = referenceTest(f, f.b.anyUnbox("ref", val.op), unionOf(references), node, val.ty);
    if (test === undefined) f.b.jump(proved);
    else f.b.branch(test, proved, failed);
  } else f.b.jump(failed);
  f.b.setBlock(failed);
  f.b.markCold();
  f.callRuntime("throwCast", [{ op: { kind: "string", text: tyDisplay(to) }, ty: stringTy }], [], node);
  if (!f.b.isTerminated) f.b.unreachable();
  f.b.setBlock(proved);
}

function unbox(f: FunctionLowering, val: Val, to: Ty, node: ts.Node, mode: Mode): Val {
  if (to.kind === "union") {
    // To a union of references: the tag must say so.
    if (mode !== "narrow") checkTag(f, val, "ref", node, to);
    return { op: f.b.anyUnbox("ref", val.op), ty: to };
  }
  if (to.kind === "number" || to.kind === "integer")
    return { op: numberFromAny(f, val, mode === "narrow" ? "narrow" : "checked", node), ty: { kind: "number" } };
  const tag = anyTag(to);
  if (mode !== "narrow") checkTag(f, val, tag, node, to);
  const op = f.b.anyUnbox(tag, val.op);
  if (anyPayloadType[tag] !== "ref" || mode === "narrow") return { op, ty: to };
  return checkReference(f, { op, ty: { kind: "unknown" } }, to, node, val.ty);
}

/** A number out of a union that may hold a double or machine integers. */
function numberFromAny(f: FunctionLowering, val: Val, mode: Mode, node: ts.Node): Operand {
  const integers =
    val.ty.kind === "union" ? val.ty.members.filter((member) => member.kind === "int" || member.kind === "f32") : [];
  if (integers.length === 0) {
    if (mode !== "narrow") checkTag(f, val, "number", node, { kind: "number" });
    return f.b.anyUnbox("number", val.op);
  }
  const local = f.b.addLocal("number", "f64");
  const done = f.b.newBlock("number");
  const tag = f.b.anyTag(val.op);
  for (const member of integers) {
    const yes = f.b.newBlock("int");
    const no = f.b.newBlock("next");
    f.b.branch(f.b.compare("eq", tag, i32(AnyTag[anyTag(member)])), yes, no);
    f.b.setBlock(yes);
    f.b.localSet(local, toDouble(f, { op: f.b.anyUnbox(anyTag(member), val.op), ty: member }));
    f.b.jump(done);
    f.b.setBlock(no);
  }
  if (mode !== "narrow") checkTag(f, val, "number", node, { kind: "number" });
  f.b.localSet(local, f.b.anyUnbox("number", val.op));
  f.b.jump(done);
  f.b.setBlock(done);
  return f.b.localGet(local);
}

function checkTag(f: FunctionLowering, val: Val, tag: keyof typeof AnyTag, node: ts.Node, to: Ty): void {
  const condition = f.b.compare("eq", f.b.anyTag(val.op), i32(AnyTag[tag]));
  require(f, condition, () =>
    f.callRuntime("throwCast", [{ op: { kind: "string", text: tyDisplay(to) }, ty: { kind: "string" } }], [], node));
}

/** Goes on if the condition holds, else runs `fail`, which must not return. */
export function require(f: FunctionLowering, condition: Operand, fail: () => void): void {
  const ok = f.b.newBlock("ok");
  const bad = f.b.newBlock("fail");
  f.b.branch(condition, ok, bad);
  f.b.setBlock(bad);
  f.b.markCold();
  fail();
  if (!f.b.isTerminated) f.b.unreachable();
  f.b.setBlock(ok);
}

// ---- references ----

function coerceReference(f: FunctionLowering, val: Val, to: Ty, node: ts.Node, mode: Mode): Val {
  const from = val.ty;
  if (isFloatType(storage(to) as "f64") || storage(to) !== "ref") {
    if (
      (from.kind === "pointer" || from.kind === "struct" || from.kind === "handler" || from.kind === "inlineArray") &&
      to.kind === from.kind
    )
      return { op: val.op, ty: to };
    throw mismatch(from, to, node);
  }
  const target = to.kind === "union" ? (bestReferenceMember(f, from, to) ?? to) : to;
  if (from.kind === "function" && target.kind === "function") {
    // What it really takes does not show in its type.
    if (from.params.some((param, index) => param.kind === "never" && (target.params[index] ?? param).kind !== "never"))
      return { op: unknownFunction(f, val.op, target, node), ty: to };
    return sameConvention(f.c.library, from, target) && f.c.aliases.mayFunctionGoBy(from, target)
      ? { op: val.op, ty: to }
      : { op: adaptFunction(f, val.op, from, target, node), ty: to };
  }
  if (mode === "checked" && gainsWriting(from, to) && sameTy(from, target)) return checkReference(f, val, to, node);
  if (from.kind === "array" && target.kind === "array") {
    return { ...coerceArray(f, val, from.element, target, node, mode), ty: to };
  }
  const texts = listOfTexts(f, val, to, node);
  if (texts !== undefined) return coerce(f, texts, to, node, mode);
  if (from.kind === "array" && target.kind === "tuple" && mode === "checked")
    return arrayToTuple(f, val, from.element, target, node);
  if (from.kind === "tuple" && target.kind === "array") return tupleToArray(f, val, from.elements, target, node);
  if (from.kind === "tuple" && target.kind === "tuple") return coerceTuple(f, val, from.elements, target, node);
  const isRecord = to.kind === "class" && f.c.types.dictionaryValue(to) !== undefined;
  if (isRecord && isImplicit(mode) && (from.kind === "literal" || from.kind === "object"))
    throw new CompileError(
      node,
      codes.representation,
      `a '${tyDisplay(from)}' can't be used as '${tyDisplay(to)}': its properties are those that its type names`,
      "copy it: { ...object }, or declare it with the other type",
    );
  if (to.kind === "static" && from.kind !== "union") {
    if (mode === "checked" && from.kind !== "static") return checkReference(f, val, to, node);
    throw new CompileError(
      node,
      codes.representation,
      `which class '${tyDisplay(from)}' is, only the running program knows`,
      "give a mixin the name of a class",
    );
  }
  // The checker allows no `undefined` or `null` where none is due, but what it believes of an iterator's result, or of a variable that a function may have
  // assigned meanwhile, need not be so.
  const loses = (kind: "undefined" | "null"): boolean => has(from, kind) && !has(to, kind);
  if (!isImplicit(mode)) refuseOtherFunctions(f, from, to, node);
  // Of functions that are called in different ways, the checker makes one that takes what all of them take.
  const wanted = membersOf(to).find((member) => member.kind === "function");
  if (from.kind === "union" && has(from, "function") && wanted !== undefined && !isOfFunctions(f, to, from)) {
    const isOnlyFunction = withoutNullish(to).kind === "function";
    if (to.kind === "function") return checkReference(f, val, to, node);
    if (isOnlyFunction && withoutNullish(from).kind !== "never")
      return join(
        f,
        isNullish(f, val),
        to,
        node,
        () => ({ op: val.op, ty: to }),
        () => ({ op: checkReference(f, { op: val.op, ty: withoutNullish(from) }, wanted, node).op, ty: to }),
      );
  }
  if (mode === "checked" || (isImplicit(mode) && (loses("undefined") || loses("null") || isOfAny(f, from, to))))
    return checkReference(f, val, to, node);
  if (isImplicit(mode) && (from.kind === "array" || from.kind === "tuple")) checkMembers(f, from, to, node);
  if (isImplicit(mode) && !isHeldAlike(f.c.library, from, to)) {
    // A method whose result is `this` is declared in a base class.
    if (from.kind === "class" && to.kind === "class" && extendsClass(to.info, from.info))
      return checkReference(f, val, to, node);
    // Which instance of its class it is, only the running program knows.
    if (membersOf(from).some((member) => member.kind === "object" && member.family !== undefined))
      return checkReference(f, val, to, node);
    throw otherPlaces(from, to, node);
  }
  return { op: val.op, ty: to };
}

/** A few methods of arrays, like `push`, are no functions of the library, which could stand in a table. */
function checkMembers(f: FunctionLowering, from: Ty, to: Ty, node: ts.Node): void {
  if (to.kind !== "object" || to.family !== undefined) return;
  const missing = to.properties().find(({ name, optional }) => !optional && !hasMember(f.c, from, name));
  if (missing === undefined) return;
  throw new CompileError(
    node,
    codes.representation,
    `a '${tyDisplay(from)}' can't be used as '${tyDisplay(to)}': '${missing.name}' can't be called through an interface`,
    "take it as an array, or write a class around it",
  );
}

/** A match, or nothing, where an array of strings is due: none of its groups may be missing. Undefined for all other conversions. */
function listOfTexts(f: FunctionLowering, val: Val, to: Ty, node: ts.Node): Val | undefined {
  if (val.ty.kind !== "union") return undefined;
  const isMatch = (ty: Ty): boolean => ty.kind === "array" && sameTy(ty.element, matchElement);
  const isList = (ty: Ty): boolean => ty.kind === "array" && ty.element.kind === "string";
  if (!val.ty.members.some(isMatch) || membersOf(to).some(isMatch) || !membersOf(to).some(isList)) return undefined;
  const [array, done] = [f.b.newBlock("array"), f.b.newBlock("done")];
  f.b.branch(f.b.is(f.c.arrayClass(matchElement), val.op), array, done);
  f.b.setBlock(array);
  f.callRuntime("onlyStrings", [{ op: val.op, ty: { kind: "array", element: matchElement } }], [], node);
  f.b.jump(done);
  f.b.setBlock(done);
  const others = val.ty.members.filter(
    (member) => !isMatch(member) && !(member.kind === "array" && member.element.kind === "never"),
  );
  return { op: val.op, ty: unionOf([...others, { kind: "array", element: stringTy }]) };
}

/** Arrays of functions that are called in another way: no class tells them apart, and a function in between for each would be another array. */
function refuseOtherFunctions(f: FunctionLowering, from: Ty, to: Ty, node: ts.Node): void {
  const [given, wanted] = [functionsInArrays(from), functionsInArrays(to)];
  const isAlike = (one: FunctionTy): boolean => wanted.some((other) => sameConvention(f.c.library, one, other));
  if (given.length === 0 || wanted.length === 0 || given.some(isAlike)) return;
  throw new CompileError(
    node,
    codes.representation,
    `a '${tyDisplay(withoutNullish(from))}' can't be used as '${tyDisplay(withoutNullish(to))}': the functions in it are called differently`,
    "take the key, or whatever tells them apart, as a type parameter: <K extends keyof Events>(key: K, …)",
  );
}

function functionsInArrays(ty: Ty): readonly FunctionTy[] {
  const arrays = membersOf(ty).filter((member) => member.kind === "array");
  return arrays.flatMap(({ element }) => membersOf(element).filter((member) => member.kind === "function"));
}

function has(ty: Ty, kind: Ty["kind"]): boolean {
  return membersOf(ty).some((member) => member.kind === kind);
}

function coerceArray(
  f: FunctionLowering,
  val: Val,
  from: Ty,
  target: Ty & { kind: "array" },
  node: ts.Node,
  mode: Mode,
): Val {
  const to = target.element;
  if (to.kind === "string" && sameTy(from, matchElement))
    return f.callRuntime("onlyStrings", [{ ...val, ty: { kind: "array", element: from } }], [], node);
  if (!isHeldAlike(f.c.library, from, to)) {
    throw new CompileError(
      node,
      codes.representation,
      `an array of '${tyDisplay(from)}' can't be used as an array of '${tyDisplay(to)}': the elements are held differently`,
      "copy it with map()",
    );
  }
  if (f.c.aliases.mayShareElements([from], target)) return { op: val.op, ty: target };
  const mayRead = f.c.aliases.mayGoBy(from, to);
  if (!mayRead || mode === "part" || !isFreshArray(f, node)) throw otherElements(from, to, mayRead, node);
  // From now on it is an array that was made for what is due.
  const array = allocateList(f, target);
  moveElements(f, f.c.arrayClass(to), val.op, array);
  return { op: array, ty: target };
}

function tupleToArray(
  f: FunctionLowering,
  val: Val,
  elements: readonly Ty[],
  target: Ty & { kind: "array" },
  node: ts.Node,
): Val {
  const className = f.c.tupleClass(elements);
  const array = f.callRuntime(
    "newArray",
    [{ op: i64(elements.length), ty: { kind: "integer" }, literal: BigInt(elements.length) }],
    [target.element],
    node,
  );
  elements.forEach((element, index) => {
    const value = f.b.fieldGet(storage(element), className, String(index), val.op);
    f.callRuntime(
      "append",
      [array, coerce(f, { op: value, ty: element }, target.element, node, "part")],
      [target.element],
      node,
    );
  });
  return { op: array.op, ty: target };
}

/** A tuple of what an array holds: `text.split("=") as [string, string]`. */
function arrayToTuple(f: FunctionLowering, val: Val, element: Ty, target: Ty & { kind: "tuple" }, node: ts.Node): Val {
  const [sourceClass, targetClass] = [f.c.arrayClass(element), f.c.tupleClass(target.elements)];
  const length = f.b.fieldGet("i32", sourceClass, "length", val.op);
  require(f, f.b.compare("eq", length, i32(BigInt(target.elements.length))), () =>
    f.callRuntime("throwCast", [{ op: { kind: "string", text: tyDisplay(target) }, ty: stringTy }], [], node));
  const size = sizeOfStorage(element);
  const parts = target.elements.map((wanted, index) => {
    const address = offsetOf(f, f.b.fieldGet("ptr", sourceClass, "data", val.op), i64(BigInt(index)), size);
    const op = f.b.loadElement(storage(element), address);
    return coerce(f, { op, ty: element }, wanted, node, "checked").op;
  });
  const tuple = allocateList(f, target);
  for (const [index, part] of parts.entries()) f.b.fieldInit(targetClass, String(index), tuple, part);
  return { op: tuple, ty: target };
}

function coerceTuple(
  f: FunctionLowering,
  val: Val,
  from: readonly Ty[],
  target: Ty & { kind: "tuple" },
  node: ts.Node,
): Val {
  if (from.length !== target.elements.length) throw mismatch(val.ty, target, node);
  const sourceClass = f.c.tupleClass(from);
  const targetClass = f.c.tupleClass(target.elements);
  if (sourceClass === targetClass && f.c.aliases.mayShareElements(from, target)) return { op: val.op, ty: target };
  const tuple = allocateList(f, target);
  from.forEach((element, index) => {
    const value = f.b.fieldGet(storage(element), sourceClass, String(index), val.op);
    f.b.fieldInit(
      targetClass,
      String(index),
      tuple,
      coerce(f, { op: value, ty: element }, target.elements[index]!, node, "part").op,
    );
  });
  return { op: tuple, ty: target };
}

/** How a message names a value. What is read behind an interface has no text of its own: the node is some declaration then. */
const shownText = (node: ts.Node): string => (ts.isExpression(node) ? node.getText().slice(0, 60) : "the member");

/**
 * The condition (i1) that an object belongs to a type, as far as its class tells; undefined if nothing has to be tested. `known` is what it is taken for
 * so far.
 */
export function referenceTest(
  f: FunctionLowering,
  op: Operand,
  to: Ty,
  node: ts.Node,
  known: Ty = unknownTy,
): Operand | undefined {
  switch (to.kind) {
    case "string":
      return f.b.is("string", op);
    case "null":
      return f.b.compare("eq", op, nullRef);
    case "undefined":
      return f.b.compare("eq", op, undefinedRef);
    case "class":
      if (to.info.args.length > 0 && to.info.declaration.typeParameters !== undefined)
        return f.b.call(direct(f.c.tables.instanceTest(to.info)), [op], "i1");
      return f.b.is(f.c.ensureClass(to.info), op);
    case "literal":
      return f.b.is(to.info.name, op);
    case "static":
      return f.b.is(objectClass(f.c, to.info), op);
    case "array":
    case "tuple":
      return isList(f, op, to, known);
    case "function":
      return isKnownFunction(f, to, known)
        ? f.b.is(f.c.closureBase(), op)
        : f.b.call(direct(f.c.tables.functionTest(to)), [op], "i1");
    case "object": {
      const { tables } = f.c;
      const { family } = to;
      const test = family === undefined || family === "array" ? tables.testFunction(to) : tables.genericTest(family);
      return f.b.call(direct(test), [op], "i1");
    }
    case "union": {
      let result: Operand | undefined;
      for (const member of to.members) {
        const test = referenceTest(f, op, member, node, known);
        if (test === undefined) return undefined;
        result = result === undefined ? test : f.b.binary("or", result, test);
      }
      return result;
    }
    default:
      return undefined;
  }
}

/** Can whatever function the value is be called as one of a type? */
function isKnownFunction(f: FunctionLowering, to: FunctionTy, known: Ty): boolean {
  const functions = membersOf(known).filter((from) => from.kind === "function");
  return functions.length > 0 && functions.every((from) => isCalledAlike(f, from, to));
}

/** Can each of the functions that a value may be be called as one of those of another type? */
function isOfFunctions(f: FunctionLowering, to: Ty, known: Ty): boolean {
  const wanted = membersOf(to).filter((member) => member.kind === "function");
  return membersOf(known).every(
    (from) => from.kind !== "function" || wanted.some((one) => isCalledAlike(f, from, one)),
  );
}

function isCalledAlike(f: FunctionLowering, from: FunctionTy, to: FunctionTy): boolean {
  return sameConvention(f.c.library, from, to) && f.c.aliases.mayFunctionGoBy(from, to);
}

/** A function of which nothing is known, as one of a type: itself, if it can be called as one, else a function that calls it and proves what is passed and given. */
function unknownFunction(f: FunctionLowering, op: Operand, to: FunctionTy, node: ts.Node): Operand {
  require(f, f.b.is(f.c.closureBase(), op), () =>
    f.callRuntime("throwCast", [{ op: { kind: "string", text: tyDisplay(to) }, ty: stringTy }], [], node));
  const own = (): Val => ({ op, ty: to });
  // What a rest parameter gathers is one argument here.
  const adapted = (): Val => {
    if (!to.rest) return { op: adaptFunction(f, op, undefined, to, node), ty: to };
    f.callRuntime("throwCast", [{ op: { kind: "string", text: tyDisplay(to) }, ty: stringTy }], [], node);
    return { op: undefinedRef, ty: to };
  };
  const test = f.b.call(direct(f.c.tables.functionTest(to)), [op], "i1")!;
  return join(f, test, to, node, own, adapted).op;
}

function sameClass(a: ClassInfo, b: ClassInfo): boolean {
  return a.declaration === b.declaration;
}

/** Has every object of a type all members that one of the interfaces asks for? */
function hasMembersOf(f: FunctionLowering, ty: Ty, to: Ty): boolean {
  if (ty.kind !== "class" && ty.kind !== "literal" && ty.kind !== "object") return false;
  return membersOf(to).some(
    (wanted) =>
      wanted.kind === "object" &&
      wanted.family === undefined &&
      wanted.properties().every((property) => property.optional || hasMember(f.c, ty, property.name)),
  );
}

/** `known`: what the value was before the tag was taken off. */
function checkReference(f: FunctionLowering, val: Val, to: Ty, node: ts.Node, known: Ty = val.ty): Val {
  const from = val.ty;
  if (to.kind === "class" && from.kind === "class") {
    const isUniform = sameClass(from.info, to.info) && f.c.library.isUniform(to.info.declaration);
    if (extendsClass(from.info, to.info) || (isUniform && f.c.aliases.mayClassGoBy(from.info, to.info)))
      return { op: val.op, ty: to };
  }
  // Only null and undefined have to be excluded.
  const rest = withoutNullish(from);
  if (from.kind === "union" && sameTy(rest, withoutNullish(to)) && !gainsWriting(from, to)) {
    let condition: Operand | undefined;
    for (const member of from.members) {
      if (member.kind !== "null" && member.kind !== "undefined") continue;
      if (membersOf(to).some((candidate) => candidate.kind === member.kind)) continue;
      const test = f.b.compare("ne", val.op, member.kind === "null" ? nullRef : undefinedRef);
      condition = condition === undefined ? test : f.b.binary("and", condition, test);
    }
    if (condition !== undefined)
      require(f, condition, () =>
        f.callRuntime("throwNullish", [{ op: { kind: "string", text: shownText(node) }, ty: stringTy }], [], node));
    return { op: val.op, ty: to };
  }
  if (membersOf(from).every((member) => hasMembersOf(f, member, to))) return { op: val.op, ty: to };
  if (to.kind === "function" && !isKnownFunction(f, to, known))
    return { op: unknownFunction(f, val.op, to, node), ty: to };
  const test = referenceTest(f, val.op, to, node, known);
  if (test !== undefined)
    require(f, test, () =>
      f.callRuntime("throwCast", [{ op: { kind: "string", text: tyDisplay(to) }, ty: { kind: "string" } }], [], node));
  return { op: val.op, ty: to };
}
