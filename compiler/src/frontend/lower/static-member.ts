/** Static members, and what else can be asked of a class as a value: its construction and the test for an instance. */
import ts from "typescript";
import { AnyTag, type Operand } from "../../ir/ir.ts";
import { bool, i32, str, undefinedRef } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { type Env, emptyEnv, extendEnv } from "../types/env.ts";
import { storage } from "../types/representation.ts";
import { classNameOf, hasModifier, memberName } from "../types/translate.ts";
import {
  booleanTy,
  constructMember,
  type FunctionTy,
  instanceMember,
  stringTy,
  type Ty,
  unknownTy,
  voidTy,
} from "../types/ty.ts";
import { isMadeBy, objectOf, ownStaticPlace, staticPlace } from "./class-object.ts";
import { usesThis } from "./class-value.ts";
import { functionValue } from "./closure.ts";
import { coerce } from "./coerce.ts";
import type { Compilation, FunctionInstance, GlobalVariable } from "./compilation.ts";
import { join } from "./condition.ts";
import { constructClass, constructorOf } from "./construct.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { globalOf } from "./reference.ts";
import { type FunctionSignature, functionTyOf } from "./signature.ts";
import { methodTakenOffObject } from "./taken-off.ts";
import { undefinedVal, type Val } from "./value.ts";

export type StaticTy = Ty & { readonly kind: "static" };
type StaticMember = ts.PropertyDeclaration | ts.MethodDeclaration | ts.AccessorDeclaration;

/** The static member of this name, of the class itself or inherited. */
export function staticMember(
  c: Compilation,
  info: ClassInfo,
  name: string,
): { readonly member: StaticMember; readonly owner: ClassInfo } | undefined {
  for (let at: ClassInfo | undefined = info; at !== undefined; at = at.base) {
    const member = at.declaration.members.find(
      (candidate): candidate is StaticMember =>
        (ts.isPropertyDeclaration(candidate) || ts.isMethodDeclaration(candidate) || ts.isAccessor(candidate)) &&
        hasModifier(candidate, ts.SyntaxKind.StaticKeyword) &&
        (!ts.isMethodDeclaration(candidate) || candidate.body !== undefined) &&
        memberName(c.checker.getSymbolAtLocation(candidate.name)!) === name,
    );
    if (member !== undefined) return { member, owner: at };
  }
  return undefined;
}

export function hasStaticMember(c: Compilation, info: ClassInfo, name: string): boolean {
  if (name === constructMember) return !hasModifier(info.declaration, ts.SyntaxKind.AbstractKeyword);
  return name === instanceMember || name === "name" || staticMember(c, info, name) !== undefined;
}

/** A static method or accessor, for the class on which it is called if it asks for it. */
export function staticInstance(
  c: Compilation,
  declaration: ts.FunctionLikeDeclaration,
  info: ClassInfo | undefined,
  typeArgs: readonly Ty[],
): FunctionInstance {
  const receiver = info === undefined ? undefined : objectReceiver(declaration, info);
  if (receiver !== undefined) {
    const owner = declaringClass(info!, declaration);
    const env = extendEnv(owner.env, [], { kind: "static", info: receiver });
    return c.instance(declaration, typeArgs, undefined, env, { info: receiver, owner });
  }
  const env: Env =
    info !== undefined && usesThis(declaration) ? { params: new Map(), thisTy: { kind: "static", info } } : emptyEnv;
  return c.instance(declaration, typeArgs, undefined, env);
}

/** The class whose object a static member takes as its receiver; undefined if it takes none. */
function objectReceiver(declaration: ts.FunctionLikeDeclaration, info: ClassInfo): ClassInfo | undefined {
  if (!info.hasObject) return undefined;
  if (usesThis(declaration)) return info;
  const owner = declaringClass(info, declaration);
  return owner.hasObject ? owner : undefined;
}

function declaringClass(info: ClassInfo, member: ts.Declaration): ClassInfo {
  let at = info;
  while (at.declaration !== member.parent && at.base !== undefined) at = at.base;
  return at;
}

/** Calls a static method or accessor of a class. `operands` is given the signature of the instance. */
export function callStaticInstance(
  f: FunctionLowering,
  object: Val & { ty: StaticTy },
  declaration: ts.FunctionLikeDeclaration,
  typeArgs: readonly Ty[],
  operands: (signature: FunctionSignature) => readonly Operand[],
): Val {
  const { info } = object.ty;
  const instance = staticInstance(f.c, declaration, info, typeArgs);
  const receiver = objectReceiver(declaration, info);
  const first = receiver === undefined ? [] : [objectOf(f, info, object.op, receiver)];
  return f.callInstance(instance, [...first, ...operands(instance.signature)]);
}

