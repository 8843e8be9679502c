// `Array.isArray` of what may be anything: arrays however they hold their elements, and tuples.
function show(u: unknown): string {
  if (!Array.isArray(u)) return "no";
  let out = `${u.length}:`;
  for (const v of u) out += ` ${String(v)}`;
  for (let i = 0; i < u.length; i++) { const v = u[i]; if (typeof v === "string") out += v.length; else if (typeof v === "number") out += v + 1; }
  out += u.map((v) => typeof v).join();
  out += u.filter((v) => typeof v === "number").length + " " + u.includes(2) + u.indexOf("a");
  const [first, ...rest] = u;
  out += ` first ${String(first)} rest ${rest.length}`;
  const copy = [...u]; copy.push("end"); out += copy.length;
  const s = u.slice(1); out += s.length;
  return out;
}
console.log(show(["a", "bc"])); console.log(show([1, 2])); console.log(show([1, "x", null])); console.log(show([true])); console.log(show([])); console.log(show(["t", 1] as [string, number])); console.log(show(new Set([1])), show("s"), show(null));

function sum(u: unknown): number { return Array.isArray(u) ? u.reduce<number>((a, v) => a + sum(v), 0) : typeof u === "number" ? u : 0; }
console.log(sum([1, [2, [3, "x"], 4]]));
function strings(u: unknown): u is string[] { return Array.isArray(u) && u.every((v) => typeof v === "string"); }
const q: unknown = ["p", "q"]; if (strings(q)) console.log(q.join("+"));
function flat(u: unknown): unknown[] { if (Array.isArray(u)) return u.flatMap((v) => flat(v)); return [u]; }
console.log(flat([1, [2, ["x"]]]));
function either(u: string | readonly string[] | number[]): string { return Array.isArray(u) ? `list ${u.length}` : typeof u === "string" ? u : "ro"; }
console.log(either("s"), either([1]), either(["x"]));
function one<T>(x: T | T[]): T[] { return Array.isArray(x) ? x : [x]; }
console.log(one(1), one([2]), one("x"));
function it(x: Iterable<string> | undefined): number { return Array.isArray(x) ? x.length : -1; }
console.log(it(["a"]), it(new Set("q")));
class Box<T> { items: T[] = []; nested: T[][] = []; add(...x: T[]): this { this.items.push(...x); this.nested.push(x); return this; } }
const b: unknown = new Box<string>().add("x", "y");
if (b instanceof Box) { console.log(b.items.length, b.items[0], b.nested.length, b.items.map((x) => String(x)).join("-")); for (const i of b.items) console.log(i); }
