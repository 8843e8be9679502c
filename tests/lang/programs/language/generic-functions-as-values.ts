// generic functions as values
function identity<T>(x: T): T { return x; }
function pairOf<A, B>(a: A, b: B): [A, B] { return [a, b]; }
const same: (n: number) => number = identity;
console.log(same(4), [1, 2, 3].map(identity), ["a"].map(identity));
const makers: ((a: number, b: string) => [number, string])[] = [pairOf];
console.log(makers[0]!(1, "x"));
const generic = identity;
console.log(generic(5), generic("five").length);
const arrow = <T>(items: readonly T[]): T | undefined => items[items.length - 1];
console.log(arrow([1, 2]), arrow(["p", "q"])?.toUpperCase());
const compose = <A, B, C>(f: (a: A) => B, g: (b: B) => C) => (a: A): C => g(f(a));
console.log(compose((n: number) => n + 1, (n) => `${n}!`)(4));
console.log(compose(identity<string>, (s) => s.length)("four"));
const instantiated = pairOf<string, boolean>;
console.log(instantiated("s", true));
// generic functions that capture
function counter() {
  let calls = 0;
  function counted<T>(value: T): T { calls++; return value; }
  const wrap = <T>(value: T): T[] => { calls++; return [value]; };
  console.log(counted(1) + 1, counted("x").length, wrap(2)[0]! + 1, wrap("y").join());
  return calls;
}
console.log(counter());
function memo<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  function lookup<R>(key: K, then: (value: V) => R): R {
    let value = known.get(key);
    if (value === undefined) { value = compute(key); known.set(key, value); }
    return then(value);
  }
  return (key) => lookup(key, (v) => v);
}
const square = memo((n: number) => { console.log("computing", n); return n * n; });
console.log(square(3), square(3));
// mutually recursive local functions
function parity(limit: number): string {
  const seen: string[] = [];
  function even(n: number): boolean { seen.push(`e${n}`); return n === 0 || n > limit ? n === 0 : odd(n - 1); }
  function odd(n: number): boolean { seen.push(`o${n}`); return n === 0 ? false : even(n - 1); }
  return `${even(3)} ${odd(3)} ${seen.join(" ")}`;
}
console.log(parity(10));
function early(): number {
  return later() + base;
  function later(): number { return base2(); }
  function base2(): number { return 2; }
}
const base = 40;
console.log(early());
// overloads
function parse(x: string): number;
function parse(x: number): string;
function parse(x: string | number): string | number { return typeof x === "string" ? Number(x) : String(x); }
console.log(parse("4") + 1, parse(4).length);
interface Both { (x: string): number; (x: number): string }
const both: Both = parse;
console.log(both("7") + 1, both(12).length);
const texts = [1, 2].map(parse);
console.log(texts);
class Shape { area(): number; area(scale: number): number; area(scale = 1): number { return 2 * scale; } }
console.log(new Shape().area(), new Shape().area(3));
