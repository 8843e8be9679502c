/**
 * What an object is made of, for `console.log` and `Object.keys`: entries of the dispatch table `describe`, one for each class of the program. An
 * entry makes a `Description` and adds the properties in JavaScript's order. Nothing of this is compiled unless something asks for descriptions.
 */
import ts from "typescript";
import { f64, str } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { storage } from "../types/representation.ts";
import { classNameOf, hasModifier, memberName } from "../types/translate.ts";
import { type LiteralProperty, numberTy, stringTy, type Ty, unknownTy } from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import type { Compilation } from "./compilation.ts";
import type { FunctionName, MemberOperation, Shape } from "./dispatch.ts";
import { dispatch, getMember } from "./dispatch-entry.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isMatchClass } from "./match.ts";
import type { StaticTy } from "./static-member.ts";
import { undefinedVal, type Val } from "./value.ts";

type Describe = MemberOperation & { readonly kind: "describe" };

/** What a property is, as `Description` numbers it. */
const roles = { value: 0, get: 1, set: 2, accessor: 3, pointer: 4 } as const;
/** The roles of methods, by how they run. */
const methodRoles = { plain: 5, async: 6, generator: 7, "async generator": 8 } as const;
const functionTypes = {
  plain: "Function",
  async: "AsyncFunction",
  generator: "GeneratorFunction",
  "async generator": "AsyncGeneratorFunction",
} as const;

export function lowerDescription(
  f: FunctionLowering,
  object: Val,
  shape: Shape,
  operation: Describe,
  node: ts.Node,
): Val {
  const { ty } = shape;
  switch (ty.kind) {
    case "class":
      return describeInstance(f, object, ty.info, node);
    case "literal":
      return describeLiteral(f, object, ty.info.properties, operation, node);
    case "array":
      return f.callRuntime(
        isMatchClass(shape.className) ? "describeMatch" : "describeArray",
        [object, elementsWanted(operation)],
        [ty.element],
        node,
      );
    case "tuple":
      return describeTuple(f, object, ty.elements, node);
    case "static":
      return describeClass(f, { ...object, ty }, node);
    case "function":
      return describeFunction(f, object, shape, operation, node);
    default:
      return f.callRuntime("describeObject", [text("String")], [], node);
  }
}

/** One more than is shown, since it decides how the others are aligned; all of them for `Object.values`. */
function elementsWanted(operation: Describe): Val {
  return { op: f64(operation.member === "enumerate" ? Number.POSITIVE_INFINITY : 101), ty: numberTy };
}

function text(value: string): Val {
  return { op: str(value), ty: stringTy };
}

function add(f: FunctionLowering, to: Val, name: string, value: Val, role: number, node: ts.Node): void {
  const isPointer = storage(value.ty) === "ptr";
  const held = isPointer ? undefinedVal : coerce(f, value, unknownTy, node);
  const shown = isPointer ? roles.pointer : role;
  f.callRuntime("addProperty", [to, text(name), held, { op: f64(shown), ty: numberTy }], [], node);
}

// ---- instances of classes ----

/** Names that console.log has for classes of the library that programs can't name. */
const libraryNames: Record<string, string> = {
  Dictionary: "Object",
  ArrayValues: "Object [Array Iterator]",
  ArrayKeys: "Object [Array Iterator]",
  ArrayEntries: "Object [Array Iterator]",
  StringPoints: "Object [String Iterator]",
  MatchGroups: "[Object: null prototype]",
  MatchIterator: "Object [RegExp String Iterator]",
};

function nameOf(info: ClassInfo): string {
  const name = classNameOf(info.declaration);
  return libraryNames[name] ?? name;
}

/** What an instance is called: a class without a name leaves that to the one that it extends. */
function instanceName(info: ClassInfo): string {
  const name = nameOf(info);
  if (name !== "") return name;
  return info.base === undefined ? "Object" : instanceName(info.base);
}

function isLibraryClass(c: Compilation, info: ClassInfo): boolean {
  return c.library.isRuntimeFile(info.declaration.getSourceFile());
}

