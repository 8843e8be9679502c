/**
 * Which classes may stand behind an interface. Members of the right names are not enough: `Iterable<Fish>` and `Iterable<Bubble>` have the same names, and
 * without a closer look each would bring the iterators of the other into the program.
 *
 * Two types are *akin* if some object may be of both. "No" is only said where nothing can be: of two classes neither of which extends the other, of a string
 * and a number, of objects that would need a member of two types that are not akin. What is not understood is akin.
 */
import ts from "typescript";
import { CompileError } from "../failure.ts";
import { type ClassInfo, findField } from "../types/class-info.ts";
import { type Env, emptyEnv, extendEnv } from "../types/env.ts";
import { isNumeric, membersOf, type ObjectTy, type Property, type Ty, tyKey, unknownTy } from "../types/ty.ts";
import type { Compilation } from "./compilation.ts";
import { signatureOf } from "./signature.ts";

/** Of a type's member: what it is, or undefined where there is no such member. */
type Member = Pick<Property, "type" | "optional" | "literal">;

/** Objects and other values that nothing can be of two of. */
function groupOf(ty: Ty): string | undefined {
  if (isNumeric(ty)) return "number";
  switch (ty.kind) {
    case "string":
    case "boolean":
    case "symbol":
      return ty.kind;
    case "class":
    case "literal":
    case "array":
    case "tuple":
    case "function":
    case "static":
      return "object";
    default:
      return undefined;
  }
}

/** Values that have no members that an interface could ask for. */
const bare: ReadonlySet<Ty["kind"]> = new Set(["number", "integer", "int", "f32", "boolean", "symbol", "function"]);

const isNullish = (ty: Ty): boolean => ty.kind === "null" || ty.kind === "undefined" || ty.kind === "void";

export class Kinship {
  readonly #compilation: Compilation;
  /** What is being found out counts as akin meanwhile: types recur. */
  readonly #known = new Map<string, boolean>();
  readonly #members = new Map<string, Member | undefined>();

  constructor(compilation: Compilation) {
    this.#compilation = compilation;
  }

  /** May an object whose class is exactly this one, and which has the members' names, be of an interface? */
  mayBe(shape: Ty, receiver: ObjectTy): boolean {
    return this.#akinMembers(shape, receiver);
  }

