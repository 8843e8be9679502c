async function num(n: number, turns: number): Promise<number> {
  for (let i = 0; i < turns; i++) await null;
  return n;
}
async function nothing(): Promise<void> {}
async function word(w: string): Promise<string> {
  return w;
}
async function fail(message: string): Promise<boolean> {
  await null;
  throw new Error(message);
}
async function pair<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const both = await Promise.all([a, b]);
  return both;
}
async function main(): Promise<void> {
  const [a, b] = await Promise.all([num(1, 3), nothing()]);
  console.log(a, b);
  const [c, d, e] = await Promise.all([num(2, 0), word("x"), 5]);
  console.log(c + 1, d.length, e * 2);
  const list = await Promise.all([1, 2, 3].map((n) => num(n * n, n)));
  console.log(list);
  console.log(await Promise.all([]));
  console.log(await Promise.all(new Set([num(7, 1), num(8, 0)])));
  console.log(await pair(num(1, 1), word("w")));
  const settled = await Promise.allSettled([num(4, 0), fail("no"), word("z")]);
  const [s0, s1, s2] = settled;
  if (s0.status === "fulfilled") console.log(s0.value + 1);
  if (s1.status === "rejected") console.log(s1.reason instanceof Error ? s1.reason.message : "?");
  if (s2.status === "fulfilled") console.log(s2.value.toUpperCase());
  for (const each of await Promise.allSettled([num(1, 1), num(2, 2)])) console.log(each.status);
  const first = await Promise.race([num(9, 5), word("quick"), true]);
  console.log(first);
  const some = await Promise.any([fail("a"), num(6, 4)]);
  console.log(some);
  try {
    await Promise.any([fail("a"), fail("b")]);
  } catch (error) {
    console.log(error instanceof AggregateError ? error.errors.length : "?");
  }
  try {
    const [x, y] = await Promise.all([num(1, 1), fail("broken")]);
    console.log(x, y);
  } catch (error) {
    console.log(error instanceof Error ? error.message : "?");
  }
  const mixed: (number | Promise<number>)[] = [1, num(2, 1)];
  console.log(await Promise.all(mixed));
  const tuple: [Promise<number>, Promise<string>] = [num(3, 1), word("t")];
  const [t0, t1] = await Promise.all(tuple);
  console.log(t0, t1);
}
void main();
