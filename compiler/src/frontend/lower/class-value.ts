/**
 * Classes as values. A class is one object, made when it is first asked for; seen through a type (`typeof C`, `new () => T`) it is an object like any
 * other, whose static members are reached through dispatch tables. So is its construction: a method without a name.
 *
 * A static method that uses `this` is compiled for each class that it is called on.
 */
import ts from "typescript";
import { nullRef } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { isLocalClass } from "../types/constructor.ts";
import { hasModifier, memberName } from "../types/translate.ts";
import { constructMember, membersOf, type Ty } from "../types/ty.ts";
import { classHere, makeClassObject, objectClass, objectGlobal, ownSymbol, staticPlace } from "./class-object.ts";
import { sharedObject } from "./closure.ts";
import { memberFunctionTy } from "./dispatch-entry.ts";
import { lowerTo } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { globalOf } from "./reference.ts";
import { lowerStatements } from "./statement.ts";
import type { Val } from "./value.ts";

/** The object that stands for a class. */
export function classValue(f: FunctionLowering, info: ClassInfo, node?: ts.Node): Val {
  const ty: Ty = { kind: "static", info };
  const className = objectClass(f.c, info);
  if (!info.hasObject) return { op: sharedObject(f, className, () => f.allocate(className)), ty };
  if (isLocalClass(info.declaration))
    throw new CompileError(
      node ?? info.declaration,
      codes.unsupportedSyntax,
      `'${info.display}' can't be used here`,
      "it is declared where this code can't reach it at run time",
    );
  return { op: f.b.globalGet("ref", objectGlobal(f.c, info)), ty };
}

/** A class whose name is written, for its static members, if they need no object. */
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
  const info = classHere(f, declaration, args ?? []);
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
  const info = classHere(f, node);
  if (!info.hasObject) {
    lowerStatics(f, node);
    return classValue(f, classOfDeclaration(f, node, node));
  }
  if (node.typeParameters !== undefined) classOfDeclaration(f, node, node);
  const made = makeClassObject(f, node);
  const own = ownSymbol(f, node);
  if (own !== undefined) f.variables.set(own, { kind: "value", value: made.op, ty: made.ty });
  if (!isLocalClass(node)) f.b.globalSet(objectGlobal(f.c, info), made.op);
  lowerStatics(f, node, made);
  return made;
}

/** `class C { … }` as a statement. `named`: the name stands for the class from there on. */
export function lowerClassDeclaration(
  f: FunctionLowering,
  node: ts.ClassDeclaration,
  named: () => void = () => {},
): void {
  const info = classHere(f, node);
  if (!info.hasObject) {
    named();
    lowerStatics(f, node);
    return;
  }
  const made = makeClassObject(f, node);
  const symbol = ownSymbol(f, node);
  if (!isLocalClass(node)) f.b.globalSet(objectGlobal(f.c, info), made.op);
  else if (symbol !== undefined) f.declare(symbol, made.ty, made.op);
  named();
  lowerStatics(f, node, made);
}

/** Makes room for a class of a block that functions may see before its statement has run. */
export function announceClass(f: FunctionLowering, node: ts.ClassDeclaration): void {
  const symbol = ownSymbol(f, node);
  if (symbol !== undefined && f.facts.isEarly(symbol))
    f.declareEarly(symbol, { kind: "static", info: classHere(f, node) });
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
  if (own?.kind === "class") return own.info.args.slice(-declaration.typeParameters.length);
  return construct === undefined ? undefined : f.c.types.open.classArguments(declaration, construct, node);
}

/** Static fields and blocks, in order. `made` is the class, if it has an object. */
function lowerStatics(f: FunctionLowering, node: ts.ClassLikeDeclaration, made?: Val): void {
  const outer = f.thisVal;
  for (const member of node.members) {
    const isField = ts.isPropertyDeclaration(member) && hasModifier(member, ts.SyntaxKind.StaticKeyword);
    if (!isField && !ts.isClassStaticBlockDeclaration(member)) continue;
    if (usesThis(member)) f.thisVal = made ?? classValue(f, classOfDeclaration(f, node, member));
    if (ts.isClassStaticBlockDeclaration(member)) lowerStatements(f, member.body.statements);
    else if (isField && member.initializer !== undefined) {
      f.at(member);
      const symbol = f.c.checker.getSymbolAtLocation(member.name)!;
      if (made?.ty.kind === "static") {
        const place = staticPlace(f.c, made.ty.info, memberName(symbol));
        f.b.fieldSet(place.className, place.field, made.op, lowerTo(f, member.initializer, place.ty).op);
        f.thisVal = outer;
        continue;
      }
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
