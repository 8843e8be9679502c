/** Property and element access, and the places they are. */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { typeSize } from "../../ir/layout.ts";
import { i64, undefinedRef } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { skipParentheses } from "../syntax.ts";
import { storage } from "../types/representation.ts";
import { memberName } from "../types/translate.ts";
import {
  type ArrayTy,
  elementMember,
  integerTy,
  intTy,
  isNumeric,
  membersOf,
  numberTy,
  stringTy,
  type Ty,
  tyDisplay,
  undefinedTy,
  unionOf,
  unknownTy,
  withoutNullish,
} from "../types/ty.ts";
import type { Place } from "./assign.ts";
import { staticReceiver } from "./call.ts";
import { staticsOf } from "./class-value.ts";
import { functionValue } from "./closure.ts";
import { coerce, require, toDouble } from "./coerce.ts";
import { constantOf, constantOfSymbol } from "./constant.ts";
import { dictionaryValue, entryElement, entryPlace, entryValue } from "./dictionary.ts";
import { callMember, getMember, propertyTy, setMember } from "./dispatch-entry.ts";
import { earlyFieldTy, earlyValue, numberOrNaN } from "./early-field.ts";
import { enumName } from "./enum-name.ts";
import { lowerExpression, settled } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isFunctionProperty } from "./function-property.ts";
import { keyedPlace } from "./keyed.ts";
import { machineElementPlace, machineMember, machinePlace } from "./machine.ts";
import { matchElementAt, matchMember } from "./match.ts";
import { asksWhetherThere, elementOrNothing, narrowedOrNothing } from "./missing-element.ts";
import { isNullish, toInt64 } from "./operator.ts";
import { globalOf, narrowed, readSymbol } from "./reference.ts";
import { resolveSymbol } from "./symbols.ts";
import { rawStrings } from "./template-strings.ts";
import { tuplesOf } from "./tuple.ts";
import { typedArrayElement, typedArrayOf, typedArrayPlace } from "./typed-array.ts";
import type { Val } from "./value.ts";

export function lowerPropertyAccess(f: FunctionLowering, node: ts.PropertyAccessExpression): Val {
  return chained(f, node, () => propertyValue(f, node));
}

function propertyValue(f: FunctionLowering, node: ts.PropertyAccessExpression): Val {
  const constant = constantOf(f, node);
  if (constant !== undefined) return constant;
  const named = staticReference(f, node);
  if (named !== undefined) return narrowed(f, named, node, "checked");
  const name = nameOf(f, node.name);
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superPlace(f, name, node).get();
  const object = lowerReceiver(f, node);
  f.at(node);
  if (name === "raw" && isTemplateStrings(f, node.expression)) return rawStrings(f, object);
  const ofMatch = matchMember(f, object, name, node);
  if (ofMatch !== undefined) return ofMatch;
  const machine = machineMember(f, object, name, node);
  if (machine !== undefined) return machine;
  const val = getMember(f, object, name, node);
  const entry = dictionaryValue(f.c, object.ty, node);
  if (entry !== undefined) return entryValue(f, val, entry, node);
  if (isReturnedValue(f, node)) return coerce(f, val, unionOf([f.typeOf(node), undefinedTy]), node, "checked");
  const early = earlyFieldTy(object.ty, name);
  return early === undefined ? narrowed(f, val, node, "checked") : earlyValue(f, val, early, node);
}

function isTemplateStrings(f: FunctionLowering, node: ts.Expression): boolean {
  const { symbol } = f.c.checker.getTypeAtLocation(node) as { readonly symbol?: ts.Symbol };
  return symbol?.name === "TemplateStringsArray" && f.c.library.isGlobalDeclaration(symbol);
}

/** Is it the `value` of an iterator's result, other than one that was yielded? Then it may be `undefined` whatever its type says. */
function isReturnedValue(f: FunctionLowering, node: ts.PropertyAccessExpression): boolean {
  if (node.name.text !== "value" || f.c.checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) return false;
  const symbol = f.c.checker.getSymbolAtLocation(node.name);
  if (symbol === undefined || !f.c.library.isGlobalDeclaration(symbol)) return false;
  return symbol.declarations!.some(
    ({ parent }) => ts.isInterfaceDeclaration(parent) && parent.name.text === "IteratorReturnResult",
  );
}

