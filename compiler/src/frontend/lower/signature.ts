/** What a function takes and gives: the parameters of a declaration in an environment. */
import ts from "typescript";
import type { IrType } from "../../ir/ir.ts";
import type { Env } from "../types/env.ts";
import { storage } from "../types/representation.ts";
import type { TypeTranslator } from "../types/translate.ts";
import { type FunctionTy, type Ty, undefinedTy, unionOf, unknownTy, voidTy } from "../types/ty.ts";

import { isReplacerRest, mayBeMissing } from "./match.ts";

export interface ParamSignature {
  readonly name: string;
  /** As it is passed: with `undefined` if it may be left out. */
  readonly type: Ty;
  /** As the body sees it. */
  readonly inner: Ty;
  readonly declaration: ts.ParameterDeclaration | undefined;
}

export interface FunctionSignature {
  readonly params: readonly ParamSignature[];
  readonly rest: boolean;
  readonly result: Ty;
  /** A rest parameter that is a tuple: its elements are passed one by one, as the last parameters. */
  readonly gathered?: { readonly declaration: ts.ParameterDeclaration; readonly elements: readonly Ty[] };
}

export function signatureOf(
  translator: TypeTranslator,
  declaration: ts.SignatureDeclaration,
  env: Env,
): FunctionSignature {
  const checker = translator.checker;
  const declared = declaration.parameters.filter(
    (parameter) => !(ts.isIdentifier(parameter.name) && parameter.name.text === "this"),
  );
  const params = declared.map((parameter, index): ParamSignature => {
    const type = checker.getTypeAtLocation(parameter);
    const known = translator.translate(type, env, parameter);
    const isMissable = known.kind === "string" && mayBeMissing(checker, translator.library, parameter);
    const holdsAnything =
      known.kind === "array" &&
      known.element.kind === "string" &&
      isReplacerRest(checker, translator.library, parameter);
    const inner = isMissable ? unionOf([known, undefinedTy]) : holdsAnything ? { ...known, element: unknownTy } : known;
    const optional = parameter.initializer !== undefined || parameter.questionToken !== undefined;
    return {
      name: ts.isIdentifier(parameter.name) ? parameter.name.text : `parameter${index + 1}`,
      type: optional ? unionOf([inner, undefinedTy]) : inner,
      inner: parameter.questionToken !== undefined ? unionOf([inner, undefinedTy]) : inner,
      declaration: parameter,
    };
  });
  const signature = checker.getSignatureFromDeclaration(declaration)!;
  const result =
    ts.isConstructorDeclaration(declaration) || ts.isSetAccessor(declaration)
      ? voidTy
      : translator.translate(signature.getReturnType(), env, declaration);
  const last = declared.at(-1);
  const rest = last?.dotDotDotToken !== undefined;
  const tuple = rest ? params.at(-1)!.type : undefined;
  if (last === undefined || tuple?.kind !== "tuple") return { params, rest, result };
  const { elements } = tuple;
  const parts = elements.map((type, index): ParamSignature => {
    return { name: `${params.at(-1)!.name}${index}`, type, inner: type, declaration: undefined };
  });
  return { params: [...params.slice(0, -1), ...parts], rest: false, result, gathered: { declaration: last, elements } };
}

export function functionTyOf(signature: FunctionSignature): FunctionTy {
  return {
    kind: "function",
    params: signature.params.map((param) => param.type),
    rest: signature.rest,
    result: signature.result,
  };
}

/** The IR types of the parameters after the receiver. */
export function paramTypes(params: readonly Ty[]): IrType[] {
  return params.map(storage);
}
