// Initialisers that the compiler evaluates: nobody can tell, but by what is freed and when.
interface Item {
  readonly name: string;
  readonly value: number;
  readonly run: (by: number) => number;
  note?: string;
}
const items: readonly Item[] = [
  { name: "one", value: 1, run: (by) => by + 1 },
  { name: "two", value: 2, run: (by) => by * 2, note: "twice" },
  { name: "three", value: 3, run: (by) => by ** 3 },
];
for (const { name, value, run, note } of items) console.log(name, value, run(4), note ?? "-");
console.log(items.find((item) => item.value === 2)?.name, items.map((item) => item.value).join());

// Written to: by a name made when the program runs, and back.
const settings = { title: "plain", width: 80, tags: ["a", "b"], inner: { depth: 1, label: "in" } };
console.log(settings);
settings.title = `made ${items.length}`;
settings.inner.label = `label ${settings.width}`;
settings.tags = [`t${settings.width}`];
settings.inner = { depth: settings.inner.depth + 1, label: settings.inner.label + "!" };
console.log(settings);
settings.title = "plain again";
console.log(settings.title, settings.inner.depth);

// Arrays that grow, shrink, are sorted and emptied.
const numbers = [5, 3, 9, 1];
const names = ["x", "y"];
const nested = [[1, 2], [3], []] as number[][];
for (let round = 0; round < 20; round++) {
  numbers.push(round);
  names.push(`n${round}`);
  nested.push([round]);
  nested[0]!.push(round);
}
numbers.sort((a, b) => a - b);
names.reverse();
console.log(numbers.join(), names.join(), nested.length, nested[0]!.length);
numbers.length = 2;
names.splice(1, 19);
nested.shift();
console.log(numbers, names, nested.length, numbers.pop(), numbers.pop(), numbers.pop());
numbers.push(7);
console.log(numbers);

// Sorting exchanges the memory of two arrays.
const words = ["pear", "fig", "apple", "kiwi", "date", "lime", "plum", "quince", "grape", "lemon", "melon", "peach"];
words.sort();
console.log(words.join());
words.push("yuzu");
words.sort((a, b) => a.length - b.length);
console.log(words.join(), words.length);
const copy = [...words];
copy.sort();
console.log(copy[0], words[0]);

// Objects of classes, with fields, bases and constructors.
class Shape {
  readonly parts: string[] = [];
  count = 0;
  constructor(
    readonly name: string,
    protected scale: number,
  ) {}
  area(): number {
    return this.scale;
  }
  add(part: string): this {
    this.parts.push(part + this.count++);
    return this;
  }
}
class Square extends Shape {
  readonly #side: number;
  constructor(side: number) {
    super("square", 1);
    this.#side = side;
  }
  override area(): number {
    return this.#side ** 2 * super.area();
  }
}
const shapes: Shape[] = [new Square(3), new Shape("blob", 7)];
const square = new Square(2);
for (const shape of [...shapes, square]) console.log(shape.name, shape.area(), shape instanceof Square, shape.add("p").parts);
square.add("q").add("r");
console.log(square.parts.join(), shapes[0]!.parts.join(), shapes.length);
shapes.pop();
shapes.push(new Shape(`late ${shapes.length}`, 2));
console.log(shapes.map((shape) => shape.name).join());

// Variables that change: what they held before is gone.
let list: string[] = ["first"];
for (let round = 0; round < 3; round++) {
  list.push(`entry ${round}`);
  console.log(list.join());
  list = [];
}
let state: { label: string; before?: object | undefined } = { label: "start" };
state = { label: `next ${list.length}`, before: state };
console.log(state);

// Shared, and referring to each other.
interface Link {
  readonly name: string;
  next: Link | undefined;
}
const last: Link = { name: "last", next: undefined };
const first: Link = { name: "first", next: last };
last.next = first;
console.log(first.next?.next === first, first.next === last, last.next === first);
const pair = [first, first, last];
console.log(pair[0] === pair[1], pair.indexOf(last));
last.next = { name: `made ${pair.length}`, next: undefined };
console.log(first.next?.next?.name);

// Values of all kinds.
const mixed: readonly (string | number | boolean | null | undefined | Link)[] = [1, "two", true, null, undefined, last, -0, NaN];
console.log(mixed.length, mixed[1], mixed[5] === last, Object.is(mixed[6], -0), mixed[7]);
const tuple: [string, number, { ok: boolean }] = ["t", 1.5, { ok: true }];
tuple[2] = { ok: mixed.length > 100 };
console.log(tuple);
const bytes = new Uint8Array([1, 2, 3]);
const table = new Map([
  ["a", { n: 1 }],
  ["b", { n: 2 }],
]);
table.get("a")!.n += bytes.length;
console.log(table.get("a")?.n, table.size, new Set(["q", "r", "q"]).size);

// What is read too early is not there.
function early(): string {
  try {
    return later.name;
  } catch (error) {
    return (error as Error).name;
  }
}
console.log(early());
const later = { name: "later" };
console.log(early());
let unset: Link;
const isUnset = (): boolean => unset === undefined;
console.log(isUnset());
unset = { name: "set", next: undefined };
console.log(isUnset(), unset.name);

// An initialiser that throws half-way leaves nothing behind.
function fail(): never {
  throw new Error("half-way");
}
try {
  const broken = [{ name: "made" }, { name: fail() }];
  console.log(broken.length);
} catch (error) {
  console.log((error as Error).message);
}
const kept = { name: "kept", n: 1 };
try {
  kept.n = 2;
  if (items.length > 2) fail();
  kept.n = 3;
} catch {
  console.log(kept.n);
}
