let seed = 12345;
function next(): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed;
}
function pow2(e: number): number {
  let r = 1;
  for (let i = 0; i < e; i++) r *= 2;
  for (let i = 0; i > e; i--) r /= 2;
  return r;
}
function double(): number {
  const m = (next() * 1048576 + (next() >>> 12)) ;
  const e = (next() % 2040) - 1020 - 52;
  return e < -1000 ? m * pow2(e + 60) * pow2(-60) : m * pow2(e);
}
for (let i = 0; i < 3000; i++) {
  const x = double();
  const text = String(x);
  console.log(text, x.toPrecision(1 + (next() % 40)), x.toExponential(next() % 30));
  if (Number(text) !== x) console.log("bad round trip", text);
  const y = next() / 1000;
  const z = next() / 4294967296;
  console.log(y, z, y.toFixed(next() % 10), z.toFixed(next() % 25), y.toString(2 + (next() % 35)), z.toString(2 + (next() % 35)), x.toString(2 + (next() % 35)));
  let digits = "";
  const n = 1 + (next() % 60);
  for (let k = 0; k < n; k++) {
    digits += String(next() % 10);
    if (k === n >> 1) digits += ".";
  }
  const t = digits + "e" + String((next() % 660) - 340);
  console.log(t, Number(t), parseFloat(t));
  console.log(double() % double(), y % z, parseInt(digits), parseInt(digits, 2 + (next() % 7)), (x | 0), (x >>> 3));
}
console.log(Number("2.2250738585072011e-308"), Number("4.9e-324"), Number("2.4703282292062327208e-324"), Number("2.4703282292062328e-324"), Number("1.7976931348623159e308"), Number("9007199254740993"), Number("9007199254740992.9999999999999999999999"));
console.log(Number("  12  "), Number("1_0"), Number("-0x10"), Number("0b101"), Number("0o17"), Number("1e"), Number("."), Number("5."), Number(".5"), Number("+.5e-2"), Number("Infinity"), Number("-Infinity"), Number("infinity"), Number("1 2"));
console.log(parseInt("0x1f"), parseInt("-0x1f"), parseInt("z", 36), parseInt("12", 1), parseInt("101", 2), parseInt(""), parseInt("9007199254740993"), parseInt("123456789012345678901234567890"), parseInt("ffffffffffffffffffff", 16), parseFloat("-.5e1x"), parseFloat("-Infinityx"), parseFloat("e5"));
console.log((0).toFixed(2), (-1.5).toFixed(0), (2.5).toFixed(0), (1.45).toFixed(1), (-0.0000001).toFixed(2), (1e20).toFixed(2), (123.456).toFixed(10), (0.000001).toFixed(7), (5e-324).toFixed(100));
console.log((-0).toFixed(0), (-0).toFixed(1), (-0).toFixed(100).length, (-0).toPrecision(3), (-0).toExponential(2));
console.log((0).toPrecision(3), (0).toExponential(), (0).toExponential(2), (123456).toExponential(), (99.99).toPrecision(3), (1e21).toPrecision(25), (0.00001).toPrecision(1), (1e-7).toPrecision(2));
console.log((-255).toString(16), (0.5).toString(2), (1 / 3).toString(3), (1e21).toString(36), (123.456).toString(36), (2 ** 60).toString(7), (0.1).toString(2));
console.log(-0, [-0].join(), String(-0), 0 * -1, 1 / -0);
