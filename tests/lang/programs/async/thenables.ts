// Objects with a `then` method, alone, beside other values, and where only the running program knows.
class L2 implements PromiseLike<number> { then<A = number, B = never>(f?: ((v: number) => A | PromiseLike<A>) | null, r?: ((e: unknown) => B | PromiseLike<B>) | null): PromiseLike<A | B> { return Promise.resolve(5).then(f, r); } }
console.log(await new L2());
async function f(x: number | PromiseLike<number>): Promise<number> { return (await x) + 1; }
console.log(await f(1), await f(Promise.resolve(2)), await f(new L2()));
async function g(x: number | L2): Promise<number> { return (await x) + 1; }
console.log(await g(1), await g(new L2()));
async function h<T>(x: T | PromiseLike<T>): Promise<T> { return await x; }
console.log(await h(1), await h(new L2()), await h("s"));
const thenable = { then(resolve: (v: number) => void) { resolve(42); } };
console.log(await thenable);
async function g2(x: number | typeof thenable): Promise<number> { return await x; }
console.log(await g2(1), await g2(thenable));
class Query { constructor(private rows: string[]) {} then(ok: (rows: string[]) => void, _bad?: (e: unknown) => void): void { ok(this.rows); } }
const rows = await new Query(["a"]);
console.log(rows.length);
async function q(x: Query | string[]): Promise<number> { const r = await x; return r.length; }
console.log(await q(new Query(["x", "y"])), await q([]));
const u: unknown = thenable;
console.log(await (u as PromiseLike<number>));
let log = "";
const note = async (name: string, x: string | PromiseLike<string>): Promise<void> => { log += name; log += await x; log += name.toUpperCase(); };
const slow: PromiseLike<string> = Promise.resolve("0");
void note("a", "1"); void note("b", slow); void note("c", Promise.resolve("2"));
void Promise.resolve().then(() => { log += "x"; }).then(() => { log += "y"; }).then(() => { log += "z"; });
await new Promise<void>((r) => setTimeout(r, 1));
console.log(log);
try { await ({ then(_ok: (v: number) => void, bad: (e: unknown) => void) { bad(new Error("bad")); } } as { then(ok: (v: number) => void, bad: (e: unknown) => void): void } | number); } catch (e) { console.log((e as Error).message); }
async function returned(): Promise<number> {
  return new L2();
}
async function either(x: number | PromiseLike<number>): Promise<number> {
  return x;
}
console.log(await returned(), await either(1), await either(Promise.resolve(3)), await either(new L2()));
console.log(await Promise.resolve(1).then(() => new L2()), await new Promise<number>((resolve) => resolve(new L2())));
const settled = await Promise.all([new L2(), 1, Promise.resolve("a")]);
console.log(settled);
const anything: unknown = thenable;
console.log(await anything, await (async () => anything)());
export {};
