/** Generic declarations, whose bodies are written, and the statements that use them at random types. */
import type { Context } from "./context.ts";
import { expression } from "./expressions.ts";
import { show } from "./show.ts";
import { functionOf, number, string, type Type, text } from "./types.ts";

/** Declared in every program that uses one of them; the shrinker takes out what is not used. */
export const genericDeclarations = `class Box<T> {
  #changes = 0;
  constructor(private value: T) {}
  get(): T {
    return this.value;
  }
  set(value: T): this {
    this.#changes++;
    this.value = value;
    return this;
  }
  map<U>(change: (value: T) => U): Box<U> {
    return new Box(change(this.value));
  }
  get changes(): number {
    return this.#changes;
  }
}
class Stack<T> implements Iterable<T> {
  protected readonly items: T[] = [];
  push(...items: T[]): number {
    for (const item of items) this.items.push(item);
    return this.items.length;
  }
  pop(): T | undefined {
    return this.items.pop();
  }
  [Symbol.iterator](): Iterator<T> {
    let index = this.items.length;
    return {
      next: () => (index > 0 ? { done: false, value: this.items[--index] } : { done: true, value: undefined }),
      return() {
        log("left early");
        return { done: true, value: undefined };
      },
    };
  }
}
class Bounded<T> extends Stack<T> {
  constructor(readonly limit: number) {
    super();
  }
  override push(...items: T[]): number {
    super.push(...items.slice(0, Math.max(0, this.limit - this.items.length)));
    return this.items.length;
  }
}
function pairs<A, B>(first: readonly A[], second: readonly B[]): [A, B][] {
  const result: [A, B][] = [];
  for (let i = 0; i < first.length && i < second.length; i++) result.push([first[i], second[i]]);
  return result;
}
function groups<K, V>(values: readonly V[], key: (value: V) => K): Map<K, V[]> {
  const result = new Map<K, V[]>();
  for (const value of values) {
    const group = result.get(key(value));
    if (group) group.push(value);
    else result.set(key(value), [value]);
  }
  return result;
}
function compose<A, B, C>(first: (value: A) => B, second: (value: B) => C): (value: A) => C {
  return (value) => second(first(value));
}
function orElse<T>(value: T | null | undefined, otherwise: () => T): T {
  return value ?? otherwise();
}
function longest<T extends { readonly length: number }>(...all: T[]): T | undefined {
  let best: T | undefined;
  for (const one of all) if (best === undefined || one.length > best.length) best = one;
  return best;
}
`;

/** A statement that uses a generic class or function. */
export function genericStatement(c: Context): string {
  c.use("generics");
  const [t, u] = [c.plainType(2), c.plainType(1)];
  const name = c.fresh("g");
  const e = (type: Type, depth = 2) => expression(c, type, depth);
  const add = (type: Type, source: string): string => {
    c.variables.push({ name, type, writable: false });
    return `const ${name}: ${text(type)} = ${source};`;
  };
  return c.random.pick([
    () => {
      const box = `new Box<${text(t)}>(${e(t)})`;
      return `const ${name} = ${box};\n${name}.set(${e(t)}).set(${e(t)});\nlog(${show(c, t, `${name}.get()`)}, num(${name}.changes), ${show(c, u, `${name}.map<${text(u)}>(${e(functionOf([t], u))}).get()`)});`;
    },
    () => {
      const made = c.random.chance(0.5) ? `new Stack<${text(t)}>()` : `new Bounded<${text(t)}>(2)`;
      const leave = c.random.chance(0.5) ? "break" : "continue";
      return `const ${name}: Stack<${text(t)}> = ${made};\nlog(num(${name}.push(${e(t)}, ${e(t)}, ...${e({ kind: "array", element: t })})));\nfor (const item of ${name}) {\nlog(${show(c, t, "item")});\n${leave};\n}\nlog(${show(c, { kind: "array", element: t }, `[...${name}]`)});`;
    },
    () =>
      add(
        { kind: "array", element: { kind: "tuple", elements: [t, u] } },
        `pairs<${text(t)}, ${text(u)}>(${e({ kind: "array", element: t })}, ${e({ kind: "array", element: u })})`,
      ),
    () => {
      const key = c.random.pick([number, string]);
      return add(
        { kind: "map", key, value: { kind: "array", element: t } },
        `groups<${text(key)}, ${text(t)}>(${e({ kind: "array", element: t })}, ${e(functionOf([t], key))})`,
      );
    },
    () =>
      add(
        functionOf([t], u),
        `compose<${text(t)}, number, ${text(u)}>(${e(functionOf([t], number))}, ${e(functionOf([number], u))})`,
      ),
    () =>
      t.kind === "maybe"
        ? `log(num(${e(number)}));`
        : add(
            t,
            `orElse<${text(t)}>(${e({ kind: "maybe", inner: t, nothing: "undefined" })}, ${e(functionOf([], t))})`,
          ),
    () =>
      `log(${show(c, string, `longest<string>(${e(string)}, ${e(string)}) ?? ""`)}, num(longest<${text({ kind: "array", element: t })}>(${e({ kind: "array", element: t })}, ${e({ kind: "array", element: t })})?.length ?? -1));`,
  ])();
}
