/**
 * Methods taken off their objects: `const f = object.method`. Such a function gets no `this`: where its body asks for it, TypeError is thrown, as in JavaScript. So a
 * method that uses `this` is compiled once more for it. Methods of object literals find their captured variables in the object, which the function keeps.
 *
 * Methods that suspend and use `this`, or that use `super`, can't be taken off.
 */
import ts from "typescript";
import { direct, undefinedRef } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { type Env, emptyEnv } from "../types/env.ts";
import { representation, storage } from "../types/representation.ts";
import { type FunctionTy, type LiteralProperty, stringTy } from "../types/ty.ts";
import { LocalFacts } from "./captures.ts";
import { bindClassObject, bindClassOf } from "./class-object.ts";
import { usesThis } from "./class-value.ts";
import { finishAdapter, lowerFunctionBody, newClosure, sharedClosure } from "./closure.ts";
import { paceOf } from "./coroutine.ts";
import { FunctionLowering } from "./function-lowering.ts";
import { functionTyOf, signatureOf } from "./signature.ts";
import type { Val } from "./value.ts";

/** Throws what JavaScript throws where `this` is undefined and something is asked of it. */
export function throwNoThis(f: FunctionLowering, node: ts.Node): void {
  const { parent } = node;
  const isMember = ts.isPropertyAccessExpression(parent) && parent.expression === node;
  const around = parent.parent;
  const isTarget =
    isMember &&
    ts.isBinaryExpression(around) &&
    around.left === parent &&
    around.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  const name = isMember ? parent.name.text : "this";
  const text = isTarget
    ? `Cannot set properties of undefined (setting '${name}')`
    : `Cannot read properties of undefined (reading '${name}')`;
  f.callRuntime("throwNoThis", [{ op: { kind: "string", text }, ty: stringTy }], [], node);
}

/** A method of a class, without its object. */
export function classMethodTakenOff(
  f: FunctionLowering,
  declaration: ts.MethodDeclaration,
  owner: ClassInfo,
  node: ts.Node,
): Val {
  refuseUnlessPlain(declaration, owner.display, node);
  const signature = signatureOf(f.c.types, declaration, owner.env);
  const ty = functionTyOf(signature);
  const name = f.c.memo(`taken off ${owner.key} ${declaration.name.getText()}`, () => {
    const className = f.c.uniqueName(`${owner.name}.${declaration.name.getText()} taken off`);
    addClass(f, className, declaration.name.getText(), []);
    f.c.enqueue(() => {
      const inner = codeOf(f, className, declaration.name.getText(), ty, owner, declaration);
      try {
        const passed = signature.params.map((param) => param.type);
        lowerFunctionBody(inner, declaration, signature, passed, (g) => {
          g.thisVal = { op: undefinedRef, ty: { kind: "class", info: owner } };
          g.hasNoThis = true;
        });
        f.c.addFunction(inner.b.finish());
      } catch (error) {
        f.c.report(error, declaration);
      }
    });
    return className;
  });
  return { op: sharedClosure(f, name, name), ty };
}

