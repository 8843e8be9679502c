/**
 * `{ a: 1, b, c() {}, ...rest }`. Literals with the same properties share a class. One with methods has a class of its own, in which what
 * its methods capture stands in hidden fields, so that a method needs no closure.
 */
import ts from "typescript";
import { undefinedRef } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { findField } from "../types/class-info.ts";
import { type Env, extendEnv, typeArgsKey } from "../types/env.ts";
import { representation, storage } from "../types/representation.ts";
import { memberName } from "../types/translate.ts";
import {
  type LiteralInfo,
  type LiteralProperty,
  membersOf,
  numberTy,
  type ObjectTy,
  type Property,
  sameTy,
  type Ty,
  tyDisplay,
  undefinedTy,
  unionOf,
  unknownTy,
  withoutNullish,
} from "../types/ty.ts";
import { usesThis } from "./class-value.ts";
import { bindCaptures, type Capture, capturesOf, lowerFunctionBody } from "./closure.ts";
import { coerce } from "./coerce.ts";
import { join } from "./condition.ts";
import { paceOf } from "./coroutine.ts";
import { dictionaryFor, dictionaryValue, lowerDictionary, mergedDictionary, spreadInto } from "./dictionary.ts";
import { dispatch, getMember, hasMember, setMember } from "./dispatch-entry.ts";
import { lowerExpression } from "./expression.ts";
import { FunctionLowering } from "./function-lowering.ts";
import { dispatchKey } from "./keyed.ts";
import { proveLiteral } from "./literal-field.ts";
import { readSymbol } from "./reference.ts";
import { type FunctionSignature, functionTyOf, signatureOf } from "./signature.ts";
import { refuseUnlessPlain } from "./taken-off.ts";
import type { Val } from "./value.ts";

interface Member {
  readonly name: string;
  readonly val: Val;
  /** It is missing if it is `undefined`: an optional property of what has been spread. */
  readonly room?: boolean;
}

type MethodNode = ts.MethodDeclaration | ts.AccessorDeclaration;

export function lowerObjectLiteral(
  f: FunctionLowering,
  node: ts.ObjectLiteralExpression,
  expected: Ty | undefined,
): Val {
  const dictionary = dictionaryFor(f, node, expected);
  if (dictionary !== undefined) return lowerDictionary(f, node, dictionary);
  const context = contextProperties(f, node, expected);
  const members = new Map<string, Member>();
  const methods: MethodNode[] = [];
  const order = new Set<string>();
  const put = (name: string, val: Val): void => add({ name, val });
  const add = (member: Member): void => {
    order.add(member.name);
    members.set(member.name, member);
  };
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property)) {
      const names = variableNames(f, property.name);
      if (names?.every((name) => members.has(name))) {
        for (const member of chosen(f, property, names, members, context)) add(member);
        continue;
      }
      const name = propertyName(f, property.name);
      put(name, fieldValue(f, property.initializer, context.get(name)));
    } else if (ts.isShorthandPropertyAssignment(property)) {
      const name = property.name.text;
      const symbol = f.c.checker.getShorthandAssignmentValueSymbol(property)!;
      const resolved = symbol.flags & ts.SymbolFlags.Alias ? f.c.checker.getAliasedSymbol(symbol) : symbol;
      put(name, inContext(f, readSymbol(f, resolved, property.name), context.get(name), property));
    } else if (ts.isSpreadAssignment(property)) {
      const source = lowerExpression(f, property.expression);
      for (const name of spreadNames(f, source.ty, property))
        add(spreadMember(f, source, name, members.get(name), property));
    } else {
      order.add(propertyName(f, property.name));
      methods.push(property);
    }
  }
  const rooms = [...context.values()]
    .filter((property) => property.optional && !property.readonly && !property.method && !members.has(property.name))
    .filter((property) => !methods.some((method) => propertyName(f, method.name) === property.name))
    .map((property): LiteralProperty => ({ name: property.name, type: property.type, kind: "field", room: true }));
  return methods.length === 0
    ? plainObject(f, members, rooms, node)
    : objectWithMethods(f, members, rooms, methods, [...order], node);
}

