type Tree = string | Map<string, Tree>;
const a: Tree = "leaf";
const b: Tree = new Map<string, Tree>([["x", "1"], ["y", new Map([["z", "2"]])]]);
function leaves(tree: Tree): number {
  if (typeof tree === "string") return 1;
  let n = 0;
  for (const child of tree.values()) n += leaves(child);
  return n;
}
console.log(leaves(a), leaves(b), b);
class Box<T> {
  constructor(readonly value: T) {}
  map<U>(f: (v: T) => U): Box<U> { return new Box(f(this.value)); }
  again(): Box<T> { return new Box(this.value); }
}
type Boxes = Boxes[] | Box<Boxes>;
const c: Boxes = [[], new Box([]), new Box(new Box([[]]))];
function depth(boxes: Boxes): number {
  if (Array.isArray(boxes)) return boxes.reduce<number>((most, box) => Math.max(most, depth(box)), 0);
  return 1 + depth(boxes.again().map((v) => v).value);
}
console.log(c, depth(c));
interface Cell<T> { readonly value: T; next?: Cell<T> }
type Nest = number | Cell<Nest> | Set<Nest>;
const d: Nest = { value: { value: 3 }, next: { value: new Set([1, { value: 2 }]) } };
function sum(n: Nest): number {
  if (typeof n === "number") return n;
  if (n instanceof Set) return [...n].map(sum).reduce((x, y) => x + y, 0);
  return sum(n.value) + (n.next === undefined ? 0 : sum(n.next));
}
console.log(sum(d), d);
type Deep<T> = T | Map<string, Deep<T>[]>;
function collect<T>(deep: Deep<T>, into: T[]): T[] {
  if (deep instanceof Map) {
    for (const [key, list] of deep) if (key !== "skip") for (const item of list) collect(item, into);
  } else into.push(deep as T);
  return into;
}
console.log(collect<number>(new Map<string, Deep<number>[]>([["a", [1, 2]], ["skip", [9]], ["b", [new Map([["c", [3]]])]]]), []));
console.log(collect<string>(new Map<string, Deep<string>[]>([["a", ["x"]]]), []));
