// Methods of what is an array of one type or another, a map or set of one or another, an object of one class or another.
const map = (items: string[] | number[]): string => items.map((each) => `<${each}>`).join();
console.log(map(["a"]), map([1, 2]), map([]));
const filter = (items: readonly string[] | readonly number[]): string => items.filter((each) => each !== 1).join();
console.log(filter(["a"]), filter([1, 2]));
function search(items: string[] | number[] | boolean[]): unknown[] {
  return [
    items.some((e) => e === 2),
    items.every((e) => typeof e === "string"),
    items.find((e) => e === "a" || e === 2),
    items.findIndex((e) => e === 2),
    items.findLast((e) => e !== "b"),
    items.join("-"),
  ];
}
console.log(search(["a", "b"]), search([1, 2]), search([true]));
function visit(items: string[] | number[]): string {
  let s = "";
  items.forEach((e, i) => {
    s += `${i}:${e} `;
  });
  items.forEach((e, i, all) => {
    s += `${i}:${e}/${all.length} `;
  });
  return s;
}
console.log(visit(["a"]), visit([1, 2]));
const includes = (items: readonly (string[] | number[])[], x: string | number): boolean[] =>
  items.map((each) => (each as (string | number)[] | string[] | number[]).length > 0 && each.includes(x as never));
console.log(includes([[1, 2], ["a"], ["2"]], 2), includes([["a"], []], "a"));
const index = (items: string[] | number[], x: string | number): number[] => [items.indexOf(x as never), items.lastIndexOf(x as never)];
console.log(index([1, 2, 1], 1), index(["a", "b"], "b"), index(["1"], 1));
const sum = (items: string[] | number[]): string => items.reduce<string>((s, e) => s + e, "");
console.log(sum([1, 2]), sum(["a", "b"]));
function entries(items: string[] | number[]): string {
  let s = "";
  for (const [i, e] of items.entries()) s += `${i}${e}`;
  return s;
}
console.log(entries([1, 2]), entries(["a", "b"]));
const rest = (items: string[] | number[]): string[] | number[] => items.slice(1);
console.log(rest([1, 2]), rest(["a", "b"]), [...rest([5, 6]), "x"]);
console.log(rest([1, 2]).flatMap((e) => [e, e]), rest(["a", "b"]).map((e) => [e]).length);
const wide = (items: string[] | number[]): (string | number)[] => items.filter((each) => each !== "b").map((each) => each);
console.log(wide(["a", "b"]), wide([1]));
const texts = (items: string[] | number[]): string[] => items.filter((each) => typeof each === "string");
console.log(texts(["a", "b"]), texts([1]));
const turned = (items: string[] | number[]): string => items.reverse().join() + items.pop();
console.log(turned(["a", "b"]), turned([1, 2]));
class Dog {
  constructor(readonly name: string) {}
}
class Cat {
  constructor(readonly lives: number) {}
}
const alike = (items: Dog[] | Cat[] | string[]): string =>
  items.map((each) => (typeof each === "string" ? each : each instanceof Dog ? each.name : each.lives)).join();
console.log(alike([new Dog("d")]), alike([new Cat(9)]), alike(["s"]));
function order(items: string[] | number[]): string {
  let log = "";
  const note = (n: string): string => {
    log += n;
    return n;
  };
  return (note("a") === "a" ? items : items).join(note("b")) + log;
}
console.log(order([1, 2]), order(["x"]));

// Maps and sets.
function maps(m: Map<string, number> | Map<number, string>): string {
  let s = `${m.size}`;
  m.forEach((v, k) => {
    s += ` ${k}=${v}`;
  });
  for (const [k, v] of m) s += ` ${k}:${v}`;
  for (const k of m.keys()) s += k;
  for (const v of m.values()) s += v;
  return s;
}
console.log(maps(new Map([["a", 1]])), maps(new Map([[1, "a"]])));
function sets(m: Set<string> | Set<number>): string {
  let s = `${m.size}`;
  m.forEach((v) => {
    s += ` ${v}`;
  });
  for (const k of m) s += ` ${k}`;
  s += [...m].join();
  m.clear();
  return s + m.size;
}
console.log(sets(new Set(["a"])), sets(new Set([1])));
function readonlySets(m: ReadonlySet<string> | ReadonlySet<number>): string {
  let s = `${m.size}`;
  m.forEach((v) => {
    s += ` ${v}`;
  });
  return s;
}
console.log(readonlySets(new Set(["a"])), readonlySets(new Set([1])));
function anyList(m: Set<string> | string[] | number[]): string {
  let s = "";
  m.forEach((v: string | number) => {
    s += ` ${v}`;
  });
  return s;
}
console.log(anyList(new Set(["a"])), anyList(["b"]), anyList([3]));
const has = (m: Set<string> | Map<string, number>): boolean => m.has("a");
console.log(has(new Set(["a"])), has(new Map()));
const value = (m: Map<string, number> | Map<string, boolean>): number | boolean | undefined => m.get("a");
console.log(value(new Map([["a", 1]])), value(new Map([["a", true]])), value(new Map<string, number>()));

// Methods that take different things.
class A {
  f(x: number): string {
    return `A${x}`;
  }
}
class B {
  f(x: number | string): number {
    return typeof x === "string" ? x.length : x;
  }
}
class C {
  f(x: string, y?: number): string {
    return x + y;
  }
}
const numbers = (o: A | B): string | number => o.f(3);
console.log(numbers(new A()), numbers(new B()));
const strings = (o: B | C): string | number => o.f("abc");
console.log(strings(new C()), strings(new B()));
class E {
  f(call: (x: number) => void): void {
    call(1);
  }
}
class F {
  f(call: (x: string) => void): void {
    call("s");
  }
}
const calls = (o: E | F): void => o.f((x: string | number) => console.log(x));
calls(new E());
calls(new F());
interface I {
  f(x: { a: number }): number;
}
interface J {
  f(x: { b: string }): string;
}
const objects = (o: I | J): string | number => o.f({ a: 1, b: "b" });
console.log(objects({ f: (x: { a: number }) => x.a } as I), objects({ f: (x: { b: string }) => x.b } as J));
