/**
 * Classes and interfaces that hold themselves through their type arguments: `type Tree = string | Map<string, Tree>`. Such a type has a key from the start, and
 * its arguments are found on demand. Made again from its arguments, as inside the class, it is the same type.
 */
import ts from "typescript";
import { typeArgsKey } from "./env.ts";
import type { Ty } from "./ty.ts";

/** The type arguments of a class or interface, perhaps not known yet. */
export interface TypeArguments {
  /** The key of the whole type. */
  readonly key: string;
  readonly list: () => readonly Ty[];
  /** What messages call the whole type, where they can't find out from the arguments. */
  readonly display?: string;
}

interface Named {
  readonly stem: string;
  readonly ty: Ty;
  readonly arguments: () => readonly Ty[] | undefined;
}

/** Is it a class or interface with type arguments? */
export function isApplied(checker: ts.TypeChecker, type: ts.Type): type is ts.TypeReference {
  if (!(type.flags & ts.TypeFlags.Object)) return false;
  if (!((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference)) return false;
  if (checker.isTupleType(type) || checker.isArrayType(type)) return false;
  return ((type as ts.TypeReference).target.typeParameters?.length ?? 0) > 0;
}

export class RecursiveNames {
  readonly #byKey = new Map<string, Named>();

  /** The type with a key, made if it is the first time that it is asked for. */
  named(
    stem: string,
    key: string,
    how: { readonly arguments: () => readonly Ty[]; readonly make: (list: () => readonly Ty[]) => Ty },
  ): Ty {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known.ty;
    let found: readonly Ty[] | undefined;
    let isComputing = false;
    const list = (): readonly Ty[] => {
      if (found !== undefined) return found;
      isComputing = true;
      try {
        found = how.arguments();
      } finally {
        isComputing = false;
      }
      return found;
    };
    const ty = how.make(list);
    this.#byKey.set(key, { stem, ty, arguments: () => (isComputing ? undefined : list()) });
    return ty;
  }

  /** The type that, taken apart once, has this key. */
  folded(stem: string, unfolded: string): Ty | undefined {
    for (const named of this.#byKey.values()) {
      if (named.stem !== stem) continue;
      const args = named.arguments();
      if (args !== undefined && stem + typeArgsKey(args) === unfolded) return named.ty;
    }
    return undefined;
  }
}
