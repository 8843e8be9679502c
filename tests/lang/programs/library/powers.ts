// Powers, to the last digit.
let seed = 12345;
function random(): number {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
}
console.log(10 ** -4, 10 ** -5, Math.pow(10, 308), 3 ** 0.1, 2 ** -1074, 2 ** 0.5, 7 ** -1, (-2) ** 3, (-8) ** (1 / 3));
const four = -4;
console.log(10 ** four, (0.1 + random()) ** four);
let sum = 0;
for (let i = 0; i < 2000; i++) {
  const base = random() * (i % 2 === 0 ? 20 : 1e6);
  const exponent = (random() * 2 - 1) * (i % 3 === 0 ? 40 : 10);
  const power = base ** (i % 5 === 0 ? Math.round(exponent) : exponent);
  if (i % 20 === 0) console.log(base, exponent, power);
  sum += power > 1 ? 1 / power : power;
}
console.log(sum);
let value = 1.5;
value **= 3.3;
console.log(value, 0 ** 0, NaN ** 0, 1 ** Infinity, (-0) ** -1, Infinity ** -0.5, 1e-300 ** 2, 1e300 ** 1.5);
