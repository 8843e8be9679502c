/**
 * The compiler's own types: what a TypeScript type means once generics are substituted and literals are widened.
 *
 * They are values with a canonical key, because the checker has no notion of type identity. `Ty` says what a value is; how it is
 * held in a register or in memory follows from it (`representation.ts`).
 */
import type ts from "typescript";
import type { ClassInfo } from "./class-info.ts";
import type { GenericFunction } from "./generic-function.ts";

export type IntName = "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "isize" | "usize";

export interface Property {
  readonly name: string;
  readonly type: Ty;
  readonly optional: boolean;
  readonly readonly: boolean;
  /** Declared with method syntax (`f(): void`), which a class fulfils with a method. */
  readonly method: boolean;
  /** The literal that an interface declares it to be: `true`. No part of the type's identity. */
  readonly literal?: string;
}

/** A structural type: an interface, an object literal's type, an intersection of such. Properties are found on demand, since types recur. */
export interface ObjectTy {
  readonly kind: "object";
  /** What messages call it. */
  readonly display: string;
  readonly properties: () => readonly Property[];
  readonly key: string;
  /** All instances of this generic class, or all arrays and tuples, whatever they hold, and nothing else. What they hold is `unknown`. */
  readonly family?: ts.ClassLikeDeclaration | "array";
}

/** The class behind object literals with the same properties, or behind one literal that has methods. */
export interface LiteralInfo {
  /** Its name in the IR. */
  readonly name: string;
  readonly display: string;
  readonly properties: readonly LiteralProperty[];
}

export interface LiteralProperty {
  readonly name: string;
  readonly type: Ty;
  /** Room for an optional property that the literal leaves out: there when it has been assigned something else than `undefined`. */
  readonly room?: boolean;
  /** Methods and accessors are functions that take the object; the others are fields. */
  readonly kind: "field" | "method" | "get" | "set";
  /** The IR function of a method or accessor, and its type. */
  readonly functionName?: string;
  readonly pace?: Pace;
  /** Of a method: the function that takes the object for what it captured, but has no `this`. */
  readonly takenOff?: (node: ts.Node) => string;
  /** Of a generic method: what it is for type arguments. */
  readonly instance?: (typeArgs: readonly Ty[]) => LiteralProperty;
}

/** How a function runs: at once, or with pauses. */
export type Pace = "plain" | "async" | "generator" | "async generator";

export interface FunctionTy {
  readonly kind: "function";
  readonly params: readonly Ty[];
  /** The last parameter collects the rest; it is an array. */
  readonly rest: boolean;
  readonly result: Ty;
  /** The value is a generic function, not a closure. No part of the type's identity. */
  readonly generic?: GenericFunction;
  /** As those of arrays: a function may take or give functions of its own type. */
  readonly key?: string;
  readonly unfolded?: () => string | undefined;
}

/** One that holds itself, through unions, functions and others of its kind alone, has a key from the start, and its parts are found on demand. */
export interface ArrayTy {
  readonly kind: "array";
  readonly element: Ty;
  /** No part of the type's identity: it says what may be done through it. */
  readonly readonly?: boolean;
  readonly key?: string;
  /** The key of the type taken apart once; undefined while that is being found. */
  readonly unfolded?: () => string | undefined;
}

export interface TupleTy {
  readonly kind: "tuple";
  readonly elements: readonly Ty[];
  /** As that of arrays. */
  readonly readonly?: boolean;
  readonly key?: string;
  readonly unfolded?: () => string | undefined;
}

/** Types that may hold themselves without an object in between. */
export type FoldingTy = ArrayTy | TupleTy | FunctionTy;

