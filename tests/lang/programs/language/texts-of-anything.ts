// The text of what may be any object.
class P { toString(): string { return "P!"; } }
class Q { }
class R<T> { constructor(public v: T) {} toString(): string { return `R(${this.v})`; } }
function show(x: unknown): void { console.log(String(x), `${x}`, "+" + x); }
show([1, [2, [3, "a"]], null, undefined, true]); show(new Map([[1, 2]])); show(new Set([1])); show(new Error("oops")); show(new TypeError("t"));
show(new P()); show(new Q()); show(new R(1)); show({ a: 1 }); show({ toString() { return "lit"; } });
show(Promise.resolve(1)); show(new Uint8Array([1, 2])); show(new ArrayBuffer(2)); show(/a/g); show([new P(), new Q()]); show([[new Map()]]);
show((function* () { yield 1; })()); show([1, 2][Symbol.iterator]()); show(new Map().keys()); show(new WeakRef({}));
show([]); show([[]]); show([1.5, -0]);
show(null); show(undefined); show(1); show(true); show("s");
const u: string | number[] | Map<string, number> | P | null = [1, 2] as string | number[] | Map<string, number> | P | null;
console.log(`${u}`, String(u));
const t: unknown = [1, "a"] as [number, string]; show(t);
const nul: unknown = Object.fromEntries([["a", 1]]); show(nul);
