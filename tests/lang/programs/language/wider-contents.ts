/** Arrays, tuples, functions and promises of instances of generic classes that are taken for wider type arguments, where nothing can be put into them. */
class Point {
  constructor(readonly x: number) {}
}
class Name {
  constructor(readonly text: string) {}
}
type Either = Point | Name;
const show = (value: Either): string => (value instanceof Point ? `at ${value.x}` : value.text);

class Shown<T> {
  constructor(readonly value: T) {}
}
class Box<T> {
  constructor(public value: T) {}
}
const shown = [new Shown(new Point(1)), new Shown(new Point(2))];
const wide: Shown<Either>[] = shown.slice();
const read: readonly Shown<Either>[] = shown;
console.log(wide.concat(read).map((one) => show(one.value)).join());

// Elements that are made where they stand; they are what is due.
const boxes: Box<Either>[] = [new Box(new Point(3)), new Box<Point>(new Point(4))];
boxes[0]!.value = new Name("three");
console.log(boxes.map((box) => show(box.value)).join());

// What takes points and names takes points; what gives points gives points or names.
const ask = (from: Shown<Either>): string => show(from.value);
const askPoint: (from: Shown<Point>) => string = ask;
const give: () => Shown<Either> = () => shown[0]!;
const first = (): Shown<Point> => shown[1]!;
const giveFirst: () => Shown<Either> = first;
console.log(askPoint(shown[0]!), ask(give()), ask(giveFirst()));

// Tuples, readonly and in lists that are only read.
const pairs: [string, Point][] = [["a", new Point(5)]];
const readPairs: readonly (readonly [string, Either])[] = pairs;
const pair: readonly [string, Either] = pairs[0]!;
const copied: [string, Either] = pairs[0]!;
for (const [name, value] of [...readPairs, pair, copied]) console.log(name, show(value));
const found: readonly [string, Either] | undefined = pairs.find(([name]) => name === "a");
console.log(found?.[0], new Map<string, Either>(pairs).size);

// Promises, generators, unions.
async function one(): Promise<Shown<Point>> {
  return shown[0]!;
}
const later: Promise<Shown<Either>> = one();
console.log(ask(await later));
function* each(): Generator<Shown<Point>> {
  yield* shown;
}
const all: Generator<Shown<Either>> = each();
for (const from of all) console.log(ask(from));
function maybe(of: Shown<Point>[] | number): readonly Shown<Either>[] | number {
  return of;
}
const some = maybe(shown);
if (typeof some !== "number") console.log(some.map(ask).join());

// A list of lists that nobody else knows, and one that holds nothing yet.
const rows: Either[][] = [[new Point(6)], [new Name("seven")]];
const none: readonly never[] = [];
const empty: readonly Box<Either>[] = none;
console.log(rows.map((row) => row.map(show).join()).join(), empty.length);

// An instance is made as what is due.
class Row<T> {
  constructor(readonly list: T[]) {}
}
const row: Row<Either> = new Row<Point>([new Point(8)]);
row.list.push(new Name("nine"));
console.log(row.list.map(show).join());
if ((later as unknown) instanceof Promise) {
  const unknown: unknown = later;
  if (unknown instanceof Promise) {
    const again: Promise<Shown<Either>> = unknown;
    try {
      console.log(ask(await again));
    } catch (error) {
      console.log(error);
    }
  }
}
