/**
 * Objects with any number of properties (`Record<string, T>`): the library's class `Dictionary`, whose entries are what a program sees as properties. A
 * property that is missing is `undefined`; where the type does not say so, reading it behaves as a field that is read too early (`early-field.ts`).
 */
import ts from "typescript";
import { str } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { skipParentheses } from "../syntax.ts";
import { findField } from "../types/class-info.ts";
import { storage } from "../types/representation.ts";
import {
  booleanTy,
  type FunctionTy,
  isNumeric,
  membersOf,
  sameTy,
  stringTy,
  type Ty,
  tyDisplay,
  undefinedTy,
  unionOf,
} from "../types/ty.ts";
import type { Place } from "./assign.ts";
import { usesThis } from "./class-value.ts";
import { makeClosure } from "./closure.ts";
import { coerce } from "./coerce.ts";
import type { Compilation } from "./compilation.ts";
import { callMember, getMember } from "./dispatch-entry.ts";
import { earlyValue, numberOrNaN } from "./early-field.ts";
import { lowerExpression, lowerTo } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { iterate } from "./iterate.ts";
import { seenMissing } from "./match.ts";
import { lowerReceiver, nameOf } from "./member.ts";
import { isExactly, not } from "./operator.ts";
import { narrowed, readSymbol } from "./reference.ts";
import { resolveSymbol } from "./symbols.ts";
import { toText } from "./text.ts";
import type { Val } from "./value.ts";

/** What the properties are if it is such an object. To the library's own class it is an instance like any other. */
export function dictionaryValue(c: Compilation, ty: Ty, node: ts.Node): Ty | undefined {
  const value = c.types.dictionaryValue(ty);
  if (value === undefined) return undefined;
  return node.getSourceFile() === c.library.compilerClass("Dictionary").getSourceFile() ? undefined : value;
}

function call(f: FunctionLowering, object: Val, method: string, args: readonly Val[], node: ts.Node): Val {
  return callMember(f, object, method, args, node);
}

function nameVal(name: string): Val {
  return { op: str(name), ty: stringTy };
}

/** The name of the property that a key stands for. */
function lowerKey(f: FunctionLowering, node: ts.Expression): Val {
  const inner = skipParentheses(node);
  if (ts.isNumericLiteral(inner)) return nameVal(String(Number(inner.text)));
  const key = lowerExpression(f, inner);
  if (key.ty.kind === "string" || isNumeric(key.ty)) return toText(f, key, node);
  if (membersOf(key.ty).every((member) => member.kind === "string" || member.kind === "number"))
    return toText(f, key, node);
  throw new CompileError(
    node,
    codes.unsupportedSyntax,
    `a '${tyDisplay(key.ty)}' can't be the name of a property`,
    "use a string or a number",
  );
}

// ---- one property ----

/** A property, or `undefined`. */
export function getEntry(f: FunctionLowering, object: Val, name: string, node: ts.Node): Val {
  return call(f, object, "entryOf", [nameVal(name)], node);
}

export function setEntry(f: FunctionLowering, object: Val, name: string, value: Val, node: ts.Node): void {
  call(f, object, "putEntry", [nameVal(name), value], node);
}

/** `o[key]` as a value. */
export function entryElement(f: FunctionLowering, object: Val, value: Ty, node: ts.ElementAccessExpression): Val {
  const key = lowerKey(f, node.argumentExpression);
  f.at(node);
  return entryValue(f, call(f, object, "entryOf", [key], node), value, node);
}

/** A property as the place around it wants it. */
export function entryValue(f: FunctionLowering, val: Val, value: Ty, node: ts.Expression): Val {
  if (storage(value) === "ref" && seenMissing(f, node)) return val;
  const mayBeUndefined = membersOf(value).some((member) => member.kind === "undefined" || member.kind === "unknown");
  return mayBeUndefined ? narrowed(f, val, node, "checked") : earlyValue(f, val, value, node);
}

/** `o[key]` or `o.name` on the left of an assignment. */
export function entryPlace(
  f: FunctionLowering,
  object: Val,
  value: Ty,
  node: ts.ElementAccessExpression | ts.PropertyAccessExpression,
): Place {
  const key = ts.isElementAccessExpression(node) ? lowerKey(f, node.argumentExpression) : nameVal(nameOf(f, node.name));
  const read = (): Val => call(f, object, "entryOf", [key], node);
  return {
    ty: value,
    get: () => (value.kind === "number" ? numberOrNaN(f, read(), node) : coerce(f, read(), value, node, "checked")),
    getMissing: read,
    set: (val) => void call(f, object, "putEntry", [key, val], node),
  };
}

