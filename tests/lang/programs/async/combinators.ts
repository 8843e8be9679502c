const delay = (ms: number, value: string): Promise<string> => new Promise((resolve) => setTimeout(() => resolve(value), ms));
const reject = (message: string): Promise<string> => Promise.reject(new Error(message));
const text = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
async function main(): Promise<void> {
  console.log((await Promise.all([delay(20, "slow"), delay(1, "fast"), Promise.resolve("now")])).join());
  console.log((await Promise.all([] as Promise<string>[])).length);
  await Promise.all([delay(1, "x"), reject("all fails")]).catch((error: unknown) => console.log(text(error)));
  console.log(await Promise.race([delay(30, "slow"), delay(1, "fast")]));
  await Promise.race([reject("race fails"), delay(1, "x")]).catch((error: unknown) => console.log(text(error)));
  const settled = await Promise.allSettled([delay(1, "ok"), reject("settled")]);
  for (const result of settled) console.log(result.status === "fulfilled" ? `fulfilled ${result.value}` : `rejected ${text(result.reason)}`);
  console.log(await Promise.any([reject("first"), delay(2, "any"), reject("second")]));
  await Promise.any([reject("one"), reject("two")]).catch((error: unknown) => {
    if (error instanceof AggregateError) console.log(error.name, error.errors.length, error.errors.map(text).join());
  });
  const { promise, resolve, reject: fail } = Promise.withResolvers<number>();
  setTimeout(() => resolve(7), 1);
  console.log(await promise);
  resolve(8);
  fail(new Error("too late"));
  console.log(await promise);
  const start = performance.now();
  await delay(15, "");
  console.log(performance.now() - start >= 14);
  const order: number[] = [];
  await Promise.all(
    [3, 1, 2].map(async (n) => {
      await delay(n * 10, "");
      order.push(n);
    }),
  );
  console.log(order.join());
  let ticks = 0;
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      ticks++;
      if (ticks === 3) {
        clearInterval(timer);
        done();
      }
    }, 1);
  });
  console.log(ticks);
  const cancelled = setTimeout(() => console.log("never"), 1);
  clearTimeout(cancelled);
  await delay(5, "");
  const chain = Promise.resolve(1)
    .then((n) => n + 1)
    .then((n) => Promise.resolve(n * 10))
    .then((n) => {
      if (n > 5) throw new RangeError(`too big: ${n}`);
      return n;
    })
    .catch((error: unknown) => (error instanceof RangeError ? -1 : -2))
    .finally(() => console.log("cleanup"));
  console.log(await chain);
}
main().then(() => console.log("done"));
