// Instances of generic classes that are held alike may share a class in the program; nobody may notice.

class Box<T> {
  readonly value: T;
  constructor(value: T) {
    this.value = value;
  }
  /** Depends on the type of what is inside. */
  describe(): string {
    return `${typeof this.value}:${String(this.value)}`;
  }
}

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
  toString(): string {
    return `(${this.x},${this.y})`;
  }
}

class Name {
  constructor(readonly text: string) {}
  toString(): string {
    return `<${this.text}>`;
  }
}

// Each of its own type, and all as one interface.
const points = new Box(new Point(1, 2));
const names = new Box(new Name("n"));
const texts = new Box("t");
const lists = new Box([1, 2]);
console.log(points.describe(), names.describe(), texts.describe(), lists.describe());
interface Describes {
  describe(): string;
}
const all: Describes[] = [points, names, texts, lists];
console.log(all.map((one) => one.describe()).join(" "));
console.log(all.every((one) => one instanceof Box), (texts as object) instanceof Point);

// Subclasses: a test of theirs tells them apart, whatever they extend.
class Tagged<T> extends Box<T> {
  constructor(
    value: T,
    readonly tag: string,
  ) {
    super(value);
  }
  override describe(): string {
    return `${this.tag}=${super.describe()}`;
  }
}
const mixed: Box<Point | Name>[] = [new Tagged(new Point(3, 4), "p"), new Box(new Name("m")), new Tagged(new Name("k"), "n")];
for (const one of mixed) console.log(one instanceof Tagged, one.describe(), one.value instanceof Point);

// A union of two instances, told apart by what is in them.
function nameOf(box: Box<Point> | Box<Name>): string {
  const { value } = box;
  return value instanceof Name ? value.text : `${value.x}`;
}
console.log(nameOf(points), nameOf(names));

// Methods that callbacks reach.
class Cell<T> {
  #listeners: ((value: T) => string)[] = [];
  #value: T;
  constructor(value: T) {
    this.#value = value;
  }
  on(listener: (value: T) => string): this {
    this.#listeners.push(listener);
    return this;
  }
  set(value: T): string[] {
    this.#value = value;
    return this.#listeners.map((listener) => listener(this.#value));
  }
}
console.log(new Cell(new Point(0, 0)).on((p) => `x ${p.x}`).set(new Point(7, 8)));
console.log(new Cell(new Name("a")).on((n) => `name ${n.text}`).set(new Name("b")));

// Out of `unknown`: tests in the middle of functions.
function kind(value: unknown): string {
  if (value instanceof Tagged) return "tagged";
  if (value instanceof Box) return "box";
  if (value instanceof Promise) return "promise";
  return value instanceof Map ? "map" : value instanceof Set ? "set" : "other";
}
console.log([points, new Tagged(1, "n"), new Tagged(names, "b"), Promise.resolve(points), new Map(), new Set(["a"]), new Set([names])].map(kind));

// Promises of several types wait for each other.
const order: string[] = [];
async function later<T>(value: T, label: string): Promise<Box<T>> {
  await null;
  order.push(label);
  return new Box(value);
}
const [p, n, t] = await Promise.all([later(new Point(5, 6), "p"), later(new Name("z"), "n"), later("t", "t")]);
console.log(p.value.y, n.value.text, t.value.length, order);
const wrapped = Promise.resolve(later(later("inner", "i"), "o"));
console.log(wrapped instanceof Promise, await (await wrapped).value.then((box) => box.describe()));

// Generators and iterators of several types.
function* twice<T>(value: T): Generator<T, Box<T>, string> {
  const got = yield value;
  console.log("got", got);
  yield value;
  return new Box(value);
}
function walk<T>(steps: Generator<T, Box<T>, string>): void {
  console.log(String(steps.next("").value), String(steps.next("x").value));
  const end = steps.next("y");
  if (end.done) console.log(end.value.describe());
}
walk(twice(new Point(1, 1)));
walk(twice(new Name("g")));
walk(twice("text"));
console.log(new Box(1), new Tagged(new Name("shown"), "tag"), [new Set([new Point(1, 2)]), new Map([["k", new Name("v")]])]);
