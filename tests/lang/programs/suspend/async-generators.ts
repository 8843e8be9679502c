// Async generators: order of settlement, a queue of requests, return and throw.
const log = (text: string): void => console.log(text);

async function ticks(name: string, n: number): Promise<void> {
  for (let i = 1; i <= n; i++) {
    await null;
    log(`${name} ${i}`);
  }
}

function note(name: string, promise: Promise<IteratorResult<string, string>>): void {
  promise.then(
    (step) => log(`${name}: ${step.done ? "done" : "step"} ${step.value}`),
    (error) => log(`${name}: failed ${error instanceof Error ? error.message : String(error)}`),
  );
}

async function* letters(): AsyncGenerator<string, string> {
  log("begins");
  try {
    yield "a";
    await null;
    yield "b";
    yield Promise.resolve("c");
  } finally {
    log("finally");
  }
  return "end";
}

async function queue(): Promise<void> {
  const g = letters();
  note("1", g.next());
  note("2", g.next());
  note("3", g.next());
  note("4", g.next());
  note("5", g.next());
  await ticks("tick", 14);
}

async function returning(): Promise<void> {
  const g = letters();
  note("next", g.next());
  note("return", g.return(Promise.resolve("asked")));
  note("after", g.next());
  note("return again", g.return("again"));
  await ticks("tick", 10);
  const unborn = letters();
  note("unborn", unborn.return("early"));
  note("unborn next", unborn.next());
  await ticks("tick", 4);
}

async function* catching(): AsyncGenerator<string, string> {
  for (;;) {
    try {
      yield "waiting";
    } catch (error) {
      yield `caught ${error instanceof Error ? error.message : String(error)}`;
      return "left";
    }
  }
}

async function throwing(): Promise<void> {
  const g = catching();
  note("next", g.next());
  note("throw", g.throw(new Error("in")));
  note("next", g.next());
  note("throw late", g.throw(new Error("late")));
  await ticks("tick", 8);
  const unborn = catching();
  note("throw early", unborn.throw(new Error("early")));
  note("then", unborn.next());
  await ticks("tick", 3);
}

async function* failing(): AsyncGenerator<string, string> {
  yield "one";
  yield Promise.reject(new Error("rejected"));
  return "not reached";
}

async function loops(): Promise<void> {
  for await (const x of letters()) log(x);
  for await (const x of letters()) {
    if (x === "b") break;
    log(x);
  }
  try {
    for await (const x of failing()) log(x);
  } catch (error) {
    log(`caught ${error instanceof Error ? error.message : "?"}`);
  }
  try {
    for await (const _ of letters()) throw new Error("from the body");
  } catch (error) {
    log(`caught ${error instanceof Error ? error.message : "?"}`);
  }
  outer: for (const n of [1, 2]) {
    for await (const x of letters()) {
      if (x === "b") continue outer;
      log(`${n}${x}`);
    }
  }
}

async function* inner(name: string): AsyncGenerator<string, string> {
  try {
    yield `${name}1`;
    yield `${name}2`;
  } finally {
    log(`${name} leaves`);
  }
  return `${name} end`;
}
async function* outer(): AsyncGenerator<string, string> {
  const a = yield* inner("a");
  log(a);
  yield* ["x", "y"];
  yield* [Promise.resolve("p"), "q"];
  const b = yield* inner("b");
  return b;
}
async function delegating(): Promise<void> {
  for await (const x of outer()) log(x);
  const g = outer();
  note("1", g.next());
  note("2", g.return("asked"));
  note("3", g.next());
  await ticks("tick", 12);
}

async function main(): Promise<void> {
  for (const [name, part] of [
    ["queue", queue],
    ["returning", returning],
    ["throwing", throwing],
    ["loops", loops],
    ["delegating", delegating],
  ] as [string, () => Promise<void>][]) {
    log(`-- ${name}`);
    await part();
  }
}
main();