/** The properties that the context wants, by name. */
function contextProperties(
  f: FunctionLowering,
  node: ts.ObjectLiteralExpression,
  expected: Ty | undefined,
): ReadonlyMap<string, Property> {
  const candidates = expected === undefined ? [] : membersOf(expected).filter((member) => member.kind === "object");
  if (candidates.length > 0) {
    const own = new Set(
      node.properties.flatMap(({ name }) =>
        name === undefined || variableNames(f, name) !== undefined ? [] : [propertyName(f, name)],
      ),
    );
    const spreads = node.properties.some(ts.isSpreadAssignment);
    const fitting = candidates.filter(
      (candidate) =>
        candidate.properties().every((property) => property.optional || spreads || own.has(property.name)) &&
        discriminates(f, node, candidate.properties()),
    );
    const agreeing =
      fitting.length > 1 ? fitting.find((candidate) => agrees(f, node, candidate.properties())) : undefined;
    return inAnyOf(agreeing !== undefined ? [agreeing] : fitting.length > 0 ? fitting : candidates.slice(0, 1));
  }
  const contextual = f.c.checker.getContextualType(node);
  if (contextual === undefined || expected !== undefined) return new Map();
  try {
    const ty = f.translate(contextual, node);
    return contextProperties(f, node, ty.kind === "object" || ty.kind === "union" ? ty : { kind: "never" });
  } catch {
    return new Map();
  }
}

/** The properties of all the types together: nobody knows which of them the object will be taken for. */
function inAnyOf(types: readonly ObjectTy[]): ReadonlyMap<string, Property> {
  const all = new Map<string, Property>();
  for (const property of types.flatMap((ty) => ty.properties())) {
    const before = all.get(property.name);
    const type = before === undefined ? property.type : unionOf([before.type, property.type]);
    all.set(property.name, { ...property, type, optional: property.optional || before?.optional === true });
  }
  return all;
}

/** Literal discriminants are all plain strings to us; the number of shared names has to do. */
function discriminates(
  f: FunctionLowering,
  node: ts.ObjectLiteralExpression,
  properties: readonly Property[],
): boolean {
  const names = new Set(properties.map((property) => property.name));
  return node.properties.every(
    ({ name }) =>
      name === undefined || (variableNames(f, name) ?? [propertyName(f, name)]).every((one) => names.has(one)),
  );
}

/** Of several members of a union that have the names, the checker knows the one with the literal's discriminants: it has the types that it expects. */
function agrees(f: FunctionLowering, node: ts.ObjectLiteralExpression, properties: readonly Property[]): boolean {
  return node.properties.every((property) => {
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
    const wanted = value === undefined ? undefined : f.c.checker.getContextualType(value);
    const candidate =
      property.name === undefined || variableNames(f, property.name) !== undefined
        ? undefined
        : properties.find((other) => other.name === propertyName(f, property.name!));
    if (wanted === undefined || candidate === undefined) return true;
    if (wanted.flags & ts.TypeFlags.Any) return candidate.type.kind === "unknown";
    return sameTy(withoutNullish(f.translate(wanted, node)), withoutNullish(candidate.type));
  });
}

/** The names of which `[key]` is one, if its type says them: a union of literals, or a type parameter for keys. */
function variableNames(f: FunctionLowering, name: ts.PropertyName): readonly string[] | undefined {
  if (!ts.isComputedPropertyName(name)) return undefined;
  const type = f.c.checker.getTypeAtLocation(name.expression);
  if (type.isLiteral() || f.translate(type, name).kind !== "string") return undefined;
  return f.c.types.open.keyNames(type, f.env, name);
}

/** `{ ...object, [key]: value }`: what each of the properties that `key` may name has then. */
function chosen(
  f: FunctionLowering,
  property: ts.PropertyAssignment,
  names: readonly string[],
  members: ReadonlyMap<string, Member>,
  context: ReadonlyMap<string, Property>,
): readonly Member[] {
  const key = lowerExpression(f, (property.name as ts.ComputedPropertyName).expression);
  const value = lowerExpression(f, property.initializer);
  f.at(property);
  const locals = names.map((name) => {
    const before = members.get(name)!;
    const ty = before.room ? before.val.ty : (context.get(name)?.type ?? before.val.ty);
    const local = f.b.addLocal(name, storage(ty));
    f.b.localSet(local, coerce(f, before.val, ty, property).op);
    return { ...before, ty, local };
  });
  dispatchKey(f, names, key, property, (chosenName) => {
    const { ty, local } = locals.find(({ name }) => name === chosenName)!;
    f.b.localSet(local, coerce(f, value, ty, property, "checked").op);
  });
  return locals.map(({ name, ty, local, room }) => ({ name, val: { op: f.b.localGet(local), ty }, room }));
}

