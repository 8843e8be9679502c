/** Lowers an instance: a function, method, accessor or constructor with its type arguments. */
import ts from "typescript";
import { FunctionBuilder } from "../../ir/builder.ts";
import { CompileError, codes } from "../failure.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { isMixinRest } from "../types/constructor.ts";
import type { Env } from "../types/env.ts";
import { representation, storage } from "../types/representation.ts";
import { LocalFacts } from "./captures.ts";
import { bindClassObject, bindClassOf, objectOf } from "./class-object.ts";
import { lowerFunctionBody } from "./closure.ts";
import type { Compilation, FunctionInstance } from "./compilation.ts";
import { constructorOf, lowerConstructorBody } from "./construct.ts";
import type { BindReceiver } from "./coroutine.ts";
import { FunctionLowering } from "./function-lowering.ts";
import { type FunctionSignature, signatureOf } from "./signature.ts";

/** Does a function of the runtime library take the reference over? It says so by the type `Taken`. */
function isTaken(c: Compilation, parameter: ts.ParameterDeclaration | undefined): boolean {
  const type = parameter?.type;
  return (
    type !== undefined &&
    ts.isTypeReferenceNode(type) &&
    ts.isIdentifier(type.typeName) &&
    type.typeName.text === "Taken" &&
    c.library.isRuntimeFile(type.getSourceFile())
  );
}

export function lowerFunctionInstance(c: Compilation, instance: FunctionInstance): void {
  const { declaration, owner, signature } = instance;
  const receiver =
    owner !== undefined
      ? [{ name: "this", type: owner.layout === "object" ? ("ref" as const) : ("ptr" as const) }]
      : instance.receiver !== undefined
        ? [{ name: "class", type: "ref" as const }]
        : [];
  const f = new FunctionLowering(
    c,
    {
      name: instance.name,
      display: instance.display,
      loc: c.loc(declaration),
      params: [
        ...receiver,
        ...signature.params.map((param) => ({
          name: param.name,
          type: storage(param.type),
          ownership: isTaken(c, param.declaration) ? ("owned" as const) : ("borrowed" as const),
        })),
      ],
      result: representation(signature.result),
      constructs: ts.isConstructorDeclaration(declaration),
    },
    instance.env,
    owner,
    new LocalFacts(c.checker, declaration),
    signature.result,
  );
  if (declaration.body === undefined) {
    if (
      ts.canHaveModifiers(declaration) &&
      ts.getModifiers(declaration)?.some((modifier) => modifier.kind === ts.SyntaxKind.AbstractKeyword)
    )
      return;
    throw new CompileError(
      declaration,
      codes.unsupportedLibrary,
      `'${instance.display}' is declared but has no body`,
      "it is not part of the runtime library yet",
    );
  }
  const passed = signature.params.map((param) => param.type);
  if (ts.isConstructorDeclaration(declaration)) {
    lowerConstructorBody(f, declaration, owner!, signature, passed);
  } else {
    lowerFunctionBody(f, declaration, signature, passed, bindReceiver(instance));
  }
  c.addFunction(f.b.finish());
}

/** What the receiver stands for; undefined if there is none. */
function bindReceiver({ owner, receiver }: FunctionInstance): BindReceiver | undefined {
  if (owner !== undefined) {
    return (g, op) => {
      g.thisVal = {
        op,
        ty: owner.layout === "object" ? { kind: "class", info: owner } : { kind: "struct", info: owner },
      };
      bindClassOf(g, owner, op);
    };
  }
  if (receiver === undefined) return undefined;
  return (g, op) => {
    g.thisVal = { op, ty: { kind: "static", info: receiver.info } };
    if (receiver.owner.hasObject) bindClassObject(g, receiver.owner, objectOf(g, receiver.info, op, receiver.owner));
  };
}

/** What a declaration takes and gives; `constructor(...args: any[])` of a class takes what the constructor of its base does. */
export function methodSignature(
  c: Compilation,
  declaration: ts.FunctionLikeDeclaration,
  owner: ClassInfo | undefined,
  env: Env,
): FunctionSignature {
  const [first] = declaration.parameters;
  if (!ts.isConstructorDeclaration(declaration) || first === undefined || !isMixinRest(first))
    return signatureOf(c.types, declaration, env);
  const base = owner?.base === undefined ? undefined : constructorOf(c, owner.base).signature;
  const params = (base?.params ?? []).map((param) => ({ ...param, inner: param.type, declaration: undefined }));
  return { params, rest: base?.rest === true, result: { kind: "void" } };
}

/** A function that nothing can call: the class that it is part of is never made. */
export function lowerUnreached(c: Compilation, name: string, hasReceiver: boolean, signature: FunctionSignature): void {
  const params = signature.params.map((param) => ({ name: param.name, type: storage(param.type) }));
  const b = new FunctionBuilder({
    name,
    params: hasReceiver ? [{ name: "receiver", type: "ref" }, ...params] : params,
    result: representation(signature.result),
  });
  b.unreachable();
  c.addFunction(b.finish());
}
