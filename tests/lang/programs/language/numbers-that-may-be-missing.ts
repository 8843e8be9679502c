// A number or nothing: what is taken out of arrays and maps, compared, and put back.
const stack: number[] = [];
for (let i = 0; i < 10; i++) stack.push(i);
const seen: number[] = new Array<number>(100).fill(0);
let steps = 0;
while (stack.length > 0) {
  const top = stack.pop()!;
  if (seen[top] !== 0) continue;
  seen[top] = 1;
  steps++;
  if (top * 2 < 100) stack.push(top * 2, (top * 3) % 100);
}
console.log(steps, seen.join(""));

// Compared with what the other members of the union are not.
function compare(x: number | undefined, y: number | string, z: number | boolean | null): string {
  return `${x === 3} ${y === 4} ${x === undefined} ${y !== 4} ${z === 1} ${z === true} ${z !== 0}`;
}
console.log(compare(3, "a", null), compare(undefined, 4, 1), compare(4, 3, true), compare(-0, "4", 0));
console.log(compare(NaN, "", false));

let last: number | undefined;
for (let i = 0; i < 4; i++) {
  console.log(last, last === 1, last ?? -1);
  last = i % 2 === 0 ? i : undefined;
}

// Bounded by a comparison, so that what goes round stays small.
const queue = [1, 2, 3];
for (let x = queue.shift(); x !== undefined; x = queue.shift()) {
  console.log(x, x >> 1);
  if (x < 3) queue.push(x + 2);
}
console.log(queue.at(0) ?? 99, queue.find((value) => value > 2), queue.pop());

// The same, but with what is no small integer after all.
const halves: number[] = [8];
for (let x = halves.pop(); x !== undefined && x > 0.1; x = halves.pop()) {
  halves.push(x / 2);
  if (x < 1) console.log(x);
}
const signs: number[] = [0];
for (let i = 0; i < 3; i++) signs.push(-(signs.pop() ?? 1));
console.log(1 / signs[0]);
const growing: number[] = [1];
for (let i = 0; i < 70; i++) growing.push((growing.pop() ?? 0) * 2);
console.log(growing[0]);
const missing: number[] = [];
missing.push(Number(missing.pop()));
console.log(missing[0]);

const ages = new Map<string, number>([
  ["a", 5],
  ["b", 6],
]);
console.log((ages.get("a") ?? 0) + (ages.get("c") ?? 0), ages.get("b")! & 3, ages.get("c") === 0);

// Sorted: the elements themselves change places.
const numbers: number[] = [];
const fractions: number[] = [];
const truths: boolean[] = [];
for (let i = 0; i < 40; i++) {
  numbers.push((i * 7919) % 101);
  fractions.push(((i * 7919) % 101) + 0.5);
  truths.push((i * 7919) % 101 > 50);
}
numbers.sort((a, b) => a - b);
fractions.sort((a, b) => b - a);
truths.sort((a, b) => (a === b ? 0 : a ? 1 : -1));
console.log(numbers.join(" "), numbers[3] >> 1);
console.log(fractions.join(" "));
console.log(truths.join(" "));
const grown = [5, 4, 3, 2, 1, 9, 8, 7, 6, 0];
let extra = 0;
grown.sort((a, b) => {
  if (extra < 3) grown.push(100 + extra++);
  return a - b;
});
console.log(grown.length, grown.slice(0, 10).join(" "));
try {
  [3, 1, 2].sort((a, b) => {
    if (a === 2 || b === 2) throw new Error("two");
    return a - b;
  });
} catch (error) {
  console.log(error instanceof Error ? error.message : "");
}
