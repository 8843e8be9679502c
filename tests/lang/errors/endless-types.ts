type Tree = string | Map<string, Tree>;
const a: Tree = "leaf";
class Box<T> {
  constructor(readonly value: T) {}
}
type Boxes = Boxes[] | Box<Boxes>;
const b: Boxes = [];
console.log(a, b);
// error OSC1003 2:7 the type 'Map<string, Tree>' holds itself
// error OSC1003 7:7 the type 'Boxes[]' holds itself
