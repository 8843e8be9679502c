// no-node
// Random graphs of everything that can hold something, against a model: after each collection exactly those objects are alive that the roots lead to, and
// they still hold what they did.
import { collectCycles, u32 } from "osmium";

let seed: u32 = 0;
function random(below: number): number {
  seed = seed * 1664525 + 1013904223;
  return (seed >>> 8) % below;
}

/** What a vertex holds that can't be changed from outside: two places for others. Known weakly, by the vertex's number. */
interface Cell {
  a: unknown;
  b: unknown;
}
const cells = new Map<number, WeakRef<Cell>>();
const turn = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, 0);
  });

// ---- kinds that are changed directly ----

interface Kind {
  make(id: number): object;
  put(vertex: object, id: number, slot: number, to: object | undefined): void;
  /** What is at a place; `undefined` where that can't be told. */
  get?(vertex: object, id: number, slot: number): unknown;
}

const name = (slot: number): string => (slot === 0 ? "a" : "b");

const arrays: Kind = {
  make: () => [null, null] as unknown[],
  put(vertex, _id, slot, to) {
    (vertex as unknown[])[slot] = to;
  },
  get: (vertex, _id, slot) => (vertex as unknown[])[slot],
};

class Holder {
  readonly pair: [unknown, unknown] = [undefined, undefined];
}
const tuples: Kind = {
  make: () => new Holder(),
  put(vertex, _id, slot, to) {
    const { pair } = vertex as Holder;
    if (slot === 0) pair[0] = to;
    else pair[1] = to;
  },
  get: (vertex, _id, slot) => (slot === 0 ? (vertex as Holder).pair[0] : (vertex as Holder).pair[1]),
};

class Values {
  readonly map = new Map<string, unknown>();
}
const values: Kind = {
  make: () => new Values(),
  put(vertex, _id, slot, to) {
    if (to === undefined) (vertex as Values).map.delete(name(slot));
    else (vertex as Values).map.set(name(slot), to);
  },
  get: (vertex, _id, slot) => (vertex as Values).map.get(name(slot)),
};

class Keys {
  readonly maps = [new Map<unknown, number>(), new Map<unknown, number>()];
}
const keys: Kind = {
  make: () => new Keys(),
  put(vertex, _id, slot, to) {
    const map = (vertex as Keys).maps[slot]!;
    map.clear();
    if (to !== undefined) map.set(to, slot);
  },
  get: (vertex, _id, slot) => (vertex as Keys).maps[slot]!.keys().next().value,
};

class Sets {
  readonly sets = [new Set<unknown>(), new Set<unknown>()];
}
const sets: Kind = {
  make: () => new Sets(),
  put(vertex, _id, slot, to) {
    const set = (vertex as Sets).sets[slot]!;
    set.clear();
    if (to !== undefined) set.add(to);
  },
  get: (vertex, _id, slot) => (vertex as Sets).sets[slot]!.values().next().value,
};

class Records {
  readonly record: Record<string, unknown> = {};
}
const records: Kind = {
  make: () => new Records(),
  put(vertex, _id, slot, to) {
    if (to === undefined) delete (vertex as Records).record[name(slot)];
    else (vertex as Records).record[name(slot)] = to;
  },
  get: (vertex, _id, slot) => (vertex as Records).record[name(slot)] ?? undefined,
};

const errors: Kind = {
  make: (id) => new AggregateError([undefined], `${id}`),
  put(vertex, _id, slot, to) {
    const error = vertex as AggregateError;
    if (slot === 0) error.cause = to;
    else error.errors[0] = to;
  },
  get: (vertex, _id, slot) => (slot === 0 ? (vertex as Error).cause : (vertex as AggregateError).errors[0]),
};

type Change = (slot: number, to: unknown) => unknown;
const functions: Kind = {
  make() {
    let a: unknown = undefined;
    let b: unknown = undefined;
    const change: Change = (slot, to) => {
      const old = slot % 2 === 0 ? a : b;
      if (slot === 0) a = to;
      else if (slot === 1) b = to;
      return old;
    };
    return { change };
  },
  put(vertex, _id, slot, to) {
    (vertex as { change: Change }).change(slot, to);
  },
  get: (vertex, _id, slot) => (vertex as { change: Change }).change(slot + 2, undefined),
};

