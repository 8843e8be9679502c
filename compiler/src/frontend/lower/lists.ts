/**
 * Which arrays and tuples were made to hold what. All that are held alike share a class, which does for everything but a test: is this `unknown` a `Point[]`?
 * For that, lists get classes of their own, by what they were made to hold: only in a program that tests, and only those that some test has to tell from others.
 * So a test costs a comparison, whatever the length, and what holds once holds for ever: what an array was made for does not change.
 *
 * A list that was made for something else, although all that is in it would fit, is refused: others know it as what it is, and may put something else in.
 */

import { FunctionBuilder } from "../../ir/builder.ts";
import type { Block, Instr, Operand } from "../../ir/ir.ts";
import { bool, direct } from "../../ir/operands.ts";
import { storage } from "../types/representation.ts";
import { type ArrayTy, membersOf, type TupleTy, type Ty, tyKey } from "../types/ty.ts";
import type { Compilation } from "./compilation.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isHeldAlike } from "./held-alike.ts";

export type ListTy = ArrayTy | TupleTy;

/** The lists that are made for one type. */
interface Made {
  readonly ty: ListTy;
  /** The class of all that are held alike. */
  readonly className: string;
  /** Where they are made; none for a class that is one of its own anyway. */
  readonly places: { readonly block: Block; readonly instr: Instr & { readonly op: "init" } }[];
  /** Its own class, if a test needs it. */
  own: string | undefined;
}

const contentsOf = (ty: ListTy): readonly Ty[] => (ty.kind === "array" ? [ty.element] : ty.elements);

/** May lists that share a class have been made to hold different things? */
const mayDiffer = (ty: ListTy): boolean =>
  contentsOf(ty).some((content) => storage(content) === "ref" || storage(content) === "any");

const ownName = (ty: ListTy, className: string): string => `${className} of ${tyKey(ty)}`;

export function listClass(c: Compilation, ty: ListTy): string {
  return ty.kind === "array" ? c.arrayClass(ty.element) : c.tupleClass(ty.elements);
}

/** Makes a list, with nothing in it yet. */
export function allocateList(f: FunctionLowering, ty: ListTy): Operand {
  const className = listClass(f.c, ty);
  const list = f.allocate(className);
  if (mayDiffer(ty)) f.c.lists.noteMade(ty, className, f.b.last);
  return list;
}

/** Moves what is in one array into another that has just been made. */
export function moveElements(f: FunctionLowering, className: string, from: Operand, to: Operand): void {
  for (const [field, type, none] of [
    ["length", "i32", { kind: "int", type: "i32", value: 0n }],
    ["capacity", "i32", { kind: "int", type: "i32", value: 0n }],
    ["data", "ptr", { kind: "nullptr" }],
  ] as const) {
    f.b.fieldInit(className, field, to, f.b.fieldGet(type, className, field, from));
    f.b.fieldSet(className, field, from, none);
  }
}

/** i1: was a list, or what may be one, made to hold this? `known` is what it is taken for so far. */
export function isList(f: FunctionLowering, op: Operand, to: ListTy, known: Ty): Operand {
  const className = listClass(f.c, to);
  const isTold =
    !mayDiffer(to) ||
    membersOf(known).every((member) => {
      if (member.kind === "unknown" || member.kind === "object") return false;
      if (member.kind !== to.kind || listClass(f.c, member as ListTy) !== className) return true;
      return !gainsWriting(member, to) && f.c.aliases.mayGoBy(member, to);
    });
  return isTold ? f.b.is(className, op) : f.b.call(direct(f.c.lists.test(to)), [op], "i1")!;
}

/** Is it taken as a list that can be written, although it is one that can only be read, which may really hold less? */
export function gainsWriting(from: Ty, to: Ty): boolean {
  const isReadonly = (ty: Ty): boolean =>
    (ty.kind === "array" || ty.kind === "tuple") && ty.readonly === true && mayDiffer(ty);
  return (
    membersOf(from).some(isReadonly) &&
    membersOf(to).some((other) => (other.kind === "array" || other.kind === "tuple") && other.readonly !== true)
  );
}

export class Lists {
  readonly #c: Compilation;
  readonly #made = new Map<string, Made>();
  /** Those that need their own class, by its name. */
  readonly #required = new Set<string>();
  /** By the name of the function that tests. */
  readonly #tests = new Map<string, ListTy>();

  constructor(c: Compilation) {
    this.#c = c;
  }

  noteMade(ty: ListTy, className: string, place: { readonly block: Block; readonly instr: Instr }): void {
    if (place.instr.op !== "init") throw new Error("a list is made by 'init'");
    const key = ownName(ty, className);
    let made = this.#made.get(key);
    if (made === undefined) {
      made = { ty, className, places: [], own: undefined };
      this.#made.set(key, made);
      if (ty.kind === "array") this.#c.tables.addList(key, ty);
    }
    made.places.push({ block: place.block, instr: place.instr });
  }

  /** A class of lists that are made to hold this, and more. */
  noteClass(ty: ListTy, own: string): void {
    this.#made.set(own, { ty, className: listClass(this.#c, ty), places: [], own });
  }

  /** Lists of this class are asked as what they were made for. */
  require(own: string): void {
    this.#required.add(own);
  }

  /** The function `(object) → i1` that tells the lists which were made to hold what a type says. Its body is known when all lists are. */
  test(to: ListTy): string {
    const name = `is list ${to.readonly === true ? "readonly " : ""}${tyKey(to)}`;
    this.#tests.set(name, to);
    return name;
  }

  /** When no list can appear any more: the bodies of the tests, and the classes that they need. */
  finish(): void {
    for (const own of this.#required) this.#ownClass(this.#made.get(own)!);
    for (const [name, to] of this.#tests) {
      const className = listClass(this.#c, to);
      const sharing = [...this.#made.values()].filter((made) => made.className === className);
      const accepted = sharing.filter(({ ty }) => this.#fits(ty, to));
      const b = new FunctionBuilder({ name, params: [{ name: "object", type: "ref" }], result: "i1", throws: false });
      const isAny = accepted.length === sharing.length;
      for (const tested of isAny ? [className] : accepted.map((made) => this.#ownClass(made))) {
        const [yes, next] = [b.newBlock("yes"), b.newBlock("next")];
        b.branch(b.is(tested, b.param(0)), yes, next);
        b.setBlock(yes);
        b.return(bool(true));
        b.setBlock(next);
      }
      b.return(bool(false));
      this.#c.addFunction(b.finish());
    }
  }

  #fits(made: ListTy, to: ListTy): boolean {
    return isHeldAlike(this.#c.library, made, to) && this.#c.aliases.mayShareElements(contentsOf(made), to);
  }

  #ownClass(made: Made): string {
    if (made.own !== undefined) return made.own;
    const { module } = this.#c;
    const { className, ty } = made;
    const own = ownName(ty, className);
    made.own = own;
    module.classes.set(own, { ...module.classes.get(className)!, name: own, base: className, fields: [] });
    for (const { entries } of module.tables.values()) {
      const entry = entries.get(className);
      if (entry !== undefined && !entries.has(own)) entries.set(own, entry);
    }
    for (const { block, instr } of made.places) block.instrs[block.instrs.indexOf(instr)] = { ...instr, class: own };
    return own;
  }
}