export function nameOf(f: FunctionLowering, node: ts.MemberName | ts.PropertyName): string {
  const symbol = f.c.checker.getSymbolAtLocation(node);
  return symbol === undefined ? node.getText() : memberName(symbol);
}

/** The functions of the runtime that the members of `console` are as values. */
const consoleFunctions: Readonly<Record<string, string>> = {
  debug: "logValues",
  error: "errorValues",
  info: "logValues",
  log: "logValues",
  warn: "errorValues",
};

/** What `Namespace.member`, `Enum.member`, `Class.staticMember` and `Math.PI` mean, whose left side is no value. */
function staticReference(f: FunctionLowering, node: ts.PropertyAccessExpression): Val | undefined {
  const symbol = resolveSymbol(f.c.checker, node.name);
  const left = ts.isIdentifier(node.expression) ? resolveSymbol(f.c.checker, node.expression) : undefined;
  if (left !== undefined && f.c.library.isGlobalDeclaration(left) && f.c.library.isNamespace(left.name)) {
    const isConsole = left.name === "console";
    const member = f.c.library.namespaceMember(
      left.name,
      isConsole ? consoleFunctions[node.name.text]! : node.name.text,
    );
    if (member === undefined)
      throw new CompileError(
        node,
        codes.unsupportedLibrary,
        `'${left.name}.${node.name.text}' is not in the runtime library yet`,
      );
    return readSymbol(f, member, node);
  }
  if (symbol === undefined) return undefined;
  const own = libraryStatic(f, left, node);
  if (own !== undefined) return readSymbol(f, own, node);
  if (left !== undefined && left.flags & ts.SymbolFlags.Module && !f.c.library.isGlobalDeclaration(symbol))
    return readSymbol(f, symbol, node);
  if (isFunctionProperty(f.c.checker, symbol)) return readSymbol(f, symbol, node);
  const declaration = symbol.valueDeclaration;
  if (
    declaration !== undefined &&
    ts.getCombinedModifierFlags(declaration as ts.Declaration) & ts.ModifierFlags.Static
  ) {
    const receiver = staticReceiver(f, node.expression);
    if (receiver === undefined) return undefined;
    const global = globalOf(f, symbol);
    if (node.expression.kind === ts.SyntaxKind.ThisKeyword || ts.isGetAccessor(declaration))
      return getMember(f, staticsOf(receiver), nameOf(f, node.name), node);
    if (global !== undefined)
      return constantOfSymbol(f, symbol, node) ?? getMember(f, staticsOf(receiver), nameOf(f, node.name), node);
    if (ts.isMethodDeclaration(declaration)) return functionValue(f, declaration, node);
  }
  return undefined;
}

/** The runtime's symbol for a static property of a global class. */
function libraryStatic(
  f: FunctionLowering,
  left: ts.Symbol | undefined,
  node: ts.PropertyAccessExpression,
): ts.Symbol | undefined {
  return left !== undefined && f.c.library.isGlobalDeclaration(left)
    ? f.c.library.staticProperty(left.name, node.name.text)
    : undefined;
}

// ---- optional chains ----

interface ChainExit {
  readonly block: string;
  used: boolean;
}

const chains = new WeakMap<FunctionLowering, ChainExit[]>();

/** Is this the whole of an optional chain, the place where a short cut ends? */
function isChainRoot(node: ts.Node): boolean {
  if (!(node.flags & ts.NodeFlags.OptionalChain)) return false;
  const parent = node.parent;
  // `a?.b!.c` is one chain, `a?.b!` asserts its result.
  if (ts.isNonNullExpression(parent) && !isChainRoot(parent)) return (parent.flags & ts.NodeFlags.OptionalChain) === 0;
  const continues =
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent)) &&
    parent.expression === node &&
    (parent.flags & ts.NodeFlags.OptionalChain) !== 0;
  return !continues;
}

/** Lowers a member access or call; if it is a whole optional chain, with `undefined` where a part is missing. */
export function chained(f: FunctionLowering, node: ts.Expression, lower: () => Val): Val {
  if (!isChainRoot(node)) return lower();
  const exit: ChainExit = { block: f.b.newBlock("chain"), used: false };
  const stack = chains.get(f) ?? [];
  chains.set(f, stack);
  stack.push(exit);
  const val = lower();
  stack.pop();
  const ty = unionOf([val.ty.kind === "void" ? undefinedTy : val.ty, undefinedTy]);
  const local = f.b.addLocal("chain", storage(ty));
  const done = f.b.newBlock("done");
  f.b.localSet(local, coerce(f, val, ty, node).op);
  f.b.jump(done);
  f.b.setBlock(exit.block);
  f.b.localSet(local, coerce(f, { op: undefinedRef, ty: undefinedTy }, ty, node).op);
  f.b.jump(done);
  f.b.setBlock(done);
  return { op: f.b.localGet(local), ty };
}

