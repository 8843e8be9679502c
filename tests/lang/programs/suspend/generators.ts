// What generators yield, are sent, return and throw.
function* count(n: number): Generator<number> {
  for (let i = 0; i < n; i++) yield i;
}
for (const x of count(3)) console.log(x);
console.log([...count(4)].join());
const [first, , third] = [...count(5)];
console.log(first, third);

function show(step: IteratorResult<string, number>): void {
  if (step.done) console.log("done", step.value);
  else console.log("step", step.value);
}
function* talk(): Generator<string, number, string> {
  const a = yield "first";
  console.log("got", a);
  const b = yield `second ${a}`;
  console.log("got", b);
  return a.length + b.length;
}
const t = talk();
show(t.next("ignored"));
show(t.next("x"));
show(t.next("yy"));

// Nothing runs before the first next(); defaults and patterns run at once.
function note(text: string): string {
  console.log("note", text);
  return text;
}
function* lazy(a: string = note("default"), { b }: { b: string } = { b: note("pattern") }): Generator<string> {
  console.log("begins");
  yield a;
  yield b;
}
const waiting = lazy();
console.log("made");
console.log([...waiting].join(" "));
function* picky(value: number = fail()): Generator<number> {
  yield value;
}
function fail(): number {
  throw new RangeError("no default");
}
try {
  picky();
  console.log("not reached");
} catch (error) {
  console.log(error instanceof RangeError);
}

// return and throw, before the beginning, in the middle, after the end.
function* steps(name: string): Generator<string, string> {
  try {
    yield `${name} 1`;
    yield `${name} 2`;
  } catch (error) {
    yield `${name} caught ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    console.log(name, "finally");
  }
  return `${name} end`;
}
function showText(step: IteratorResult<string, string>): void {
  console.log(step.done ? "done" : "step", step.value);
}
const early = steps("early");
showText(early.return("stopped"));
showText(early.next());
const middle = steps("middle");
showText(middle.next());
showText(middle.return("stopped"));
showText(middle.next());
const thrown = steps("thrown");
showText(thrown.next());
showText(thrown.throw(new Error("in")));
showText(thrown.next());
try {
  thrown.throw("late");
} catch (error) {
  console.log("late:", error === "late");
}
const unborn = steps("unborn");
try {
  unborn.throw(new Error("before"));
} catch (error) {
  console.log(error instanceof Error ? error.message : "?");
}
showText(unborn.next());

// A finally that yields, one that returns, one that throws.
function* stubborn(): Generator<number, string> {
  try {
    yield 1;
  } finally {
    yield 2;
    console.log("after 2");
  }
  return "whole";
}
const s = stubborn();
console.log(s.next().value);
console.log(s.return("asked").value);
const ended = s.next();
console.log(ended.done, ended.value);
function* overriding(): Generator<number, string> {
  try {
    yield 1;
    return "inner";
  } finally {
    // biome-ignore lint/correctness/noUnsafeFinally: that is what is tested
    return "outer";
  }
}
const o = overriding();
o.next();
console.log(o.return("asked").value);
const o2 = overriding();
o2.next();
console.log(o2.throw(new Error("swallowed")).value);
const o3 = overriding();
o3.next();
console.log(o3.next().value);

// It can't be entered twice at once.
let self: Generator<number> | undefined;
function* reentrant(): Generator<number> {
  try {
    self?.next();
  } catch (error) {
    console.log(error instanceof TypeError, error instanceof Error ? error.message : "?");
  }
  yield 1;
}
self = reentrant();
for (const x of self) console.log(x);
self = undefined;

// An error inside ends it.
function* broken(): Generator<number> {
  yield 1;
  throw new Error("broken");
}
const b = broken();
b.next();
try {
  b.next();
} catch (error) {
  console.log(error instanceof Error ? error.message : "?");
}
console.log(b.next().done, b.next().value);

// Left half way: what it holds goes with it, and nothing runs.
class Held {
  constructor(readonly name: string) {}
}
function* holding(held: Held): Generator<string> {
  const more = [held, new Held("local")];
  try {
    for (const each of more) yield each.name;
  } finally {
    console.log("must not be seen");
  }
}
const half = holding(new Held("argument"));
console.log(half.next().value);
const untouched = holding(new Held("untouched"));
console.log(typeof untouched);
{
  // As they are shown: the value first.
  function* one(): Generator<number, string> {
    yield 1;
    return "end";
  }
  const shown = one();
  console.log(shown.next(), shown.next(), shown.next(), one().return("early"), [1].values().next(), new Set<number>().keys().next());
  const [first, second] = [one(), { *[Symbol.iterator]() { yield "own"; } }[Symbol.iterator]()];
  console.log(first.next(), second.next(), second.next());
  async function* two(): AsyncGenerator<number> {
    yield 2;
  }
  const later = two();
  void later.next().then(async (result) => console.log(result, await later.next(), await two().return(undefined)));
}