export type Ty =
  | { readonly kind: "number" }
  /** A `number` known to be an integer, held as one: literals, lengths, loop counters. Never part of another type. */
  | { readonly kind: "integer" }
  | { readonly kind: "int"; readonly name: IntName }
  | { readonly kind: "f32" }
  | { readonly kind: "boolean" }
  /** `names`: of a type argument that is a key, which ones it may be. Types of values don't have them. */
  | { readonly kind: "string"; readonly names?: readonly string[] }
  | { readonly kind: "null" }
  | { readonly kind: "undefined" }
  | { readonly kind: "void" }
  | { readonly kind: "never" }
  | { readonly kind: "unknown" }
  | { readonly kind: "symbol" }
  | ArrayTy
  | TupleTy
  | FunctionTy
  | { readonly kind: "class"; readonly info: ClassInfo }
  /** A class as a value: the one object that stands for it, with its static members. Seen through a type it is an object. */
  | { readonly kind: "static"; readonly info: ClassInfo }
  /** A class decorated with `@struct`: a place in raw memory. */
  | { readonly kind: "struct"; readonly info: ClassInfo }
  | { readonly kind: "pointer"; readonly to: Ty }
  | { readonly kind: "inlineArray"; readonly element: Ty; readonly length: number }
  | { readonly kind: "handler" }
  | ObjectTy
  /** The very class of an object literal: what it is before it is seen through an interface. */
  | { readonly kind: "literal"; readonly info: LiteralInfo }
  | { readonly kind: "union"; readonly members: readonly Ty[] };

export const numberTy: Ty = { kind: "number" };
export const integerTy: Ty = { kind: "integer" };
export const stringTy: Ty = { kind: "string" };
export const booleanTy: Ty = { kind: "boolean" };
export const nullTy: Ty = { kind: "null" };
export const undefinedTy: Ty = { kind: "undefined" };
export const voidTy: Ty = { kind: "void" };
export const neverTy: Ty = { kind: "never" };
export const unknownTy: Ty = { kind: "unknown" };
/** The members of a class as a value that have no name in the language: construction, and the test for an instance. */
export const constructMember = "@@construct";
export const instanceMember = "@@isInstance";
/** Some object, with nothing known of it. */
export const anyObjectTy: Ty = { kind: "object", display: "object", key: "object", properties: () => [] };
/** The call of a function of which only the running program knows what it takes and gives. */
export const callMember = "@@call";
/** The element of an array of which nothing is known: a member without a name in the language. */
export const elementMember = "@@element";
export const f32Ty: Ty = { kind: "f32" };

export function intTy(name: IntName): Ty {
  return { kind: "int", name };
}

export interface IntShape {
  readonly bits: 8 | 16 | 32 | 64;
  readonly signed: boolean;
}

export const intShapes: Record<IntName, IntShape> = {
  i8: { bits: 8, signed: true },
  i16: { bits: 16, signed: true },
  i32: { bits: 32, signed: true },
  i64: { bits: 64, signed: true },
  u8: { bits: 8, signed: false },
  u16: { bits: 16, signed: false },
  u32: { bits: 32, signed: false },
  u64: { bits: 64, signed: false },
  isize: { bits: 64, signed: true },
  usize: { bits: 64, signed: false },
};

/** Values that are no objects. */
export const primitiveKinds: ReadonlySet<Ty["kind"]> = new Set([
  "string",
  "number",
  "int",
  "f32",
  "boolean",
  "null",
  "undefined",
  "void",
  "symbol",
]);

/** The canonical key: equal keys, equal types. */
export function tyKey(ty: Ty): string {
  switch (ty.kind) {
    case "int":
      return ty.name;
    case "string":
      return ty.names === undefined ? "string" : JSON.stringify(ty.names);
    case "array":
    case "tuple":
    case "function":
      return ty.key ?? foldedKey(ty);
    case "class":
    case "struct":
      return ty.info.key;
    case "static":
      return `typeof ${ty.info.key}`;
    case "pointer":
      return `*${tyKey(ty.to)}`;
    case "inlineArray":
      return `${tyKey(ty.element)}[${ty.length}]`;
    case "object":
      return ty.key;
    case "literal":
      return ty.info.name;
    case "union":
      return `(${ty.members.map(tyKey).join("|")})`;
    default:
      return ty.kind;
  }
}

/** Begins the keys of arrays, tuples and functions that hold themselves. */
export const recursiveMark = "μ";

export function unfoldedKey(ty: FoldingTy): string {
  switch (ty.kind) {
    case "array":
      return `${tyKey(ty.element)}[]`;
    case "tuple":
      return `[${ty.elements.map(tyKey).join(",")}]`;
    case "function":
      return `(${ty.rest ? "..." : ""}${ty.params.map(tyKey).join(",")})=>${tyKey(ty.result)}`;
  }
}

