/**
 * Classes as values. A class is one object, made when it is first asked for; seen through a type (`typeof C`, `new () => T`) it is an object like any
 * other, whose static members are reached through dispatch tables. So is its construction: a method without a name.
 *
 * A static method that uses `this` is compiled for each class that it is called on.
 */
import ts from "typescript";
import { AnyTag, type Operand } from "../../ir/ir.ts";
import { bool, i32, nullRef, str } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { type Env, emptyEnv } from "../types/env.ts";
import { storage } from "../types/representation.ts";
import { classNameOf, hasModifier, memberName } from "../types/translate.ts";
import {
  booleanTy,
  constructMember,
  type FunctionTy,
  instanceMember,
  membersOf,
  stringTy,
  type Ty,
  unknownTy,
  voidTy,
} from "../types/ty.ts";
import { functionValue, sharedObject } from "./closure.ts";
import { coerce } from "./coerce.ts";
import type { Compilation, FunctionInstance, GlobalVariable } from "./compilation.ts";
import { join } from "./condition.ts";
import { constructClass, constructorOf } from "./construct.ts";
import { memberFunctionTy } from "./dispatch-entry.ts";
import { lowerTo } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { globalOf } from "./reference.ts";
import { functionTyOf } from "./signature.ts";
import { lowerStatements } from "./statement.ts";
import { undefinedVal, type Val } from "./value.ts";

type StaticTy = Ty & { readonly kind: "static" };
type StaticMember = ts.PropertyDeclaration | ts.MethodDeclaration | ts.AccessorDeclaration;

/** The object that stands for a class. */
export function classValue(f: FunctionLowering, info: ClassInfo): Val {
  const className = `class ${info.name}`;
  if (!f.c.module.classes.has(className)) {
    const base = f.c.closureBase();
    f.c.module.classes.set(className, { name: className, display: "Function", base, fields: [], typeof: "function" });
    f.c.tables.addShape(className, { kind: "static", info });
  }
  return { op: sharedObject(f, className, () => f.allocate(className)), ty: { kind: "static", info } };
}

/** A class whose name is written, for its static members: they need no object. */
export function staticsOf(info: ClassInfo): Val {
  return { op: nullRef, ty: { kind: "static", info } };
}

/** The class that a declaration means where no type arguments are given. */
export function classOfDeclaration(
  f: FunctionLowering,
  declaration: ts.ClassLikeDeclaration,
  node: ts.Node,
  expected?: Ty,
): ClassInfo {
  const args = expected === undefined ? undefined : genericArguments(f, declaration, expected, node);
  const info = f.c.types.classInfo(declaration, args ?? [], emptyEnv);
  if ((declaration.typeParameters !== undefined && args === undefined) || info.layout !== "object")
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      `the class '${info.display}' can't be used as a value: ${info.layout === "object" ? "it is generic" : "it describes memory"}`,
      "pass a function that makes the objects",
    );
  return info;
}

/** `class { … }`: its static members get their values where it stands. */
export function lowerClassExpression(f: FunctionLowering, node: ts.ClassExpression): Val {
  lowerStatics(f, node);
  return classValue(f, classOfDeclaration(f, node, node));
}

/** What the type parameters of a generic class are where a class that makes objects of some type is due. */
function genericArguments(
  f: FunctionLowering,
  declaration: ts.ClassLikeDeclaration,
  expected: Ty,
  node: ts.Node,
): readonly Ty[] | undefined {
  if (declaration.typeParameters === undefined) return undefined;
  const construct = memberFunctionTy(f.c, expected, constructMember);
  const made = construct === undefined ? [] : membersOf(construct.result);
  const own = made.find((ty) => ty.kind === "class" && ty.info.declaration === declaration);
  if (own?.kind === "class") return own.info.args;
  return construct === undefined ? undefined : f.c.types.open.classArguments(declaration, construct, node);
}

/** Static fields and blocks, in order. */
export function lowerStatics(f: FunctionLowering, node: ts.ClassLikeDeclaration): void {
  const outer = f.thisVal;
  for (const member of node.members) {
    const isField = ts.isPropertyDeclaration(member) && hasModifier(member, ts.SyntaxKind.StaticKeyword);
    if (!isField && !ts.isClassStaticBlockDeclaration(member)) continue;
    if (usesThis(member)) f.thisVal = classValue(f, classOfDeclaration(f, node, member));
    if (ts.isClassStaticBlockDeclaration(member)) lowerStatements(f, member.body.statements);
    else if (isField && member.initializer !== undefined) {
      f.at(member);
      const symbol = f.c.checker.getSymbolAtLocation(member.name)!;
      const global = globalOf(f, symbol)!;
      f.b.globalSet(global.name, lowerTo(f, member.initializer, global.type).op);
    }
    f.thisVal = outer;
  }
}

