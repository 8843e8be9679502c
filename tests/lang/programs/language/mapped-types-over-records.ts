/** Mapped types over type parameters that extend `Record<string, …>`: their names are those of what the parameter stands for. */
type Events = { name: [text: string]; none: []; move: [x: number, y: number] };

class Emitter<E extends Record<string, unknown[]>> {
  #listeners: { [K in keyof E]?: Set<(...args: E[K]) => void> } = {};
  readonly counts: { [K in keyof E]?: number } = {};
  on<K extends keyof E>(name: K, listener: (...args: E[K]) => void): () => void {
    (this.#listeners[name] ??= new Set()).add(listener);
    return () => {
      this.#listeners[name]?.delete(listener);
    };
  }
  emit<K extends keyof E>(name: K, ...args: E[K]): number {
    let called = 0;
    for (const listener of this.#listeners[name] ?? []) {
      listener(...args);
      called++;
    }
    const before = this.counts[name];
    this.counts[name] = before === undefined ? 1 : before + 1;
    return called;
  }
}

const events = new Emitter<Events>();
const off = events.on("name", (text) => {
  console.log(`name ${text}`);
});
events.on("move", (x, y) => {
  console.log(x + y);
});
console.log(events.emit("name", "a"), events.emit("none"), events.emit("move", 1, 2));
off();
console.log(events.emit("name", "b"), events.counts);

// The same over any names at all.
const open = new Emitter<Record<string, [number]>>();
open.on(`x${1}`, (n) => {
  console.log("x1", n);
});
console.log(open.emit("x1", 5), open.emit("y", 6), open.counts);

function texts<T extends Record<string, number>>(numbers: T): { [K in keyof T]?: string } {
  const result: { [K in keyof T]?: string } = {};
  for (const key of Object.keys(numbers) as (keyof T)[]) result[key] = `#${numbers[key]}`;
  return result;
}
const record: Record<string, number> = { p: 1, q: 2 };
console.log(texts(record), texts(record)["p"], texts({ a: 1, b: 2 }).b);

function zip<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
  const result = {} as Record<K, V>;
  for (const key of keys) result[key] = value(key);
  return result;
}
const zipped = zip(["a", "bb"], (key) => key.length);
console.log(zipped.a + zipped.bb, zipped);
const names: string[] = ["x", "yy"];
console.log(zip(names, (key) => `${key}!`)["x"]);

function group<T, K extends string>(items: readonly T[], keyOf: (item: T) => K): Partial<Record<K, T[]>> {
  const result: Partial<Record<K, T[]>> = {};
  for (const item of items) {
    const key = keyOf(item);
    const list = result[key];
    if (list) list.push(item);
    else result[key] = [item];
  }
  return result;
}
const parity = group([1, 2, 3, 4, 5], (n) => (n % 2 ? "odd" : "even"));
console.log(parity.odd, parity.even);
const lengths = group(["a", "bb", "cc"], (text): string => `length${text.length}`);
console.log(lengths, Object.entries(lengths).map(([key, list]) => `${key}${list?.length}`).join());
