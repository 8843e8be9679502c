// Arrays that only ever hold small integers may hold them as 32 bits: nobody can tell. Each group of arrays below is one of its own.

// ---- constants, indices, bit operations ----
const table: number[] = [3, 1, 4, 1, 5, 9, 2, 6];
const signed: readonly number[] = [-2147483648, 2147483647, -1, 0, 1];
const unsigned = [4294967295, 0, 2147483648, 7];
const beyond = [4294967296, 1, 2, 3];
const withFraction = [1, 2.5, 3, 4];
const withMinusZero = [1, 2, -0, 4];
let sum = 0;
for (let i = 0; i < table.length; i++) sum = (sum * 31 + table[i]) | 0;
console.log(sum, table[7] >> 1, table[table[1]]);
console.log(signed[0] - 1, signed[1] + 1, signed[2] >>> 0, -signed[3], 1 / -signed[3]);
console.log(unsigned[0] + 1, unsigned[0] | 0, unsigned[2] * 2, unsigned[3] % 4);
console.log(beyond[0] + beyond[1], beyond[0] | 0, withFraction[1] * 2, 1 / withMinusZero[2]);

// ---- made, filled, changed ----
const counts = new Array<number>(16).fill(0);
for (let i = 0; i < 1000; i++) counts[(i * i) & 15]++;
console.log(counts.length, counts[0], counts[1], counts[4], counts[9]);
counts[16] = 77; // appends
counts.length = 17;
console.log(counts.length, counts[16]);
counts.length = 2;
console.log(counts.length, counts[1]);

// ---- what an array gives that may not be there ----
function drain(from: number[]): string {
  let text = "";
  for (let last = from.pop(); last !== undefined; last = from.pop()) text += `${last};`;
  return `${text}${from.pop() === undefined}${from.shift() === undefined}${from.at(0) === undefined}`;
}
const stack: number[] = [];
for (let i = 0; i < 5; i++) stack.push(i * i, -i);
console.log(stack.shift(), stack.at(-1), stack.find((x) => x > 3), stack.indexOf(-2), stack.includes(9));
console.log(drain(stack));

// ---- what makes an array of another kind of number ----
const halves: number[] = [];
for (let i = 0; i < 4; i++) halves.push(i / 2);
console.log(halves[1] + halves[3]);

const zeros: number[] = [];
for (let i = -1; i < 2; i++) zeros.push(i * 0);
console.log(1 / zeros[0], 1 / zeros[1], Object.is(zeros[0], -0));

const maybeNaN: number[] = [];
for (const text of ["1", "x", "3"]) maybeNaN.push(Number(text));
console.log(maybeNaN[1], maybeNaN[0] + maybeNaN[2], maybeNaN.indexOf(NaN), maybeNaN.includes(NaN));

const large: number[] = [];
for (let i = 0, value = 1; i < 40; i++, value *= 2) large.push(value);
console.log(large[31], large[32], large[39]);

const grows: number[] = [];
for (let i = 0; i < 5; i++) grows.push(grows.length * 1_000_000_000);
console.log(grows[4]);

const infinite = new Array<number>(3).fill(Infinity);
infinite[1] = 5;
console.log(Math.min(infinite[0], infinite[1]), infinite[2]);

// ---- the same function for arrays of both kinds ----
function total(numbers: readonly number[]): number {
  let result = 0;
  for (const number of numbers) result += number;
  return result;
}
function doubled(numbers: number[]): number[] {
  return numbers.map((number) => number * 2);
}
function swap(numbers: number[], a: number, b: number): void {
  const kept = numbers[a];
  numbers[a] = numbers[b];
  numbers[b] = kept;
}
const whole = [10, 20, 30];
const parts = [0.5, 0.25, 0.125];
console.log(total(whole), total(parts), total(doubled(whole)), total(doubled(parts)));
swap(whole, 0, 2);
swap(parts, 0, 2);
console.log(whole[0], parts[0], total([...whole, ...parts]), total([...whole, 7]));

// ---- one variable for arrays of both kinds ----
let either = [1, 2, 3];
console.log(either[0]);
if (process.argv.length > 0) either = [0.1, 0.2];
console.log(either[0] + either[1]);

function choose(first: boolean): number[] {
  return first ? [1, 2, 3, 4, 5] : [1.5, 2.5];
}
console.log(choose(true)[4], choose(false)[1]);