function propertyName(f: FunctionLowering, name: ts.PropertyName): string {
  if (ts.isComputedPropertyName(name)) {
    const symbol = f.c.checker.getSymbolAtLocation(name) ?? f.c.checker.getSymbolAtLocation(name.expression);
    const type = f.c.checker.getTypeAtLocation(name.expression);
    if (type.isStringLiteral() || type.isNumberLiteral()) return String(type.value);
    if (symbol !== undefined && ts.isPropertyAccessExpression(name.expression)) return `@@${name.expression.name.text}`;
    throw new CompileError(
      name,
      codes.unsupportedSyntax,
      "property names that only the running program knows are not compiled",
      "use a Map, or spread an object with these properties in front of it",
    );
  }
  const symbol = f.c.checker.getSymbolAtLocation(name);
  return symbol === undefined ? name.text : memberName(symbol);
}

function fieldValue(f: FunctionLowering, node: ts.Expression, context: Property | undefined): Val {
  return inContext(f, lowerExpression(f, node, context?.type), context, node);
}

function inContext(f: FunctionLowering, val: Val, context: Property | undefined, node: ts.Node): Val {
  if (context !== undefined) return coerce(f, val, context.type, node);
  if (val.ty.kind === "integer") return coerce(f, val, numberTy, node);
  // The property may be seen, and written, through a type for which null is only the beginning: `{ value, next: null }`.
  if (val.ty.kind === "null" || val.ty.kind === "undefined") return coerce(f, val, unknownTy, node);
  return val.ty.kind === "void" ? { op: val.op, ty: undefinedTy } : val;
}

function spreadNames(f: FunctionLowering, ty: Ty, node: ts.Node): string[] {
  if (dictionaryValue(f.c, ty, node) !== undefined)
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `the properties of a '${tyDisplay(ty)}' are not known here`,
      "give what it is spread into the type of a Record",
    );
  switch (ty.kind) {
    case "literal":
      return ty.info.properties
        .filter((property) => property.kind === "field" || property.kind === "method")
        .map((property) => property.name);
    case "object":
      return ty.properties().map((property) => property.name);
    case "class": {
      const names: string[] = [];
      for (let at: typeof ty.info | undefined = ty.info; at !== undefined; at = at.base)
        names.unshift(...at.fields().map((field) => field.name));
      return names.filter((name) => findField(ty.info, name) !== undefined);
    }
    default:
      throw new CompileError(node, codes.unsupportedSyntax, "only objects whose properties are known can be spread");
  }
}

/** A spread property; one that may be missing leaves what an earlier part of the literal gave. */
function spreadMember(
  f: FunctionLowering,
  source: Val,
  name: string,
  previous: Member | undefined,
  node: ts.Node,
): Member {
  const property =
    source.ty.kind === "object" ? source.ty.properties().find((candidate) => candidate.name === name) : undefined;
  const own = source.ty.kind === "literal" ? source.ty.info.properties.find((one) => one.name === name) : undefined;
  if (property?.method === true) return { name, val: spreadMethod(f, source, property), room: property.optional };
  const optional = property?.optional === true ? property.type : own?.room === true ? own.type : undefined;
  if (optional === undefined) return { name, val: getMember(f, source, name, node) };
  if (previous === undefined) {
    const ty = unionOf([optional, undefinedTy]);
    return { name, val: coerce(f, getMember(f, source, name, node), ty, node), room: true };
  }
  const given = unionOf(membersOf(optional).filter((member) => member.kind !== "undefined"));
  const present = f.b.call({ kind: "direct", name: f.c.tables.memberTest(name) }, [source.op], "i1");
  const val = join(
    f,
    present,
    unionOf([previous.val.ty, given]),
    node,
    () => coerce(f, getMember(f, source, name, node), given, node, "checked"),
    () => previous.val,
  );
  return { ...previous, val };
}

/** A method that the type of an object names: its own if it was written as a literal, else that of its class, which stays there. */
function spreadMethod(f: FunctionLowering, source: Val, property: Property): Val {
  const result = unionOf([property.type, undefinedTy]);
  const op = dispatch(f, source, { kind: "get", member: property.name, result, own: true }, []);
  return { op: op ?? undefinedRef, ty: result };
}

/** A new object with all properties of another but some, as for the rest of a pattern. */
export function copyObject(f: FunctionLowering, source: Val, without: ReadonlySet<string>, node: ts.Node): Val {
  const names = spreadNames(f, source.ty, node).filter((name) => !without.has(name));
  return plainObject(f, new Map(names.map((name) => [name, spreadMember(f, source, name, undefined, node)])), [], node);
}