export function getStatic(f: FunctionLowering, object: Val & { ty: StaticTy }, name: string, node: ts.Node): Val {
  const { info } = object.ty;
  const found = staticMember(f.c, info, name);
  if (found === undefined) {
    if (name === "name") return { op: str(classNameOf(info.declaration)), ty: stringTy };
    return undefinedVal;
  }
  const { member } = found;
  if (ts.isMethodDeclaration(member)) {
    const receiver = objectReceiver(member, info);
    if (receiver === undefined) return functionValue(f, member, node);
    return methodTakenOffObject(
      f,
      { op: objectOf(f, info, object.op, receiver), ty: { kind: "static", info: receiver } },
      member,
      receiver,
      node,
    );
  }
  if (ts.isPropertyDeclaration(member)) return inheritedStatic(f, object, found.owner, member);
  const getter = accessor(f, found.owner, name, "get");
  return getter === undefined ? undefinedVal : callStaticInstance(f, object, getter, [], () => []);
}

export function setStatic(
  f: FunctionLowering,
  object: Val & { ty: StaticTy },
  name: string,
  value: Val,
  node: ts.Node,
): void {
  const { info } = object.ty;
  const found = staticMember(f.c, info, name);
  const setter = found === undefined ? undefined : accessor(f, found.owner, name, "set");
  if (setter !== undefined) {
    callStaticInstance(f, object, setter, [], ({ params }) => [coerce(f, value, params[0]!.type, node, "checked").op]);
    return;
  }
  if (found === undefined || !ts.isPropertyDeclaration(found.member))
    throw new CompileError(node, codes.unsupportedSyntax, `'${name}' of 'typeof ${info.display}' can't be assigned`);
  const ty = staticFieldTy(f, found.owner, found.member);
  const converted = coerce(f, value, ty, node, "checked").op;
  if (info.hasObject) {
    if (found.owner.key === info.key) {
      const place = staticPlace(f.c, info, name);
      f.b.fieldSet(place.className, place.field, object.op, converted);
      return;
    }
    const own = ownStaticPlace(f.c, info, name, ty);
    f.b.fieldSet(own.className, own.value, object.op, converted);
    f.b.fieldSet(own.className, own.exists, object.op, bool(true));
    return;
  }
  const global = globalOf(f, f.c.checker.getSymbolAtLocation(found.member.name)!)!;
  if (found.owner.key === info.key) {
    f.b.globalSet(global.name, converted);
    return;
  }
  // The class gets a property of its own.
  const own = ownStatic(f, info, global);
  f.b.globalSet(own.value, converted);
  f.b.globalSet(own.exists, bool(true));
}

function staticFieldTy(f: FunctionLowering, owner: ClassInfo, member: ts.PropertyDeclaration): Ty {
  const symbol = f.c.checker.getSymbolAtLocation(member.name)!;
  return owner.hasObject ? staticPlace(f.c, owner, memberName(symbol)).ty : globalOf(f, symbol)!.type;
}

/** Where a class that inherits a static field keeps a value of its own, and whether it has one. */
function ownStatic(f: FunctionLowering, info: ClassInfo, global: GlobalVariable): { value: string; exists: string } {
  const key = `${global.name} of ${info.key}`;
  return { value: f.c.hiddenGlobal(key, storage(global.type)), exists: f.c.hiddenGlobal(`${key} exists`, "i1") };
}

/** A static field, read from a class or one that inherits it: the nearest value. */
function inheritedStatic(
  f: FunctionLowering,
  object: Val & { ty: StaticTy },
  owner: ClassInfo,
  member: ts.PropertyDeclaration,
): Val {
  const { info } = object.ty;
  if (info.hasObject) return inheritedFromObject(f, object, owner, member);
  const global = globalOf(f, f.c.checker.getSymbolAtLocation(member.name)!)!;
  const type = storage(global.type);
  if (info.key === owner.key) return { op: f.b.globalGet(type, global.name), ty: global.type };
  const own = ownStatic(f, info, global);
  return join(
    f,
    f.b.globalGet("i1", own.exists),
    global.type,
    member,
    () => ({ op: f.b.globalGet(type, own.value), ty: global.type }),
    () => inheritedStatic(f, { op: undefinedRef, ty: { kind: "static", info: info.base! } }, owner, member),
  );
}

