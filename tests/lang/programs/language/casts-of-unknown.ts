// Casts of what may be anything to generic classes, and to functions.
class Point { constructor(public x: number) {} }
class Name { constructor(public s: string) {} }
class Box<T> { constructor(readonly value: T) { } get(): T { return this.value; } map<U>(f: (v: T) => U): Box<U> { return new Box(f(this.value)); } }
class Cell<T> { constructor(public value: T) { } }
class Sub extends Box<Point> { }
function show(u: unknown): string {
  const b = u as Box<Point | Name>;
  const v = b.value;
  return v instanceof Point ? `point ${v.x}` : `name ${v.s}`;
}
console.log(show(new Box(new Point(1))), show(new Box(new Name("n"))), show(new Box<Point | Name>(new Name("b"))), show(new Sub(new Point(7))));
function refuses(u: unknown, cast: (u: unknown) => unknown): string { try { cast(u); return "taken"; } catch (e) { return e instanceof TypeError ? "TypeError" : "?"; } }
console.log((new Box(new Point(3)) as unknown as Box<Point>).map((p) => p.x + 1).value);
const p: unknown = Promise.resolve(5);
console.log(await (p as Promise<unknown>), await (p as Promise<number | string>), await (p as Promise<number>));
const lengthOf: unknown = (s: string) => s.length;
console.log((lengthOf as (s: string) => number)("abc"));
function twice(x: number): number { return 2 * x; }
const list: unknown[] = [twice, (x: number) => x + 1, "no"];
for (const x of list) if (typeof x === "function") console.log((x as (n: number) => number)(4.5));
type Handler = (() => void) | string | number;
const hs: Handler[] = [() => console.log("called"), "s", 3];
class Holder { h: Handler = hs[0]!; f: (() => void) | undefined = () => console.log("f"); }
const h = new Holder();
if (typeof h.h === "function") h.h();
h.f?.(); h.f!();
const runner: unknown = { run: (n: number) => n * 3 };
console.log((runner as { run(n: number): number }).run(2));
