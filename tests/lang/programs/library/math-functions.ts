// The elementary functions agree with Node to the last digit: special values, dense ranges, all magnitudes.
type F = (x: number) => number;
const special = [0, -0, NaN, Infinity, -Infinity, 1, -1, 0.5, -0.5, 2, -2, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, -1.7976931348623157e308, 1e-300, 1e300, 1e22, -1e22, 1e-10, 1e-8, 1e-20, 709.7827, 709.79, 710.4758600739439, 710.5, -745.13, -745.2, -708.4, -710, 22, -22, 37, 56.3, 0.9999999999999999, 1.0000000000000002, 1.5707963267948966, 3.141592653589793, 4.71238898038469, 6.283185307179586, 823549.6645, 1647099.3, 0.7853981633974483, 2.356194490192345, 88.02954295211381, 2 ** 20, 2 ** 53, 2 ** 63, 6381956970095103 * 2 ** 797];
let seed = 12345;
function random(): number { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648; }
function run(name: string, f: F, low: number, high: number): void {
  console.log(name);
  for (const x of special) console.log(x, f(x));
  for (let i = 0; i <= 60; i++) { const x = low + ((high - low) * i) / 60; console.log(x, f(x)); }
  for (let i = 0; i <= 40; i++) { const x = low + (high - low) * random(); console.log(x, f(x)); }
  for (let i = 0; i <= 40; i++) { const x = (random() - 0.5) * 2 ** Math.floor((random() - 0.5) * 200); console.log(x, f(x)); }
  for (let i = 0; i <= 40; i++) { const x = (random() - 0.5) * 2 ** Math.floor((random() - 0.5) * 2000); console.log(x, f(x)); }
}
run("exp", (x) => Math.exp(x), -20, 20);
run("expm1", (x) => Math.expm1(x), -3, 3);
run("log", (x) => Math.log(x), 0.1, 10);
run("log1p", (x) => Math.log1p(x), -0.9, 3);
run("log2", (x) => Math.log2(x), 0.1, 10);
run("log10", (x) => Math.log10(x), 0.1, 10);
run("atan", (x) => Math.atan(x), -5, 5);
run("asin", (x) => Math.asin(x), -1, 1);
run("acos", (x) => Math.acos(x), -1, 1);
run("sinh", (x) => Math.sinh(x), -30, 30);
run("cosh", (x) => Math.cosh(x), -30, 30);
run("tanh", (x) => Math.tanh(x), -3, 3);
run("asinh", (x) => Math.asinh(x), -30, 30);
run("acosh", (x) => Math.acosh(x), 1, 30);
run("atanh", (x) => Math.atanh(x), -1, 1);
run("cbrt", (x) => Math.cbrt(x), -30, 30);
run("sin", (x) => Math.sin(x), -20, 20);
run("cos", (x) => Math.cos(x), -20, 20);
run("tan", (x) => Math.tan(x), -20, 20);
run("sin far", (x) => Math.sin(x), -2000000, 2000000);
run("atan2", (x) => Math.atan2(x, 0.7), -4, 4);
run("atan2n", (x) => Math.atan2(x, -3.7), -4, 4);
run("atan2r", (x) => Math.atan2(0.3, x), -4, 4);
run("hypot", (x) => Math.hypot(x, 2, 3), -4, 4);
// Powers that are exact, and those where only zeros, infinities and NaN come out.
for (let i = 0; i < 30; i++) console.log(2 ** (i - 20), (i - 20) ** 3, 3 ** i, (-2) ** i, (-8) ** (1 / 3), 4 ** -i, i ** 0.5);
const edges = [0, -0, NaN, Infinity, -Infinity, 1, -1];
for (const x of edges) for (const y of special) console.log(x, y, x ** y, Math.pow(x, y), Math.atan2(x, y), Math.hypot(x, y));
for (const x of edges) for (const y of special) console.log(x, y, y ** x, Math.atan2(y, x), Math.hypot(y, x));
console.log(Math.hypot(), Math.hypot(3), Math.hypot(3, 4, 12), Math.hypot(1e200, 1e200), Math.hypot(1e-200, 1e-200));
