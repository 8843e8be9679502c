const counts: Record<string, number> = {};
for (const word of "the cat and the dog and the bird".split(" ")) counts[word] = (counts[word] ?? 0) + 1;
console.log(counts, Object.keys(counts), Object.values(counts), Object.entries(counts));
console.log("the" in counts, "cow" in counts, counts["cow"], counts.the, counts["cow"] === undefined, Object.hasOwn(counts, "dog"));
delete counts.the;
console.log(delete counts["dog"], counts, Object.keys(counts).length);
const groups: { [key: string]: string[] } = {};
for (const name of ["ann", "bob", "amy", "ben", "cy"]) (groups[name[0]!] ??= []).push(name);
console.log(groups);
for (const name of ["x1", "x2"]) {
  if (!groups[name[0]!]) groups[name[0]!] = [];
  groups[name[0]!]!.push(name);
}
console.log(groups["x"]?.length, groups["y"]?.length, groups["a"]!.length);
const order: Record<string | number, string> = { b: "1", 10: "2", a: "3", 2: "4", "03": "5", "-1": "6" };
order[1] = "seven";
order["4294967295"] = "big";
order["4294967294"] = "index";
console.log(order, order[10], order["2"]);
for (const key in order) {
  if (key === "2") delete order["a"];
  if (key === "b") continue;
  console.log(key, order[key]);
}
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const json: Json = { a: 1, list: [1, "two", null, { deep: true }], nested: { x: { y: [] } } };
function text(value: Json): string {
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON_quote(value);
  if (Array.isArray(value)) return `[${value.map(text).join(",")}]`;
  return `{${Object.entries(value).map(([k, v]) => `${JSON_quote(k)}:${text(v)}`).join(",")}}`;
}
function JSON_quote(s: string): string { return `"${s}"`; }
console.log(text(json), json);
const handlers: Record<string, (n: number) => number> = { double: (n) => n * 2, half(n) { return n / 2; } };
console.log(handlers["double"]!(4), handlers.half!(4), handlers["none"]?.(1));
let failed = "";
try { handlers["none"]!(1); } catch (error) { failed = (error as Error).name; }
console.log(failed);
const copy = { ...counts, extra: 5 };
console.log(copy.extra);
console.log(copy, counts);
const more: Record<string, number> = { ...counts, ...{ z: 1, cat: 9 } };
console.log(more);
const { cat, bird } = more;
console.log(cat, bird);
more["n"] = 1;
more["n"] += 5;
more["n"]++;
console.log(more["n"], more["n"]--, more.n);
class Point { constructor(readonly x: number) {} }
const points: Record<string, Point> = {};
points["p"] = new Point(1);
console.log(points["p"].x, points["q"]?.x, points);
console.log(Object.fromEntries([["a", 1], ["b", 2]]), Object.fromEntries(new Map([["k", "v"]])));
console.log(Object.fromEntries(Object.entries(more).map(([k, v]) => [k, v * 10])));
interface Config { name: string; [key: string]: string | number }
const config: Config = { name: "c", size: 3 };
config["other"] = "x";
console.log(config, config.name.toUpperCase(), config["size"]);
function size<T>(record: Record<string, T>): number { return Object.keys(record).length; }
console.log(size({ a: 1, b: 2 }), size({ a: "x" }), size(more));
function mapValues<T, U>(record: Record<string, T>, f: (value: T, key: string) => U): Record<string, U> {
  const result: Record<string, U> = {};
  for (const [key, value] of Object.entries(record)) result[key] = f(value, key);
  return result;
}
console.log(mapValues(more, (n, k) => `${k}${n}`));
const sparse: Record<string, number | undefined> = { a: undefined, b: 1 };
console.log(sparse, sparse["a"], sparse["zz"], "a" in sparse);
const partial: Partial<Record<string, boolean>> = {};
partial["x"] = true;
console.log(partial["x"], partial["y"] ?? "none", partial);
const byNumber: { [id: number]: string } = { 5: "five", 1: "one" };
byNumber[3] = "three";
console.log(byNumber, byNumber[5], byNumber[2] ?? "two");
console.log(Object.assign(byNumber, { 9: "nine" }), `${Object.keys(byNumber).join()}`);
const total = counts["nothing"]! + 1;
console.log(total, counts["nothing"] || "zero", typeof counts["nothing"], `${counts["nothing"]}`);
const nested: Record<string, Record<string, number>> = { a: { b: 1 } };
(nested["c"] ??= {})["d"] = 2;
console.log(nested, nested["a"]?.["b"], nested["x"]?.["b"]);
console.log([{ k: 1 } as Record<string, number>, nested["c"]]);
