type Nested = Nested[];
const a: Nested = [[], [[]]];
const depth = (n: Nested): number => 1 + n.reduce((m, x) => Math.max(m, depth(x)), 0);
console.log(a.length, depth(a));
type Chain = [number, Chain | null];
const b: Chain = [1, [2, [3, null]]];
function total(c: Chain | null): number { return c === null ? 0 : c[0] + total(c[1]); }
console.log(total(b), b);
type Json = string | number | boolean | null | Json[];
const c: Json = [1, ["x", [true, null]]];
function text(j: Json): string {
  if (j === null) return "null";
  if (Array.isArray(j)) return `[${j.map(text).join(",")}]`;
  return typeof j === "string" ? `"${j}"` : String(j);
}
console.log(text(c));
type Tree = { name: string; children: Tree[] } | Tree[];
const t: Tree = [{ name: "a", children: [{ name: "b", children: [] }] }, []];
function names(t: Tree): string[] {
  return Array.isArray(t) ? t.flatMap((x) => names(x)) : [t.name, ...t.children.flatMap((x) => names(x))];
}
console.log(names(t));
function parse(s: string): Json {
  let at = 0;
  const value = (): Json => {
    if (s[at] === "[") {
      at++;
      const out: Json[] = [];
      while (s[at] !== "]") { out.push(value()); if (s[at] === ",") at++; }
      at++;
      return out;
    }
    const start = at;
    while (at < s.length && s[at] !== "," && s[at] !== "]") at++;
    return Number(s.slice(start, at));
  };
  return value();
}
console.log(text(parse("[1,[2,3],[[4]]]")));
type NestedOf<T> = T | NestedOf<T>[];
function flatten<T>(n: NestedOf<T>, is: (x: NestedOf<T>) => x is T): T[] {
  if (is(n)) return [n];
  return (n as NestedOf<T>[]).flatMap((x) => flatten(x, is));
}
console.log(flatten<number>([1, [2, [3]]], (x): x is number => typeof x === "number"));
const stack: Nested[] = [a];
while (stack.length > 0) { const top = stack.pop()!; stack.push(...top); }
console.log(stack.length);
