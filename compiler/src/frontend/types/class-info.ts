/** An instance of a class declaration: the class with its type arguments. */
import type ts from "typescript";
import type { Env } from "./env.ts";
import type { Ty } from "./ty.ts";

export interface ClassField {
  readonly name: string;
  readonly type: Ty;
  /** Undefined for a parameter property. */
  readonly declaration: ts.PropertyDeclaration | ts.ParameterDeclaration;
  /** A base class has the field already: this declaration only gives it another first value. */
  readonly redeclares: boolean;
  /** Its own type, if it may be read before it has a value: `type` then has `undefined` too. */
  readonly early?: Ty;
}

export interface ClassInfo {
  readonly key: string;
  /** Its name in the IR. */
  readonly name: string;
  readonly display: string;
  readonly declaration: ts.ClassLikeDeclaration;
  readonly env: Env;
  /** Of the functions around it, then its own. */
  readonly args: readonly Ty[];
  /** Made anew whenever its statement runs: the object that stands for it holds what it captured, and instances know that object. */
  readonly hasObject: boolean;
  /** The class of the object that stands for it, in the IR. */
  readonly objectName: string;
  readonly base: ClassInfo | undefined;
  /** Own instance fields in order. Computed on demand: types recur. */
  readonly fields: () => readonly ClassField[];
  readonly layout: "object" | "struct" | "packed";
}

/** The field of this name in the class or a base, with the class that declares it. */
export function findField(info: ClassInfo, name: string): { field: ClassField; owner: ClassInfo } | undefined {
  for (let at: ClassInfo | undefined = info; at !== undefined; at = at.base) {
    const field = at.fields().find((candidate) => candidate.name === name && !candidate.redeclares);
    if (field !== undefined) return { field, owner: at };
  }
  return undefined;
}

export function extendsClass(info: ClassInfo, base: ClassInfo): boolean {
  for (let at: ClassInfo | undefined = info; at !== undefined; at = at.base) if (at.key === base.key) return true;
  return false;
}