/** A new object with the properties of others, later ones first: `{ ...a, ...b }`. */
export function mergeObjects(f: FunctionLowering, sources: readonly Val[], node: ts.Node): Val {
  const dictionary = mergedDictionary(f, sources, node);
  if (dictionary !== undefined) return dictionary;
  const members = new Map<string, Member>();
  for (const source of sources) {
    // A property that is there keeps its place.
    for (const name of spreadNames(f, source.ty, node))
      members.set(name, spreadMember(f, source, name, members.get(name), node));
  }
  return plainObject(f, members, [], node);
}

function isMethodOf(ty: Ty, name: string): boolean {
  if (ty.kind === "object") return ty.properties().find((property) => property.name === name)?.method === true;
  return ty.kind === "literal" && ty.info.properties.find((property) => property.name === name)?.kind === "method";
}

function isFieldOf(ty: Ty, name: string): boolean {
  return ty.kind === "class" ? findField(ty.info, name) !== undefined : ty.kind === "object" && !isMethodOf(ty, name);
}

/** Sets the properties of an object to those of another. */
export function copyProperties(f: FunctionLowering, target: Val, source: Val, node: ts.Node): void {
  if (dictionaryValue(f.c, target.ty, node) !== undefined) {
    spreadInto(f, target, source, node);
    return;
  }
  for (const name of spreadNames(f, source.ty, node)) {
    if (isMethodOf(source.ty, name) && !isFieldOf(target.ty, name)) continue;
    if (!hasMember(f.c, target.ty, name)) {
      throw new CompileError(
        node,
        codes.unsupportedLibrary,
        `Object.assign can't add the property '${name}' to a '${tyDisplay(target.ty)}'`,
        "make a new object: { ...target, ...source }",
      );
    }
    const property =
      source.ty.kind === "object" ? source.ty.properties().find((candidate) => candidate.name === name) : undefined;
    if (property?.optional !== true) {
      const value = getMember(f, source, name, node);
      proveLiteral(f, target.ty, name, value, node);
      setMember(f, target, name, value, node);
      continue;
    }
    const present = f.b.newBlock("present");
    const done = f.b.newBlock("done");
    f.b.branch(f.b.call({ kind: "direct", name: f.c.tables.memberTest(name) }, [source.op], "i1")!, present, done);
    f.b.setBlock(present);
    const read = getMember(f, source, name, node);
    const value = coerce(f, read, withoutUndefined(read.ty), node, "checked");
    proveLiteral(f, target.ty, name, value, node);
    setMember(f, target, name, value, node);
    f.b.jump(done);
    f.b.setBlock(done);
  }
}

function withoutUndefined(ty: Ty): Ty {
  return unionOf(membersOf(ty).filter((member) => member.kind !== "undefined"));
}

function plainObject(
  f: FunctionLowering,
  members: ReadonlyMap<string, Member>,
  rooms: readonly LiteralProperty[],
  node: ts.Node,
): Val {
  const given = [...members.values()].map(
    ({ name, val, room }): LiteralProperty => ({ name, type: val.ty, kind: "field", ...(room && { room }) }),
  );
  const properties = [...given, ...rooms];
  const info = f.c.literalClass(properties, displayOf(properties));
  if (f.c.isProgramNode(node)) f.c.held.noteWritten(info.name);
  return fill(f, info, members, node);
}

function fill(f: FunctionLowering, info: LiteralInfo, members: ReadonlyMap<string, Member>, node: ts.Node): Val {
  f.at(node);
  const object = f.allocate(info.name);
  for (const member of members.values()) f.b.fieldInit(info.name, member.name, object, member.val.op);
  return { op: object, ty: { kind: "literal", info } };
}

function displayOf(properties: readonly LiteralProperty[]): string {
  return `{ ${properties.map((property) => property.name).join(", ")} }`;
}