/** A method of a class that has an object: without `this`, but with what the class captured. `object` is an instance, or the class itself. */
export function methodTakenOffObject(
  f: FunctionLowering,
  object: Val,
  declaration: ts.MethodDeclaration,
  owner: ClassInfo,
  node: ts.Node,
): Val {
  refuseUnlessPlain(declaration, owner.display, node);
  const signature = signatureOf(f.c.types, declaration, owner.env);
  const ty = functionTyOf(signature);
  const isStatic = object.ty.kind === "static";
  const name = f.c.memo(`taken off ${owner.key} ${isStatic} ${declaration.name.getText()}`, () => {
    const text = declaration.name.getText();
    const className = f.c.uniqueName(`${owner.name}.${text} taken off`);
    addClass(f, className, text, [{ name: "target", type: "ref" }]);
    f.c.held.addFunction(className, [object.ty]);
    const lower = (): void => {
      const inner = codeOf(f, className, text, ty, isStatic ? undefined : owner, declaration, owner.env);
      const passed = signature.params.map((param) => param.type);
      lowerFunctionBody(inner, declaration, signature, passed, (g, closure) => {
        const target = g.b.fieldGet("ref", className, "target", closure);
        if (isStatic) bindClassObject(g, owner, target);
        else bindClassOf(g, owner, target);
        g.thisVal = { op: undefinedRef, ty: object.ty.kind === "static" ? object.ty : { kind: "class", info: owner } };
        g.hasNoThis = true;
      });
      f.c.addFunction(inner.b.finish());
    };
    f.c.whenMade(owner, lower, declaration);
    return className;
  });
  const closure = newClosure(f, name, name);
  f.b.fieldInit(name, "target", closure, object.op);
  return { op: closure, ty };
}

/** A method of an object literal, without its object; what it captured is still there. */
export function literalMethodTakenOff(f: FunctionLowering, object: Val, property: LiteralProperty, node: ts.Node): Val {
  const ty = property.type as FunctionTy;
  const code = property.takenOff!(node);
  const className = f.c.memo(`taken off ${code}`, () => {
    const own = f.c.uniqueName(`${code} as value`);
    addClass(f, own, property.name, [{ name: "target", type: "ref" }]);
    f.c.held.addFunction(own, [object.ty]);
    const adapter = codeOf(f, own, property.name, ty, undefined, node);
    adapter.at(node);
    const target = adapter.b.fieldGet("ref", own, "target", adapter.b.param(0));
    const args = ty.params.map((_, index) => adapter.b.param(index + 1));
    const op = adapter.invoke(direct(code), [target, ...args], representation(ty.result));
    finishAdapter(
      adapter,
      { op: op ?? undefinedRef, ty: op === undefined ? { kind: "void" } : ty.result },
      ty.result,
      node,
    );
    f.c.addFunction(adapter.b.finish());
    return own;
  });
  const closure = newClosure(f, className, className);
  f.b.fieldInit(className, "target", closure, object.op);
  return { op: closure, ty };
}

function addClass(
  f: FunctionLowering,
  name: string,
  functionName: string,
  fields: { name: string; type: "ref" }[],
): void {
  const base = f.c.closureBase();
  f.c.module.classes.set(name, { name, display: "Function", base, fields, typeof: "function" });
  f.c.tables.addFunction(name, { kind: "named", name: functionName, pace: "plain" });
}

function codeOf(
  f: FunctionLowering,
  name: string,
  display: string,
  ty: FunctionTy,
  owner: ClassInfo | undefined,
  node: ts.Node,
  env: Env = owner?.env ?? emptyEnv,
): FunctionLowering {
  const params = ty.params.map((param, index) => ({ name: `p${index}`, type: storage(param) }));
  const options = {
    name,
    display,
    loc: f.c.loc(node),
    params: [{ name: "closure", type: "ref" as const }, ...params],
    result: representation(ty.result),
    addressTaken: true,
  };
  return new FunctionLowering(f.c, options, env, owner, new LocalFacts(f.c.checker, node), ty.result);
}

/** Only a plain method can be compiled without `this`. */
export function refuseUnlessPlain(declaration: ts.FunctionLikeDeclaration, of: string, node: ts.Node): void {
  if (paceOf(declaration) === "plain" && !usesSuper(declaration)) return;
  if (!usesThis(declaration)) return;
  throw new CompileError(
    node,
    codes.unsupportedLibrary,
    `the method '${declaration.name?.getText() ?? ""}' of '${of}' can't be read as a value: it would lose its 'this'`,
    "call it, or write a function around the call",
  );
}

function usesSuper(node: ts.Node): boolean {
  return (
    node.kind === ts.SyntaxKind.SuperKeyword || ts.forEachChild(node, (child) => usesSuper(child) || undefined) === true
  );
}
