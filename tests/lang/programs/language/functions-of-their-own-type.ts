// Function types that hold themselves: states that give the next state, functions that take their like, values of which some are functions over values.

type State = (character: string) => State | null;
const outside: State = (character) => (character === '"' ? inside : outside);
const inside: State = (character) => (character === '"' ? outside : character === "\\" ? escaped : inside);
const escaped: State = () => inside;
const broken: State = () => null;

function run(text: string, first: State = outside): string {
  let state: State | null = first;
  let steps = 0;
  for (const character of text) {
    if (state === null) break;
    state = state(character);
    steps += 1;
  }
  return `${state === outside} ${state === inside} ${state === null} ${steps}`;
}
console.log(run('a "b\\"c" d'), run('"'), run("abc", broken));

// Functions are declared with the type taken apart.
function even(n: number): State | null {
  return n % 2 === 0 ? outside : null;
}
const picks: ((n: number) => State | null)[] = [even, (n) => (n > 2 ? inside : even(n))];
console.log(picks.map((pick) => [1, 2, 3].map((n) => pick(n) === null)));
const unfolded: (character: string) => State | null = outside;
const folded: State = unfolded;
console.log(folded === outside, unfolded === outside, folded('"') === inside);

// Values and functions over them.
type Value = number | string | Operation | Value[];
type Operation = (args: Value[]) => Value;
const scope = new Map<string, Value>([
  ["sum", (args) => args.reduce((a: number, b) => a + (typeof b === "number" ? b : 0), 0)],
  ["twice", ([f]) => (args) => (typeof f === "function" ? f([f(args), 1]) : "?")],
  ["three", 3],
]);
function show(value: Value): string {
  if (typeof value === "function") return "function";
  return Array.isArray(value) ? `[${value.map(show).join()}]` : `${value}`;
}
function apply(name: Value, ...args: Value[]): Value {
  const f = typeof name === "string" ? scope.get(name) : name;
  return typeof f === "function" ? f(args) : [f ?? "nothing", args];
}
const sum = scope.get("sum") ?? 0;
console.log(show(apply("sum", 1, 2, 3)), show(apply(apply("twice", sum), 5, 6)), show(apply("three", sum, "x")), show(apply("none")));

// Without an end until it is asked for.
type Thunk<T> = T | (() => Thunk<T>);
function force<T extends number | string>(thunk: Thunk<T>): T {
  let at: Thunk<T> = thunk;
  while (typeof at === "function") at = at();
  return at;
}
const isEven = (n: number): Thunk<number> => (n === 0 ? 1 : () => isOdd(n - 1));
const isOdd = (n: number): Thunk<number> => (n === 0 ? 0 : () => isEven(n - 1));
console.log(force(isEven(30001)), force(isOdd(30001)), force<string>(() => () => "text"));

// Taking one's like.
type Self<T> = (self: Self<T>, n: number) => T;
const factorial: Self<number> = (self, n) => (n === 0 ? 1 : n * self(self, n - 1));
const stars: Self<string> = (self, n) => (n === 0 ? "" : `*${self(self, n - 1)}`);
console.log(factorial(factorial, 10), stars(stars, 4));
type Adder = { (n: number): Adder } | number;
interface Fluent {
  (n: number): Fluent;
}
let total = 0;
const add: Fluent = (n) => {
  total += n;
  return add;
};
add(1)(2)(3);
const adder = (m: number): Adder => (n: number) => (n === 0 ? m : adder(m + n));
let result = adder(10);
for (const n of [1, 2, 0]) if (typeof result === "function") result = result(n);
console.log(total, result);

// Two that hold each other, in lists, tuples, maps and records.
type Ping = (log: string[], pong: Pong) => [Pong, number] | null;
type Pong = (log: string[], ping: Ping, rest: Ping[]) => Ping | undefined;
const ping: Ping = (log, pong) => {
  log.push("ping");
  return log.length > 5 ? null : [pong, log.length];
};
const pong: Pong = (log, ping, rest) => {
  log.push("pong");
  return rest[log.length % 2] ?? ping;
};
const log: string[] = [];
let next: Ping | undefined = ping;
while (next !== undefined) {
  const got: [Pong, number] | null = next(log, pong);
  next = got?.[0](log, next, [ping, ping]);
}
console.log(log.join(" "));
type Handler = (input: string, others: Record<string, Handler>, seen: Map<Handler, number>) => string;
const handlers: Record<string, Handler> = {
  upper: (input) => input.toUpperCase(),
  both: (input, others, seen) => {
    const upper = others["upper"]!;
    seen.set(upper, (seen.get(upper) ?? 0) + 1);
    return `${upper(input, others, seen)}${input}`;
  },
};
const seen = new Map<Handler, number>();
console.log(handlers["both"]!("x", handlers, seen), handlers["both"]!("y", handlers, seen), [...seen.values()]);

// With promises and generators.
type Step = (n: number) => Promise<Step | number>;
const count: Step = async (n) => (n > 2 ? n : count);
const decide: Step = async (n) => (n % 2 === 0 ? count : decide);
let step: Step | number = decide;
for (let n = 1; typeof step === "function"; n++) step = await step(n);
console.log(step);
type Lazy = () => Generator<Lazy | string>;
function* spell(lazy: Lazy): Generator<string> {
  for (const each of lazy()) {
    if (typeof each === "string") yield each;
    else yield* spell(each);
  }
}
const ab: Lazy = function* () {
  yield "a";
  yield "b";
};
const nested: Lazy = function* () {
  yield ab;
  yield "c";
  yield ab;
};
console.log([...spell(nested)].join(""));
