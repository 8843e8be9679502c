interface Point { x: number; y: number; label: string }
function get<T, K extends keyof T>(o: T, key: K): T[K] { return o[key]; }
function set<T, K extends keyof T>(o: T, key: K, value: T[K]): void { o[key] = value; }
const p: Point = { x: 1, y: 2, label: "p" };
console.log(get(p, "x") + 1, get(p, "label").toUpperCase());
set(p, "x", 10);
set(p, "label", "changed");
console.log(p);
function pluck<T, K extends keyof T>(items: readonly T[], key: K): T[K][] { return items.map((item) => item[key]); }
console.log(pluck([p, { x: 3, y: 4, label: "q" }], "label").join("+"), pluck([p], "y"));
function sortBy<T>(items: T[], key: keyof T & string): string { return `${items.length} by ${key}`; }
console.log(sortBy([p], "x"));
type Elem<T> = T extends readonly (infer E)[] ? E : T;
function firstOf<T>(value: T): Elem<T> | undefined {
  if (Array.isArray(value)) return value[0] as unknown as Elem<T>;
  return value as unknown as Elem<T>;
}
console.log(firstOf([1, 2]), firstOf("x"));
function describe<T extends string | number>(value: T): string {
  if (typeof value === "string") return value.toUpperCase();
  return ((value as number) + 1).toFixed(1);
}
console.log(describe("abc"), describe(4));
function pick<T extends object, K extends keyof T>(o: T, ...keys: K[]): Pick<T, K> {
  const out = {} as Partial<T>;
  for (const key of keys) out[key] = o[key];
  return out as Pick<T, K>;
}
console.log(pick(p, "x", "label"));
function defaults<T>(given: Partial<T>, base: T, keys: readonly (keyof T)[]): T {
  for (const key of keys) { const v = given[key]; if (v !== undefined) base[key] = v as T[keyof T]; }
  return base;
}
console.log(defaults({ y: 7 }, { x: 1, y: 2, label: "d" }, ["x", "y"]));
function tag<T>(value: T): string {
  switch (typeof value) {
    case "string":
      return `s:${value.length}`;
    case "number":
      return `n:${value + 1}`;
    case "boolean":
      return value ? "yes" : "no";
    default:
      return "other";
  }
}
console.log(tag("four"), tag(4), tag(true), tag({ a: 1 }), tag<string | number>("u"), tag<string | number>(7));
function size<T extends string | readonly unknown[]>(value: T): number {
  return typeof value === "string" ? value.length : value.length * 10;
}
console.log(size("abc"), size([1, 2]));
type Boxed<T> = { [K in keyof T]: { value: T[K] } };
function box<T extends object>(o: T, keys: readonly (keyof T)[]): Boxed<T> {
  const out = {} as { [K in keyof T]: { value: T[K] } };
  for (const key of keys) out[key] = { value: o[key] };
  return out;
}
const boxed = box({ n: 1, s: "two" }, ["n", "s"]);
console.log(boxed.n.value + 1, boxed.s.value.length);
function table<K extends string, V>(keys: readonly K[], value: V): Record<K, V> {
  const out = {} as Record<K, V>;
  for (const key of keys) out[key] = value;
  return out;
}
const counts = table(["red", "green"], 0);
counts.red += 5;
console.log(counts.red, counts.green, counts);
class Store<T extends object> {
  constructor(private readonly state: T) {}
  get<K extends keyof T>(key: K): T[K] { return this.state[key]; }
  update<K extends keyof T>(key: K, change: (old: T[K]) => T[K]): this { this.state[key] = change(this.state[key]); return this; }
  patch(part: Partial<T>, keys: readonly (keyof T)[]): void {
    for (const key of keys) { const value = part[key]; if (value !== undefined) this.state[key] = value as T[keyof T]; }
  }
}
const store = new Store({ count: 1, name: "s", list: [1] });
store.update("count", (n) => n + 1).update("name", (s) => s + "!").update("list", (l) => [...l, 2]);
store.patch({ name: "patched" }, ["name", "count"]);
console.log(store.get("count"), store.get("name"), store.get("list"));
type Unwrap<T> = T extends Promise<infer U> ? U : T extends (...args: never[]) => infer R ? R : T;
function unwrapped<T>(value: T, read: (value: T) => Unwrap<T>): Unwrap<T> { return read(value); }
console.log(unwrapped(() => 5, (f) => f()) + 1, unwrapped("plain", (s) => s).length);
async function settle<T>(value: T): Promise<Awaited<T>[]> { return [await value]; }
console.log(await settle(Promise.resolve(3)), await settle("x"));
type Callbacks<E> = { [K in keyof E]?: (payload: E[K]) => void };
class Emitter<E extends object> {
  private readonly callbacks: Callbacks<E> = {};
  on<K extends keyof E>(name: K, callback: (payload: E[K]) => void): void { this.callbacks[name] = callback; }
  emit<K extends keyof E>(name: K, payload: E[K]): boolean {
    const callback = this.callbacks[name];
    callback?.(payload);
    return callback !== undefined;
  }
}
interface Events { start: { at: number }; stop: string }
const emitter = new Emitter<Events>();
emitter.on("start", ({ at }) => console.log("start", at));
console.log(emitter.emit("start", { at: 3 }), emitter.emit("stop", "now"));
type Without<T, K extends keyof T> = { [P in Exclude<keyof T, K>]: T[P] };
function drop<T extends object, K extends keyof T>(o: T, _key: K): Without<T, K> { return o as Without<T, K>; }
const { y: left } = drop({ x: 1, y: "kept" }, "x");
console.log(left);
function merge<A extends object, B extends object>(a: A, b: B): A & B { return { ...a, ...b }; }
const merged = merge({ a: 1 }, { b: "two" });
console.log(merged.a, merged.b.length);
function compare<T>(a: T, b: T): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a.localeCompare(b);
  return 0;
}
console.log(compare(3, 1), compare("a", "b") < 0, compare(true, false));
type Keyed = { readonly [K in "up" | "down"]: (n: number) => number };
const keyed: Keyed = { up: (n) => n + 1, down: (n) => n - 1 };
const apply = <K extends keyof Keyed>(k: K, n: number): number => keyed[k](n);
console.log(apply("up", 1), apply("down", 1));
function second<T>(items: readonly T[]): string {
  const [, b] = items;
  if (b === undefined) return "none";
  return typeof b === "undefined" ? "never" : "some";
}
console.log(second(["x"]), second(["x", "y"]), second([{ a: 1 }]), second<string | number>([1]));
class Holder<T> {
  private held!: T;
  put(value: T): void {
    this.held = value;
  }
  get isEmpty(): boolean {
    return this.held === undefined;
  }
}
const holder = new Holder<string>();
console.log(holder.isEmpty);
holder.put("x");
console.log(holder.isEmpty);
{
  // What is found to be there in a generic body.
  type Listener<A extends unknown[]> = (...args: A) => void;
  class Emitter<E extends { [K in keyof E]: unknown[] }> {
    readonly #listeners: { [K in keyof E]?: Listener<E[K]>[] } = {};
    on<K extends keyof E>(name: K, listener: Listener<E[K]>): () => void {
      // biome-ignore lint/suspicious/noAssignInExpressions: as people write it
      const list = (this.#listeners[name] ??= []);
      list.push(listener);
      return () => {
        const index = list.indexOf(listener);
        if (index >= 0) list.splice(index, 1);
      };
    }
    emit<K extends keyof E>(name: K, ...args: E[K]): boolean {
      const list = this.#listeners[name];
      if (!list || list.length === 0) return false;
      for (const listener of [...list]) listener(...args);
      return true;
    }
  }
  const emitter = new Emitter<{ message: [text: string, from: number]; close: []; data: [bytes: number[], last?: boolean] }>();
  const off = emitter.on("message", (text, from) => console.log(text, from));
  emitter.on("data", (bytes, last) => console.log(bytes.length, last ?? "unknown"));
  console.log(emitter.emit("message", "hello", 1), emitter.emit("close"));
  console.log(emitter.emit("data", [1, 2]), emitter.emit("data", [], true));
  off();
  console.log(emitter.emit("message", "nobody", 2));
}