function describeInstance(f: FunctionLowering, object: Val, info: ClassInfo, node: ts.Node): Val {
  const own: ClassInfo[] = [];
  let at: ClassInfo | undefined = info;
  for (; at !== undefined && !isLibraryClass(f.c, at); at = at.base) own.unshift(at);
  const hook = at === undefined ? undefined : f.c.methodOf(at, "@@describing");
  let result: Val;
  if (at === undefined || hook === undefined)
    result = f.callRuntime("describeObject", [text(instanceName(info))], [], node);
  else {
    result = f.callInstance(f.c.instance(hook.declaration, [], hook.owner), [object.op]);
    f.callRuntime("nameDescription", [result, text(instanceName(info)), text(nameOf(at))], [], node);
  }
  const fields = own.flatMap((owner) => owner.fields().filter((field) => !field.redeclares));
  for (const field of inKeyOrder(fields)) {
    if (field.name.startsWith("#")) continue;
    add(f, result, field.name, getMember(f, object, field.name, node), roles.value, node);
  }
  return result;
}

// ---- object literals ----

/** Names that are array indices come first, by value (ECMA-262, OrdinaryOwnPropertyKeys), symbols last. */
function inKeyOrder<T extends { readonly name: string }>(properties: readonly T[]): T[] {
  const isIndex = ({ name }: T): boolean => /^(0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1;
  const isSymbol = ({ name }: T): boolean => name.startsWith("@@");
  return [
    ...properties.filter(isIndex).sort((a, b) => Number(a.name) - Number(b.name)),
    ...properties.filter((property) => !isIndex(property) && !isSymbol(property)),
    ...properties.filter(isSymbol),
  ];
}

function describeLiteral(
  f: FunctionLowering,
  object: Val,
  properties: readonly LiteralProperty[],
  operation: Describe,
  node: ts.Node,
): Val {
  const result = f.callRuntime("describeObject", [text("Object")], [], node);
  const evaluates = operation.member === "enumerate";
  const done = new Set<string>();
  for (const property of inKeyOrder(properties)) {
    const { name } = property;
    if (done.has(name)) continue;
    done.add(name);
    const kinds = properties.filter((other) => other.name === name).map((other) => other.kind);
    if (property.kind === "method") {
      if (evaluates)
        throw new CompileError(node, codes.unsupportedLibrary, `the method '${name}' can't be read as a value`);
      add(f, result, name, undefinedVal, methodRoles[property.pace ?? "plain"], node);
    } else if (property.kind === "field" || (evaluates && kinds.includes("get"))) {
      const value = getMember(f, object, name, node);
      if (property.room)
        f.callRuntime("addAssigned", [result, text(name), coerce(f, value, unknownTy, node)], [], node);
      else add(f, result, name, value, roles.value, node);
    } else {
      const role = kinds.length > 1 ? roles.accessor : kinds[0] === "get" ? roles.get : roles.set;
      add(f, result, name, undefinedVal, evaluates ? roles.value : role, node);
    }
  }
  return result;
}

// ---- tuples, functions and classes ----

function describeClass(f: FunctionLowering, object: Val & { ty: StaticTy }, node: ts.Node): Val {
  const { info } = object.ty;
  const name = nameOf(info) === "" ? "(anonymous)" : nameOf(info);
  const base = info.base === undefined ? "" : ` extends ${nameOf(info.base)}`;
  const result = f.callRuntime("describeFunction", [text(`${name}${base}`), text("class")], [], node);
  const fields = info.declaration.members.filter(
    (member): member is ts.PropertyDeclaration =>
      ts.isPropertyDeclaration(member) && hasModifier(member, ts.SyntaxKind.StaticKeyword),
  );
  const named = fields.map((field) => ({ name: memberName(f.c.checker.getSymbolAtLocation(field.name)!) }));
  for (const { name } of inKeyOrder(named)) {
    if (name.startsWith("#")) continue;
    add(f, result, name, getMember(f, object, name, node), roles.value, node);
  }
  return result;
}

function describeTuple(f: FunctionLowering, object: Val, elements: readonly Ty[], node: ts.Node): Val {
  const result = f.callRuntime("describeTuple", [], [], node);
  elements.forEach((_, index) => {
    const value = coerce(f, getMember(f, object, String(index), node), unknownTy, node);
    f.callRuntime("addElement", [result, value], [], node);
  });
  return result;
}

function describeFunction(f: FunctionLowering, object: Val, shape: Shape, operation: Describe, node: ts.Node): Val {
  const name = shape.functionName as FunctionName;
  if (name.kind === "adapter") {
    const target = f.b.fieldGet("ref", shape.className, "target", object.op);
    return { op: dispatch(f, { op: target, ty: unknownTy }, operation, [])!, ty: operation.result };
  }
  return f.callRuntime("describeFunction", [text(name.name), text(functionTypes[name.pace])], [], node);
}