interface Order {
  readonly slot: number;
  readonly to: unknown;
}
/** Holds both in its variables. */
function* holding(): Generator<unknown, void, unknown> {
  let a: unknown = undefined;
  let b: unknown = undefined;
  let answer: unknown;
  for (;;) {
    const { slot, to } = (yield answer) as Order;
    answer = slot === 2 ? a : slot === 3 ? b : undefined;
    if (slot === 0) a = to;
    else if (slot === 1) b = to;
  }
}
const generators: Kind = {
  make() {
    const generator = holding();
    generator.next();
    return generator;
  },
  put(vertex, _id, slot, to) {
    (vertex as Generator<unknown, void, unknown>).next({ slot, to });
  },
  get(vertex, _id, slot) {
    const generator = vertex as Generator<unknown, void, unknown>;
    const found: unknown = generator.next({ slot: slot + 2, to: undefined }).value;
    // It forgets its answer.
    generator.next({ slot: 4, to: undefined });
    return found;
  },
};

/** Waits, and holds both in the variables of the function that does. */
class Worker {
  wake: (() => void) | undefined;
  readonly orders: Order[] = [];
  async run(): Promise<void> {
    let a: unknown = undefined;
    let b: unknown = undefined;
    for (;;) {
      while (this.orders.length > 0) {
        const { slot, to } = this.orders.shift()!;
        if (slot === 0) a = to;
        else if (slot === 1) b = to;
        else cells.set(-1, new WeakRef({ a, b }));
      }
      await new Promise<void>((done) => {
        this.wake = done;
      });
    }
  }
}
const workers: Kind = {
  make() {
    const worker = new Worker();
    void worker.run();
    return worker;
  },
  put(vertex, _id, slot, to) {
    const worker = vertex as Worker;
    worker.orders.push({ slot, to });
    worker.wake!();
  },
};

// ---- kinds that hold a cell ----

function holder(make: (cell: Cell) => object): Kind {
  return {
    make(id) {
      const cell: Cell = { a: undefined, b: undefined };
      cells.set(id, new WeakRef(cell));
      return make(cell);
    },
    put(_vertex, id, slot, to) {
      const cell = cells.get(id)!.deref()!;
      if (slot === 0) cell.a = to;
      else cell.b = to;
    },
    get(_vertex, id, slot) {
      const cell = cells.get(id)!.deref()!;
      return slot === 0 ? cell.a : cell.b;
    },
  };
}

const never = (): Promise<number> => new Promise<number>(() => {});

function reacting(cell: Cell): Promise<unknown> {
  const promise = never();
  void promise.then(() => cell);
  return promise;
}

function settled(cell: Cell): Promise<Cell> {
  const { promise, resolve } = Promise.withResolvers<Cell>();
  resolve(cell);
  return promise;
}

function rejected(cell: Cell): Promise<never> {
  const promise = Promise.reject(cell);
  promise.catch(() => {});
  return promise;
}

function waiting(cell: Cell): Promise<number> {
  const promise = never();
  const wait = async (): Promise<void> => {
    const kept = [cell];
    try {
      await promise;
    } finally {
      kept.length = 0;
    }
  };
  void wait();
  return promise;
}

async function* pausing(cell: Cell): AsyncGenerator<number> {
  yield 1;
  yield cell.a === undefined ? 1 : 2;
}
function paused(cell: Cell): AsyncGenerator<number> {
  const result = pausing(cell);
  if (random(2) === 0) void result.next();
  return result;
}

async function* stuck(cell: Cell, on: Promise<number>): AsyncGenerator<number> {
  yield await on;
  yield cell.a === undefined ? 1 : 2;
}
function waitingGenerator(cell: Cell): object {
  const on = never();
  const generator = stuck(cell, on);
  void generator.next();
  return { on, generator };
}

function signal(cell: Cell): AbortController {
  const controller = new AbortController();
  controller.signal.addEventListener("abort", () => void cell.a);
  if (random(2) === 0) controller.signal.onabort = () => void cell.b;
  return controller;
}

