// Running out of stack is an error that can be caught, whatever it was that recursed, and nothing on the way is lost.
let deepest = 0;
function down(n: number): number {
  deepest = n;
  return down(n + 1) + 1;
}
function outcome(f: () => unknown): string {
  deepest = 0;
  try {
    f();
    return "returned";
  } catch (error) {
    if (!(error instanceof RangeError)) return "something else";
    return `${error.name}: ${error.message}, deep enough: ${deepest > 1000}`;
  }
}
console.log(outcome(() => down(0)));

function even(n: number): boolean {
  deepest++;
  return n < 0 ? true : odd(n + 1);
}
const odd = (n: number): boolean => (n < 0 ? false : !even(n + 1));
console.log(outcome(() => even(0)));

abstract class Shape {
  constructor(readonly name: string) {}
  abstract area(of: Shape): string;
}
class Square extends Shape {
  area(of: Shape): string {
    deepest++;
    return this.name + of.area(this);
  }
}
class Circle extends Shape {
  area(of: Shape): string {
    deepest++;
    return of.area(this) + this.name;
  }
}
console.log(outcome(() => new Square("square").area(new Circle("circle"))));
class Endless {
  get self(): Endless {
    deepest++;
    return this.self;
  }
}
console.log(outcome(() => new Endless().self));
function through(list: number[]): number[] {
  deepest++;
  return list.map((x) => through([x, x + 1]).length);
}
console.log(outcome(() => through([1])));

// What is on the way is left in order.
let finals = 0;
let disposals = 0;
class Resource {
  [Symbol.dispose](): void {
    disposals++;
  }
}
let entered = 0;
function guarded(text: string): number {
  entered++;
  try {
    return guarded(text === "" ? "x" : "") + 1;
  } finally {
    finals++;
  }
}
console.log(outcome(() => guarded("")).startsWith("RangeError"), entered === finals);
function disposing(n: number): number {
  using r = new Resource();
  if (n === 3000) throw new Error("enough");
  return disposing(n + 1) + (r ? 1 : 0);
}
try {
  disposing(0);
} catch (error) {
  console.log(error instanceof Error ? error.message : "", disposals);
}

// Caught half way, again and again; what follows works as before.
function half(n: number): number {
  try {
    return half(n + 1);
  } catch {
    return n > 100 ? rethrow(n) : n;
  }
}
function rethrow(n: number): never {
  throw new RangeError(`at ${n}`);
}
console.log(half(0));
const sum = (n: number): number => (n === 0 ? 0 : n + sum(n - 1));
console.log(sum(5000));
for (let i = 0; i < 3; i++) console.log(outcome(() => down(0)));

// Thousands of frames of an ordinary function.
function ordinary(n: number, text: string, list: number[], flag: boolean): string {
  const inner = [...list, n];
  const name = `${text}${n % 10}`.slice(-5);
  const pick = (value: number): string => (flag ? name : String(value));
  if (n >= 3000) return pick(inner.length);
  return ordinary(n + 1, name, inner.slice(-3), !flag);
}
console.log(ordinary(0, "", [], true));

async function later(n: number): Promise<number> {
  return (await later(n + 1)) + 1;
}
later(0).then(
  () => console.log("resolved"),
  (error) => console.log("rejected", error instanceof RangeError),
);