/** `delete o[key]`. */
export function lowerDelete(f: FunctionLowering, node: ts.DeleteExpression): Val {
  const target = skipParentheses(node.expression);
  const isAccess = ts.isElementAccessExpression(target) || ts.isPropertyAccessExpression(target);
  const object = isAccess && target.questionDotToken === undefined ? lowerReceiver(f, target) : undefined;
  if (!isAccess || object === undefined || dictionaryValue(f.c, object.ty, node) === undefined)
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      "removing properties can't be compiled for objects whose type names them",
      "use a Record or a Map, or set the property to undefined",
    );
  const key = ts.isElementAccessExpression(target)
    ? lowerKey(f, target.argumentExpression)
    : nameVal(nameOf(f, target.name));
  f.at(node);
  return call(f, object, "removeEntry", [key], node);
}

/** `key in o`. */
export function hasEntry(f: FunctionLowering, key: ts.Expression, object: ts.Expression): Val {
  const name = lowerKey(f, key);
  return { ...call(f, lowerExpression(f, object), "hasEntry", [name], key), ty: booleanTy };
}

/** `Object.hasOwn(o, key)`. */
export function hasOwnEntry(f: FunctionLowering, object: ts.Expression, key: ts.Expression): Val {
  const receiver = lowerExpression(f, object);
  return { ...call(f, receiver, "hasEntry", [lowerKey(f, key)], key), ty: booleanTy };
}

/** The names of the properties, for `for…in`. */
export function entryNames(f: FunctionLowering, object: Val, node: ts.Node): Val {
  return call(f, object, "entryNames", [], node);
}

/** i1: is a property of this name still there? */
export function isEntry(f: FunctionLowering, object: Val, name: Val, node: ts.Node): Val {
  return call(f, object, "hasEntry", [name], node);
}

// ---- literals ----

/** The dictionary that an object literal makes: if that is what the place wants, or what the checker makes of its spread parts. */
export function dictionaryFor(
  f: FunctionLowering,
  node: ts.ObjectLiteralExpression,
  expected: Ty | undefined,
): Ty | undefined {
  const wanted = membersOf(expected ?? undefinedTy).filter(
    (member) => dictionaryValue(f.c, member, node) !== undefined,
  );
  const others = membersOf(expected ?? undefinedTy).some((member) => member.kind === "object");
  if (wanted.length === 1 && !others) return wanted[0];
  const type = f.c.checker.getTypeAtLocation(node);
  const contextual = expected === undefined ? f.c.checker.getContextualType(node) : undefined;
  for (const candidate of [contextual, type]) {
    if (candidate === undefined || candidate.flags & ts.TypeFlags.Any) continue;
    const signatures = f.c.checker.getIndexInfosOfType(f.c.checker.getNonNullableType(candidate));
    // A pattern with a rest element expects any number of properties of any type; it says nothing about the literal.
    if (signatures.length === 0 || signatures.some((one) => one.type.flags & ts.TypeFlags.Any)) continue;
    const ty = f.translate(f.c.checker.getNonNullableType(candidate), node);
    if (dictionaryValue(f.c, ty, node) !== undefined) return ty;
  }
  return spreadOf(f, node);
}

