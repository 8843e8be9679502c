// `yield*`: over generators, arrays, strings, collections and iterators of one's own; what is sent, thrown and returned goes through.
function* inner(name: string): Generator<string, number, string> {
  try {
    for (let turn = 1; ; turn++) {
      const sent = yield `${name} ${turn}`;
      if (sent === "stop") return turn;
      console.log(name, "got", sent);
    }
  } catch (error) {
    console.log(name, "caught", error instanceof Error ? error.message : String(error));
    yield `${name} recovers`;
    return -1;
  } finally {
    console.log(name, "leaves");
  }
}
function* outer(): Generator<string, string, string> {
  const a = yield* inner("a");
  const b = yield* inner("b");
  return `${a} ${b}`;
}
function show(step: IteratorResult<string, string>): void {
  console.log(step.done ? "done:" : "step:", step.value);
}
const o = outer();
show(o.next("never seen"));
show(o.next("one"));
show(o.next("stop"));
show(o.throw(new Error("into b")));
show(o.next("end"));

const returned = outer();
show(returned.next(""));
show(returned.return("asked"));
show(returned.next(""));

function* everything(): Generator<unknown> {
  yield* [1, 2];
  yield* "añ😀";
  yield* new Map([["k", 1]]).keys();
  const pair: [number, string] = [3, "three"];
  yield* pair;
  const nothing = yield* [];
  yield nothing;
}
console.log([...everything()].map((each) => String(each)).join(" "));

// An iterator without `throw` is closed, and that is a TypeError.
class Plain implements Iterator<number> {
  private at = 0;
  constructor(private readonly name: string) {}
  [Symbol.iterator](): this {
    return this;
  }
  next(): IteratorResult<number> {
    this.at += 1;
    return this.at > 3 ? { done: true, value: undefined } : { done: false, value: this.at };
  }
  return(): IteratorResult<number> {
    console.log(this.name, "closed at", this.at);
    return { done: true, value: undefined };
  }
}
function* over(source: Iterable<number>): Generator<number> {
  try {
    yield* source;
  } finally {
    console.log("over ends");
  }
}
for (const n of over(new Plain("left"))) if (n === 2) break;
const thrown = over(new Plain("thrown"));
thrown.next();
try {
  thrown.throw(new Error("lost"));
} catch (error) {
  console.log(error instanceof TypeError, error instanceof Error ? error.message : "?");
}
const inArray = over([1, 2, 3]);
inArray.next();
try {
  inArray.throw(new Error("lost"));
} catch (error) {
  console.log(error instanceof TypeError, error instanceof Error ? error.message : "?");
}
console.log([...over(new Plain("whole"))].join());

// The result of a delegation whose inner generator ends by `return`, inside a `finally` that yields.
function* withCleanup(): Generator<number, void> {
  try {
    yield* [1, 2, 3];
  } finally {
    yield 99;
  }
}
function* around(): Generator<number, void> {
  yield* withCleanup();
  yield 100;
}
const r = around();
console.log(r.next().value, r.return().value, r.next().done);

// Deep.
function* deep(n: number): Generator<number> {
  if (n > 0) {
    yield* deep(n - 1);
    yield n;
  }
}
let sum = 0;
for (const n of deep(300)) sum += n;
console.log(sum);