/** The object of a member access, tested for null where the access is optional. */
export function lowerReceiver(
  f: FunctionLowering,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression,
): Val {
  const val = lowerExpression(f, node.expression);
  return optionalValue(f, val, node.questionDotToken !== undefined, node);
}

export function optionalValue(f: FunctionLowering, val: Val, optional: boolean, node: ts.Node): Val {
  const nullish = membersOf(val.ty).some((member) => member.kind === "null" || member.kind === "undefined");
  if (!optional) {
    // The checker has proved that it is there, but only its flow analysis knows.
    return nullish && withoutNullish(val.ty).kind !== "never"
      ? coerce(f, val, withoutNullish(val.ty), node, "checked")
      : val;
  }
  if (!nullish) return val;
  const exit = chains.get(f)!.at(-1)!;
  const rest = f.b.newBlock("present");
  f.b.branch(isNullish(f, val), exit.block, rest);
  f.b.setBlock(rest);
  return coerce(f, val, withoutNullish(val.ty), node, "narrow");
}

/** Leaves the optional chain unless the condition holds. */
export function requireInChain(f: FunctionLowering, condition: Operand): void {
  const exit = chains.get(f)!.at(-1)!;
  const present = f.b.newBlock("present");
  f.b.branch(condition, present, exit.block);
  f.b.setBlock(present);
}

/** `Symbol.iterator` and its kin: the name of the member that they stand for. */
export function wellKnownName(f: FunctionLowering, node: ts.Expression): string | undefined {
  const inner = skipParentheses(node);
  if (!ts.isPropertyAccessExpression(inner) || !ts.isIdentifier(inner.expression)) return undefined;
  const symbol = resolveSymbol(f.c.checker, inner.expression);
  const isSymbol = symbol?.name === "Symbol" && f.c.library.isGlobalDeclaration(symbol);
  return isSymbol ? `@@${inner.name.text}` : undefined;
}

// ---- elements ----

export function lowerElementAccess(f: FunctionLowering, node: ts.ElementAccessExpression): Val {
  return chained(f, node, () => elementValue(f, node));
}

function elementValue(f: FunctionLowering, node: ts.ElementAccessExpression): Val {
  const symbol = ts.isIdentifier(node.expression) ? resolveSymbol(f.c.checker, node.expression) : undefined;
  if (symbol !== undefined && symbol.flags & ts.SymbolFlags.Enum) return enumName(f, symbol, node);
  const object = lowerReceiver(f, node);
  const entry = dictionaryValue(f.c, object.ty, node);
  if (entry !== undefined) return entryElement(f, object, entry, node);
  const key = skipParentheses(node.argumentExpression);
  if (ts.isStringLiteralLike(key)) return narrowed(f, getMember(f, object, key.text, node), node, "checked");
  if (tuplesOf(object.ty) !== undefined) {
    const constant = constantOf(f, key);
    if (constant?.literal !== undefined)
      return narrowed(f, getMember(f, object, String(constant.literal), node), node, "checked");
  }
  const type = f.c.checker.getTypeAtLocation(node.argumentExpression);
  if (type.flags & ts.TypeFlags.ESSymbolLike) {
    const name = nameOf(f, (key as ts.PropertyAccessExpression).name ?? (key as ts.Identifier));
    return narrowed(f, getMember(f, object, `@@${name}`, node), node, "checked");
  }
  const keyed = keyedPlace(f, object, node);
  if (keyed !== undefined) return narrowed(f, keyed.get(), node, "checked");
  const index = lowerExpression(f, node.argumentExpression);
  f.at(node);
  if ((object.ty.kind === "string" || object.ty.kind === "array") && index.ty.kind === "string")
    throw new CompileError(
      node.argumentExpression,
      codes.unsupportedSyntax,
      `a '${tyDisplay(index.ty)}' can't be the index of a '${tyDisplay(object.ty)}'`,
      "use a number",
    );
  const group = matchElementAt(f, object, index, node);
  if (group !== undefined) return group;
  const asked = askedElement(f, object, index, node);
  if (asked !== undefined) return asked;
  if (object.ty.kind === "string")
    return f.callRuntime("stringAt", [object, { op: toDouble(f, index), ty: numberTy }], [], node);
  if (object.ty.kind === "array") {
    const element = object.ty.element;
    if (mayBeLeftOut(f, node)) {
      const at = f.c.instance(f.c.library.member("array", "at")!, [element], undefined);
      return narrowed(f, f.callInstance(at, [object.op, toDouble(f, index)]), node, "checked");
    }
    const val = { op: f.b.loadElement(storage(element), elementAddress(f, object, index, node)), ty: element };
    // Among what a function that replaces is passed: all strings to the checker.
    if (element.kind === "unknown" && f.c.checker.getTypeAtLocation(node).flags & ts.TypeFlags.String)
      return earlyValue(f, val, stringTy, node);
    return narrowed(f, val, node, "checked");
  }
  const typed = typedArrayOf(f, object.ty);
  if (typed !== undefined) return typedArrayElement(f, typed, object, index, node);
  if (membersOf(object.ty).every(({ kind }) => kind === "array")) return elementOfEither(f, object, index, node);
  if (object.ty.kind === "object" && object.ty.family === "array")
    return narrowed(f, callMember(f, object, elementMember, [settled(f, index, node)], node), node, "checked");
  if (tuplesOf(object.ty) !== undefined)
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      "a tuple's index must be a constant, or of a type that is a union of constants",
      "use an array if the index varies",
    );
  throw new CompileError(
    node,
    codes.unsupportedSyntax,
    `a '${tyDisplay(object.ty)}' can't be indexed`,
    "use a Map, or a key whose type is a union of the properties' names",
  );
}