// ---- arrays in objects, arrays, tuples, maps and closures ----
class Grid {
  readonly cells: number[];
  constructor(
    readonly width: number,
    height: number,
  ) {
    this.cells = new Array<number>(width * height).fill(-1);
  }
  set(x: number, y: number, value: number): void {
    this.cells[y * this.width + x] = value & 0xff;
  }
  get(x: number, y: number): number {
    return this.cells[y * this.width + x];
  }
}
const grid = new Grid(4, 3);
grid.set(1, 2, 300);
console.log(grid.get(1, 2), grid.get(0, 0));

const neighbours: number[][] = [];
for (let i = 0; i < 6; i++) neighbours.push([]);
for (let i = 0; i < 6; i++) for (let j = 0; j < 6; j++) if ((i * j) % 3 === 1) neighbours[i].push(j);
const order: number[] = [1];
const seen = new Array<number>(6).fill(0);
for (let at = 0; at < order.length; at++) {
  seen[order[at]] = 1;
  for (const next of neighbours[order[at]]) if (seen[next] === 0 && !order.includes(next)) order.push(next);
}
console.log(order.join(" "), neighbours.map((list) => list.length).join(" "));

const matrix = [
  [1, 2, 3],
  [4, 5, 6],
];
const transposed = matrix[0].map((_, column) => matrix.map((row) => row[column]));
console.log(transposed.map((row) => row.join(",")).join(";"));

const pair: [number[], string] = [[5, 6, 7, 8], "x"];
pair[0].push(9);
console.log(pair[0].length, pair[0][4], pair[1]);

const byName = new Map<string, number[]>();
for (const [name, value] of [
  ["a", 1],
  ["b", 2],
  ["a", 3],
] as const) {
  const list = byName.get(name);
  if (list === undefined) byName.set(name, [value]);
  else list.push(value);
}
console.log(total(byName.get("a")!), byName.get("b")!.length);

function counter(): (step: number) => number {
  const steps: number[] = [];
  let last: number[] = [];
  return (step) => {
    steps.push(step | 0);
    last = steps.slice(-2);
    return steps.length * 100 + last[0];
  };
}
const count = counter();
console.log(count(4), count(5), count(6.7));

// ---- seen as something else ----
const shown = [1, 2, 3, 4];
console.log(shown);
const boxed: unknown = [7, 8, 9, 10];
console.log(boxed, Array.isArray(boxed));
if (Array.isArray(boxed)) console.log(boxed.length);
const union: number[] | string = process.argv.length > 0 ? [1, 2, 3, 4] : "text";
console.log(typeof union === "string" ? union : union[2], union.length);
interface HasLength {
  readonly length: number;
}
const measured: HasLength = [1, 2, 3, 4];
console.log(measured.length);
const iterable: Iterable<number> = [4, 5, 6, 7];
let product = 1;
for (const value of iterable) product *= value;
console.log(product);
const thrown: number[] = [1, 2, 3, 4];
try {
  throw thrown;
} catch (error) {
  console.log(error === thrown, error);
}
const typed = Int32Array.from([1, 2, 3, 4]);
console.log(typed[3], Float64Array.from([1, 2, 3, 4])[2]);

// ---- the library ----
const all = [5, 3, 8, 1, 9, 2];
console.log(all.slice(1, 3).join(), all.concat([10, 11]).length, all.toSorted((a, b) => a - b).join());
all.sort((a, b) => b - a);
console.log(all.join(), all.reverse().join(), all.indexOf(8), all.lastIndexOf(1));
all.splice(1, 2, 40, 41, 42);
console.log(all.join(), all.reduce((a, b) => a + b), all.some((x) => x > 41), all.every((x) => x > 0));
all.unshift(100, 101);
all.copyWithin(0, 3);
console.log(all.join(), all.filter((x) => x % 2 === 1).join(), all.flatMap((x) => [x, x + 1]).length);
console.log([...all.entries()].length, [...all.keys()].length, Math.max(...all), all.with(0, 6).join());
for (const [index, value] of all.entries()) if (index < 2) console.log(index, value);
console.log(Array.from({ length: 4 }, (_, index) => index * 3).join(), Array.of(1, 2, 3).length);
const [first, second, ...others] = all;
console.log(first, second, others.length);
all.sort();
console.log(all.join());

// ---- suspended ----
function* upTo(limit: number): Generator<number[]> {
  const collected: number[] = [];
  for (let i = 0; i < limit; i++) {
    collected.push(i);
    yield collected;
  }
}
for (const list of upTo(3)) console.log(list.length, list[list.length - 1]);
async function later(list: number[]): Promise<number> {
  await Promise.resolve();
  list.push(3);
  return list[0] + list.length;
}
const kept = [1, 2];
console.log(await later(kept), kept[2]);
