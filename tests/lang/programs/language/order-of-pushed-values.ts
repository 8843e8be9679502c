// What `push` is passed is known before the first of it is put in.
const turned: string[] = ["one"];
console.log(turned.push(turned.shift() ?? "none", turned.at(-1) ?? "end"), turned);
const mixed: (string | number)[] = ["a", "b"];
console.log(mixed.push(mixed.length, mixed.pop() ?? "none", mixed.pop() ?? "end", mixed.length), mixed);
function* looking(list: readonly number[]): Generator<number> {
  for (let times = 0; times < 3; times++) yield list.length * 10 + times;
}
const looked: number[] = [1, 2];
console.log(looked.push(...looking(looked)), looked);
console.log(looked.push(looked.length, ...looking(looked), ...looked, looked.length), looked);
console.log(looked.push(...looked), looked.length, looked.at(-1));
const texts = ["x", "y"];
console.log(mixed.push(...texts), mixed.push(...new Set([1, "two"]), ...texts), mixed);
const pair: [number, string] = [7, "seven"];
console.log(mixed.push(...pair), mixed);
const objects: { readonly n: number }[] = [];
const failing = (): { readonly n: number } => {
  throw new Error(`with ${objects.length} in it`);
};
try {
  objects.push({ n: 1 }, { n: 2 }, failing());
} catch (error) {
  console.log((error as Error).message, objects.length);
}
console.log(objects.push(), objects.push(...[]), objects);