/** The element where the place around it asks whether it is there; undefined elsewhere, and for what has no elements by number. */
function askedElement(f: FunctionLowering, object: Val, index: Val, node: ts.ElementAccessExpression): Val | undefined {
  const typed = typedArrayOf(f, object.ty);
  const kinds = membersOf(object.ty);
  const isFamily = object.ty.kind === "object" && object.ty.family === "array";
  const isList = object.ty.kind === "string" || typed !== undefined || isFamily;
  if (!isList && !kinds.every(({ kind }) => kind === "array")) return undefined;
  const element =
    object.ty.kind === "string"
      ? stringTy
      : typed !== undefined
        ? numberTy
        : isFamily
          ? unknownTy
          : unionOf(kinds.map((array) => (array as ArrayTy).element));
  if (!(isNumeric(index.ty) && asksWhetherThere(node, element))) return undefined;
  const length = indexOperand(f, getMember(f, object, "length", node), node);
  const found = elementOrNothing(f, index, length, element, node, (at) => {
    const place: Val = { op: at, ty: integerTy };
    if (object.ty.kind === "string")
      return f.callRuntime("stringAt", [object, { op: toDouble(f, place), ty: numberTy }], [], node);
    if (typed !== undefined) return typedArrayElement(f, typed, object, place, node);
    if (isFamily) return callMember(f, object, elementMember, [settled(f, place, node)], node);
    if (object.ty.kind !== "array")
      return coerce(f, callMember(f, object, "at", [place], node), unionOf([element, undefinedTy]), node, "narrow");
    const type = storage(element);
    const data = f.b.fieldGet("ptr", f.c.arrayClass(element), "data", object.op);
    return { op: f.b.loadElement(type, offsetOf(f, data, at, sizeOfStorage(element))), ty: element };
  });
  return narrowedOrNothing(f, found, node);
}

/** The element of an array of one type or another, which only the running program knows. */
function elementOfEither(f: FunctionLowering, arrays: Val, index: Val, node: ts.ElementAccessExpression): Val {
  const at = indexOperand(f, index, node);
  const length = indexOperand(f, getMember(f, arrays, "length", node), node);
  requireIndex(f, at, length, node);
  const element = callMember(f, arrays, "at", [{ op: at, ty: integerTy }], node);
  const ty = unionOf(membersOf(arrays.ty).map((array) => (array as ArrayTy).element));
  return narrowed(f, coerce(f, element, ty, node, "narrow"), node, "checked");
}

/** Is it an optional element of a tuple, known by its position? */
function mayBeLeftOut(f: FunctionLowering, node: ts.ElementAccessExpression): boolean {
  const { checker } = f.c;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
  const position = constantOf(f, skipParentheses(node.argumentExpression))?.literal;
  if (position === undefined || !checker.isTupleType(type)) return false;
  const flags = (type as ts.TupleTypeReference).target.elementFlags[Number(position)];
  return flags !== undefined && (flags & ts.ElementFlags.Optional) !== 0;
}

