/**
 * Members by name: reading, writing and calling the member of an object whose type is known, and the entries of dispatch tables, which
 * are exactly that for one class.
 */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { classFamily } from "../../ir/layout.ts";
import { direct, indirect } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { type ClassInfo, findField } from "../types/class-info.ts";
import { emptyEnv } from "../types/env.ts";
import { representation, storage } from "../types/representation.ts";
import {
  type FunctionTy,
  callMember as functionCall,
  integerTy,
  membersOf,
  numberTy,
  primitiveKinds,
  sameTy,
  stringTy,
  type TupleTy,
  type Ty,
  tyDisplay,
  undefinedTy,
  unionOf,
  unknownTy,
} from "../types/ty.ts";
import { LocalFacts } from "./captures.ts";
import { usesThis } from "./class-value.ts";
import { callClosure, functionValue, passedOn } from "./closure.ts";
import { coerce } from "./coerce.ts";
import type { Compilation } from "./compilation.ts";
import { lowerDescription } from "./describe.ts";
import { dictionaryValue, getEntry, setEntry } from "./dictionary.ts";
import { type MemberOperation, operationTypes, type Shape, type Table } from "./dispatch.ts";
import { fromFamily, performOnFamily } from "./family.ts";
import { FunctionLowering } from "./function-lowering.ts";
import { proveLiteral } from "./literal-field.ts";
import { objectText } from "./object-text.ts";
import { functionTyOf } from "./signature.ts";
import { callStatic, getStatic, hasStaticMember, setStatic, staticMemberTy } from "./static-member.ts";
import { classMethodTakenOff, literalMethodTakenOff, methodTakenOffObject } from "./taken-off.ts";
import { ofEither, tuplesOf } from "./tuple.ts";
import { typedArrayLength, typedArrayOf } from "./typed-array.ts";
import { undefinedVal, type Val, voidVal } from "./value.ts";

/** Has every object of this type a member of this name? */
export function hasMember(c: Compilation, ty: Ty, name: string): boolean {
  switch (ty.kind) {
    case "class":
      // Which properties it has, only the running program knows.
      if (c.types.dictionaryValue(ty) !== undefined) return false;
      return (
        findField(ty.info, name) !== undefined ||
        c.methodOf(ty.info, name) !== undefined ||
        c.methodOf(ty.info, name, "get") !== undefined
      );
    case "static":
      return hasStaticMember(c, ty.info, name);
    case "literal":
      return ty.info.properties.some((property) => property.name === name);
    case "object":
      return ty.properties().some((property) => property.name === name);
    case "array":
      return name === "length" || c.library.hasMember("array", name);
    case "string":
      return name === "length" || c.library.member("string", name) !== undefined;
    case "tuple":
      return name === "length" || name in ty.elements || c.library.hasMember("array", name);
    case "union":
      return ty.members.every((member) => hasMember(c, member, name));
    default:
      return false;
  }
}

/** The type of a property of an object type or union, as declared. */
export function propertyTy(c: Compilation, ty: Ty, name: string, node: ts.Node): Ty {
  const types = membersOf(ty).map((member): Ty => {
    switch (member.kind) {
      case "object": {
        const property = member.properties().find((candidate) => candidate.name === name);
        if (property !== undefined) return property.type;
        break;
      }
      case "literal": {
        const property = member.info.properties.find((candidate) => candidate.name === name);
        if (property !== undefined) return property.type;
        break;
      }
      case "class": {
        const entry = dictionaryValue(c, member, node);
        if (entry !== undefined) return unionOf([entry, undefinedTy]);
        const field = findField(member.info, name);
        if (field !== undefined) return field.field.type;
        const getter = c.methodOf(member.info, name, "get");
        if (getter !== undefined) return c.instance(getter.declaration, [], getter.owner).signature.result;
        break;
      }
      case "static": {
        const type = staticMemberTy(c, member.info, name);
        if (type !== undefined) return type;
        break;
      }
      case "array":
      case "string":
      case "tuple":
        if (name === "length") return numberTy;
        break;
    }
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `'${name}' can't be read from a '${tyDisplay(member)}'`,
      "check which type it is first",
    );
  });
  return unionOf(types);
}

// ---- get ----

