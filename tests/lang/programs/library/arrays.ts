class C { constructor(readonly id: number) {} toString() { return "C" + this.id; } }
const a = [5, 3, 8, 1, 9, 2];
console.log(a.at(-1), a.at(10), a.concat([1], [2, 3]).join(), a.slice(-2).join(), a.slice(1, -1).join(), a.indexOf(8), a.indexOf(8, 3), a.lastIndexOf(9), a.lastIndexOf(5, -6), a.includes(NaN), [NaN].includes(NaN), [NaN].indexOf(NaN));
const s = a.splice(1, 2, 10, 11, 12);
console.log(s.join(), a.join(), a.splice(-2).join(), a.join(), a.splice(1, 0, 7).length, a.join());
a.unshift(100, 101); console.log(a.shift(), a.pop(), a.join(), a.push(1, 2), a.length);
console.log(a.reverse().join(), a.toReversed().join(), a.toSorted((x, y) => x - y).join(), a.with(0, -1).join(), a.toSpliced(0, 2).join());
console.log(a.map((x, i) => x * i).join(), a.filter((x) => x > 5).join(), a.find((x) => x > 5), a.find((x) => x > 500), a.findIndex((x) => x === 7), a.findLast((x) => x < 8), a.findLastIndex((x) => x === -5));
console.log(a.reduce((x, y) => x + y), a.reduce((x, y) => x + y, 0.5), a.reduce((t, y) => t + y + ";", ""), a.reduceRight((t, y) => t + y + ";", ""), a.every((x) => x > 0), a.some((x) => x > 100));
console.log([[1, 2], [3]].flat().join(), [1, 2].flatMap((x) => [x, x * 10]).join(), [1, [2, 3].join("-")].join("+"));
console.log([3, 20, 100, 1].sort().join(), ["b", undefined, "a"].sort().join(), [true, false].sort().join());
const cs = [3, 1, 2].map((n) => new C(n));
cs.sort((x, y) => x.id - y.id);
console.log(cs.join(), cs.map((c) => c.id).join(), `${cs}`, String(cs), cs.indexOf(cs[2]!), cs.includes(new C(1)));
const many: { k: number; i: number }[] = [];
for (let i = 0; i < 500; i++) many.push({ k: (i * 7919) % 13, i });
many.sort((x, y) => x.k - y.k);
let ok = true;
for (let i = 1; i < many.length; i++) if (many[i - 1].k > many[i].k || (many[i - 1].k === many[i].k && many[i - 1].i > many[i].i)) ok = false;
console.log("stable", ok);
console.log(new Array<number>(5).fill(7).join(), new Array<string>(3).fill("x").join(), [1, 2, 3, 4].fill(0, 1, 3).join(), [1, 2, 3, 4, 5].copyWithin(0, 3).join(), [1, 2, 3, 4, 5].copyWithin(1, 0, 3).join());
for (const [i, v] of ["a", "b"].entries()) console.log(i, v);
for (const k of ["a", "b"].keys()) console.log(k);
const objs = [{ n: 1 }, { n: 2 }, { n: 3 }];
objs.splice(1, 1); objs.unshift({ n: 0 }); console.log(objs.map((o) => o.n).join(), objs.shift()?.n, objs.length, objs.pop()?.n);
const rem: number[] = []; const q = [1, 2, 3, 4];
q.forEach((x) => { rem.push(x); if (x === 2) q.pop(); if (x === 1) q.push(9); }); console.log(rem.join(), q.join());
try { ([] as number[]).reduce((x, y) => x + y); } catch (e) { console.log(e instanceof TypeError); }
try { ["x", "y", "z"].sort((x, y) => { if (x === "z" || y === "z") throw new Error("cmp"); return x < y ? -1 : 1; }); } catch (e) { console.log(e instanceof Error ? e.message : ""); }
const copy = [...a, ...[1, 2]]; copy.length = 2; console.log(copy.length, copy.join());
const words = ["pear", "fig", "apple"]; words.sort((x, y) => x.length - y.length || (x < y ? -1 : 1)); console.log(words.join());
const un: (string | number)[] = [1, "a", 2]; console.log(un.filter((x): x is string => typeof x === "string").map((x) => x.length).join(), un.indexOf("a"), un.join("-"), un.reverse().join());
const [x, y = 5, ...rest] = [1]; console.log(x, y, rest.length);
console.log([null, 1, undefined, 2].join("-"), [[1, 2], [3]].join(";"));
console.log(Math.max(1, 3, 2), Math.min(), Math.max(...a), Math.round(2.5), Math.round(-2.5), Math.round(0.49999999999999994), 1 / Math.round(-0.2), Math.sign(-3), Math.trunc(-4.7), Math.abs(-0), Math.imul(0xffffffff, 5), Math.clz32(1), Math.fround(5.5), Math.fround(5.05), Math.floor(-0.5), Math.ceil(-0.5), 1 / Math.ceil(-0.5));