  #akin(a: Ty, b: Ty): boolean {
    const [first, second] = [tyKey(a), tyKey(b)];
    if (first === second) return true;
    const key = first < second ? `${first} ~ ${second}` : `${second} ~ ${first}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, true);
    const result = this.#covers(a, b) || this.#covers(b, a);
    this.#known.set(key, result);
    return result;
  }

  /** Is each member of a union akin to one of another? */
  #covers(a: Ty, b: Ty): boolean {
    return membersOf(a).every(
      (member) => isNullish(member) || membersOf(b).some((other) => this.#akinOnes(member, other)),
    );
  }

  #akinOnes(a: Ty, b: Ty): boolean {
    if (a.kind === "object") return b.kind === "object" ? this.#akinInterfaces(a, b) : this.#akinMembers(b, a);
    if (b.kind === "object") return this.#akinMembers(a, b);
    if (a.kind === "class" && b.kind === "class") return related(a.info, b.info);
    if (a.kind === "function" && b.kind === "function") return this.#akinFunctions(a.result, b.result);
    const [first, second] = [groupOf(a), groupOf(b)];
    if (first === undefined || second === undefined) return true;
    return first === second && (a.kind === b.kind || !isClosed(a) || !isClosed(b));
  }

  #akinFunctions(a: Ty, b: Ty): boolean {
    return a.kind === "void" || b.kind === "void" || this.#akin(a, b);
  }

  #akinInterfaces(a: ObjectTy, b: ObjectTy): boolean {
    const others = new Map(b.properties().map((property) => [property.name, property]));
    return a.properties().every((property) => {
      const other = others.get(property.name);
      return other === undefined || this.#fit(property, other);
    });
  }

  /** Are the members that a type has of the types that an interface asks for? */
  #akinMembers(ty: Ty, wanted: ObjectTy): boolean {
    return wanted.properties().every((property) => {
      const member = this.#member(ty, property.name);
      return member === undefined ? property.optional || this.#mayHaveMore(ty) : this.#fit(member, property);
    });
  }

  /** May objects of a type have members that it does not tell of? */
  #mayHaveMore(ty: Ty): boolean {
    if (bare.has(ty.kind)) return false;
    if (this.#compilation.types.dictionaryValue(ty) !== undefined) return true;
    if (ty.kind === "class")
      return this.#compilation.extendsUnknown || this.#compilation.extended.has(ty.info.declaration);
    return ty.kind !== "literal";
  }

  /** May one member be of both types? */
  #fit(a: Member, b: Member): boolean {
    if (a.optional && b.optional) return true;
    if (a.literal !== undefined && b.literal !== undefined && a.literal !== b.literal) return false;
    return this.#akin(a.type, b.type);
  }

  #member(ty: Ty, name: string): Member | undefined {
    switch (ty.kind) {
      case "literal": {
        const property = ty.info.properties.find((candidate) => candidate.name === name);
        return property?.instance === undefined
          ? property && { type: property.type, optional: property.room === true }
          : { type: unknownTy, optional: false };
      }
      case "class":
        // Its members are what only the running program knows.
        if (this.#compilation.types.dictionaryValue(ty) !== undefined) return undefined;
        return this.#once(`${ty.info.key}.${name}`, () => this.#classMember(ty.info, name));
      case "string":
        return this.#once(`string.${name}`, () => {
          const declaration = this.#compilation.library.member("string", name);
          return declaration && this.#method(declaration, emptyEnv);
        });
      case "array":
        return this.#once(`${tyKey(ty)}.${name}`, () => {
          const declaration = this.#compilation.library.member("array", name);
          return declaration && this.#arrayMethod(declaration, ty.element);
        });
      default:
        return undefined;
    }
  }

  #once(key: string, find: () => Member | undefined): Member | undefined {
    if (!this.#members.has(key)) {
      // Until it is known, it is anything.
      this.#members.set(key, undefined);
      this.#members.set(key, find());
    }
    return this.#members.get(key);
  }

  #classMember(info: ClassInfo, name: string): Member | undefined {
    const field = findField(info, name);
    if (field !== undefined) return { type: field.field.type, optional: false };
    const getter = this.#compilation.methodOf(info, name, "get");
    if (getter !== undefined) {
      const method = this.#method(getter.declaration, getter.owner.env);
      return { type: method.type.kind === "function" ? method.type.result : unknownTy, optional: false };
    }
    const method = this.#compilation.methodOf(info, name);
    return method && this.#method(method.declaration, method.owner.env);
  }

  #arrayMethod(declaration: ts.FunctionDeclaration, element: Ty): Member {
    const [parameter, ...further] = declaration.typeParameters ?? [];
    const symbol = parameter && this.#compilation.checker.getSymbolAtLocation(parameter.name);
    if (symbol === undefined || further.length > 0) return { type: unknownTy, optional: false };
    return this.#method(declaration, extendEnv(emptyEnv, [[symbol, element]]));
  }

  /** A function by what it gives. Of one with type parameters or several signatures nothing is known. */
  #method(declaration: ts.FunctionLikeDeclaration, env: Env): Member {
    const symbol = declaration.name && this.#compilation.checker.getSymbolAtLocation(declaration.name);
    const isSettled = ts.isFunctionDeclaration(declaration) || declaration.typeParameters === undefined;
    const isPlain = isSettled && (symbol?.declarations?.length ?? 0) === 1;
    if (!isPlain || !(ts.isFunctionDeclaration(declaration) || ts.isClassElement(declaration)))
      return { type: unknownTy, optional: false };
    try {
      const { result } = signatureOf(this.#compilation.types, declaration, env);
      return { type: { kind: "function", params: [], rest: false, result }, optional: false };
    } catch (error) {
      // Its types can't be compiled; whoever calls it hears of that.
      if (!(error instanceof CompileError)) throw error;
      return { type: unknownTy, optional: false };
    }
  }
}

/** Kinds of objects that have nothing in common. */
const isClosed = (ty: Ty): boolean => ty.kind === "class" || ty.kind === "array" || ty.kind === "tuple";

/** Instances of one generic class may stand for each other where their arguments are held alike. */
const related = (a: ClassInfo, b: ClassInfo): boolean => isBelow(a, b) || isBelow(b, a);

function isBelow(info: ClassInfo, above: ClassInfo): boolean {
  for (let at: ClassInfo | undefined = info; at !== undefined; at = at.base)
    if (at.declaration === above.declaration) return true;
  return false;
}
