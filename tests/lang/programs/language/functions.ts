function add(a: number, b = 10, ...rest: number[]): number {
  let sum = a + b;
  for (const value of rest) sum += value;
  return sum;
}
console.log(add(1), add(1, 2), add(1, 2, 3, 4), add(1, undefined, 5));

function optional(text: string, times?: number): string {
  return times === undefined ? text : text.repeat(times);
}
console.log(optional("a"), optional("a", 3));

const square = (x: number): number => x * x;
const compose =
  <A, B, C>(f: (a: A) => B, g: (b: B) => C) =>
  (a: A): C =>
    g(f(a));
console.log(compose(square, (x) => `<${x}>`)(7));

function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
console.log(fib(20));

function isEven(n: number): boolean {
  return n === 0 || isOdd(n - 1);
}
function isOdd(n: number): boolean {
  return n !== 0 && isEven(n - 1);
}
console.log(isEven(10), isOdd(10));

console.log(hoisted());
function hoisted(): string {
  return inner() + "!";
  function inner(): string {
    return "hoisted";
  }
}

const fact = function self(n: number): number {
  return n <= 1 ? 1 : n * self(n - 1);
};
console.log(fact(10));

function apply(f: (x: number, i: number) => void): void {
  for (let i = 0; i < 2; i++) f(i * 10, i);
}
apply((x) => console.log(x));
apply(() => console.log("called"));

function noReturn(flag: boolean): string | undefined {
  if (flag) return "value";
}
console.log(noReturn(true), noReturn(false));

function defaults(a: number, b = a * 2, c = a + b): string {
  return `${a} ${b} ${c}`;
}
console.log(defaults(1), defaults(1, 5), defaults(1, 5, 0));

function destructured({ x, y = 5 }: { x: number; y?: number }, [first, second]: [string, number]): string {
  return `${x} ${y} ${first} ${second}`;
}
console.log(destructured({ x: 1 }, ["a", 2]), destructured({ x: 1, y: 2 }, ["b", 3]));

const table: ((n: number) => number)[] = [(n) => n + 1, (n) => n * 2, square];
console.log(table.map((f) => f(5)).join());

function outer(): () => number {
  let count = 0;
  return () => ++count;
}
const counter = outer();
counter();
console.log(counter(), counter(), outer()());
console.log(((a: number, b: number) => a - b)(5, 3));
function voidResult(): void {}
console.log(voidResult());
const numbers = [1, 2, 3];
console.log(Math.max(...numbers), add(1, 2, ...numbers));
