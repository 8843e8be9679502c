// generic methods that are overridden or called through an interface
interface Visitor { visit<T>(value: T, f: (value: T) => string): string }
class Plain implements Visitor { visit<T>(value: T, f: (value: T) => string): string { return f(value); } }
class Loud implements Visitor { visit<T>(value: T, f: (value: T) => string): string { return f(value).toUpperCase(); } }
const visitors: Visitor[] = [new Plain(), new Loud()];
for (const v of visitors) console.log(v.visit(1, (n) => `n${n + 1}`), v.visit("s", (s) => s + s), v.visit([1], (l) => `${l.length}`));
abstract class Container {
  abstract map<R>(f: (n: number) => R): R[];
  first<R>(f: (n: number) => R): R | undefined { return this.map(f)[0]; }
}
class Few extends Container { constructor(private readonly items: number[]) { super(); } map<R>(f: (n: number) => R): R[] { return this.items.map(f); } }
class Doubled extends Few { override map<R>(f: (n: number) => R): R[] { return super.map((n) => f(n * 2)); } }
const containers: Container[] = [new Few([1, 2]), new Doubled([5])];
for (const c of containers) console.log(c.map((n) => n + 0.5), c.map((n) => `<${n}>`), c.first((n) => n > 1), c.first((n) => ({ n }))?.n);
const literal: Visitor = { visit<T>(value: T, f: (value: T) => string): string { return `literal ${f(value)}`; } };
console.log(literal.visit(true, (b) => (b ? "y" : "n")));
const withArrow: Visitor = { visit: (value, f) => `arrow ${f(value)}` };
console.log(withArrow.visit(7, (n) => `${n * 2}`));
interface Functor<A> { map<B>(f: (a: A) => B): Functor<B>; get(): A }
class Id<A> implements Functor<A> { constructor(private readonly a: A) {} map<B>(f: (a: A) => B): Functor<B> { return new Id(f(this.a)); } get(): A { return this.a; } }
const start: Functor<number> = new Id(3);
console.log(start.map((n) => n + 1).map((n) => `${n}`).map((s) => s.length === 1).get());
class Registry { readonly items = new Map<string, unknown>(); lookup<T>(name: string, is: (v: unknown) => v is T): T | undefined { const v = this.items.get(name); return is(v) ? v : undefined; } }
const r = new Registry();
r.items.set("a", 1);
console.log(r.lookup("a", (v): v is number => typeof v === "number"), r.lookup("a", (v): v is string => typeof v === "string"));
interface Pick1 { choose<K extends "a" | "b">(key: K): string }
class P1 implements Pick1 { choose<K extends "a" | "b">(key: K): string { return `chose ${key}`; } }
const p1: Pick1 = new P1();
console.log(p1.choose("a"));
