// Dictionaries in classes, closures, generics, unions, async.
class Registry {
  private readonly items: Record<string, () => string> = {};
  static readonly all: { [name: string]: Registry } = {};
  constructor(readonly name: string) {
    Registry.all[name] = this;
  }
  add(key: string, value: string): this {
    this.items[key] = () => `${this.name}.${value}`;
    return this;
  }
  get(key: string): string | undefined {
    return this.items[key]?.();
  }
  get names(): string[] {
    return Object.keys(this.items);
  }
}
const r = new Registry("one").add("b", "x").add("a", "y");
console.log(r.names, r.get("a"), r.get("zz"), Object.keys(Registry.all), Registry.all["one"] === r);
type Value = string | number | Value[] | { [key: string]: Value };
function depth(value: Value): number {
  if (typeof value !== "object") return 0;
  const parts = Array.isArray(value) ? value : Object.values(value);
  return 1 + parts.reduce<number>((most, part) => Math.max(most, depth(part)), 0);
}
const v: Value = { a: [1, { b: "c" }], d: "e" };
console.log(depth(v), v);
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
const anything: unknown[] = [v, 1, null, [1]];
console.log(anything.map(isRecord));
const first = anything[0];
if (isRecord(first)) console.log(Object.keys(first), first["d"]);
// Reached through types that name properties.
interface Options { readonly verbose?: boolean; readonly level?: number }
function show(options: Options) {
  return `${options.verbose} ${options.level ?? "none"} ${"level" in options}`;
}
const flags: Record<string, boolean> = { verbose: true };
const some: { verbose?: boolean } = flags;
console.log(some.verbose, "verbose" in some, show({ level: 1 }));
const extended = { ...flags, level: 3 };
console.log(extended.level, extended);
// Order, deletion, addition again.
const o: Record<string, number> = { x: 1, y: 2, z: 3 };
delete o["x"];
o["x"] = 4;
o["y"] = 5;
console.log(Object.entries(o), o);
for (let i = 0; i < 100; i++) o[`k${i % 7}`] = i;
for (let i = 0; i < 100; i++) delete o[`k${i % 5}`];
console.log(o, Object.keys(o).length);
async function load(names: string[]): Promise<Record<string, number>> {
  const result: Record<string, number> = {};
  for (const name of names) {
    await null;
    result[name] = name.length;
  }
  return result;
}
void load(["a", "bcd"]).then((loaded) => {
  for (const key in loaded) console.log(key, loaded[key]);
});
let key: string | number = 5;
const mixed: Record<string | number, string> = { [key]: "five", [`${key}x`]: "five x" };
console.log(mixed[key], mixed["5"], key in mixed, "6" in mixed, mixed);
const matrix: Record<string, number[]> = {};
matrix["row"] = [];
matrix["row"].push(1, 2);
matrix["row"]![0]! += 10;
console.log(matrix, matrix["row"]?.at(-1));
const sets: Record<string, Set<number>> = {};
(sets["a"] ||= new Set()).add(1);
(sets["a"] ||= new Set()).add(2);
console.log(sets);
const maybe: Record<string, string> | undefined = r.names.length > 5 ? undefined : { a: "b" };
console.log(maybe?.["a"], maybe?.["c"]);
function dict<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  const result: Record<string, T> = {};
  for (const [k, value] of entries) result[k] = value;
  return result;
}
console.log(dict([["a", 1]]), dict<boolean[]>([["b", [true]]]));
class Holder<T> {
  readonly values: { [key: string]: T } = {};
  set(key: string, value: T) { this.values[key] = value; return this; }
}
console.log(new Holder<number>().set("q", 1).values, new Holder<string>().set("q", "s"));
const frozen: Readonly<Record<string, number>> = { pi: 3 };
console.log(frozen["pi"], frozen);
function total<K extends string>(parts: Record<K, number>, keys: readonly K[]): number {
  return keys.reduce((sum, k) => sum + parts[k], 0);
}
console.log(total({ a: 1, b: 2 }, ["a", "b"]));
const { a: taken = "default", missing = "none" } = { a: "A" } as Record<string, string>;
console.log(taken, missing);
const { x: gone, ...left } = o;
console.log(gone, left, Object.keys(left).length);
const merged = Object.assign({}, o, { more: 1 });
console.log(merged.more, merged);
console.log({ ...extended }, { ...left, x: 0 });
const always = { ...flags };
always["new"] = false;
console.log(always, flags);
