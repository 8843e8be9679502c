function attempt(name: string, f: () => unknown): void {
  try { console.log(name, f()); } catch (e) { console.log(name, (e as Error).name, (e as Error).message); }
}
class Counter {
  count = 0;
  step(): number { return ++this.count; }
  set(n: number): void { this.count = n; }
  plain(a: number): string { return `plain ${a}`; }
  late(flag: boolean): string { return flag ? "no this" : `${this.count}`; }
  nested(): () => number { return () => this.count; }
  reset(): string { return "reset"; }
}
class Loud extends Counter {
  override reset(): string { return `loud ${this.count}`; }
}
const counter: Counter = new Loud();
const { step, set, plain, late, nested } = counter;
attempt("step", step);
attempt("set", () => set(4));
attempt("plain", () => plain(3));
attempt("late", () => late(true));
attempt("late", () => late(false));
attempt("nested", () => nested()());
attempt("reset", new Counter().reset);
const reset = counter.reset;
attempt("overridden", reset);
console.log(typeof step, counter.count, counter.plain === counter.plain, counter.step === step);
attempt("map", () => [1, 2].map(counter.plain));
attempt("optional", () => counter.step?.());
interface Steps { step(): number; plain(a: number): string }
const steps: Steps = counter;
attempt("interface", steps.step);
attempt("interface", () => steps.plain(1));
function makeCounter(start: number) {
  let n = start;
  return {
    inc() { return ++n; },
    get() { return n; },
    self() { return this.get() + 1; },
    twice() { return [this.inc(), this.inc()]; },
  };
}
const made = makeCounter(5);
const { inc, get, self } = made;
console.log(inc(), inc(), get(), made.get(), made.self(), made.twice());
attempt("self", self);
const readers: (() => number)[] = [inc, get, made.inc];
console.log(readers.map((r) => r()));
interface Store { get(): number; inc(): number }
const store: Store = made;
const taken = store.inc;
console.log(taken(), store.get());
const bound = { ...made };
console.log(bound.get());
class Generic<T> { constructor(readonly value: T) {} read(): T { return this.value; } id(x: T): T { return x; } }
const g = new Generic("s");
const { id, read } = g;
console.log(id("t"));
attempt("generic", read);
const handlers = { onClick: counter.plain, onKey: (n: number) => `key ${n}` };
console.log(handlers.onClick(1), handlers.onKey(2));
