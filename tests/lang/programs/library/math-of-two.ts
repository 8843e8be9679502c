// Math.max and min of two arguments are functions of their own: zeros of either sign, NaN, and spread arguments, which are not two.
const values = [0, -0, 1, -1, NaN, Infinity, -Infinity, 2.5];
for (const a of values) {
  for (const b of values) {
    const [most, least] = [Math.max(a, b), Math.min(a, b)];
    console.log(a, b, most, least, 1 / most, 1 / least);
    console.log(Object.is(most, Math.max(...[a, b])), Object.is(least, Math.min(...[a, b])));
  }
}
const pair = [3, 4];
console.log(Math.max(...pair), Math.max(...pair, 9), Math.min(1, ...pair), Math.max(7), Math.min(3, 2, 1), Math.max());