export function getMember(f: FunctionLowering, object: Val, name: string, node: ts.Node): Val {
  const { ty, op } = object;
  switch (ty.kind) {
    case "string":
      if (name === "length") return lengthOf(f, f.callRuntime("stringLengthOf", [object], [], node).op);
      break;
    case "array":
      if (name === "length") return lengthOf(f, f.b.fieldGet("i32", f.c.arrayClass(ty.element), "length", op));
      break;
    case "tuple":
      return getTupleMember(f, object, ty.elements, name, node);
    case "class": {
      if (dictionaryValue(f.c, ty, node) !== undefined) return getEntry(f, object, name, node);
      const typed = name === "length" ? typedArrayOf(f, ty) : undefined;
      return typed === undefined ? getClassMember(f, object, ty.info, name, node) : typedArrayLength(f, typed, op);
    }
    case "literal": {
      const property = ty.info.properties.find((candidate) => candidate.name === name && candidate.kind !== "set");
      if (property === undefined) return undefinedVal;
      if (property.kind === "field")
        return { op: f.b.fieldGet(storage(property.type), ty.info.name, name, op), ty: property.type };
      if (property.kind === "get")
        return resultVal(f.invoke(direct(property.functionName!), [op], representation(property.type)), property.type);
      if (property.takenOff !== undefined) return literalMethodTakenOff(f, object, property, node);
      break;
    }
    case "static":
      return getStatic(f, { ...object, ty }, name, node);
    case "union": {
      const tuples = tuplesOf(ty);
      if (tuples === undefined) return getThroughTable(f, object, name, node);
      const typeOf = ({ elements }: TupleTy): Ty =>
        name === "length" ? numberTy : (elements[Number(name)] ?? undefinedTy);
      return ofEither(f, object, tuples, node, typeOf, (tuple) =>
        name !== "length" && tuple.ty.elements[Number(name)] === undefined
          ? undefinedVal
          : getMember(f, tuple, name, node),
      );
    }
    case "object":
      return getThroughTable(f, object, name, node);
    case "function":
      if (name === "name" || name === "length") break;
      break;
  }
  throw new CompileError(
    node,
    codes.unsupportedLibrary,
    `the member '${name}' of '${tyDisplay(ty)}' can't be read as a value`,
    ty.kind === "unknown" ? "check which type it is first" : "call it, or write a function around the call",
  );
}

function lengthOf(f: FunctionLowering, length: Operand): Val {
  return { op: f.b.convert("zext", "i64", length), ty: integerTy };
}

function resultVal(op: Operand | undefined, ty: Ty): Val {
  return op === undefined ? voidVal : { op, ty };
}

function getTupleMember(f: FunctionLowering, object: Val, elements: readonly Ty[], name: string, node: ts.Node): Val {
  if (name === "length")
    return {
      op: { kind: "int", type: "i64", value: BigInt(elements.length) },
      ty: integerTy,
      literal: BigInt(elements.length),
    };
  const element = elements[Number(name)];
  if (element === undefined)
    throw new CompileError(
      node,
      codes.unsupportedLibrary,
      `the member '${name}' of a tuple is not compiled`,
      "copy it into an array first: [...tuple]",
    );
  return { op: f.b.fieldGet(storage(element), f.c.tupleClass(elements), name, object.op), ty: element };
}

function getClassMember(f: FunctionLowering, object: Val, info: ClassInfo, name: string, node: ts.Node): Val {
  const { op } = object;
  const found = findField(info, name);
  if (found !== undefined) {
    f.c.ensureClass(found.owner);
    return { op: f.b.fieldGet(storage(found.field.type), found.owner.name, name, op), ty: found.field.type };
  }
  const getter = f.c.methodOf(info, name, "get");
  if (getter !== undefined) {
    const instance = f.c.instance(getter.declaration, [], getter.owner);
    if (needsDispatch(f, object, getter.declaration))
      return getThroughTable(f, { op, ty: { kind: "class", info } }, name, node, instance.signature.result);
    return f.callInstance(instance, [op]);
  }
  const method = f.c.methodOf(info, name);
  if (method !== undefined) return methodValue(f, object, method, name, node);
  // An abstract property: whatever the subclass has.
  const type = f.c.checker.getTypeAtLocation(node);
  return getThroughTable(f, { op, ty: { kind: "class", info } }, name, node, f.translate(type, node));
}

