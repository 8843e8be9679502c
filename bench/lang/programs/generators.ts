// A pipeline of generators.
function* range(from: number, to: number): Generator<number> {
  for (let i = from; i < to; i++) yield i;
}

function* multiples(source: Iterable<number>, divisor: number): Generator<number> {
  for (const value of source) if (value % divisor === 0) yield value;
}

function* pairs(source: Iterable<number>): Generator<[number, number]> {
  let previous = 0;
  for (const value of source) {
    yield [previous, value];
    previous = value;
  }
}

function* inOrder(depth: number): Generator<number> {
  if (depth === 0) return;
  yield* inOrder(depth - 1);
  yield depth;
  yield* inOrder(depth - 1);
}

let total = 0;
for (const [a, b] of pairs(multiples(range(0, 6_000_000), 3))) total += b - a;
for (const value of range(0, 10_000_000)) total += value;
for (const depth of inOrder(16)) total += depth;
console.log(total);
