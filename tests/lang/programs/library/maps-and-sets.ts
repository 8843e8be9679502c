interface P { name: string; n: number }
const m = new Map<string, P>([["x", { name: "x", n: 1 }], ["y", { name: "y", n: 2 }]]);
console.log(m.size, m.get("x")?.n, m.get("q") === undefined, m.has("y"));
for (const [k, v] of m) { console.log(k, v.name, v.n); if (k === "x") { m.delete("x"); m.set("z", { name: "z", n: 3 }); } }
console.log([...m.keys()].join(), [...m.values()].map((v) => v.n).join());
m.forEach((v, k) => console.log(k, v.n));
const big = new Map<number, number>();
for (let i = 0; i < 10000; i++) big.set(i * 7 % 10007, i);
for (let i = 0; i < 10000; i += 2) big.delete(i);
let sum = 0;
for (const [k, v] of big) sum += k * 3 + v;
console.log(big.size, sum, big.get(7), big.get(8) === undefined);
big.clear();
console.log(big.size, big.has(1));
const it = new Map<number, string>();
it.set(1, "a"); it.set(2, "b"); it.set(3, "c");
const iter = it.keys();
console.log(iter.next().value);
it.delete(1); it.delete(2);
for (let i = 10; i < 40; i++) it.set(i, "q");
console.log(iter.next().value, iter.next().value);
it.clear();
it.set(99, "n");
console.log(iter.next().value, iter.next().done, iter.next().done);
const mixed = new Map<string | number | boolean | null | undefined, string>();
mixed.set(1, "one").set("1", "string one").set(true, "true").set(null, "null").set(undefined, "undef").set(NaN, "nan").set(-0, "zero");
console.log(mixed.get(1), mixed.get("1"), mixed.get(true), mixed.get(null), mixed.get(undefined), mixed.get(NaN), mixed.get(0), mixed.size);
const objs = new Set<P>();
const p = { name: "p", n: 1 };
objs.add(p).add(p).add({ name: "p", n: 1 });
console.log(objs.size, objs.has(p));
const set = new Set("hello");
console.log([...set].join(""), set.size);
for (const v of set) { if (v === "e") set.delete("l"); if (v === "o") set.add("!"); }
console.log([...set].join(""), [...set.entries()].map((e) => e[0] + e[1]).join());
const nested = new Map<string, number[]>();
for (const w of "the quick brown the lazy quick the".split(" ")) { const l = nested.get(w); if (l) l.push(w.length); else nested.set(w, [w.length]); }
for (const [w, l] of nested) console.log(w, l.join("/"));
console.log(Array.from(nested.keys()).join(), Array.from(set, (v, i) => v + i).join());
console.log(Array.from({ length: 4 }, (_, i) => i * i).join(), Array.isArray([]), Array.isArray("x"), Array.of(1, 2).join());
const counts: Map<string, number> = new Map();
counts.set("a", (counts.get("a") ?? 0) + 1);
console.log(counts.get("a"));
