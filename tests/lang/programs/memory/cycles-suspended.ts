// Functions that suspend among objects that may be part of cycles: what they hold stays as long as they may go on.
class Session {
  promise: Promise<string> | undefined;
  readonly log: string[] = [];
  async run(): Promise<string> {
    this.log.push("begin");
    await Promise.resolve();
    this.log.push("end");
    return this.log.join();
  }
}

async function main(): Promise<void> {
  const session = new Session();
  session.promise = session.run();
  console.log(await session.promise);

  const { promise, resolve } = Promise.withResolvers<() => number>();
  let count = 0;
  promise.then((f) => {
    count += f();
    promise.then(() => count++);
  });
  resolve(() => count + 1);
  await promise;
  await null;
  await null;
  console.log(count);

  function* numbers(): Generator<number> {
    const own: { self: unknown; n: number } = { self: undefined, n: 0 };
    own.self = own;
    while (own.n < 3) yield own.n++;
  }
  console.log([...numbers()].join());
  for (const n of numbers()) if (n === 1) break;

  class Queue {
    waiting: ((value: number) => void) | undefined;
    next(): Promise<number> {
      return new Promise((done) => {
        this.waiting = done;
      });
    }
  }
  const queue = new Queue();
  const reader = (async () => {
    let sum = 0;
    for (let i = 0; i < 3; i++) sum += await queue.next();
    return sum;
  })();
  for (let i = 1; i <= 3; i++) {
    await null;
    await null;
    queue.waiting?.(i);
    await null;
    await null;
  }
  console.log(await reader);
}
await main();
