// no-node
// Cycles that go through objects of the library: errors, promises and their reactions, signals, iterators, results.
import { collectCycles } from "osmium";

const gone: WeakRef<object>[] = [];
/** What was told of here must be gone after a collection: gives how many are still there. */
function collected(): string {
  const some = collectCycles() > 0 ? "collected" : "nothing to collect";
  const left = gone.filter((each) => each.deref() !== undefined).length;
  const of = gone.length;
  gone.length = 0;
  return `${some}, ${left} of ${of} left`;
}

// ---- errors ----

function causes(): string {
  const first = new Error("first");
  const second = new RangeError("second", { cause: first });
  first.cause = second;
  const own = new TypeError("own");
  own.cause = own;
  gone.push(new WeakRef(first), new WeakRef(second), new WeakRef(own));
  return (first.cause as Error).message + (own.cause as Error).message;
}
console.log("causes", causes(), collected());

function aggregates(): number {
  const all = new AggregateError([new Error("a")], "all");
  all.errors.push(all);
  const part = new Error("part");
  part.cause = new AggregateError([part, "text", [part]]);
  gone.push(new WeakRef(all), new WeakRef(part));
  return all.errors.length;
}
console.log("aggregates", aggregates(), collected());

function thrown(): void {
  const error = new Error("thrown");
  try {
    error.cause = { error };
    throw error;
  } catch (caught) {
    gone.push(new WeakRef(error));
    console.log(caught === error);
  }
}
thrown();
console.log("thrown", collected());

// ---- promises ----

async function results(): Promise<void> {
  const one = Promise.withResolvers<{ promise: Promise<unknown>; text: string }>();
  one.resolve({ promise: one.promise, text: "held" });
  console.log((await one.promise).text);
  const other: { promise?: Promise<unknown> } = {};
  other.promise = Promise.resolve(other);
  const failed: { promise?: Promise<unknown> } = {};
  failed.promise = Promise.reject(new Error("failed", { cause: failed }));
  await failed.promise.catch(() => {});
  gone.push(new WeakRef(one), new WeakRef(one.promise), new WeakRef(other), new WeakRef(failed));
}
await results();
// Rejections are looked at when the turn is over; until then they are held.
await new Promise<void>((done) => {
  setTimeout(done, 1);
});
console.log("results", collected());

function reactions(): void {
  const never = new Promise<number>(() => {});
  const after = never.then(() => [never]);
  after.catch(() => after).finally(() => void never);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  void promise.then(resolve, resolve);
  const held: { resolve?: (value: unknown) => void; promise?: Promise<unknown> } = {};
  held.promise = new Promise((done) => {
    held.resolve = done;
  });
  gone.push(new WeakRef(never), new WeakRef(after), new WeakRef(promise), new WeakRef(held), new WeakRef(held.promise));
}
reactions();
console.log("reactions", collected());

function following(): void {
  const a = Promise.withResolvers<number>();
  const b = Promise.withResolvers<number>();
  a.resolve(b.promise);
  b.resolve(a.promise);
  gone.push(new WeakRef(a.promise), new WeakRef(b.promise));
}
following();
await null;
await null;
console.log("following", collected());

async function combined(): Promise<void> {
  const never = new Promise<unknown>(() => {});
  const all = Promise.all([never, Promise.race([never, never]), 1]);
  const settled = Promise.allSettled([all, Promise.any([all, never])]);
  void never.then(() => settled);
  const list: unknown[] = [];
  const found = await Promise.all([Promise.resolve(list), 2]);
  list.push(found);
  gone.push(new WeakRef(never), new WeakRef(all), new WeakRef(settled), new WeakRef(list), new WeakRef(found));
}
await combined();
console.log("combined", collected());

/** What has settled goes on all the same. */
const log: string[] = [];
function pending(): (text: string) => void {
  const { promise, resolve } = Promise.withResolvers<string>();
  void promise.then((text) => {
    log.push(text);
    return promise;
  });
  return resolve;
}
const settle = pending();
console.log("pending", collected());
settle("settled");
await null;
await null;
console.log("pending", log.join(), collected());

// ---- signals ----

function signals(): string {
  const controller = new AbortController();
  const { signal } = controller;
  signal.addEventListener("abort", () => controller.abort());
  signal.addEventListener("abort", () => void signal.aborted);
  signal.onabort = () => controller.abort();
  const both = AbortSignal.any([signal, new AbortController().signal]);
  both.addEventListener("abort", () => controller.abort());
  const done = new AbortController();
  done.abort({ done });
  gone.push(new WeakRef(controller), new WeakRef(signal), new WeakRef(both), new WeakRef(done));
  return String(done.signal.aborted);
}
console.log("signals", signals(), collected());

// ---- what the library makes ----

function made(): number {
  const list: unknown[] = ["a", "b"];
  list.push(list.entries(), list.values());
  const grouped = Map.groupBy([list, list], () => "all");
  list.push(grouped);
  const object: Record<string, unknown> = Object.fromEntries<string, unknown>([["list", list]]);
  list.push(object);
  const results: unknown[] = [];
  results.push([results][Symbol.iterator]().next());
  const copy = [...results, Object.entries({ results })];
  results.push(copy);
  const weak: unknown[] = [];
  weak.push(new WeakRef(weak));
  gone.push(...[list, grouped, object, results, copy, weak].map((each) => new WeakRef(each)));
  return list.length;
}
console.log("made", made(), collected());

// Memory does not grow: the collector runs by itself.
for (let round = 0; round < 50_000; round++) {
  const error = new Error("again");
  error.cause = error;
  const { promise, resolve } = Promise.withResolvers<unknown>();
  resolve([promise]);
}
console.log("by itself", collectCycles() < 10000);
// expect:
// causes secondown collected, 0 of 3 left
// aggregates 2 collected, 0 of 2 left
// true
// thrown collected, 0 of 1 left
// held
// results collected, 0 of 4 left
// reactions collected, 0 of 5 left
// following collected, 0 of 2 left
// combined collected, 0 of 5 left
// pending nothing to collect, 0 of 0 left
// pending settled nothing to collect, 0 of 0 left
// signals true collected, 0 of 4 left
// made 6 collected, 0 of 6 left
// by itself true
