// What an array or a map has not is undefined, and equal to nothing else.
const none: string[] = [];
const some = ["x", "y"];
console.log(none.at(-1) === "x", some.at(-1) === "y", none.at(-1) === undefined, none.at(-1) === some.at(0));

function same(a: unknown, b: unknown): boolean {
  return a === b;
}
console.log(same(null, null), same(null, undefined), same(undefined, undefined), same("a", null), same("a", "a"));
console.log(same(none, none), same(none, some), same({}, {}), same(1, "1"), same(1, 1), same(Number.NaN, Number.NaN));
