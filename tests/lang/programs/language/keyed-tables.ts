// Tables indexed by a key whose type is a union of literals.
type Direction = "up" | "down" | "left" | "right";

const opposite: Readonly<Record<Direction, Direction>> = { up: "down", down: "up", left: "right", right: "left" };
const all: readonly Direction[] = ["up", "down", "left", "right"];
for (const direction of all) console.log(direction, opposite[direction], opposite[opposite[direction]]);

// Properties of several types make a union.
const mixed = { name: "Ada", born: 1815, alive: false, notes: ["a", "b"] } as const;
function show(key: "name" | "born" | "alive"): string {
  return `${key}: ${mixed[key]}`;
}
console.log(show("name"), show("born"), show("alive"));

// Written, updated, incremented, through the same place, with the key and the object evaluated once.
interface Counts {
  hits: number;
  misses: number;
}
const counts: Counts = { hits: 0, misses: 10 };
let asked = 0;
function key(which: boolean): "hits" | "misses" {
  asked++;
  return which ? "hits" : "misses";
}
counts[key(true)] = 5;
counts[key(false)] += 2.5;
counts[key(true)]++;
console.log(counts.hits, counts.misses, asked, counts[key(false)]--, counts.misses);

// Class instances, accessors and inherited fields too.
class Point {
  x = 1;
  y = 2;
  get sum(): number {
    return this.x + this.y;
  }
}
class Point3 extends Point {
  z = 3;
}
function read(point: Point3, axis: "x" | "y" | "z" | "sum"): number {
  return point[axis];
}
const point = new Point3();
point.x = 10;
console.log((["x", "y", "z", "sum"] as const).map((axis) => read(point, axis)).join(" "));

// Functions in a table: called with their object.
const operations = {
  add: (a: number, b: number): number => a + b,
  multiply: (a: number, b: number): number => a * b,
};
for (const name of ["add", "multiply"] as const) {
  const operation = operations[name];
  console.log(name, operation(3, 4));
}

// Reference-counted values go in and out.
const lists: Record<"odd" | "even", number[]> = { odd: [], even: [] };
for (let i = 0; i < 7; i++) lists[i % 2 === 0 ? "even" : "odd"].push(i);
lists[key(true) === "hits" ? "odd" : "even"] = [100];
console.log(lists.odd.join(), lists.even.join());

// Numeric and enum keys; tuples by a union of positions.
enum Level {
  Low,
  High,
}
const names: Record<Level, string> = { 0: "low", 1: "high" };
for (const level of [Level.High, Level.Low]) console.log(names[level]);
const pair: [string, number] = ["first", 2];
function at(index: 0 | 1): string | number {
  return pair[index];
}
console.log(at(0), at(1));

// Optional properties and optional chains.
interface Options {
  width?: number;
  height?: number;
}
function option(options: Options | undefined, which: keyof Options): number | undefined {
  return options?.[which];
}
console.log(option({ width: 3 }, "width"), option({ width: 3 }, "height"), option(undefined, "width"));

// A union of keys narrowed to one.
function narrowed(direction: Direction): string {
  if (direction === "up" || direction === "down") return `vertical ${opposite[direction]}`;
  return `horizontal ${opposite[direction]}`;
}
console.log(narrowed("up"), narrowed("left"));

// The key is evaluated after the object, and both before the value.
const order: string[] = [];
function note<T>(what: string, value: T): T {
  order.push(what);
  return value;
}
note("object", counts)[note("key", key(true))] = note("value", 1);
console.log(order.join(" "), counts.hits);
