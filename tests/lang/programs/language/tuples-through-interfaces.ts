// Tuples behind interfaces.
function all(x: Iterable<number | string>): string { let s = ""; for (const v of x) s += String(v); return s; }
const t: [number, string] = [1, "a"];
console.log(all(t), all(t.values()), all([1, "b"]));
interface Sized { length: number }
function size(x: Sized): number { return x.length; }
console.log(size(t), size([1]), size("abc"));
const u: unknown = t; console.log((u as Sized).length);
const nn: [number, number] = [4, 5];
function sum(x: Iterable<number>): number { let s = 0; for (const v of x) s += v; return s; }
console.log(sum(nn), Math.max(...nn), new Set(nn).size);
