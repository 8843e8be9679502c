// Array patterns, spread and library functions over iterators; patterns close them when they have enough.
function* numbers(name: string, limit = 5): Generator<number> {
  try {
    for (let i = 1; i <= limit; i++) yield i;
  } finally {
    console.log(name, "closed");
  }
}
const [a, b] = numbers("two");
console.log(a, b);
const [c, , d = 30, e = 40] = numbers("three", 3);
console.log(c, d, e);
const [f, ...rest] = numbers("rest");
console.log(f, rest.join());
// biome-ignore lint/correctness/noEmptyPattern: it takes nothing and closes the iterator
const [] = numbers("none");
const [first] = new Set(["x", "y"]);
console.log(first);
const [[key, value]] = new Map([["k", 1]]);
console.log(key, value);
const [h, i, j] = "añ😀";
console.log(h, i, j);
let x = 0;
let y = 0;
[x, y] = numbers("assigned");
console.log(x, y);
[x, y = 7] = numbers("default", 1);
console.log(x, y);
const target = { p: 0, q: [] as number[] };
[target.p, ...target.q] = numbers("places", 3);
console.log(target.p, target.q.join());
function parameters([p, q]: Iterable<number>, [r] = numbers("parameter")): number {
  return p + q + r;
}
console.log(parameters(numbers("argument")), parameters([10, 20], numbers("given")));
for (const [n, m] of [numbers("loop 1"), numbers("loop 2")]) console.log(n, m);
try {
  const [s, t = fail()] = numbers("failing", 1);
  console.log(s, t);
} catch (error) {
  console.log(error instanceof Error ? error.message : "?");
}
try {
  const [s = fail(), t = fail()] = sparse();
  console.log(s, t);
} catch (error) {
  console.log(error instanceof Error ? error.message : "?");
}
function fail(): number {
  throw new Error("no default");
}
function* sparse(): Generator<number | undefined> {
  try {
    yield 1;
    yield undefined;
    yield 3;
  } finally {
    console.log("sparse closed");
  }
}
class Own {
  at = 0;
  [Symbol.iterator](): this {
    return this;
  }
  next(): IteratorResult<string> {
    console.log("next", this.at);
    return this.at++ < 2 ? { done: false, value: `v${this.at}` } : { done: true, value: undefined };
  }
  return(): IteratorResult<string> {
    console.log("returned");
    return { done: true, value: undefined };
  }
}
function own(): void {
  const [o1] = new Own();
  const [p1, p2, p3, p4] = new Own();
  console.log(o1, p1, p2, p3, p4);
}
own();
console.log([...new Own(), "end"].join());
console.log(Array.from(new Own()).length, new Set(new Own()).size, new Map([["a", 1] as const, ["b", 2] as const]).size);
const [g1, g2, g3] = new Own();
console.log(g1, g2, g3);