function objectWithMethods(
  f: FunctionLowering,
  members: ReadonlyMap<string, Member>,
  rooms: readonly LiteralProperty[],
  methods: readonly MethodNode[],
  order: readonly string[],
  node: ts.ObjectLiteralExpression,
): Val {
  const name = f.c.uniqueName(`${f.b.fn.name}/object`);
  const given = [...members.values()].map(
    ({ name, val, room }): LiteralProperty => ({ name, type: val.ty, kind: "field", ...(room && { room }) }),
  );
  const fields = [...given, ...rooms];
  const captures = new Map(
    methods.flatMap((method) => capturesOf(f, method).map((capture) => [capture.symbol, capture] as const)),
  );
  const hidden = [...captures.values()].map((capture, index) => ({ ...capture, field: `captured ${index}` }));
  const lowerAll: (() => void)[] = [];
  const methodProperties = methods.map((method): LiteralProperty => {
    const member = propertyName(f, method.name);
    const prefix = ts.isGetAccessor(method) ? "get " : ts.isSetAccessor(method) ? "set " : "";
    const stem = f.c.uniqueName(`${name}.${prefix}${member}`);
    const instance = (functionName: string, env: Env): { property: LiteralProperty; lower: () => void } => {
      const signature = signatureOf(f.c.types, method, env);
      const lower = (): void => lowerMethod(f, method, { signature, env, functionName, display: member, hidden, info });
      if (ts.isGetAccessor(method))
        return { property: { name: member, kind: "get", type: signature.result, functionName }, lower };
      if (ts.isSetAccessor(method))
        return { property: { name: member, kind: "set", type: signature.params[0]!.type, functionName }, lower };
      const type = functionTyOf(signature);
      const takenOff = (at: ts.Node): string => {
        if (!usesThis(method)) return functionName;
        refuseUnlessPlain(method, "the object", at);
        return f.c.memo(`without this: ${functionName}`, () => {
          const own = f.c.uniqueName(`${functionName} taken off`);
          f.c.enqueue(() => {
            try {
              lowerMethod(f, method, {
                signature,
                env,
                functionName: own,
                display: member,
                hidden,
                info,
                hasNoThis: true,
              });
            } catch (error) {
              f.c.report(error, method);
            }
          });
          return own;
        });
      };
      return { property: { name: member, kind: "method", type, functionName, pace: paceOf(method), takenOff }, lower };
    };
    const parameters = method.typeParameters ?? [];
    if (parameters.length === 0) {
      const { property, lower } = instance(stem, f.env);
      lowerAll.push(lower);
      return property;
    }
    const known = new Map<string, LiteralProperty>();
    const forArguments = (typeArgs: readonly Ty[]): LiteralProperty => {
      const args = parameters.map((_, index) => typeArgs[index] ?? unknownTy);
      const key = typeArgsKey(args);
      let property = known.get(key);
      if (property === undefined) {
        const symbols = parameters.map((parameter) => f.c.checker.getSymbolAtLocation(parameter.name)!);
        const made = instance(
          stem + key,
          extendEnv(
            f.env,
            symbols.map((symbol, index) => [symbol, args[index]!]),
          ),
        );
        property = made.property;
        known.set(key, property);
        f.c.enqueue(() => {
          try {
            made.lower();
          } catch (error) {
            f.c.report(error, method);
          }
        });
      }
      return property;
    };
    return { ...instance(stem, f.env).property, instance: forArguments };
  });
  const info: LiteralInfo = {
    name,
    display: displayOf([...fields, ...methodProperties]),
    properties: [...given, ...methodProperties]
      .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
      .concat(rooms),
  };
  f.c.addLiteralClass(
    info,
    hidden.map((capture) => ({ name: capture.field, type: capture.type, ty: capture.ty })),
  );
  if (f.c.isProgramNode(node)) f.c.held.noteWritten(info.name);
  for (const lower of lowerAll) lower();
  const object = fill(f, info, members, node);
  for (const capture of hidden) f.b.fieldInit(name, capture.field, object.op, capture.value);
  return object;
}

interface MethodInstance {
  readonly signature: FunctionSignature;
  readonly env: Env;
  readonly functionName: string;
  readonly display: string;
  readonly hidden: readonly Capture[];
  readonly info: LiteralInfo;
  readonly hasNoThis?: true;
}

function lowerMethod(f: FunctionLowering, method: MethodNode, instance: MethodInstance): void {
  const { signature, env, functionName, display, hidden, info } = instance;
  const inner = new FunctionLowering(
    f.c,
    {
      name: functionName,
      display,
      loc: f.c.loc(method),
      params: [
        { name: "this", type: "ref" },
        ...signature.params.map((param) => ({ name: param.name, type: storage(param.type) })),
      ],
      result: representation(signature.result),
    },
    env,
    f.owner,
    f.facts,
    signature.result,
  );
  const passed = signature.params.map((param) => param.type);
  lowerFunctionBody(inner, method, signature, passed, (g, self) => {
    bindCaptures(g, hidden, self, info.name);
    g.thisVal = { op: self, ty: { kind: "literal", info } };
    g.hasNoThis = instance.hasNoThis === true;
  });
  f.c.addFunction(inner.b.finish());
}
