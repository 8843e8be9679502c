/** What depends on type arguments or on uses: open tuples, keys, nested arrays, generic methods behind an interface, functions without their objects. */
import type { Context } from "./context.ts";
import { expression } from "./expressions.ts";
import { show } from "./show.ts";
import { functionOf, isUnion, number, type Type, text } from "./types.ts";

/** Declared in every program that uses one of them. */
export const openDeclarations = `function same<T>(value: T): T {
  tick();
  return value;
}
function passOn<A extends unknown[], R>(f: (...args: A) => R, ...args: A): R {
  log("passed on", num(args.length));
  return f(...args);
}
function memberOf<T extends object, K extends keyof T>(object: T, key: K): T[K] {
  return object[key];
}
type Nest<T> = { readonly leaf: T } | Nest<T>[];
function leaves<T>(nest: Nest<T>): T[] {
  return Array.isArray(nest) ? nest.flatMap((inner) => leaves(inner)) : [nest.leaf];
}
interface Folder<T> {
  fold<R>(start: R, step: (so: R, value: T) => R): R;
}
class Forwards<T> implements Folder<T> {
  constructor(protected readonly items: readonly T[]) {}
  fold<R>(start: R, step: (so: R, value: T) => R): R {
    let so = start;
    for (const item of this.items) so = step(so, item);
    return so;
  }
}
class Backwards<T> extends Forwards<T> {
  override fold<R>(start: R, step: (so: R, value: T) => R): R {
    log("backwards");
    return new Forwards([...this.items].reverse()).fold(start, step);
  }
}
function cell<T>(value: T) {
  let changes = 0;
  function changed<R>(result: R): R {
    changes++;
    return result;
  }
  return {
    get() {
      return value;
    },
    set(next: T) {
      value = changed(next);
      return changes;
    },
    again() {
      return this.get();
    },
  };
}
class Hooked {
  constructor() {
    this.hook();
  }
  hook(): void {}
}
class Late<T> extends Hooked {
  count = 5;
  ready = true;
  constructor(public given: T) {
    super();
  }
  override hook(): void {
    log("hook", String(this.count), String(this.ready), num(this.count + 1), this.ready ? "ready" : "not ready");
  }
}
`;

/** A statement that uses one of them, at random types. */
export function openStatement(c: Context): string {
  c.use("open types");
  const [t, u] = [c.plainType(2), c.plainType(1)];
  const name = c.fresh("o");
  const e = (type: Type, depth = 2) => expression(c, type, depth);
  const [listOfT, textT, textU] = [{ kind: "array", element: t } as const, text(t), text(u)];
  return c.random.pick([
    () => {
      if (isUnion(t)) return `log(${show(c, t, `same<${textT}>(${e(t)})`)});`;
      const pushes = `${name}.push(${name}first);\n${name}.unshift(${name}first, ${name}first);`;
      return `const ${name}first: ${textT} = ${e(t)};\nconst ${name} = [];\n${pushes}\nlog(${show(c, listOfT, name)});`;
    },
    () =>
      `log(${show(c, t, `passOn((a: ${textT}, b: ${textU}) => (${show(c, u, "b")} === "" ? a : a), ${e(t)}, ${e(u)})`)});`,
    () => {
      const given = c.random.chance(0.5) ? `[${e(t)}]` : `[${e(t)}, ${e(number)}]`;
      return `const ${name}: [${textT}, number?] = ${given};\nconst [${name}a, ${name}b = -1] = ${name};\nlog(num(${name}.length), ${show(c, t, `${name}[0]`)}, ${show(c, t, `${name}a`)}, num(${name}b), String(${name}[1]));`;
    },
    () => {
      const record = c.records.find((candidate) => candidate.fields.every((field) => field.type.kind !== "function"));
      if (record === undefined) return `log(${show(c, listOfT, `${e(listOfT)}.map(same<${textT}>)`)});`;
      const field = c.random.pick(record.fields);
      return `log(${show(c, field.type, `memberOf<${record.name}, "${field.name}">(${e({ kind: "named", declaration: record })}, "${field.name}")`)});`;
    },
    () =>
      `const ${name}: Nest<${textT}> = [{ leaf: ${e(t)} }, [[{ leaf: ${e(t)} }], []]];\nlog(${show(c, listOfT, `leaves<${textT}>(${name})`)});`,
    () => {
      const made = c.random.pick(["Forwards", "Backwards"]);
      return `const ${name}: Folder<${textT}> = new ${made}<${textT}>(${e(listOfT)});\nlog(${show(c, u, `${name}.fold<${textU}>(${e(u)}, (so) => so)`)}, num(${name}.fold(0, (so) => so + 1)), ${show(c, listOfT, `${name}.fold<${text(listOfT)}>([], (so, value) => [...so, value])`)});`;
    },
    () =>
      `log(${show(c, listOfT, `${e(listOfT)}.map(same)`)});\nconst ${name}: ${text(functionOf([t], t))} = same;\nlog(${show(c, t, `${name}(${e(t)})`)});`,
    () =>
      `const { get: ${name}get, set: ${name}set, again: ${name}again } = cell<${textT}>(${e(t)});\nlog(num(${name}set(${e(t)})), ${show(c, t, `${name}get()`)});\ntry {\n${name}again();\n} catch (error) {\nlog(failed(error));\n}`,
    () =>
      `const ${name} = new Late<${textT}>(${e(t)});\n${name}.count++;\nlog(num(${name}.count), String(${name}.ready), ${show(c, t, `${name}.given`)});`,
  ])();
}
