// console.log of all kinds of values, nested and alone.
enum Color {
  Red,
  Green = "green",
}

class Empty {}

class Point {
  x = 1;
  y = 2;
  readonly #hidden = 3;
  private readonly label: string;
  static count = 7;

  constructor(
    readonly z: number,
    label: string,
  ) {
    this.label = label;
  }

  get sum(): number {
    return this.x + this.y + this.z + this.#hidden;
  }

  describe(): string {
    return this.label;
  }
}

class Point3 extends Point {
  override x = 10;
  extra: string | undefined;
  f = (): number => 5;
}

class Box<T> {
  constructor(readonly value: T) {}
}

class Names extends Map<string, number> {
  owner = "me";
}

class Numbers extends Set<number> {}

console.log(undefined, null, true, false, 0, -0, 1.5, NaN, Infinity, -Infinity, "text");
console.log([undefined, null, true, -0, 1e21, "text"]);
console.log();
console.log("");
console.log([""]);
console.log({}, [], new Empty(), [[]], [{}], { a: {} }, { a: [] });
console.log(new Point(3, "p"), new Point3(4, "q"));
console.log(new Box(5), new Box("five"), new Box([1, 2]), new Box(new Box({ a: 1 })));
console.log([new Empty(), new Point(1, "r")]);
console.log(Color.Red, Color.Green, [Color.Red, Color.Green]);
console.log(new Point(3, "p").sum, new Point(3, "p").describe());

// Functions.
function named(a: number): number {
  return a;
}
const arrow = (): void => {};
const async = async (): Promise<void> => {};
let assigned: (() => number) | undefined;
assigned = () => 1;
console.log(named, arrow, async, assigned);
const functions: unknown[] = [named, arrow, () => 1, function () {}, function inner() {}];
console.log(functions);
console.log({ arrow, other: () => 2, method() {}, async later() {} });

// Maps and sets.
console.log(new Map(), new Set(), [new Map(), new Set()]);
console.log(new Map([["a", 1]]), new Map([[1, { a: 1 }]]), new Map([[{ k: 1 }, new Map([["x", [1]]])]]));
console.log(new Set(["a", "b"]), new Set([1, 2, 3]), new Set([[1], [2]]));
const names = new Names();
console.log(names, new Numbers());
names.set("one", 1);
console.log(names, new Numbers([1, 2]));
const counting = new Map<number, string>();
const counted = new Set<number>();
for (let i = 0; i < 103; i++) {
  counting.set(i, `number ${i}`);
  counted.add(i);
}
console.log(counting);
console.log(counted);
counting.delete(101);
counting.delete(102);
console.log([...counting.keys()].length, counting.size);

// Depth.
console.log({ a: { b: { c: { d: 1 } } } });
console.log([[[[1]]]], [[[new Point(1, "deep")]]], { a: { b: { c: [] } } }, { a: { b: { c: [1] } } });
console.log({ a: { b: { c: new Map(), d: new Map([[1, 2]]), e: new Empty(), f: named, g: "s", h: new Box(1) } } });
console.log({ a: { b: { c: names } } });

// Circles.
interface Node {
  value: number;
  next: Node | null;
  others: Node[];
}
const first: Node = { value: 1, next: null, others: [] };
const second: Node = { value: 2, next: first, others: [] };
first.next = second;
console.log(first);
console.log([first]);
console.log({ first, second });
second.others.push(second, first);
console.log(first);
first.next = null;
second.next = null;
second.others.length = 0;

// Keys.
console.log({ "a-b": 1, "2": 2, "10": 10, "1": 1, $x: 1, _y: 2, "": 3, "it's": 4, ünd: 5 });
console.log({ [Symbol.iterator]: () => 1, a: 2 });
console.log({
  get both() {
    return 1;
  },
  set both(_value: number) {},
  get only() {
    return 1;
  },
  set written(_value: number) {},
});

// Optional properties.
interface Options {
  a?: number;
  b?: string;
}
const options: Options = { a: 1 };
console.log(options, { a: undefined });
options.b = "later";
console.log(options);

// Unions and unknown values.
const mixed: (string | number | null | { a: number })[] = ["x", 1, null, { a: 1 }];
for (const value of mixed) console.log(value);
const unknowns: unknown[] = [1, "s", [1, "s"], { a: 1 }, undefined, null, true, named];
for (const value of unknowns) console.log(value);
console.log(unknowns);
const pair: [string, number] = ["a", 1];
console.log(pair, [pair, pair]);
console.log([pair].entries().next());
