// Values that are an array of one type or another, or an array or something else that can be iterated.
function total(numbers: Set<number> | number[] | Map<number, number>): number {
  let sum = 0;
  for (const each of numbers) {
    if (typeof each === "number") sum += each;
    else sum += each[0] * each[1];
  }
  return sum;
}
console.log(total([1, 2]), total(new Set([3, 4])), total(new Map([[2, 3]])), total([]));

function list(items: string | number[] | readonly string[] | Uint8Array): string {
  let text = `${items.length}`;
  for (const each of items) text += `:${each}`;
  return text;
}
console.log(list("abc"), list([1, 2]), list(["x"]), list(new Uint8Array(3)), list([]));

function first(items: string[] | number[] | boolean[]): string | number | boolean | undefined {
  return items.length > 0 ? items[0] : undefined;
}
console.log(first(["a"]), first([1]), first([true, false]), first([]));
const two = (items: string[] | number[]): string => `${items.slice(1).length} ${items.at(-1)}`;
console.log(two(["a"]), two([1, 2]));
function ends(items: readonly string[] | readonly boolean[]): string {
  let text = "";
  for (const index of items.keys()) text += index;
  for (const each of items.slice(1)) text += each;
  return text;
}
console.log(ends(["q", "r"]), ends([true]));

type Plain = number | Plain[];
type Wide = Plain | boolean | Wide[];
function print(value: Wide): string {
  if (!Array.isArray(value)) return String(value);
  const parts: string[] = [];
  for (const each of value) parts.push(print(each));
  return `(${parts.join(" ")})`;
}
const plain: Plain = [1, [2]];
const wide: Wide[] = [1, true, [2, [false, plain]]];
console.log(print(plain), print(wide));

// What may be missing, or nothing.
const groups = new Map<string, Set<number>>([["a", new Set([1, 2])]]);
for (const key of ["a", "b"]) for (const each of groups.get(key) ?? []) console.log(key, each);
function count(key: string): number {
  let sum = 0;
  for (const each of groups.get(key)?.values() ?? []) sum += each;
  return sum;
}
console.log(count("a"), count("b"), [...(groups.get("b") ?? [])], [...(groups.get("a") ?? [])]);
console.log(new Set(groups.get("a") ?? [7]).size, new Set(groups.get("b") ?? [7, 8, 9]).size);
for (const each of count("a") > 2 ? groups.values() : []) console.log(each.size);

// An empty literal instead of something iterable that is no array.
const neighbours = new Map<string, Map<string, number>>([["a", new Map([["x", 1]])]]);
for (const from of ["a", "b"]) for (const [to, weight] of neighbours.get(from) ?? []) console.log(from, to, weight);
const teams = new Map<string, Set<string>>([["a", new Set(["p"])]]);
for (const name of ["a", "b"]) for (const member of teams.get(name) ?? []) console.log(name, member.length);
for (const from of ["a", "b"]) for (const [to] of neighbours.get(from)?.entries() ?? []) console.log(from, to);
