// `instanceof` of a generic class: any instance of it, whatever its type arguments.
class Animal { name = "a"; speak(): string { return this.name; } }
class Box<T> extends Animal {
  #secret = 3;
  next: Box<T> | null = null;
  items: T[] = [];
  constructor(public value: T, public count: number) { super(); this.items.push(value); }
  get(): T { return this.value; }
  set(value: T): this { this.value = value; return this; }
  map<U>(f: (value: T) => U): Box<U> { return new Box(f(this.value), this.count); }
  each(f: (value: T, index: number) => void): void { this.items.forEach(f); }
  get double(): number { return this.count * 2; }
  set double(n: number) { this.count = n / 2; }
  get both(): [T, T] { return [this.value, this.value]; }
  same(other: Box<T>): boolean { return other.value === this.value; }
  secret(): number { return this.#secret; }
  static of<V>(v: V): Box<V> { return new Box(v, 0); }
}
class Big<T> extends Box<T> { override speak(): string { return "big " + super.speak(); } extra(): T | undefined { return this.value; } }
class Plain extends Box<boolean> { flag = true; }
function info(x: unknown): string {
  if (!(x instanceof Box)) return "none";
  x.count += 1;
  x.double = x.double + 4;
  const value = x.value;
  const shown = typeof value === "string" ? value.toUpperCase() : String(value);
  const mapped = x.map((v) => [v, 1].length);
  let seen = "";
  x.each((v, i) => { seen += `${String(v)}@${i};`; });
  const [first, second] = x.both;
  const n = x.next;
  const next = n === null ? "end" : n.name + String(n.value);
  const chained = x.next?.next?.count ?? -1;
  return `${x.name} ${x.count} ${x.double} ${shown} ${mapped.value + 1} ${seen} ${String(first) + String(second)} ${next} ${chained} ${x.speak()} ${x.same(x)} ${x.secret()}`;
}
const b = new Box("s", 1); b.next = new Box("t", 2); b.next.next = new Box("u", 9);
console.log(info(b), info(new Box(4, 2)), info(new Big(null, 3)), info(new Plain(true, 5)), info(new Animal()), info(undefined), info(7), info("Box"));
function name(a: Animal): string { return a.name; }
function text(b: Box<string>): string { return b.value + "!"; }
function ofAnimal(a: Animal | string): string {
  if (a instanceof Big) { const e: unknown = a.extra(); return name(a) + String(e); }
  if (a instanceof Box) return `box ${name(a)}`;
  return typeof a === "string" ? a : a.name;
}
console.log(ofAnimal(new Big(1, 1)), ofAnimal(new Box("q", 1)), ofAnimal(new Animal()), ofAnimal("text"));
function asText(x: object): string { return x instanceof Box ? text(x) : "-"; }
console.log(asText(new Box("v", 1)), asText([]));
try { console.log(asText(new Box("v", 1)) ); } catch (e) { console.log(e instanceof TypeError); }
interface Named { name: string }
function named(x: Named): number { if (x instanceof Box) { x.set("new"); const t: string = x.get(); return t.length; } return x.name.length; }
console.log(named(new Box("vvvv", 1)), named({ name: "lit" }));
function keep(x: unknown): unknown { return x instanceof Box ? x : x instanceof Animal ? x.name : undefined; }
console.log(keep(b) === b, keep(new Animal()));
const list: unknown[] = [new Box(1, 1), "x", new Big("y", 2), new Plain(false, 1), new Map([["k", 1]]), new Set(["a", "b"]), [1, 2]];
for (const x of list) {
  if (x instanceof Plain) console.log("plain", x.flag, x.value);
  else if (x instanceof Big) console.log("big", x.value);
  else if (x instanceof Box) console.log("box", x.value, x instanceof Animal);
  else if (x instanceof Map) { for (const [k, v] of x) console.log(k, v); for (const k of x.keys()) console.log(k); x.forEach((v, k) => console.log(v, k)); console.log(x.size, x.get("k"), x.has("k")); }
  else if (x instanceof Set) { for (const k of x) console.log(k); console.log(x.size, x.has("a"), [...x].length); x.add("c"); console.log(x.size); }
}
function generic<T>(x: T | Box<T>): T { return x instanceof Box ? x.value : x; }
console.log(generic(1), generic<string>(new Box("g", 1)));
const p: unknown = Promise.resolve(5);
if (p instanceof Promise) { const r: unknown = await p; console.log(r); p.then((v) => console.log("then", v)); }
const boxes = list.filter((x) => x instanceof Box);
console.log(boxes.length);
const k = list[0];
if (k instanceof Box) { const { value, count } = k; console.log(value, count); const c = () => k.count; console.log(c()); }
const m: unknown = new Map<string, number>([["k", 1]]);
const m2: unknown = new Map<number, string[]>([[1, ["x"]]]);
const m3: unknown = new Map<Animal, string>();
for (const one of [m, m2, m3]) if (one instanceof Map) console.log(one.has("k"), one.has(1), one.get(null), one.get("k"), one.delete(true), one.size, [...one.keys()].length, [...one.entries()].length);
