async function tick<T>(value: T): Promise<T> {
  await null;
  return value;
}
async function finallyOrder(mode: string): Promise<string> {
  try {
    await tick(1);
    if (mode === "throw") throw new Error("thrown");
    if (mode === "return") return await tick("returned");
    console.log("body", mode);
  } catch (error) {
    console.log("catch", error instanceof Error ? error.message : "");
    return "from catch";
  } finally {
    await tick(2);
    console.log("finally", mode);
  }
  return "end";
}
async function loops(): Promise<void> {
  outer: for (const a of [1, 2, 3]) {
    for (let b = 0; b < 3; b++) {
      if ((await tick(b)) === 1 && a === 1) continue outer;
      if (a === 3) break outer;
      console.log(a, b);
    }
  }
  let i = 0;
  do {
    i += await tick(2);
  } while (i < 5);
  console.log(i);
  switch (await tick("b")) {
    case "a":
      console.log("no");
      break;
    case await tick("b"):
      console.log("switched", await tick("in case"));
    default:
      console.log("fell through");
  }
}
class Resource {
  constructor(readonly name: string) {}
  async [Symbol.asyncDispose](): Promise<void> {
    console.log("closing", this.name);
    await null;
    console.log("closed", this.name);
  }
}
async function disposing(): Promise<string> {
  await using first = new Resource("first");
  await using second = new Resource("second");
  await tick(0);
  console.log("using", first.name, second.name);
  return "disposed";
}
async function expressions(): Promise<void> {
  const list = [await tick(1), await tick(2), ...(await tick([3, 4]))];
  const object = { a: await tick("x"), b: await tick("y") };
  console.log(list.join(), object.a + object.b, `${await tick("t")}${await tick("u")}`);
  console.log((await tick(true)) ? await tick("yes") : await tick("no"), (await tick(null)) ?? (await tick("fallback")));
  const fn = await tick((x: number) => x + 1);
  console.log(fn(await tick(1)), (await tick("text")).length, (await tick({ m: () => "method" })).m());
  let x = 1;
  x += await tick(5);
  console.log(x);
  const closures: (() => number)[] = [];
  for (let k = 0; k < 3; k++) {
    await null;
    closures.push(() => k);
  }
  console.log(closures.map((c) => c()).join());
}
async function recursive(n: number): Promise<number> {
  return n === 0 ? 0 : n + (await recursive(n - 1));
}
async function deepThrow(n: number): Promise<never> {
  if (n > 0) return await deepThrow(n - 1);
  await null;
  throw new TypeError("from the depth");
}
async function main(): Promise<void> {
  for (const mode of ["normal", "throw", "return"]) console.log(await finallyOrder(mode));
  await loops();
  console.log(await disposing());
  await expressions();
  console.log(await recursive(100));
  try {
    await deepThrow(10);
  } catch (error) {
    console.log(error instanceof TypeError, error instanceof Error && error.message);
  }
}
await main();
console.log("after main", await tick("top level"));
