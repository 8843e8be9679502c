const counts = new Map<string, number>([["a", 1]]);
const wider: Map<string, number | string> = counts;
class Box<T> {
  constructor(public value: T) {}
}
const lists: (Box<number[]> | undefined)[] = [];
function first(): Box<(number | string)[]> | undefined {
  return lists[0];
}
console.log(wider, first());
// error OSC1009 2:45 what they hold is held differently
// error OSC1009 8:10 what they hold is held differently