/** A method taken off its object: a function without `this`. */
function methodValue(
  f: FunctionLowering,
  object: Val,
  method: { readonly declaration: ts.FunctionLikeDeclaration; readonly owner: ClassInfo },
  name: string,
  node: ts.Node,
): Val {
  const { declaration, owner } = method;
  if (!ts.isMethodDeclaration(declaration)) throw new Error("a method is no method declaration");
  if (needsDispatch(f, object, declaration) || declaration.body === undefined) {
    const type = functionTyOf(f.c.instance(declaration, [], owner).signature);
    return getThroughTable(f, object, name, node, type);
  }
  if (owner.hasObject) return methodTakenOffObject(f, object, declaration, owner, node);
  if (usesThis(declaration)) return classMethodTakenOff(f, declaration, owner, node);
  return functionValue(f, declaration, node, owner);
}

function getThroughTable(f: FunctionLowering, object: Val, name: string, node: ts.Node, declared?: Ty): Val {
  const shared = sharedField(object.ty, name);
  if (shared !== undefined) return getClassMember(f, object, shared, name, node);
  const result = declared ?? propertyTy(f.c, object.ty, name, node);
  const op = dispatch(f, object, { kind: "get", member: name, result }, []);
  return resultVal(op, result);
}

/** May a subclass have its own version of the member? Not if the object is known to be of the class itself: the entries of a table end here. */
function needsDispatch(f: FunctionLowering, object: Val, declaration: ts.Declaration): boolean {
  return object.exact !== true && f.c.overridden.has(declaration);
}

/** The class that has the field for all members of a union. */
function sharedField(ty: Ty, name: string): ClassInfo | undefined {
  const owners = membersOf(ty).map((member) =>
    member.kind === "class" ? findField(member.info, name)?.owner : undefined,
  );
  const [first] = owners;
  return first !== undefined && owners.every((owner) => owner?.key === first.key) ? first : undefined;
}

/** Performs an operation through the receiver's dispatch table. */
export function dispatch(
  f: FunctionLowering,
  object: Val,
  operation: MemberOperation,
  args: readonly Operand[],
): Operand | undefined {
  const table = f.c.tables.table(object.ty, operation);
  const { params, result } = operationTypes(operation);
  const entry = f.b.tableGet(table.name, object.op);
  return f.invoke(
    indirect(entry, { params: ["ref", ...params], result: representation(result) }),
    [object.op, ...args],
    representation(result),
  );
}

// ---- set ----

/** Objects in which the program itself puts something else may close a circle of references. */
function noteChanged(f: FunctionLowering, ty: Ty, name: string): void {
  if (ty.kind === "tuple") f.c.held.noteChangedContainer(f.c.tupleClass(ty.elements), ty.elements);
  const found = ty.kind === "class" ? findField(ty.info, name) : undefined;
  if (found === undefined) return;
  if (membersOf(found.field.type).some((member) => !primitiveKinds.has(member.kind)))
    f.c.held.noteChangedClass(found.owner.name);
}

export function setMember(f: FunctionLowering, object: Val, name: string, value: Val, node: ts.Node): void {
  const { ty, op } = object;
  if (f.c.isProgramNode(node)) noteChanged(f, ty, name);
  switch (ty.kind) {
    case "class": {
      if (dictionaryValue(f.c, ty, node) !== undefined) {
        setEntry(f, object, name, value, node);
        return;
      }
      const found = findField(ty.info, name);
      if (found !== undefined) {
        f.c.ensureClass(found.owner);
        f.b.fieldSet(found.owner.name, name, op, coerce(f, value, found.field.type, node, "checked").op);
        return;
      }
      const setter = f.c.methodOf(ty.info, name, "set");
      if (setter !== undefined) {
        const instance = f.c.instance(setter.declaration, [], setter.owner);
        const converted = coerce(f, value, instance.signature.params[0]!.type, node, "checked");
        if (needsDispatch(f, object, setter.declaration)) {
          dispatch(f, object, { kind: "set", member: name, value: instance.signature.params[0]!.type }, [converted.op]);
        } else f.callInstance(instance, [op, converted.op]);
        return;
      }
      break;
    }
    case "literal": {
      const property = ty.info.properties.find(
        (candidate) => candidate.name === name && candidate.kind !== "get" && candidate.kind !== "method",
      );
      if (property?.kind === "field") {
        f.b.fieldSet(ty.info.name, name, op, coerce(f, value, property.type, node, "checked").op);
        return;
      }
      if (property?.kind === "set") {
        f.invoke(direct(property.functionName!), [op, coerce(f, value, property.type, node).op], "void");
        return;
      }
      break;
    }
    case "static":
      setStatic(f, { ...object, ty }, name, value, node);
      return;
    case "object":
    case "union": {
      const type = propertyTy(f.c, ty, name, node);
      dispatch(f, object, { kind: "set", member: name, value: type }, [coerce(f, value, type, node).op]);
      return;
    }
    case "tuple": {
      const element = ty.elements[Number(name)];
      if (element !== undefined) {
        f.b.fieldSet(f.c.tupleClass(ty.elements), name, op, coerce(f, value, element, node).op);
        return;
      }
      break;
    }
  }
  throw new CompileError(node, codes.unsupportedSyntax, `'${name}' of a '${tyDisplay(ty)}' can't be assigned`);
}

