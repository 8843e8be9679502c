/** Lowers an instance: a function, method, accessor or constructor with its type arguments. */
import ts from "typescript";
import { CompileError, codes } from "../failure.ts";
import { representation, storage } from "../types/representation.ts";
import { LocalFacts } from "./captures.ts";
import { lowerFunctionBody } from "./closure.ts";
import type { Compilation, FunctionInstance } from "./compilation.ts";
import { lowerConstructorBody } from "./construct.ts";
import { FunctionLowering } from "./function-lowering.ts";

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
    owner === undefined
      ? []
      : [{ name: "this", type: owner.layout === "object" ? ("ref" as const) : ("ptr" as const) }];
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
    lowerFunctionBody(
      f,
      declaration,
      signature,
      passed,
      owner === undefined
        ? undefined
        : (g, op) => {
            g.thisVal = {
              op,
              ty: owner.layout === "object" ? { kind: "class", info: owner } : { kind: "struct", info: owner },
            };
          },
    );
  }
  c.addFunction(f.b.finish());
}