/** The index as an i64 that is exact, or a thrown RangeError. */
export function indexOperand(f: FunctionLowering, index: Val, node: ts.Node): Operand {
  if (index.ty.kind === "int" || index.ty.kind === "integer") return toInt64(f, index);
  const double = toDouble(f, index);
  const whole = f.b.convert("truncate", "i64", double);
  require(f, f.b.compare("foeq", f.b.convert("sitofp", "f64", whole), double), () =>
    f.callRuntime("throwFraction", [{ op: double, ty: numberTy }], [], node));
  return whole;
}

export function sizeOfStorage(ty: Ty): number {
  return typeSize[storage(ty)];
}

/** The address of element `index`, which must exist. */
function elementAddress(f: FunctionLowering, array: Val, index: Val, node: ts.Node): Operand {
  const element = (array.ty as { element: Ty }).element;
  const at = indexOperand(f, index, node);
  const className = f.c.arrayClass(element);
  const length = f.b.convert("zext", "i64", f.b.fieldGet("i32", className, "length", array.op));
  requireIndex(f, at, length, node);
  return offsetOf(f, f.b.fieldGet("ptr", className, "data", array.op), at, sizeOfStorage(element));
}

function requireIndex(f: FunctionLowering, at: Operand, length: Operand, node: ts.Node): void {
  require(f, f.b.compare("ult", at, length), () => {
    f.callRuntime(
      "throwIndex",
      [
        { op: at, ty: intTy("i64") },
        { op: length, ty: intTy("i64") },
      ],
      [],
      node,
    );
  });
}

export function offsetOf(f: FunctionLowering, base: Operand, index: Operand, size: number): Operand {
  return f.b.offset(base, size === 1 ? index : f.b.binary("mul", index, i64(size)));
}

export function elementPlace(f: FunctionLowering, node: ts.ElementAccessExpression): Place {
  const object = lowerReceiver(f, node);
  const entry = dictionaryValue(f.c, object.ty, node);
  if (entry !== undefined) return entryPlace(f, object, entry, node);
  const key = skipParentheses(node.argumentExpression);
  const named = ts.isStringLiteralLike(key)
    ? key.text
    : object.ty.kind === "tuple"
      ? constantOf(f, key)?.literal?.toString()
      : undefined;
  if (named !== undefined) return namedPlace(f, object, named, node);
  const keyed = keyedPlace(f, object, node);
  if (keyed !== undefined) return keyed;
  const index = lowerExpression(f, node.argumentExpression);
  const machine = machineElementPlace(f, object, index, node);
  if (machine !== undefined) return machine;
  const typed = typedArrayOf(f, object.ty);
  if (typed !== undefined) return typedArrayPlace(f, typed, object, index, node);
  if (object.ty.kind !== "array")
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `an element of a '${tyDisplay(object.ty)}' can't be assigned`,
    );
  const element = object.ty.element;
  return {
    ty: element,
    get: () => ({ op: f.b.loadElement(storage(element), elementAddress(f, object, index, node)), ty: element }),
    ...(asksWhetherThere(node, element) ? { getMissing: () => askedElement(f, object, index, node)! } : {}),
    set: (val) => setElement(f, object, element, index, val, node),
  };
}

/** Inside: replaces. Directly behind the end: appends. Else a RangeError. */
function setElement(f: FunctionLowering, array: Val, element: Ty, index: Val, val: Val, node: ts.Node): void {
  const at = indexOperand(f, index, node);
  const className = f.c.arrayClass(element);
  if (f.c.isProgramNode(node)) f.c.held.noteChangedContainer(className, [element]);
  const length = f.b.convert("zext", "i64", f.b.fieldGet("i32", className, "length", array.op));
  const inside = f.b.newBlock("inside");
  const outside = f.b.newBlock("outside");
  const done = f.b.newBlock("done");
  f.b.branch(f.b.compare("ult", at, length), inside, outside);
  f.b.setBlock(outside);
  f.b.markCold();
  f.callRuntime("setBeyond", [array, { op: at, ty: intTy("i64") }, val], [element], node);
  f.b.jump(done);
  f.b.setBlock(inside);
  const address = offsetOf(f, f.b.fieldGet("ptr", className, "data", array.op), at, sizeOfStorage(element));
  const type = storage(element);
  // The old value is moved out and dies after the new one is in place.
  if (type === "ref" || type === "any") f.b.take(type, address);
  f.b.storeElement(type, address, val.op);
  f.b.jump(done);
  f.b.setBlock(done);
}

