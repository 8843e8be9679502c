// Where a read asks whether the element is there, there is nothing outside, as in JavaScript.
const at = (index: number): number => index;
const i = at(5);

// Every kind of array.
const numbers = [1, 2, 3];
console.log(numbers[i] ?? 0, numbers[-1] ?? 9, numbers[1] ?? 9, numbers[at(0.5)] ?? "no", numbers[at(Number.NaN)] ?? 8);
console.log(numbers[i] === undefined, numbers[1] !== undefined, undefined === numbers[7], numbers[2] == null);
console.log(numbers[i] || "none", numbers[0] || "none", typeof numbers[i], typeof numbers[0], numbers[i] === null);
const zero = [0];
console.log(zero[0] || "zero", zero[0] ?? "missing", zero[1] ?? "missing");
const integers: readonly number[] = Array.from({ length: 4 }, (_, index) => index * index);
let sum = 0;
for (let index = -2; index < 7; index++) sum += integers[index] ?? 100;
console.log(sum);
const booleans = [true, false];
console.log(booleans[3] ?? "no", booleans[1] ?? "no", booleans[0] === undefined, booleans[9] === undefined);
const texts = ["x", ""];
console.log(texts[2] ?? "e", texts[1] ?? "e", texts[2] || "e", texts[1] || "f", texts[0] || "e", texts[7] === undefined);
const perhaps: (number | null | undefined)[] = [1, null, undefined];
console.log(perhaps[0] ?? "a", perhaps[1] ?? "b", perhaps[2] ?? "c", perhaps[3] ?? "d", perhaps[1] === null, perhaps[8] === null);
const mixed: (string | number)[] = ["a", 2];
console.log(mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0, typeof mixed[1], typeof mixed[5]);
const anything: unknown[] = [1, { x: 1 }];
console.log(anything[0] ?? "d", anything[2] ?? "d", anything[2] === undefined, typeof anything[1]);
const functions: ((n: number) => number)[] = [(n) => n + 1];
console.log(functions[0]?.(1), functions[1]?.(1), functions[1] === undefined, functions[0] ? 1 : 2);
const pairs: [string, number][] = [["a", 1]];
console.log(pairs[0]?.[1], pairs[1]?.[0], pairs[1] ?? "none", pairs[0] ? "there" : "gone");

// Objects are asked for their truth, too.
class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
  sum(): number {
    return this.x + this.y;
  }
}
const points = [new Point(1, 2)];
console.log(points[0]?.sum(), points[1]?.sum(), points[1]?.x ?? "no", points[0]?.y);
if (points[3]) console.log("there");
else console.log("gone");
console.log(points[0] ? "there" : "gone", points[1] ? "there" : "gone", !points[0], !points[1], !!points[0]);
console.log(points[0] && points[0].x, points[1] && points[1].x, (points[1] || points[0])?.x);
let walked = 0;
while (points[walked]) walked++;
for (let index = 0; points[index]; index++) walked += 10;
console.log(walked);
interface Named {
  readonly name: string;
}
const named: Named[] = [{ name: "a" }];
console.log(named[0]?.name, named[1]?.name, named[1]?.name.length ?? "none", named[1]?.name === undefined);

// Nested, as in grids.
const grid = [
  [1, 2],
  [3, 4],
];
let neighbours = "";
for (let y = -1; y < 3; y++) for (let x = -1; x < 3; x++) neighbours += grid[y]?.[x] ?? ".";
console.log(neighbours, grid[7]?.[0], grid[0]?.[5] ?? "d", grid[1]?.[0], grid[1]?.length, grid[4]?.length);
const maze = ["#.#", "..."];
console.log(maze[0]?.[1], maze[0]?.[9] ?? "out", maze[5]?.[0] ?? "far out", maze[1]?.[2] === ".");

// Texts, typed arrays, maps, records, arrays of one kind or another.
const text = "abc";
console.log(text[9] ?? "none", text[1] ?? "none", text[3] === undefined, text[0]?.toUpperCase(), text[8]?.length, text[4] || "or");
const bytes = new Uint8Array([0, 7]);
console.log(bytes[5] ?? 9, bytes[1] ?? 9, bytes[0] || 3, bytes[9] === undefined, bytes[9]?.toFixed(1));
const floats = new Float64Array([1.5]);
console.log(floats[0] ?? 2, floats[1] ?? 2, floats[-1] ?? 3, typeof floats[1]);
const record: Record<string, number> = { a: 1 };
console.log(record["q"] ?? 3, record.a ?? 3, record["q"] === undefined);
const lists: Record<string, string[]> = { a: ["x"] };
console.log(lists["a"]?.[0], lists["a"]?.[1], lists["b"]?.[0], lists["b"]?.length);
const either = (items: string[] | number[], index: number): string | number => items[index] ?? "none";
console.log(either(["a"], 0), either([1], 1), either([1], 0), either([], 0));
const first = (value: unknown): unknown => (Array.isArray(value) ? (value[0] ?? "empty") : "no list");
console.log(first([1]), first([]), first(1), first([undefined]));
const longer: readonly [string, ...number[]] = ["a", 1];
console.log(longer[at(1)] ?? "none", longer[at(2)] ?? "none");
const match = /(a)(b)?/.exec("a")!;
console.log(match[1] ?? "none", match[2] ?? "none", match[9] ?? "none");

// Inside generic functions, and counting.
const get = <T>(items: readonly T[], index: number, otherwise: T): T => items[index] ?? otherwise;
console.log(get([1], 0, 5), get([1], 1, 5), get(["a"], 3, "d"), get([points[0]!], 2, points[0]!).x, get([true], 1, false));
const lacks = <T>(items: readonly T[], index: number): boolean => items[index] === undefined;
console.log(lacks([1], 0), lacks([1], 1), lacks([""], 0), lacks([{}], 1));
const counts: number[] = [];
for (const each of [0, 1, 0, 2, 1, 0]) counts[each] = (counts[each] ?? 0) + 1;
console.log(counts);
const buckets: string[][] = [];
for (const each of ["a", "bb", "c", "dd"]) (buckets[each.length - 1] ??= []).push(each);
console.log(buckets);
const filled = [0, 5];
filled[0] ||= 3;
filled[1] ||= 4;
filled[2] ||= 6;
filled[3] ??= 7;
filled[0] ??= 8;
console.log(filled);

// The object and the index are evaluated once, the other side only where it is needed.
let log = "";
const note = <T>(name: string, value: T): T => {
  log += name;
  return value;
};
console.log(note("a", numbers)[note("b", 9)] ?? note("c", 1), note("d", numbers)[note("e", 0)] ?? note("f", 1), log);

// All other reads outside throw.
let outside = "";
const caught = (read: () => unknown): void => {
  try {
    outside += `${String(read())} `;
  } catch (error) {
    outside += error instanceof RangeError ? "RangeError " : "? ";
  }
};
caught(() => numbers[2] ?? 0);
console.log(outside);
