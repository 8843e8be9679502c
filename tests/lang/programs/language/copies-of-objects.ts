/** Copies of objects: optional properties that are missing stay so, also in rests of patterns; properties that a key chooses. */
interface Point {
  readonly x: number;
  readonly y: number;
  readonly label?: string;
  readonly weight?: (n: number) => number;
  readonly z?: number;
}

const lower = (point: Point, y: number): Point => ({ ...point, y });

const plain: Point = { x: 1, y: 2 };
console.log(lower(plain, 5), lower({ x: 1, y: 2, label: "q" }, 7), Object.keys(lower(plain, 5)));
console.log("label" in lower(plain, 5), "label" in lower({ x: 1, y: 2, label: "q" }, 5));
const both = { ...plain, ...lower({ x: 1, y: 2, z: 0 }, 9) };
console.log(both, Object.keys(both), both.label, both.z);
const nested = { ...{ ...lower({ x: 1, y: 2, label: "z" }, 9) }, x: 3 };
console.log(nested, nested.label?.length);
const { x, ...others } = lower({ x: 1, y: 2, weight: (n) => n + 1 }, 3);
console.log(x, Object.keys(others), others.weight?.(3), others);
const shown: Point & { show(): string } = {
  ...plain,
  show() {
    return `${this.x}${this.label}`;
  },
};
console.log(shown.show(), Object.keys({ ...plain }));

interface Settings {
  a?: number;
  b?: string | null;
}
const merge = (...all: Settings[]): Settings => all.reduce((left, right) => ({ ...left, ...right }), {});
console.log(merge(), merge({ a: 1 }), merge({ a: 1 }, { b: null }, { a: 2 }), merge({ b: "x" }, { b: "y" }));
const changed = merge({ a: 1 });
changed.b = "n";
console.log(changed, { b: "first", ...changed }, { b: "first", ...merge({ a: 1 }) });
console.log(Object.entries(merge({ a: 4 })).join(), Object.assign({ a: 1, b: "q" }, merge({ a: 9 })));

class Counter {
  a = 1;
  b = "x";
  method(): number {
    return this.a;
  }
}
const { a, ...counterRest } = new Counter();
console.log(a, counterRest, Object.keys(counterRest));
let label: string | undefined;
let left: { y: number };
({ label, ...left } = lower({ x: 1, y: 2, label: "L" }, 4));
console.log(label, left);

// ---- keys that are chosen ----

const along = (point: Point, axis: "x" | "y", to: number): Point => ({ ...point, [axis]: to });
console.log(along(plain, "y", 5), along({ x: 1, y: 2, label: "q" }, "x", 7));

interface Form {
  name: string;
  age: number;
  tags: string[];
  note?: string;
}
const log: string[] = [];
const noted = <T>(text: string, value: T): T => {
  log.push(text);
  return value;
};
function update<K extends keyof Form>(form: Form, key: K, value: Form[K]): Form {
  return { ...noted("form", form), [noted("key", key)]: noted("value", value), age: form.age + 1 };
}
let form: Form = { name: "a", age: 1, tags: [] };
form = update(form, "age", 20);
form = update(form, "name", "b");
console.log(form);
form = update(form, "tags", ["t"]);
form = update(form, "note", "n");
console.log(form, log.join(" "));

const set = <T extends object, K extends keyof T>(object: T, key: K, value: T[K]): T => ({ ...object, [key]: value });
console.log(set({ a: 1, b: "x" }, "b", "y"), set({ q: [1] }, "q", [2]));

class Store<S extends Record<string, unknown>> {
  private readonly watchers: { [K in keyof S]?: ((value: S[K], old: S[K]) => void)[] } = {};
  private state: S;
  constructor(state: S) {
    this.state = state;
  }
  get<K extends keyof S>(key: K): S[K] {
    return this.state[key];
  }
  set<K extends keyof S>(key: K, value: S[K]): void {
    const old = this.state[key];
    this.state = { ...this.state, [key]: value };
    this.watchers[key]?.forEach((watcher) => {
      watcher(value, old);
    });
  }
  watch<K extends keyof S>(key: K, watcher: (value: S[K], old: S[K]) => void): void {
    this.watchers[key] = [...(this.watchers[key] ?? []), watcher];
  }
}
const store = new Store({ n: 1, text: "x", list: [1] });
store.watch("n", (value, old) => {
  console.log(value - old);
});
store.watch("list", (value, old) => {
  console.log(value.length, old.length);
});
store.set("n", 5);
store.set("list", [1, 2, 3]);
store.set("text", "q");
console.log(store.get("text"), store.get("n"));