// ---- properties as places ----

export function propertyPlace(f: FunctionLowering, node: ts.PropertyAccessExpression): Place {
  const symbol = resolveSymbol(f.c.checker, node.name);
  const isStatic =
    symbol?.valueDeclaration !== undefined &&
    (ts.getCombinedModifierFlags(symbol.valueDeclaration as ts.Declaration) & ts.ModifierFlags.Static) !== 0;
  const left = ts.isIdentifier(node.expression) ? resolveSymbol(f.c.checker, node.expression) : undefined;
  const own = libraryStatic(f, left, node) ?? symbol;
  const receiver = isStatic ? staticReceiver(f, node.expression) : undefined;
  if (receiver !== undefined && own === symbol) return namedPlace(f, staticsOf(receiver), nameOf(f, node.name), node);
  const isGlobal = own !== undefined && (own !== symbol ? isStatic : isFunctionProperty(f.c.checker, own));
  const global = isGlobal ? globalOf(f, own) : undefined;
  if (global !== undefined) {
    return {
      ty: global.type,
      get: () => ({ op: f.b.globalGet(storage(global.type), global.name), ty: global.type }),
      set: (val) => f.b.globalSet(global.name, val.op),
    };
  }
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superPlace(f, nameOf(f, node.name), node);
  const object = lowerReceiver(f, node);
  const entry = dictionaryValue(f.c, object.ty, node);
  if (entry !== undefined) return entryPlace(f, object, entry, node);
  return namedPlace(f, object, nameOf(f, node.name), node);
}

/** `super.name`: the accessors of the base class, whatever overrides them. */
function superPlace(f: FunctionLowering, name: string, node: ts.Node): Place {
  const base = f.owner?.base;
  const accessor = (kind: "get" | "set") => {
    const found = base === undefined ? undefined : f.c.methodOf(base, name, kind);
    return found === undefined ? undefined : f.c.instance(found.declaration, [], found.owner);
  };
  const getter = accessor("get");
  const setter = accessor("set");
  const ty = getter?.signature.result ?? setter?.signature.params[0]?.type;
  if (ty === undefined || f.thisVal === undefined) {
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `the base class has no accessor '${name}'`,
      "fields belong to the object: use this." + name,
    );
  }
  const self = f.thisVal.op;
  const missing = (): never => {
    throw new CompileError(node, codes.unsupportedSyntax, `the base class has only one accessor for '${name}'`);
  };
  return {
    ty,
    get: () => (getter === undefined ? missing() : f.callInstance(getter, [self])),
    set: (val) => void (setter === undefined ? missing() : f.callInstance(setter, [self, val.op])),
  };
}

function namedPlace(f: FunctionLowering, object: Val, name: string, node: ts.Expression): Place {
  const machine = machinePlace(f, object, name, node);
  if (machine !== undefined) return machine;
  if (object.ty.kind === "array" && name === "length") {
    return {
      ty: numberTy,
      get: () => getMember(f, object, name, node),
      set: (val) => void f.callRuntime("setLength", [object, val], [(object.ty as { element: Ty }).element], node),
    };
  }
  const early = earlyFieldTy(object.ty, name);
  if (early !== undefined) {
    const get = (): Val => {
      const val = getMember(f, object, name, node);
      return early.kind === "number" ? numberOrNaN(f, val, node) : coerce(f, val, early, node, "checked");
    };
    return { ty: early, get, set: (val) => setMember(f, object, name, val, node) };
  }
  const ty = setterTy(f, object.ty, name, node);
  return {
    ty,
    get: () => getMember(f, object, name, node),
    set: (val) => setMember(f, object, name, val, node),
  };
}

function setterTy(f: FunctionLowering, ty: Ty, name: string, node: ts.Node): Ty {
  if (ty.kind === "class") {
    const setter = f.c.methodOf(ty.info, name, "set");
    if (setter !== undefined) return f.c.instance(setter.declaration, [], setter.owner).signature.params[0]!.type;
  }
  if (ty.kind === "tuple") return ty.elements[Number(name)] ?? undefinedTy;
  return propertyTy(f.c, ty, name, node);
}
