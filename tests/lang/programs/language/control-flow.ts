function classify(n: number): string {
  switch (n) {
    case 0:
      return "zero";
    case 1:
    case 2:
      return "small";
    case 3: {
      const text = "three";
      return text;
    }
    default:
      return "many";
  }
}
console.log([0, 1, 2, 3, 4].map(classify).join());

function fallthrough(s: string): string {
  let out = "";
  switch (s) {
    case "a":
      out += "a";
    case "b":
      out += "b";
      break;
    default:
      out += "d";
    case "c":
      out += "c";
  }
  return out;
}
console.log(["a", "b", "c", "x"].map(fallthrough).join());

function grade(n: number): string {
  switch (true) {
    case n >= 90:
      return "A";
    case n >= 80:
      return "B";
  }
  return "C";
}
console.log(grade(95), grade(85), grade(10));

outer: for (let i = 0; i < 5; i++) {
  for (let j = 0; j < 5; j++) {
    if (j === 3) continue outer;
    if (i === 2) break outer;
    console.log(i, j);
  }
}

let k = 0;
do {
  k += 3;
  if (k === 6) continue;
} while (k < 10);
console.log(k);

for (let i = 10, j = 0; i > j; i -= 2, j++) if (i === 6) console.log(i, j);
for (;;) {
  k--;
  if (k < 5) break;
}
console.log(k);

block: {
  if (k > 0) break block;
  console.log("not reached");
}

for (const c of "héy") console.log(c);
for (const [i, x] of [10, 20].entries()) console.log(i, x);
const list = [1, 2, 3];
for (const x of list) {
  if (x === 2) list.push(4);
  if (list.length > 10) break;
}
console.log(list.join());
let assigned: number;
for (assigned of [7, 8]);
console.log(assigned!);

const ternary = (n: number) => (n < 0 ? "neg" : n === 0 ? "zero" : n > 100 ? "big" : "pos");
console.log(ternary(-1), ternary(0), ternary(5), ternary(500));

function maybe(flag: boolean): string | null {
  return flag ? "text" : null;
}
let x: number | undefined;
x ??= 5;
x &&= x + 1;
x ||= 100;
console.log(x);
console.log(0 || "fallback", maybe(true) ?? "kept", maybe(false) ?? "nullish", false && "never", 1 && "yes");

const comma = (console.log("first"), 42);
console.log(comma);

let n = 27;
let steps = 0;
while (n !== 1) {
  n = n % 2 === 0 ? n / 2 : 3 * n + 1;
  steps++;
}
console.log(steps);

function early(values: number[]): number {
  for (const value of values) {
    if (value < 0) continue;
    if (value > 100) return value;
  }
  return -1;
}
console.log(early([-5, 50, 200, 300]), early([]));
if (list.length) console.log("truthy length");
const empty = "x".slice(1);
if (!empty) console.log("empty string is false");
if (NaN) console.log("no");
else console.log("NaN is false");
