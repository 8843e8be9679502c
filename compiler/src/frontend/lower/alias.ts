/**
 * May an object go by another type while others know it by its own? A `Box<Point>` that goes by `Box<Point | Name>` can be given a `Name`, and whoever took the
 * `Point` out of it before would find one. So what can be put in through the one type must be right through the other, at any depth: type arguments and elements
 * must be *interchangeable*, unless nothing can be put in: a readonly array, a class that only gives (`variance.ts`), the result of a function. Behind an
 * interface anything may stand: it is asked by class, and what it gives is proved there.
 *
 * Held alike (`held-alike.ts`) is another question: that is about where values lie, this about which values may lie there.
 */
import type ts from "typescript";
import type { Library } from "../library.ts";
import type { ClassInfo } from "../types/class-info.ts";
import {
  type ArrayTy,
  type FunctionTy,
  isNumeric,
  membersOf,
  sameTy,
  type TupleTy,
  type Ty,
  tyKey,
} from "../types/ty.ts";
import { onlyGives } from "./variance.ts";

/** Pairs of types that are being compared count as safe meanwhile: types recur. */
type Assumed = ReadonlySet<string>;

export class Aliases {
  readonly #checker: ts.TypeChecker;
  readonly #library: Library;
  readonly #givers = new Map<ts.ClassLikeDeclaration, boolean>();

  constructor(checker: ts.TypeChecker, library: Library) {
    this.#checker = checker;
    this.#library = library;
  }

  /** May what is known by one type go by the other as well? */
  mayGoBy(from: Ty, to: Ty, assumed: Assumed = new Set()): boolean {
    if (from === to || from.kind === "never" || to.kind === "unknown") return true;
    if (isNothing(from) && isNothing(to)) return true;
    const key = `${lentKey(from)} → ${lentKey(to)}`;
    if (assumed.has(key)) return true;
    const inner: Assumed = new Set([...assumed, key]);
    return membersOf(from).every((one) => membersOf(to).some((other) => this.#mayOneGoBy(one, other, inner)));
  }

  /** May anything that is put in by one type be found by the other? What is in nothing can be found by any. */
  areInterchangeable(from: Ty, to: Ty, assumed?: Assumed): boolean {
    return from.kind === "never" || (this.mayGoBy(from, to, assumed) && this.mayGoBy(to, from, assumed));
  }

  /** May the elements of a list go by those of another? */
  mayShareElements(from: readonly Ty[], to: ArrayTy | TupleTy, assumed?: Assumed): boolean {
    const wanted = to.kind === "array" ? [to.element] : to.elements;
    return (
      from.length === wanted.length &&
      from.every((element, index) =>
        to.readonly === true
          ? this.mayGoBy(element, wanted[index]!, assumed)
          : this.areInterchangeable(element, wanted[index]!, assumed),
      )
    );
  }

  mayClassGoBy(from: ClassInfo, to: ClassInfo, assumed?: Assumed): boolean {
    for (let at: ClassInfo | undefined = from; at !== undefined; at = at.base) {
      if (at === to) return true;
      if (at.declaration === to.declaration) return this.#mayArgumentsGoBy(at, to, assumed);
    }
    return false;
  }

  #mayArgumentsGoBy(from: ClassInfo, to: ClassInfo, assumed: Assumed | undefined): boolean {
    const gives = this.#onlyGives(to.declaration);
    return from.args.every((arg, index) => {
      const other = to.args[index]!;
      // What `next` is passed goes the other way.
      if (this.#library.isUniform(to.declaration) && index === 2) return this.mayGoBy(other, arg, assumed);
      return gives ? this.mayGoBy(arg, other, assumed) : this.areInterchangeable(arg, other, assumed);
    });
  }

  #onlyGives(declaration: ts.ClassLikeDeclaration): boolean {
    let known = this.#givers.get(declaration);
    if (known === undefined) {
      known = this.#library.isUniform(declaration) || onlyGives(this.#checker, declaration);
      this.#givers.set(declaration, known);
    }
    return known;
  }

  #mayOneGoBy(from: Ty, to: Ty, assumed: Assumed): boolean {
    if (to.kind === "object" || to.kind === "unknown") return !isNumeric(from);
    switch (from.kind) {
      case "class":
        return to.kind === "class" && this.mayClassGoBy(from.info, to.info, assumed);
      case "array":
        return to.kind === "array" && this.mayShareElements([from.element], to, assumed);
      case "tuple":
        return to.kind === "tuple" && this.mayShareElements(from.elements, to, assumed);
      case "function":
        return to.kind === "function" && this.mayFunctionGoBy(from, to, assumed);
      default:
        return sameTy(from, to) || (isNothing(from) && isNothing(to));
    }
  }

  mayFunctionGoBy(from: FunctionTy, to: FunctionTy, assumed?: Assumed): boolean {
    return (
      to.params.every(
        (param, index) => from.params[index] === undefined || this.mayGoBy(param, from.params[index]!, assumed),
      ) &&
      (to.result.kind === "void" || this.mayGoBy(from.result, to.result, assumed))
    );
  }
}

/** `void` is held as `undefined`. */
const isNothing = ({ kind }: Ty): boolean => kind === "void" || kind === "undefined";

/** The key of a type, with whether it is readonly. */
const lentKey = (ty: Ty): string =>
  ((ty.kind === "array" || ty.kind === "tuple") && ty.readonly === true ? "readonly " : "") + tyKey(ty);
