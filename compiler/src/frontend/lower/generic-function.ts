/**
 * Generic functions that are values, or capture variables. Such a value is no closure: its type carries the function (`FunctionTy.generic`), and its object, if there
 * is any, holds what it captured. A call makes the instance for its type arguments; where a plain function is due, the value becomes a closure around the
 * instance that fits there.
 */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { direct, undefinedRef } from "../../ir/operands.ts";
import { type Env, emptyEnv, extendEnv, typeArgsKey } from "../types/env.ts";
import type { GenericFunction } from "../types/generic-function.ts";
import { representation, storage } from "../types/representation.ts";
import { type FunctionTy, membersOf, type Ty, unknownTy } from "../types/ty.ts";
import { LocalFacts } from "./captures.ts";
import {
  bindCaptures,
  type Capture,
  capturesOf,
  finishAdapter,
  functionNameOf,
  functionValue,
  lowerFunctionBody,
  newClosure,
} from "./closure.ts";
import type { Compilation } from "./compilation.ts";
import { paceOf } from "./coroutine.ts";
import { FunctionLowering } from "./function-lowering.ts";
import { type FunctionSignature, functionTyOf, signatureOf } from "./signature.ts";
import type { Val } from "./value.ts";

type GenericNode = ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration;

export function isGenericFunction(node: ts.Node): node is GenericNode {
  const isFunction = ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node);
  return isFunction && (node.typeParameters?.length ?? 0) > 0;
}

/** The value of a generic function where it stands. `own` is the name by which its body knows it. */
export function makeGeneric(f: FunctionLowering, node: GenericNode, own: ts.Symbol | undefined): Val {
  const captures = capturesOf(f, node).filter((capture) => capture.symbol !== own);
  const env = f.variables.size > 0 || captures.length > 0 ? f.env : emptyEnv;
  if (captures.length === 0 && own === undefined) return plainGeneric(f.c, node, env);
  const className = f.c.uniqueName(`${f.b.fn.name}/${functionNameOf(node) || "generic"}`);
  const fields = captures.map((capture) => ({ name: capture.field, type: capture.type }));
  const base = f.c.closureBase();
  f.c.module.classes.set(className, { name: className, display: "Function", base, fields, typeof: "function" });
  f.c.held.addFunction(
    className,
    captures.map((capture) => capture.ty),
  );
  f.c.tables.addFunction(className, { kind: "named", name: functionNameOf(node), pace: paceOf(node) });
  const object = f.allocate(className);
  for (const capture of captures) f.b.fieldInit(className, capture.field, object, capture.value);
  return { op: object, ty: capturingTy(f, node, own, captures, className) };
}

/** A generic function that captures nothing. */
export function plainGeneric(c: Compilation, declaration: ts.FunctionLikeDeclaration, env: Env): Val {
  const generic: GenericFunction = {
    declaration,
    env,
    captures: false,
    instance: (typeArgs) => c.instance(declaration, typeArgs, undefined, env),
  };
  return { op: undefinedRef, ty: genericTy(c, generic) };
}

function capturingTy(
  f: FunctionLowering,
  node: GenericNode,
  own: ts.Symbol | undefined,
  captures: readonly Capture[],
  className: string,
): FunctionTy {
  const { c, owner, facts } = f;
  const known = new Map<string, { name: string; signature: FunctionSignature }>();
  const generic: GenericFunction = {
    declaration: node,
    env: f.env,
    captures: true,
    instance: (typeArgs) => {
      const key = typeArgsKey(typeArgs);
      let found = known.get(key);
      if (found === undefined) {
        const env = withArguments(c, node, f.env, typeArgs);
        const signature = signatureOf(c.types, node, env);
        found = { name: className + key, signature };
        known.set(key, found);
        c.enqueue(() => lowerInstance(env, found!.name, signature));
      }
      return found;
    },
  };
  const ty = genericTy(c, generic);
  const lowerInstance = (env: Env, name: string, signature: FunctionSignature): void => {
    const inner = new FunctionLowering(
      c,
      {
        name,
        display: functionNameOf(node) || "(anonymous)",
        loc: c.loc(node),
        params: [
          { name: "closure", type: "ref" },
          ...signature.params.map((param) => ({ name: param.name, type: storage(param.type) })),
        ],
        result: representation(signature.result),
      },
      env,
      owner,
      facts,
      signature.result,
    );
    try {
      const passed = signature.params.map((param) => param.type);
      lowerFunctionBody(inner, node, signature, passed, (g, object) => {
        bindCaptures(g, captures, object, className);
        if (own !== undefined) g.self = { symbol: own, val: { op: object, ty } };
      });
      c.addFunction(inner.b.finish());
    } catch (error) {
      c.report(error, node);
    }
  };
  return ty;
}

