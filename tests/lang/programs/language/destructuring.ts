const [a, , b = 5, ...rest] = [1, 2, undefined, 4, 5];
console.log(a, b, rest.join());
const { x, y: { z = 3, w }, ...others } = { x: 1, y: { w: 2 } as { z?: number; w: number }, p: "p", q: "q" };
console.log(x, z, w, others.p + others.q);
let m = 1;
let n = 2;
[m, n] = [n, m];
console.log(m, n);
const point = { px: 0, py: 0 };
({ px: point.px, py: point.py = 9 } = { px: 4, py: 8 });
console.log(point.px, point.py);
const list = [0, 0];
[list[1], list[0]] = [1, 2];
console.log(list.join());
function f({ name, age = 30 }: { name: string; age?: number }): string {
  return `${name} ${age}`;
}
console.log(f({ name: "n" }), f({ name: "m", age: 1 }));
const g = ([first, [second]]: [number, [string]]) => `${first}${second}`;
console.log(g([1, ["s"]]));
for (const { id, tags: [tag = "none"] } of [{ id: 1, tags: ["t"] }, { id: 2, tags: [] as string[] }]) console.log(id, tag);
for (const [key, { v }] of new Map([["k", { v: 1 }]])) console.log(key, v);
const spread = [...[1, 2], 3, ...new Set([4, 4, 5]), ..."hi"];
console.log(spread.join());
const base = { one: 1, two: 2 };
const merged = { zero: 0, ...base, two: 22 };
console.log(merged.zero, merged.one, merged.two);
function variadic(first: string, ...more: number[]): string {
  return first + more.length;
}
console.log(variadic("a"), variadic("b", 1, 2), variadic("c", ...list));
const copy = [...list];
copy.push(9);
console.log(list.length, copy.length);
let order = "";
const note = (s: string, v: number) => {
  order += s;
  return v;
};
const [o1 = note("no", 0), o2 = note("yes", 2)] = [note("src", 1)] as (number | undefined)[];
console.log(o1, o2, order);
const nested = { a: { b: { c: [10, 20, 30] } } };
const { a: { b: { c: [, second] } } } = nested;
console.log(second);
let p: number;
let q: number;
({ p, q = 2 } = { p: 3 } as { p: number; q?: number });
console.log(p, q);
