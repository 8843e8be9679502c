/** Instances of generic classes that are taken for wider type arguments: where nothing can be put into them, and where nobody else has them. */
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
  with<R>(change: (value: T) => R): Shown<R> {
    return new Shown(change(this.value));
  }
}
class ShownPoint extends Shown<Point> {}
const shown = new Shown(new Point(1));
const wide: Shown<Either> = shown;
console.log(show(wide.value), wide.with(show).value, show((new ShownPoint(new Point(2)) as Shown<Either>).value));

class Box<T> {
  constructor(public value: T) {}
}
const fresh: Box<Either> = new Box<Point>(new Point(3));
fresh.value = new Name("three");
console.log(show(fresh.value));

const points = new Map([["a", new Point(4)]]);
const readable: ReadonlyMap<string, Either> = points;
for (const [key, value] of readable) console.log(key, show(value));
const copied = new Map<string, Either>(points);
copied.set("b", new Name("five"));
console.log([...copied.values()].map(show).join(), points.size);

async function point(): Promise<Point> {
  return new Point(6);
}
const later: Promise<Either> = point();
console.log(show(await later));

class Queue<T> {
  last: T | undefined = undefined;
}
const signals = new Queue<undefined>();
const same: Queue<void> = signals;
console.log(same.last);
