/** A generic function as a value: there is no code for it until its type arguments are known. */
import type ts from "typescript";
import type { FunctionSignature } from "../lower/signature.ts";
import type { Env } from "./env.ts";
import type { Ty } from "./ty.ts";

export interface GenericFunction {
  readonly declaration: ts.FunctionLikeDeclaration;
  /** What the type parameters around it stand for. */
  readonly env: Env;
  /** Its code takes the object first in which its captured variables are. */
  readonly captures: boolean;
  readonly instance: (typeArgs: readonly Ty[]) => { readonly name: string; readonly signature: FunctionSignature };
}