function helper(cell: Cell): object {
  const list = [1, 2, 3];
  const mapped = list
    .values()
    .map((n) => n + (cell.a === undefined ? 0 : 1))
    .filter((n) => n > 0);
  if (random(2) === 0) mapped.next();
  return mapped;
}

function combined(cell: Cell): object {
  const on = never();
  return { on, all: Promise.all([on, settled(cell)]) };
}

const kinds: readonly Kind[] = [
  arrays,
  tuples,
  values,
  keys,
  sets,
  records,
  errors,
  functions,
  generators,
  workers,
  holder(reacting),
  holder(settled),
  holder(rejected),
  holder(waiting),
  holder(paused),
  holder(waitingGenerator),
  holder(signal),
  holder(helper),
  holder((cell) => new Map<string, Cell>([["cell", cell]]).values()),
  holder((cell) => [cell].entries()),
  holder(combined),
  holder((cell) => [[new Map<unknown, unknown>([[cell, { cell }]])]]),
];

// ---- the model ----

const kindOf: number[] = [];
const model: number[][] = [];
const weak: WeakRef<object>[] = [];
const nobody = -1;
const roots: (object | undefined)[] = [];
const rootIds: number[] = [];
for (let i = 0; i < 6; i++) {
  roots.push(undefined);
  rootIds.push(nobody);
}

let wrong = 0;
let collected = 0;

function reachable(): Set<number> {
  const found = new Set<number>(rootIds);
  found.delete(nobody);
  for (const id of found) for (const to of model[id]!) if (to !== nobody) found.add(to);
  return found;
}

/** A vertex that must be there. */
function vertex(id: number): object | undefined {
  const found = weak[id]!.deref();
  if (found === undefined) wrong++;
  return found;
}

function put(from: number, slot: number, to: number): void {
  const object = vertex(from);
  if (object === undefined) return;
  kinds[kindOf[from]!]!.put(object, from, slot, to === nobody ? undefined : vertex(to));
  model[from]![slot] = to;
}

function look(id: number): void {
  const object = vertex(id);
  const { get } = kinds[kindOf[id]!]!;
  if (object === undefined || get === undefined) return;
  for (let slot = 0; slot < 2; slot++) {
    const to = model[id]![slot]!;
    const found = get(object, id, slot) ?? undefined;
    if (found !== (to === nobody ? undefined : vertex(to))) wrong++;
  }
}

function root(slot: number, id: number): void {
  roots[slot] = id === nobody ? undefined : vertex(id);
  rootIds[slot] = id;
}

/** A local variable would only hold it up to its last use. */
let held: object | undefined;
function create(): void {
  const id = weak.length;
  const kind = random(kinds.length);
  const made = kinds[kind]!.make(id);
  held = made;
  kindOf.push(kind);
  model.push([nobody, nobody]);
  weak.push(new WeakRef(made));
  const all = [...reachable()];
  if (all.length > 0 && random(3) > 0) put(all[random(all.length)]!, random(2), id);
  else root(random(roots.length), id);
  held = undefined;
}

function edit(): void {
  const all = [...reachable()];
  if (all.length === 0) return;
  const some = (): number => all[random(all.length)]!;
  const choice = random(10);
  if (choice < 6) put(some(), random(2), some());
  else if (choice === 6) put(some(), random(2), nobody);
  else if (choice === 7) look(some());
  else root(random(roots.length), random(4) === 0 ? nobody : some());
}

function check(): void {
  collected += collectCycles();
  const expected = reachable();
  for (let id = 0; id < weak.length; id++) if ((weak[id]!.deref() !== undefined) !== expected.has(id)) wrong++;
  for (const id of expected) look(id);
}

for (const start of [1, 20, 300]) {
  seed = u32(start);
  for (let round = 0; round < 4000; round++) {
    if (random(3) === 0) create();
    else edit();
    // What was told to workers happens, and rejections are looked at.
    if (round % 20 === 0) await turn();
    if (round % 50 === 49) {
      await turn();
      check();
    }
  }
  for (let slot = 0; slot < roots.length; slot++) root(slot, nobody);
  await turn();
  check();
  console.log(wrong, weak.length > 400, collected > 300, reachable().size);
}
// expect:
// 0 true true 0
// 0 true true 0
// 0 true true 0