// ---- call ----

/** Calls a member with values; what it takes is found from the type of the object. */
export function callMember(
  f: FunctionLowering,
  object: Val,
  name: string,
  args: readonly Val[],
  node: ts.Node,
  typeArgs: readonly Ty[] = [],
): Val {
  const { ty, op } = object;
  if (ty.kind === "class") {
    const method = f.c.methodOf(ty.info, name);
    if (method !== undefined) {
      const instance = f.c.instance(method.declaration, typeArgs, method.owner);
      const operands = instance.signature.params.map(
        (param, index) => coerce(f, args[index] ?? undefinedVal, param.type, node, "checked").op,
      );
      if (needsDispatch(f, object, method.declaration) || method.declaration.body === undefined) {
        const params = instance.signature.params.map((param) => param.type);
        return resultVal(
          dispatch(
            f,
            object,
            { kind: "call", member: name, params, result: instance.signature.result, typeArgs },
            operands,
          ),
          instance.signature.result,
        );
      }
      return f.callInstance(instance, [op, ...operands]);
    }
  }
  if (ty.kind === "literal") {
    const declared = ty.info.properties.find((candidate) => candidate.name === name);
    const property = declared?.instance === undefined ? declared : declared.instance(typeArgs);
    if (property?.kind === "method" && property.type.kind === "function") {
      const operands = property.type.params.map(
        (param, index) => coerce(f, args[index] ?? undefinedVal, param, node, "checked").op,
      );
      return resultVal(
        f.invoke(direct(property.functionName!), [op, ...operands], representation(property.type.result)),
        property.type.result,
      );
    }
  }
  if (ty.kind === "static") {
    const called = callStatic(f, { ...object, ty }, name, args, node);
    if (called !== undefined) return called;
  }
  if (ty.kind === "array" || ty.kind === "string") {
    const overload = f.c.library.member(ty.kind, `${name}${typeArgs.length}_${args.length}`);
    const declaration = overload ?? f.c.library.member(ty.kind, name);
    if (declaration !== undefined) {
      const instance = f.c.instance(declaration, ty.kind === "array" ? [ty.element, ...typeArgs] : [], undefined);
      const operands = instance.signature.params
        .slice(1)
        .map((param, index) => coerce(f, args[index] ?? undefinedVal, param.type, node, "checked").op);
      return f.callInstance(instance, [op, ...operands]);
    }
  }
  if (ty.kind === "object" || ty.kind === "union") return callThroughTable(f, object, name, args, node);
  const member = getMember(f, object, name, node);
  const type = membersOf(member.ty).find((candidate) => candidate.kind === "function");
  if (type?.kind === "function") return callClosure(f, coerce(f, member, type, node, "checked").op, type, args, node);
  throw new CompileError(node, codes.unsupportedSyntax, `'${name}' of '${tyDisplay(ty)}' can't be called`);
}

/** The function type of a member, from a type that only tells the members. Of a union it takes what any of the functions takes, and gives what any of them gives. */
export function memberFunctionTy(c: Compilation, ty: Ty, name: string): FunctionTy | undefined {
  const [first, ...others] = membersOf(ty)
    .map((member) => functionTyIn(c, member, name))
    .filter((type) => type !== undefined);
  return first === undefined ? undefined : others.reduce(functionOfEither, first);
}

