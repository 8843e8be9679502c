/** Nanoseconds of an `await` of a promise that has settled: the same program under Node. */
const turns = 10_000_000;

async function wait(promise: Promise<number>, count: number): Promise<number> {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += await promise;
  return sum;
}

async function run(count: number): Promise<number> {
  const start = performance.now();
  await wait(Promise.resolve(1), count);
  return ((performance.now() - start) * 1e6) / count;
}

async function main(): Promise<void> {
  await run(turns / 10);
  console.log((await run(turns)).toFixed(1));
}

void main();