/** As `inheritedStatic`, of a class that has an object. */
function inheritedFromObject(
  f: FunctionLowering,
  object: Val & { ty: StaticTy },
  owner: ClassInfo,
  member: ts.PropertyDeclaration,
): Val {
  const { info } = object.ty;
  const name = memberName(f.c.checker.getSymbolAtLocation(member.name)!);
  const ty = staticFieldTy(f, owner, member);
  const type = storage(ty);
  if (info.key === owner.key) {
    const place = staticPlace(f.c, info, name);
    return { op: f.b.fieldGet(type, place.className, place.field, object.op), ty };
  }
  const own = ownStaticPlace(f.c, info, name, ty);
  const base = info.base!;
  return join(
    f,
    f.b.fieldGet("i1", own.className, own.exists, object.op),
    ty,
    member,
    () => ({ op: f.b.fieldGet(type, own.className, own.value, object.op), ty }),
    () =>
      inheritedStatic(f, { op: objectOf(f, info, object.op, base), ty: { kind: "static", info: base } }, owner, member),
  );
}

function accessor(
  f: FunctionLowering,
  owner: ClassInfo,
  name: string,
  kind: "get" | "set",
): ts.AccessorDeclaration | undefined {
  return owner.declaration.members.find(
    (member): member is ts.AccessorDeclaration =>
      (kind === "get" ? ts.isGetAccessor(member) : ts.isSetAccessor(member)) &&
      hasModifier(member, ts.SyntaxKind.StaticKeyword) &&
      memberName(f.c.checker.getSymbolAtLocation(member.name!)!) === name,
  );
}

/** The type of a static member, of construction, or of the test for an instance. */
export function staticMemberTy(c: Compilation, info: ClassInfo, name: string): Ty | undefined {
  if (name === constructMember)
    return { ...functionTyOf(constructorOf(c, info).signature), result: { kind: "class", info } };
  if (name === instanceMember) return instanceTestTy;
  const found = staticMember(c, info, name);
  if (found === undefined) return name === "name" ? stringTy : undefined;
  if (ts.isMethodDeclaration(found.member)) return functionTyOf(staticInstance(c, found.member, info, []).signature);
  const env = found.owner.hasObject ? found.owner.env : emptyEnv;
  return c.types.translate(c.checker.getTypeAtLocation(found.member), env, found.member);
}

export const instanceTestTy: FunctionTy = { kind: "function", params: [unknownTy], rest: false, result: booleanTy };

/** Calls a static method, constructs, or tests for an instance; undefined if the member is none of these. */
export function callStatic(
  f: FunctionLowering,
  object: Val & { ty: StaticTy },
  name: string,
  args: readonly Val[],
  node: ts.Node,
): Val | undefined {
  const { info } = object.ty;
  const convert = ({ params }: FunctionSignature): Operand[] =>
    params.map((param, index) => coerce(f, args[index] ?? undefinedVal, param.type, node, "checked").op);
  if (name === constructMember) return constructClass(f, info, convert, object.op);
  if (name === instanceMember) return { op: isInstance(f, object, args[0]!), ty: booleanTy };
  const found = staticMember(f.c, info, name);
  if (found === undefined || !ts.isMethodDeclaration(found.member)) return undefined;
  const result = callStaticInstance(f, object, found.member, [], convert);
  return result.ty.kind === "void" ? { ...result, ty: voidTy } : result;
}

/** i1: is a value of any type an instance of the class? */
export function isInstance(f: FunctionLowering, object: Val & { ty: StaticTy }, val: Val): Operand {
  const { info } = object.ty;
  const result = f.b.addLocal("instanceof", "i1");
  const isReference = f.b.newBlock("reference");
  const done = f.b.newBlock("done");
  const unknown = coerce(f, val, unknownTy, info.declaration);
  f.b.localSet(result, bool(false));
  f.b.branch(f.b.compare("eq", f.b.anyTag(unknown.op), i32(AnyTag.ref)), isReference, done);
  f.b.setBlock(isReference);
  const reference = f.b.anyUnbox("ref", unknown.op);
  f.b.localSet(result, f.b.is(f.c.ensureClass(info), reference));
  if (info.hasObject) {
    const made = f.b.newBlock("made");
    f.b.branch(f.b.localGet(result), made, done);
    f.b.setBlock(made);
    f.b.localSet(result, isMadeBy(f, info, reference, object.op));
  }
  f.b.jump(done);
  f.b.setBlock(done);
  return f.b.localGet(result);
}
