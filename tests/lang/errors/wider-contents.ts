class Point {
  x = 1;
}
class Name {
  text = "n";
}
class Box<T> {
  constructor(public value: T) {}
}
class Shown<T> {
  constructor(readonly value: T) {}
}
class Row<T> {
  constructor(public list: T[]) {}
}
type Either = Point | Name;
const boxes: Box<Point>[] = [new Box(new Point())];
const widerBoxes: Box<Either>[] = boxes;
const readBoxes: readonly Box<Either>[] = boxes;
const freshBoxes: Box<Either>[] = boxes.slice();
const lists: readonly Either[][] = [[new Point()]].concat();
const give: () => Box<Either> = () => boxes[0]!;
const firstBox = (): Box<Point> => boxes[0]!;
const widerGive: () => Box<Either> = firstBox;
const put = (box: Box<Either>): void => void (box.value = new Name());
const narrowerPut: (box: Box<Point>) => void = put;
const shown: Shown<Box<Either>> = new Shown(boxes[0]!);
const held = new Shown(boxes);
const widerHeld: Shown<Box<Either>[]> = held;
const pair: [Box<Either>, number] = [boxes[0]!, 1];
const later: Promise<Box<Either>> = Promise.resolve(boxes[0]!);
function* each(): Generator<Box<Point>> {
  yield* boxes;
}
const generator: Generator<Box<Either>> = each();
const row: Row<Either> = new Row<Point>([new Point()].slice());
function several(of: Either[] | number): void {
  if (typeof of !== "number") of.push(new Name());
}
const points = [new Point()];
several(points);
function maybe(of: Point[] | undefined): void {
  const wider: Either[] | undefined = of;
  wider?.push(new Name());
}
function numbers(of: number[] | undefined): (number | string)[] | undefined {
  return of;
}
function plain(of: number | (() => number)): number | (() => number | string) {
  return of;
}
console.log(widerBoxes, readBoxes, freshBoxes, lists, give, widerGive, narrowerPut, shown, widerHeld, pair, later, row);
console.log(generator, maybe, numbers, plain);
// error OSC1009 18:35 an array of 'Box<Point>' can't be used as an array of 'Box<Name | Point>': something else could be put into them
// error OSC1009 19:43 an array of 'Box<Point>' can't be used as an array of 'Box<Name | Point>': something else could be put into them
// error OSC1009 20:35 an array of 'Box<Point>' can't be used as an array of 'Box<Name | Point>': something else could be put into them
// error OSC1009 21:36 an array of 'Point[]' can't be used as an array of '(Name | Point)[]': something else could be put into them
// error OSC1009 22:39 a 'Box<Point>' can't be used as 'Box<Name | Point>': something else could be put into it
// error OSC1009 24:38 a 'Box<Point>' can't be used as 'Box<Name | Point>': something else could be put into it
// error OSC1009 26:48 a 'Box<Point>' can't be used as 'Box<Name | Point>': something else could be put into it
// error OSC1009 27:45 a 'Box<Point>' can't be used as 'Box<Name | Point>': something else could be put into it
// error OSC1009 29:41 a 'Shown<Box<Point>[]>' can't be used as 'Shown<Box<Name | Point>[]>': something else could be put into it
// error OSC1009 30:38 a 'Box<Point>' can't be used as 'Box<Name | Point>': something else could be put into it
// error OSC1009 31:37 a 'Promise<Box<Point>>' can't be used as 'Promise<Box<Name | Point>>': something else could be put into it
// error OSC1009 35:43 a 'Generator<Box<Point>, unknown, unknown>' can't be used as 'Generator<Box<Name | Point>, unknown, unknown>': something else could be put into it
// error OSC1009 41:9 an array of 'Point' can't be used as an array of 'Name | Point': something else could be put into it
// error OSC1009 43:39 a 'Point[]' can't be used as '(Name | Point)[]': something else could be put into it
// error OSC1009 47:10 a 'number[]' can't be used as '(number | string)[]': they are held differently
// error OSC1009 50:10 a '() => number' can't be used as '() => number | string': they are held differently