/** Can the member be called through a table, whichever of its types a value is of? */
export function allHaveFunction(c: Compilation, ty: Ty, name: string): boolean {
  return membersOf(ty).every((member) => functionTyIn(c, member, name) !== undefined);
}

/** Do some of the types gather arguments that others take one by one? No call fits them all. */
export function gathersDifferently(c: Compilation, ty: Ty, name: string): boolean {
  const types = membersOf(ty).flatMap((member) => functionTyIn(c, member, name) ?? []);
  const gathersFrom = ({ rest, params }: FunctionTy): number => (rest ? params.length : 0);
  return types.some((type) => gathersFrom(type) !== gathersFrom(types[0]!));
}

/** What stands for a function of one type or another: each gets of what is passed what it takes, and proves it. */
function functionOfEither(a: FunctionTy, b: FunctionTy): FunctionTy {
  if (sameTy(a, b)) return a;
  const result = sameTy(a.result, b.result) ? a.result : unionOf([a.result, b.result]);
  if (a.rest !== b.rest || (a.rest && a.params.length !== b.params.length))
    return { kind: "function", params: a.params, rest: a.rest, result };
  const [long, short] = a.params.length >= b.params.length ? [a.params, b.params] : [b.params, a.params];
  const params = long.map((param, index) => parameterOfEither(param, short[index] ?? undefinedTy));
  return { kind: "function", params, rest: a.rest, result };
}

/** A function that is passed is called with what either of them calls it with. */
function parameterOfEither(a: Ty, b: Ty): Ty {
  if (sameTy(a, b)) return a;
  if (a.kind === "function" && b.kind === "function") return functionOfEither(a, b);
  if (a.kind === "array" && b.kind === "array") return { kind: "array", element: unionOf([a.element, b.element]) };
  return unionOf([a, b]);
}

/** Methods of arrays that hand elements over as they are. Whatever asks what they are needs to know their type: arrays that are held alike share a class. */
const handsOver: ReadonlySet<string> = new Set(["@@iterator", "at", "keys", "slice", "values"]);

function functionTyIn(c: Compilation, ty: Ty, name: string): FunctionTy | undefined {
  switch (ty.kind) {
    case "object": {
      const property = ty.properties().find((candidate) => candidate.name === name);
      return property === undefined ? undefined : membersOf(property.type).find((member) => member.kind === "function");
    }
    case "class": {
      const method = c.methodOf(ty.info, name);
      return method === undefined
        ? undefined
        : functionTyOf(c.instance(method.declaration, [], method.owner).signature);
    }
    case "static": {
      const type = staticMemberTy(c, ty.info, name);
      return type?.kind === "function" ? type : undefined;
    }
    case "literal": {
      const property = ty.info.properties.find((candidate) => candidate.name === name);
      return property?.type.kind === "function" ? property.type : undefined;
    }
    case "array":
    case "string": {
      const declaration = c.library.member(ty.kind, name);
      if (declaration === undefined || (ty.kind === "array" && !handsOver.has(name))) return undefined;
      const type = functionTyOf(c.instance(declaration, ty.kind === "array" ? [ty.element] : [], undefined).signature);
      return { ...type, params: type.params.slice(1) };
    }
    default:
      return undefined;
  }
}

function callThroughTable(f: FunctionLowering, object: Val, name: string, args: readonly Val[], node: ts.Node): Val {
  const type = memberFunctionTy(f.c, object.ty, name);
  if (type === undefined)
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `'${name}' of '${tyDisplay(object.ty)}' can't be called`,
      "check which type it is first",
    );
  const operands = type.params.map((param, index) => coerce(f, args[index] ?? undefinedVal, param, node).op);
  return resultVal(
    dispatch(f, object, { kind: "call", member: name, params: type.params, result: type.result }, operands),
    type.result,
  );
}

// ---- entries of tables ----

/** The function that performs a table's operation on objects of one class. */
export function lowerDispatchEntry(c: Compilation, table: Table, shape: Shape): string {
  const { operation } = table;
  const { result } = operationTypes(operation);
  // As methods are shown: without type arguments.
  const display = `${classFamily(tyDisplay(shape.ty))}.${operation.member}`;
  return lowerEntry(c, table, `${shape.className} ${table.action}`, display, (f, node) => {
    const given = performOnFamily(f, table, shape, node) ?? performOperation(f, operation, shape, node);
    if (f.b.isTerminated) return;
    const value = fromFamily(f, given, table, node);
    if (representation(result) === "void") f.b.return();
    else f.b.return(coerce(f, value, result, node, "checked").op);
  });
}

