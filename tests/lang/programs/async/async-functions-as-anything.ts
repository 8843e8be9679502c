// Async functions and generators where their context wants something wider than a promise.
async function call(body: (n: number) => unknown): Promise<void> { console.log(await body(3)); }
async function either(body: (n: number) => void | Promise<void>): Promise<void> { await body(3); console.log("done"); }
const sleep = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 1));
let seen = 0;
await call(async (n) => { await sleep(); return n + 1; });
await call(async () => { await sleep(); seen++; });
await call((n) => n * 2);
await call(() => {});
await call(() => sleep());
await either(async (n) => { await sleep(); seen += n; });
await either((n) => { seen += n; });
await either(() => sleep());
const run: () => unknown = async () => { seen++; return "text"; };
console.log(await run(), seen);
const gen: () => Iterable<number> = function* () { yield 1; yield 2; };
console.log([...gen()]);
try { await call(async () => { throw new Error("x"); }); } catch (error) { console.log(String(error)); }
const list: (() => unknown)[] = [async () => 1, () => 2, async (): Promise<string> => "3"];
for (const one of list) console.log(await one());
