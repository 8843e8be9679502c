// no-node
// Type predicates, casts to unions and fields of literal types that say what is not so.
class Point {
  constructor(readonly x: number) {}
}
class Name {
  constructor(readonly text: string) {}
}
interface Named {
  readonly name: string;
}
function attempt(name: string, f: () => unknown): void {
  try {
    console.log(name, f());
  } catch (error) {
    console.log(name, error instanceof TypeError ? "TypeError" : error);
  }
}
const nobody: unknown = new Name("n");

// Of classes, arrays, primitives and functions.
const isPoint = (value: Point | Name): value is Point => value !== undefined;
attempt("class", () => {
  const value: Point | Name = [new Name("n"), new Point(1)][0]!;
  return isPoint(value) ? value.x : "no";
});
function arePoints(value: Point[] | Name[]): value is Point[] {
  return value.length > 0;
}
attempt("arrays", () => {
  const value: Point[] | Name[] = nobody instanceof Name ? [nobody] : [new Point(1)];
  return arePoints(value) ? value[0]!.x : "no";
});
function isOneOf(value: unknown): value is number | Point {
  return value !== null;
}
for (const value of [3, new Point(4), "text", null] as unknown[])
  attempt("union", () => (isOneOf(value) ? (typeof value === "number" ? value : value.x) : "no"));
function isText(value: unknown): value is string {
  return true;
}
attempt("text", () => (isText(nobody) ? nobody.length : "no"));
function isCallback(value: unknown): value is (n: number) => string {
  return typeof value === "function";
}
const callbacks: unknown[] = [(n: number) => `called ${n}`, (text: string) => text.length, 5];
for (const value of callbacks)
  attempt("function", () => (isCallback(value) ? value(3) : "no"));

// Of interfaces: the members must be there.
function isNamed(value: unknown): value is Named {
  return true;
}
const record: Record<string, string> = { name: "of a record" };
for (const value of [{ name: "it" }, record, nobody, 5, null, undefined])
  attempt("interface", () => (isNamed(value) ? value.name : "no"));

// Of objects with any number of properties: their values must be held as the predicate says. An object whose properties have names is none.
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
const either: Record<string, number | string> = { name: "of either" };
for (const value of [either, record, { name: "it" }, nobody, 5])
  attempt("record", () => (isRecord(value) ? `${value["name"]} ${Object.keys(value)}` : "no"));

// Assertions, methods, callbacks, generic ones.
function assertPoint(value: unknown): asserts value is Point {
  if (value === undefined) return;
  if (value === null) throw new RangeError("null");
}
for (const value of [new Point(5), nobody, undefined])
  attempt("assertion", () => {
    assertPoint(value);
    return value.x;
  });
function assert(condition: unknown): asserts condition {
  if (condition === undefined) throw new RangeError("undefined");
}
attempt("condition", () => {
  assert(nobody instanceof Point);
  return nobody.x;
});
class Node {
  isLeaf(): this is Leaf {
    return true;
  }
}
class Leaf extends Node {
  readonly value = "leaf";
}
for (const node of [new Leaf(), new Node()]) attempt("this", () => (node.isLeaf() ? node.value : "no"));
const mixed: (Point | Name)[] = [new Point(6), new Name("n")];
attempt("filter", () => mixed.filter((value): value is Point => value instanceof Point).map((point) => point.x).join());
attempt("filter that lies", () => mixed.filter((value): value is Point => value !== undefined).map(({ x }) => x).join());
const isDefined = <T>(value: T | undefined): value is T => value !== undefined;
attempt("generic", () => [1, undefined, 2].filter(isDefined).join());

// Casts to unions.
for (const value of [7, new Point(8), "text"] as unknown[])
  attempt("cast", () => {
    const either = value as number | Point;
    return typeof either === "number" ? either : either.x;
  });

// What the members of a union are told by.
class Circle {
  readonly kind = "circle";
  readonly radius = 1.5;
}
class Square {
  readonly kind = "square";
  readonly name = "square";
}
const square = new Square();
const area = (shape: Circle | Square): unknown => (shape.kind === "circle" ? shape.radius : shape.name);
const loose: { kind: string } = square;
attempt("literal", () => (loose.kind = "circle"));
attempt("the same", () => (loose.kind = "square"));
attempt("assigned", () => Object.assign(square, { kind: "circle" }).kind);
console.log(area(square), area(new Circle()));

// expect:
// class TypeError
// arrays TypeError
// union 3
// union 4
// union TypeError
// union no
// text TypeError
// function called 3
// function TypeError
// function no
// interface it
// interface of a record
// interface TypeError
// interface TypeError
// interface TypeError
// interface TypeError
// record of either name
// record TypeError
// record TypeError
// record TypeError
// record no
// assertion 5
// assertion TypeError
// assertion TypeError
// condition TypeError
// this leaf
// this TypeError
// filter 6
// filter that lies TypeError
// generic 1,2
// cast 7
// cast 8
// cast TypeError
// literal TypeError
// the same square
// assigned TypeError
// square 1.5
