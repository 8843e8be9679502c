/** What a program's generator knows at a place: what is declared, what can be seen, what may be written. */
import type { Random } from "../../ir/generator.ts";
import {
  boolean,
  type ClassDeclaration,
  type Declaration,
  type EnumDeclaration,
  functionOf,
  holdsFunctions,
  type InterfaceDeclaration,
  isSubclass,
  type Method,
  maybe,
  named,
  number,
  type RecordDeclaration,
  string,
  type Type,
  type UnionDeclaration,
} from "./types.ts";

export interface Variable {
  /** An identifier, or `this.` and a field. */
  readonly name: string;
  readonly type: Type;
  readonly writable: boolean;
}

/** A function that is called by its name. */
export interface FunctionDeclaration extends Method {
  readonly async: boolean;
  /** The parameters from here on have defaults. */
  readonly required: number;
  /** Takes any number of these behind the parameters. */
  readonly rest: Type | undefined;
}

/** What a place in a body allows beyond expressions. */
export interface Place {
  readonly result: Type | undefined;
  readonly async: boolean;
  /** Labels of loops, innermost last; an empty text is a loop without one. */
  readonly loops: readonly string[];
  /** Statements left to spend, shared by all that is nested. */
  readonly budget: { left: number };
}

export class Context {
  readonly random: Random;
  /** How often the program uses what. */
  readonly features = new Map<string, number>();
  readonly classes: ClassDeclaration[] = [];
  readonly interfaces: InterfaceDeclaration[] = [];
  readonly records: RecordDeclaration[] = [];
  readonly unions: UnionDeclaration[] = [];
  readonly enums: EnumDeclaration[] = [];
  readonly functions: FunctionDeclaration[] = [];
  readonly variables: Variable[] = [];
  /** Functions that print a type, by its text; `undefined` while one is being written. */
  readonly printers = new Map<string, { name: string; source: string }>();
  readonly #types: Type[] = [];
  #names = 0;

  constructor(random: Random) {
    this.random = random;
  }

  fresh(prefix: string): string {
    return `${prefix}${++this.#names}`;
  }

  use(feature: string): void {
    this.features.set(feature, (this.features.get(feature) ?? 0) + 1);
  }

  /** Counts the feature of which the text is an instance; gives the text. */
  using(feature: string, text: string): string {
    this.use(feature);
    return text;
  }

  /** The text that `make` gives with one more variable in scope. */
  binding(name: string, type: Type, make: () => string): string {
    return this.scope(() => {
      this.variables.push({ name, type, writable: false });
      return make();
    });
  }

  /** Picks by weight. */
  choose<T>(choices: readonly (readonly [number, T])[]): T {
    let at = this.random.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of choices) {
      at -= weight;
      if (at < 0) return choice;
    }
    return choices.at(-1)![1];
  }

  /** Runs the body; what it adds to the scope is gone afterwards. */
  scope<T>(body: () => T): T {
    const length = this.variables.length;
    try {
      return body();
    } finally {
      this.variables.length = length;
    }
  }

  /** Like `scope`, seeing only the variables that `visible` lets through. */
  hiding<T>(visible: (variable: Variable) => boolean, body: () => T): T {
    const all = [...this.variables];
    const kept = all.filter(visible);
    this.variables.splice(0, this.variables.length, ...kept);
    try {
      return body();
    } finally {
      this.variables.splice(0, this.variables.length, ...all);
    }
  }

  /** The scope of a closure that may outlive its maker: what could hold the closure itself is out of its sight, so that no cycle arises. */
  escaping<T>(body: () => T): T {
    return this.hiding((variable) => !holdsFunctions(variable.type), body);
  }

  /** The scope of a function that is not an arrow: it has no `this`. */
  withoutThis<T>(body: () => T): T {
    return this.hiding((variable) => !variable.name.startsWith("this."), body);
  }

  /** A random type. `depth` bounds how far it nests. A program uses few: more would mean more instances of the library, and fewer values that meet. */
  type(depth: number): Type {
    if (depth > 0 && this.#types.length >= 7 && this.random.chance(0.95)) return this.random.pick(this.#types);
    const type = this.newType(depth);
    if (depth > 0) this.#types.push(type);
    return type;
  }

  private newType(depth: number): Type {
    const leaf = (): Type =>
      this.choose<() => Type>([
        [5, () => number],
        [4, () => string],
        [2, () => boolean],
        [this.enums.length, () => named(this.random.pick(this.enums))],
      ])();
    if (depth <= 0) return leaf();
    const inner = () => this.newType(depth - 1);
    return this.choose<() => Type>([
      [8, leaf],
      [2, () => this.maybeOf(depth)],
      [3, () => ({ kind: "array", element: inner() })],
      [1, () => ({ kind: "tuple", elements: [inner(), inner(), ...(this.random.chance(0.3) ? [inner()] : [])] })],
      [1, () => ({ kind: "map", key: this.key(), value: inner() })],
      [1, () => ({ kind: "set", element: this.key() })],
      [1, () => functionOf(this.random.chance(0.6) ? [inner()] : [], inner())],
      [3, () => this.declared() ?? leaf()],
    ])();
  }

  /** A type that has no functions in it: all that fields of classes may have. */
  plainType(depth: number): Type {
    for (let i = 0; i < 5; i++) {
      const type = this.type(depth);
      if (!holdsFunctions(type)) return type;
    }
    return number;
  }

  /** The classes that objects can be made of: abstract ones have a subclass by now that is not. */
  get instantiable(): readonly ClassDeclaration[] {
    return this.classes.filter((base) => this.classes.some((other) => !other.abstract && isSubclass(other, base)));
  }

  key(): Type {
    return this.choose<() => Type>([
      [4, () => number],
      [4, () => string],
      [1, () => boolean],
      [this.instantiable.length > 0 ? 1 : 0, () => named(this.random.pick(this.instantiable))],
    ])();
  }

  private maybeOf(depth: number): Type {
    for (let i = 0; i < 5; i++) {
      const inner = this.newType(depth - 1);
      if (inner.kind !== "maybe") return maybe(inner, this.random.chance(0.5) ? "null" : "undefined");
    }
    return maybe(number, "undefined");
  }

  private declared(): Type | undefined {
    const all: Declaration[] = [...this.instantiable, ...this.interfaces, ...this.records, ...this.unions];
    return all.length === 0 ? undefined : named(this.random.pick(all));
  }
}
