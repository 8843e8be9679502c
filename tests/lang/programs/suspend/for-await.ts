// `for await` over iterators of promises and plain values, over one's own async iterators, with closing and errors.
const log = (text: string): void => console.log(text);
async function ticks(name: string, n: number): Promise<void> {
  for (let i = 1; i <= n; i++) {
    await null;
    log(`${name} ${i}`);
  }
}
class Countdown implements AsyncIterable<number> {
  constructor(private readonly from: number) {}
  [Symbol.asyncIterator](): AsyncIterator<number> {
    let at = this.from;
    return {
      next: async () => {
        await null;
        at -= 1;
        return at < 0 ? { done: true, value: undefined } : { done: false, value: at };
      },
      return: async () => {
        log(`closed at ${at}`);
        return { done: true, value: undefined };
      },
    };
  }
}
function* promises(): Generator<Promise<string>> {
  try {
    yield Promise.resolve("a");
    yield Promise.resolve("b");
    yield Promise.resolve("c");
  } finally {
    log("promises closed");
  }
}
async function arrays(): Promise<void> {
  for await (const n of [1, 2]) log(`plain ${n}`);
  for await (const n of [Promise.resolve(3), Promise.resolve(4)]) log(`promise ${n}`);
  for await (const n of new Set([Promise.resolve("s")])) log(n);
}
async function own(): Promise<void> {
  for await (const n of new Countdown(3)) log(`down ${n}`);
  for await (const n of new Countdown(3)) if (n === 1) break;
  try {
    for await (const n of new Countdown(3)) throw new Error(`at ${n}`);
  } catch (error) {
    log(error instanceof Error ? error.message : "?");
  }
}
async function generators(): Promise<void> {
  for await (const text of promises()) log(text);
  for await (const text of promises()) {
    log(text);
    break;
  }
}
async function disposing(): Promise<void> {
  for (const name of ["one", "two", "three"]) {
    await using held = {
      async [Symbol.asyncDispose]() {
        await null;
        log(`disposed ${name}`);
      },
    };
    if (name === "two") continue;
    log(`in ${name} ${typeof held}`);
  }
}
async function main(): Promise<void> {
  for (const part of [arrays, own, generators]) {
    log("--");
    const clock = ticks("tick", 12);
    await part();
    await clock;
  }
  await disposing();
}
main();
