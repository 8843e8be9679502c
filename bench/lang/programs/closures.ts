// Arrays through callbacks that capture variables, and functions that make functions.
function compose(...functions: ((x: number) => number)[]): (x: number) => number {
  return (x) => functions.reduce((value, apply) => apply(value), x);
}

function counter(step: number): () => number {
  let count = 0;
  return () => {
    count += step;
    return count;
  };
}

const numbers: number[] = [];
for (let i = 0; i < 1000; i++) numbers.push(i);
let total = 0;
for (let round = 0; round < 8_000; round++) {
  const offset = round % 7;
  total += numbers
    .map((x) => x * 2 + offset)
    .filter((x) => (x & 1) === (offset & 1))
    .reduce((sum, x) => sum + x, 0);
}
const apply = compose(
  (x) => x + 1,
  (x) => x * 2,
  (x) => x - 3,
);
const tick = counter(3);
for (let i = 0; i < 8_000_000; i++) total += apply(i & 15) + tick();
console.log(total);