/** Is there a `this` or `super` in it that means what is around it? */
export function usesThis(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return true;
  return (
    ts.forEachChild(node, (child) => {
      if (ts.isFunctionExpression(child) || ts.isFunctionDeclaration(child) || ts.isClassLike(child)) return undefined;
      return usesThis(child) || undefined;
    }) === true
  );
}

// ---- static members ----

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
  const env: Env =
    info !== undefined && usesThis(declaration) ? { params: new Map(), thisTy: { kind: "static", info } } : emptyEnv;
  return c.instance(declaration, typeArgs, undefined, env);
}

export function getStatic(f: FunctionLowering, object: Val & { ty: StaticTy }, name: string, node: ts.Node): Val {
  const { info } = object.ty;
  const found = staticMember(f.c, info, name);
  if (found === undefined) {
    if (name === "name") return { op: str(classNameOf(info.declaration)), ty: stringTy };
    return undefinedVal;
  }
  const { member } = found;
  if (ts.isMethodDeclaration(member)) return functionValue(f, member, node);
  if (ts.isPropertyDeclaration(member)) return inheritedStatic(f, info, found.owner, member);
  const getter = accessor(f, found.owner, name, "get");
  return getter === undefined ? undefinedVal : f.callInstance(staticInstance(f.c, getter, info, []), []);
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
    const instance = staticInstance(f.c, setter, info, []);
    f.callInstance(instance, [coerce(f, value, instance.signature.params[0]!.type, node, "checked").op]);
    return;
  }
  if (found === undefined || !ts.isPropertyDeclaration(found.member))
    throw new CompileError(node, codes.unsupportedSyntax, `'${name}' of 'typeof ${info.display}' can't be assigned`);
  const global = globalOf(f, f.c.checker.getSymbolAtLocation(found.member.name)!)!;
  const converted = coerce(f, value, global.type, node, "checked").op;
  if (found.owner.key === info.key) {
    f.b.globalSet(global.name, converted);
    return;
  }
  // The class gets a property of its own.
  const own = ownStatic(f, info, global);
  f.b.globalSet(own.value, converted);
  f.b.globalSet(own.exists, bool(true));
}

/** Where a class that inherits a static field keeps a value of its own, and whether it has one. */
function ownStatic(f: FunctionLowering, info: ClassInfo, global: GlobalVariable): { value: string; exists: string } {
  const key = `${global.name} of ${info.key}`;
  return { value: f.c.hiddenGlobal(key, storage(global.type)), exists: f.c.hiddenGlobal(`${key} exists`, "i1") };
}

/** A static field, read from a class or one that inherits it: the nearest value. */
function inheritedStatic(f: FunctionLowering, info: ClassInfo, owner: ClassInfo, member: ts.PropertyDeclaration): Val {
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
    () => inheritedStatic(f, info.base!, owner, member),
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
  if (ts.isPropertyDeclaration(found.member))
    return c.types.translate(c.checker.getTypeAtLocation(found.member), emptyEnv, found.member);
  return c.types.translate(c.checker.getTypeAtLocation(found.member), emptyEnv, found.member);
}

export const instanceTestTy: FunctionTy = { kind: "function", params: [unknownTy], rest: false, result: booleanTy };

/** Calls a static method, constructs, or tests for an instance; undefined if the member is none of these. */
export function callStatic(
  f: FunctionLowering,
  info: ClassInfo,
  name: string,
  args: readonly Val[],
  node: ts.Node,
): Val | undefined {
  const convert = (params: readonly { readonly type: Ty }[]): Operand[] =>
    params.map((param, index) => coerce(f, args[index] ?? undefinedVal, param.type, node, "checked").op);
  if (name === constructMember) return constructClass(f, info, (signature) => convert(signature.params));
  if (name === instanceMember) return { op: isInstance(f, info, args[0]!), ty: booleanTy };
  const found = staticMember(f.c, info, name);
  if (found === undefined || !ts.isMethodDeclaration(found.member)) return undefined;
  const instance = staticInstance(f.c, found.member, info, []);
  const result = f.callInstance(instance, convert(instance.signature.params));
  return instance.signature.result.kind === "void" ? { ...result, ty: voidTy } : result;
}

/** i1: is a value of any type an instance of the class? */
function isInstance(f: FunctionLowering, info: ClassInfo, val: Val): Operand {
  const result = f.b.addLocal("instanceof", "i1");
  const reference = f.b.newBlock("reference");
  const done = f.b.newBlock("done");
  const unknown = coerce(f, val, unknownTy, info.declaration);
  f.b.localSet(result, bool(false));
  f.b.branch(f.b.compare("eq", f.b.anyTag(unknown.op), i32(AnyTag.ref)), reference, done);
  f.b.setBlock(reference);
  f.b.localSet(result, f.b.is(f.c.ensureClass(info), f.b.anyUnbox("ref", unknown.op)));
  f.b.jump(done);
  f.b.setBlock(done);
  return f.b.localGet(result);
}