function performOperation(f: FunctionLowering, operation: MemberOperation, shape: Shape, node: ts.Node): Val {
  const object: Val = { op: f.b.param(0), ty: shape.ty, exact: true };
  switch (operation.kind) {
    case "get": {
      const { ty } = object;
      const isMethod =
        operation.own === true && ty.kind === "class" && f.c.methodOf(ty.info, operation.member) !== undefined;
      return isMethod ? undefinedVal : getMember(f, object, operation.member, node);
    }
    case "set":
      noteChanged(f, shape.ty, operation.member);
      proveLiteral(f, shape.ty, operation.member, { op: f.b.param(1), ty: operation.value }, node);
      setMember(f, object, operation.member, { op: f.b.param(1), ty: operation.value }, node);
      return voidVal;
    case "call": {
      const args = operation.params.map((ty, index): Val => ({ op: f.b.param(index + 1), ty }));
      if (operation.member === functionCall) return callUnknownFunction(f, object, args, shape, node);
      const isTuple = shape.ty.kind === "tuple";
      const receiver = isTuple ? coerce(f, object, { kind: "array", element: unknownTy }, node) : object;
      return callMember(f, receiver, operation.member, args, node, operation.typeArgs);
    }
    case "describe":
      return lowerDescription(f, object, shape, operation, node);
    case "text":
      return objectText(f, object, node);
  }
}

/** Calls a function as what it is, with what is passed to it as another one. */
function callUnknownFunction(f: FunctionLowering, object: Val, args: readonly Val[], shape: Shape, node: ts.Node): Val {
  const to = shape.functionTy;
  if (to === undefined)
    throw new CompileError(node, codes.unsupportedSyntax, "a generic function takes what its place asks for");
  const from: FunctionTy = { kind: "function", params: args.map(({ ty }) => ty), rest: false, result: to.result };
  return callClosure(f, object.op, to, passedOn(f, args, to, from, node), node);
}

/** The entry for objects that lack what a table reads or calls: `undefined`. */
export function lowerAbsence(c: Compilation, table: Table): string {
  const { result } = operationTypes(table.operation);
  return lowerEntry(c, table, `absence of ${table.action}`, table.operation.member, (f, node) => {
    if (representation(result) === "void") f.b.return();
    else if (membersOf(result).some((member) => member.kind === "undefined" || member.kind === "unknown"))
      f.b.return(coerce(f, undefinedVal, result, node, "checked").op);
    else refuse(f, result, node); // the checker has excluded such an object by another member
  });
}

/** The entry for objects that have a table's member, but not of its type. */
export function lowerRefusal(c: Compilation, table: Table): string {
  return lowerEntry(c, table, `refused as ${table.name}`, table.operation.member, (f, node) =>
    refuse(f, table.receiver, node),
  );
}

function refuse(f: FunctionLowering, wanted: Ty, node: ts.Node): void {
  f.callRuntime("throwCast", [{ op: { kind: "string", text: tyDisplay(wanted) }, ty: stringTy }], [], node);
  if (!f.b.isTerminated) f.b.unreachable();
}

/** Makes a function with the signature of a table's entries. `body` ends it. */
function lowerEntry(
  c: Compilation,
  { operation }: Table,
  wantedName: string,
  display: string,
  body: (f: FunctionLowering, node: ts.Node) => void,
): string {
  const { params, result } = operationTypes(operation);
  const node = anchorOf(c);
  const name = c.uniqueName(wantedName);
  const f = new FunctionLowering(
    c,
    {
      name,
      display,
      params: [{ name: "object", type: "ref" }, ...params.map((type, index) => ({ name: `p${index}`, type }))],
      result: representation(result),
      addressTaken: true,
    },
    emptyEnv,
    undefined,
    new LocalFacts(c.checker, node),
    result,
  );
  body(f, node);
  c.addFunction(f.b.finish());
  return name;
}

/** Some node to hang locations and messages on. */
function anchorOf(c: Compilation): ts.Node {
  return c.library.compilerFunction("allocate");
}
