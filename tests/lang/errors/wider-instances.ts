class Point {
  x = 1;
}
class Name {
  text = "n";
}
class Box<T> {
  constructor(public value: T) {}
}
class PointBox extends Box<Point> {}
const box = new Box(new Point());
const wider: Box<Point | Name> = box;
const derived: Box<Point | Name> = new PointBox(new Point());
const points = new Map([["a", new Point()]]);
const named: Map<string, Point | Name> = points;
function add(to: Set<Point | Name>): void {
  to.add(new Name());
}
const some = new Set([new Point()]);
add(some);
console.log(wider, derived, named);
// error OSC1009 12:34 a 'Box<Point>' can't be used as 'Box<Name | Point>': something else could be put into it
// error OSC1009 13:36 a 'PointBox' can't be used as 'Box<Name | Point>': something else could be put into it
// error OSC1009 15:42 a 'Map<string, Point>' can't be used as 'Map<string, Name | Point>': something else could be put into it
// error OSC1009 20:5 a 'Set<Point>' can't be used as 'Set<Name | Point>': something else could be put into it