function partsOf(ty: FoldingTy): readonly Ty[] {
  switch (ty.kind) {
    case "array":
      return [ty.element];
    case "tuple":
      return ty.elements;
    case "function":
      return [...ty.params, ty.result];
  }
}

/** A type that is one of its own parts, taken apart once and put together again, has the key of that part. */
function foldedKey(ty: FoldingTy): string {
  const key = unfoldedKey(ty);
  if (!key.includes(recursiveMark)) return key;
  const find = (part: Ty): string | undefined => {
    if (part.kind === "union") return firstOf(part.members, find);
    if (part.kind !== "array" && part.kind !== "tuple" && part.kind !== "function") return undefined;
    if (part.key === undefined) return firstOf(partsOf(part), find);
    return part.kind === ty.kind && part.unfolded?.() === key ? part.key : undefined;
  };
  return firstOf(partsOf(ty), find) ?? key;
}

function firstOf(types: readonly Ty[], find: (ty: Ty) => string | undefined): string | undefined {
  for (const ty of types) {
    const found = find(ty);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function sameTy(a: Ty, b: Ty): boolean {
  return a === b || (a.kind === b.kind && tyKey(a) === tyKey(b));
}

/** The union of types: flattened, without duplicates, in canonical order. */
export function unionOf(types: readonly Ty[]): Ty {
  const members = new Map<string, Ty>();
  const add = (ty: Ty): void => {
    if (ty.kind === "union") {
      for (const member of ty.members) add(member);
    } else if (ty.kind === "integer") members.set("number", numberTy);
    else if (ty.kind === "void") members.set("undefined", undefinedTy);
    else if (ty.kind !== "never") members.set(tyKey(ty), ty);
  };
  for (const ty of types) add(ty);
  if (members.has("unknown")) return unknownTy;
  const list = [...members.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, ty]) => ty);
  if (list.length === 0) return neverTy;
  return list.length === 1 ? list[0]! : { kind: "union", members: list };
}

export function membersOf(ty: Ty): readonly Ty[] {
  return ty.kind === "union" ? ty.members : [ty];
}

export function withoutNullish(ty: Ty): Ty {
  return unionOf(
    membersOf(ty).filter((member) => member.kind !== "null" && member.kind !== "undefined" && member.kind !== "void"),
  );
}

export function mayBeNullish(ty: Ty): boolean {
  return membersOf(ty).some(
    (member) => member.kind === "null" || member.kind === "undefined" || member.kind === "unknown",
  );
}

export function isNumeric(ty: Ty): boolean {
  return ty.kind === "number" || ty.kind === "integer" || ty.kind === "int" || ty.kind === "f32";
}

/** What messages call the type. */
export function tyDisplay(ty: Ty): string {
  switch (ty.kind) {
    case "integer":
      return "number";
    case "array":
      if (ty.key !== undefined) return ty.key.slice(recursiveMark.length);
      return ty.element.kind === "union" || ty.element.kind === "function"
        ? `(${tyDisplay(ty.element)})[]`
        : `${tyDisplay(ty.element)}[]`;
    case "tuple":
      return ty.key?.slice(recursiveMark.length) ?? `[${ty.elements.map(tyDisplay).join(", ")}]`;
    case "function":
      if (ty.key !== undefined) return ty.key.slice(recursiveMark.length);
      return `(${ty.params.map(tyDisplay).join(", ")}) => ${tyDisplay(ty.result)}`;
    case "class":
    case "struct":
      return ty.info.display;
    case "static":
      return `typeof ${ty.info.display}`;
    case "pointer":
      return `Pointer<${tyDisplay(ty.to)}>`;
    case "inlineArray":
      return `InlineArray<${tyDisplay(ty.element)}, ${ty.length}>`;
    case "handler":
      return "InterruptHandler";
    case "object":
      return ty.display;
    case "literal":
      return ty.info.display;
    case "union":
      return ty.members.map(tyDisplay).join(" | ");
    case "int":
      return ty.name;
    default:
      return ty.kind;
  }
}