/** A constant that is such a literal is a dictionary, too. */
function typeOfSpread(f: FunctionLowering, node: ts.Expression): Ty {
  const inner = skipParentheses(node);
  const declaration = ts.isIdentifier(inner) ? resolveSymbol(f.c.checker, inner)?.valueDeclaration : undefined;
  const isConst =
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.type === undefined &&
    (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const first = isConst ? declaration.initializer : undefined;
  const spread = first !== undefined && ts.isObjectLiteralExpression(first) ? spreadOf(f, first) : undefined;
  return spread ?? f.typeOf(node);
}

/** What a literal is that spreads a dictionary and names properties as well: the checker only tells the names. */
export function spreadOf(f: FunctionLowering, node: ts.ObjectLiteralExpression): Ty | undefined {
  const isRecord = (property: ts.ObjectLiteralElementLike): boolean =>
    ts.isSpreadAssignment(property) && dictionaryValue(f.c, typeOfSpread(f, property.expression), node) !== undefined;
  if (!node.properties.some(isRecord)) return undefined;
  const values = node.properties.flatMap((property): readonly Ty[] => {
    if (!ts.isSpreadAssignment(property)) return [f.typeOf(property)];
    const ty = typeOfSpread(f, property.expression);
    const value = dictionaryValue(f.c, ty, node);
    return value === undefined ? f.c.types.propertiesOf(ty).map((part) => part.type) : [value];
  });
  return f.c.types.dictionaryOf(unionOf(values));
}

/** `{ a: 1, [key]: 2, ...others }` as a dictionary. */
export function lowerDictionary(f: FunctionLowering, node: ts.ObjectLiteralExpression, ty: Ty): Val {
  const value = dictionaryValue(f.c, ty, node)!;
  const object = newDictionary(f, ty, node);
  for (const property of node.properties) {
    f.at(property);
    if (ts.isSpreadAssignment(property)) {
      spreadInto(f, object, lowerExpression(f, property.expression, ty), property);
    } else if (ts.isPropertyAssignment(property)) {
      const key = propertyKey(f, property.name);
      call(f, object, "putEntry", [key, lowerTo(f, property.initializer, value)], property);
    } else if (ts.isShorthandPropertyAssignment(property)) {
      const symbol = f.c.checker.getShorthandAssignmentValueSymbol(property)!;
      const resolved = symbol.flags & ts.SymbolFlags.Alias ? f.c.checker.getAliasedSymbol(symbol) : symbol;
      setEntry(
        f,
        object,
        property.name.text,
        coerce(f, readSymbol(f, resolved, property.name), value, property),
        property,
      );
    } else if (ts.isMethodDeclaration(property) && !usesThis(property)) {
      const wanted = membersOf(value).find((member): member is FunctionTy => member.kind === "function");
      const key = propertyKey(f, property.name);
      const closure = makeClosure(f, property, wanted, undefined);
      call(f, object, "putEntry", [key, coerce(f, closure, value, property)], property);
    } else
      throw new CompileError(
        property,
        codes.unsupportedSyntax,
        "accessors, and methods that use 'this', can't be part of an object with any number of properties",
        "use an arrow function, or a type that names the properties",
      );
  }
  return object;
}

function newDictionary(f: FunctionLowering, ty: Ty, node: ts.Node): Val {
  return f.callRuntime("newDictionary", [], [dictionaryValue(f.c, ty, node)!], node);
}

function propertyKey(f: FunctionLowering, name: ts.PropertyName): Val {
  if (ts.isComputedPropertyName(name)) return lowerKey(f, name.expression);
  return nameVal(ts.isNumericLiteral(name) ? String(Number(name.text)) : name.text);
}

/** What `{ a, ...rest }` leaves for `rest`. */
export function copyWithout(f: FunctionLowering, source: Val, names: ReadonlySet<string>, node: ts.Node): Val {
  const copy = newDictionary(f, source.ty, node);
  spreadInto(f, copy, source, node);
  for (const name of names) call(f, copy, "removeEntry", [nameVal(name)], node);
  return { op: copy.op, ty: source.ty };
}

/** `Object.assign({}, a, b)` if one of them is a dictionary: then so is the result. */
export function mergedDictionary(f: FunctionLowering, sources: readonly Val[], node: ts.Node): Val | undefined {
  const values = sources.map((source) => dictionaryValue(f.c, source.ty, node));
  if (values.every((value) => value === undefined)) return undefined;
  const types = sources.flatMap((source, index): readonly Ty[] => {
    const value = values[index];
    if (value !== undefined) return [value];
    return source.ty.kind === "literal"
      ? source.ty.info.properties.map((property) => property.type)
      : f.c.types.propertiesOf(source.ty).map((property) => property.type);
  });
  const result = newDictionary(f, f.c.types.dictionaryOf(unionOf(types)), node);
  for (const source of sources) spreadInto(f, result, source, node);
  return result;
}

/** Copies the properties of an object into a dictionary. */
export function spreadInto(f: FunctionLowering, target: Val, source: Val, node: ts.Node): void {
  const value = dictionaryValue(f.c, target.ty, node)!;
  const own = dictionaryValue(f.c, source.ty, node);
  if (own !== undefined && sameTy(own, value)) {
    call(f, target, "putEntriesOf", [source], node);
    return;
  }
  if (own !== undefined) {
    iterate(f, entryNames(f, source, node), node, (name) => {
      const val = coerce(f, call(f, source, "entryOf", [name], node), own, node, "checked");
      call(f, target, "putEntry", [name, coerce(f, val, value, node)], node);
    });
    return;
  }
  const { ty } = source;
  const properties =
    ty.kind === "literal"
      ? ty.info.properties.filter((property) => property.kind === "field")
      : ty.kind === "object"
        ? ty.properties()
        : ty.kind === "class"
          ? f.c.types.propertiesOf(ty).filter(({ name }) => findField(ty.info, name) !== undefined)
          : undefined;
  if (properties === undefined)
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `a '${tyDisplay(ty)}' can't be spread into an object with any number of properties`,
      "name the properties",
    );
  for (const property of properties) {
    const isOptional = "optional" in property ? property.optional : property.room === true;
    const val = getMember(f, source, property.name, node);
    const put = (): void => setEntry(f, target, property.name, coerce(f, val, value, node, "checked"), node);
    if (!isOptional) {
      put();
      continue;
    }
    // One that is missing, or undefined: what may be left out can't be told from it.
    const present = f.b.newBlock("present");
    const done = f.b.newBlock("done");
    f.b.branch(not(f, isExactly(f, { ...val, ty: unionOf([val.ty, undefinedTy]) }, "undefined")), present, done);
    f.b.setBlock(present);
    put();
    f.b.jump(done);
    f.b.setBlock(done);
  }
}