function withArguments(c: Compilation, node: GenericNode, env: Env, typeArgs: readonly Ty[]): Env {
  const entries = (node.typeParameters ?? []).map((parameter, index): [ts.Symbol, Ty] => [
    c.checker.getSymbolAtLocation(parameter.name)!,
    typeArgs[index] ?? unknownTy,
  ]);
  return extendEnv(env, entries);
}

/** What it looks like to those who don't ask for more: its type parameters are what they must be at least. */
function genericTy(c: Compilation, generic: GenericFunction): FunctionTy {
  return { ...functionTyOf(signatureOf(c.types, generic.declaration, generic.env)), generic };
}

/** A closure around the instance of a generic function for type arguments. */
export function genericValue(
  f: FunctionLowering,
  object: Operand,
  generic: GenericFunction,
  typeArgs: readonly Ty[],
  node: ts.Node,
): Val {
  if (!generic.captures)
    return functionValue(f, generic.declaration as ts.FunctionDeclaration, node, undefined, typeArgs, generic.env);
  const { name, signature } = generic.instance(typeArgs);
  const ty = functionTyOf(signature);
  const className = f.c.memo(`${name} as value`, () => {
    const fields = [{ name: "target", type: "ref" as const }];
    const own = `${name} as value`;
    f.c.module.classes.set(own, {
      name: own,
      display: "Function",
      base: f.c.closureBase(),
      fields,
      typeof: "function",
    });
    f.c.held.addFunction(own, [ty]);
    const shownName = functionNameOf(generic.declaration);
    f.c.tables.addFunction(own, { kind: "named", name: shownName, pace: paceOf(generic.declaration) }, ty);
    const params = ty.params.map((param, index) => ({ name: `p${index}`, type: storage(param) }));
    const adapter = new FunctionLowering(
      f.c,
      {
        name: own,
        display: functionNameOf(generic.declaration),
        params: [{ name: "closure", type: "ref" }, ...params],
        result: representation(ty.result),
        addressTaken: true,
      },
      emptyEnv,
      undefined,
      new LocalFacts(f.c.checker, generic.declaration),
      ty.result,
    );
    adapter.at(generic.declaration);
    const target = adapter.b.fieldGet("ref", own, "target", adapter.b.param(0));
    const args = ty.params.map((_, index) => adapter.b.param(index + 1));
    finishAdapter(adapter, callGeneric(adapter, name, signature, [target, ...args]), ty.result, node);
    f.c.addFunction(adapter.b.finish());
    return own;
  });
  const closure = newClosure(f, className, className);
  f.b.fieldInit(className, "target", closure, object);
  return { op: closure, ty };
}

function callGeneric(
  f: FunctionLowering,
  name: string,
  signature: FunctionSignature,
  operands: readonly Operand[],
): Val {
  const result = signature.result;
  const op = f.invoke(direct(name), operands, representation(result));
  return { op: op ?? undefinedRef, ty: op === undefined && result.kind !== "never" ? { kind: "void" } : result };
}

/** Calls a generic function for type arguments. `operands` is given the signature of the instance. */
export function callGenericFunction(
  f: FunctionLowering,
  object: Operand,
  generic: GenericFunction,
  typeArgs: readonly Ty[],
  operands: (signature: FunctionSignature) => readonly Operand[],
): Val {
  const { name, signature } = generic.instance(typeArgs);
  const args = operands(signature);
  return callGeneric(f, name, signature, generic.captures ? [object, ...args] : args);
}

/** The value of a generic function where a value of another type is due. */
export function instantiated(f: FunctionLowering, val: Val & { readonly ty: FunctionTy }, to: Ty, node: ts.Node): Val {
  const generic = val.ty.generic!;
  const target = membersOf(to).find((member): member is FunctionTy => member.kind === "function");
  const parameters = generic.declaration.typeParameters ?? [];
  const typeArgs =
    target === undefined
      ? parameters.map(() => unknownTy)
      : f.c.types.open.typeArguments(generic.declaration, generic.env, target, node);
  return genericValue(f, val.op, generic, typeArgs, node);
}

/** The generic function that a module's constant stands for: it needs no variable. */
export function genericConstant(f: FunctionLowering, symbol: ts.Symbol): GenericNode | undefined {
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const isModules = ts.isSourceFile(declaration.parent.parent.parent);
  const isConst = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  const first = declaration.initializer;
  if (!isModules || !isConst || first === undefined || declaration.type !== undefined) return undefined;
  if (isGenericFunction(first)) return first;
  if (!ts.isIdentifier(first)) return undefined;
  const other = f.c.checker.getSymbolAtLocation(first);
  const target =
    other !== undefined && other.flags & ts.SymbolFlags.Alias ? f.c.checker.getAliasedSymbol(other) : other;
  if (target === undefined || target === symbol) return undefined;
  const named = target.declarations?.find((candidate) => isGenericFunction(candidate) && candidate.body !== undefined);
  return named !== undefined && isGenericFunction(named) ? named : genericConstant(f, target);
}
