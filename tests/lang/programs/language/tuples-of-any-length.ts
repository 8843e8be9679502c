type Pair = [number, string?];
const one: Pair = [1];
const two: Pair = [2, "b"];
console.log(one.length, two.length, one[0], one[1], two[1], one, two);
function show([n, s = "none"]: Pair): string { return `${n} ${s}`; }
console.log(show(one), show(two), show([3]));
const [first, second] = one;
console.log(first + 1, second);
type Args = [name: string, ...rest: number[]];
const args: Args = ["sum", 1, 2, 3];
const [name, ...numbers] = args;
console.log(name.toUpperCase(), numbers.reduce((a, b) => a + b, 0), args[0].length, args[2], args.length);
type NonEmpty = [string, ...string[]];
function head(list: NonEmpty): string { return list[0]; }
console.log(head(["x", "y"]));
type Ends = [number, ...string[], boolean];
const ends: Ends = [1, "a", "b", true];
console.log(ends, ends.length, ends.at(-1));
function optional(a: number, b?: string, c = 5): string { return `${a} ${b} ${c}`; }
console.log(optional(...one), optional(...two));
const three: [number, string?, number?] = [7, undefined, 8];
console.log(optional(...three));
function sum(label: string, ...values: number[]): string { return `${label} ${values.reduce((a, b) => a + b, 0)} of ${values.length}`; }
console.log(sum(...args), sum("x", ...numbers), sum(...args, 10), sum(...["y", 5] as const, 6));
function call<A extends unknown[], R>(f: (...args: A) => R, ...args: A): R {
  console.log(args.length);
  return f(...args);
}
console.log(call((a: number, b: number) => a + b, 1, 2), call(() => "none"), call(sum, "z", 1, 2));
console.log(call(optional, 1, "t"));
function bindFirst<F, A extends unknown[], R>(f: (first: F, ...rest: A) => R, first: F): (...rest: A) => R {
  return (...rest) => f(first, ...rest);
}
const add3 = (a: number, b: number, c: number): number => a * 100 + b * 10 + c;
console.log(bindFirst(add3, 1)(2, 3), bindFirst(bindFirst(add3, 4), 5)(6));
function tupled(...pair: [x: number, y: string]): string { return `${pair[0]}${pair[1]}${pair.length}`; }
console.log(tupled(1, "z"), tupled(...[2, "w"] as [number, string]));
const join = (...parts: [string, number?]): string => `${parts[0]}:${parts[1] ?? "-"}`;
console.log(join("p"), join("q", 4));
function concat<A extends unknown[], B extends unknown[]>(a: [...A], b: [...B]): [...A, ...B] { return [...a, ...b]; }
const joined = concat([1, "a"], [true]);
console.log(joined, joined[2], joined.length);
class Event2<T extends unknown[]> {
  private readonly listeners: ((...args: T) => void)[] = [];
  on(listener: (...args: T) => void): void { this.listeners.push(listener); }
  emit(...args: T): void { for (const listener of this.listeners) listener(...args); }
}
const event = new Event2<[string, number]>();
event.on((s, n) => console.log("got", s, n));
event.on((s) => console.log("short", s));
event.emit("e", 9);
const plain = new Event2<number[]>();
plain.on((...all) => console.log(all));
plain.emit(1, 2, 3);
const point: readonly [x: number, y: number, z?: number] = [1, 2];
const [x, y, z] = point;
console.log(x, y, z, point[2] === undefined, point.length === 2);
if (two[1] !== undefined) console.log(two[1].length);
two[1] = "changed";
one[1] = "set";
console.log(two, one.length);
for (const part of three) console.log(part);
const swapped: [string, number] = ((...t: [number, string]): [string, number] => [t[1], t[0]])(1, "s");
console.log(swapped);
const optionalTail: [a: { v: number }, b?: { v: number }] = [{ v: 1 }];
console.log(optionalTail[1]?.v, optionalTail[0].v, optionalTail.map((o) => o?.v));
