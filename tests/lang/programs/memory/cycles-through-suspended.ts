// no-node
// Cycles that go through what suspended functions hold: generators, async functions and async generators that wait.
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
const turn = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, 1);
  });

// ---- generators ----

class Holder {
  steps: Generator<number> | undefined;
  other: unknown;
  constructor(readonly name: string) {}
}

function* counting(holder: Holder, limit: number): Generator<number> {
  const local = [holder.name];
  for (let n = 0; n < limit; n++) {
    const inner = new Holder(`${n}`);
    inner.other = holder;
    yield n + local.length;
    local.push(inner.name);
  }
}

function generators(): string {
  const fresh = new Holder("fresh");
  fresh.steps = counting(fresh, 3);
  const paused = new Holder("paused");
  paused.steps = counting(paused, 3);
  const first: unknown = paused.steps.next().value;
  const ended = new Holder("ended");
  ended.steps = counting(ended, 1);
  const all = [...ended.steps];
  gone.push(new WeakRef(fresh), new WeakRef(paused), new WeakRef(ended), new WeakRef(paused.steps));
  return `${first} ${all.join()}`;
}
console.log("generators", generators(), collected());

/** The frame alone holds the object, by a variable, and the object holds the generator. */
function* hidden(): Generator<Holder, void, unknown> {
  const holder = new Holder("hidden");
  holder.other = yield holder;
  const copy = [holder, "text"];
  yield holder;
  console.log(copy.length);
}
function variables(): string {
  const steps = hidden();
  const holder = steps.next().value as Holder;
  steps.next(steps);
  gone.push(new WeakRef(steps), new WeakRef(holder));
  return holder.name;
}
console.log("variables", variables(), collected());

/** One generator inside another, closures, and an iterator of the library in between. */
class Node {
  readonly children: Node[] = [];
  walker: Iterator<Node> | undefined;
  *walk(): Generator<Node> {
    yield this;
    for (const child of this.children) yield* child.walk();
  }
}
function delegation(): number {
  const root = new Node();
  const leaf = new Node();
  root.children.push(leaf);
  leaf.children.push(new Node());
  const walker = root.walk();
  walker.next();
  walker.next();
  leaf.walker = walker;
  const mapped = new Node();
  mapped.children.push(new Node());
  mapped.walker = mapped
    .walk()
    .map((node) => (node === mapped ? mapped : node))
    .filter((node) => node.children.length >= 0);
  mapped.walker.next();
  gone.push(...[root, leaf, walker, mapped, mapped.walker].map((each) => new WeakRef(each as object)));
  return leaf.children.length;
}
console.log("delegation", delegation(), collected());

// ---- async functions ----

class Queue {
  waiting: ((value: number) => void) | undefined;
  readonly seen: number[] = [];
  next(): Promise<number> {
    return new Promise((done) => {
      this.waiting = done;
    });
  }
  async run(): Promise<void> {
    for (;;) {
      const value = await this.next();
      this.seen.push(value);
    }
  }
}
async function queues(): Promise<string> {
  const queue = new Queue();
  void queue.run();
  for (let i = 1; i <= 3; i++) {
    queue.waiting!(i);
    await turn();
    // It waits, and is still wanted.
    collectCycles();
  }
  gone.push(new WeakRef(queue), new WeakRef(queue.waiting!));
  return queue.seen.join();
}
console.log("queues", await queues(), collected());

class Session {
  promise: Promise<string> | undefined;
  gate: { promise: Promise<string>; open: (text: string) => void };
  constructor() {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.gate = { promise, open: resolve };
  }
  async run(prefix: string): Promise<string> {
    const texts = [prefix];
    try {
      texts.push(await this.gate.promise);
    } finally {
      texts.push(this.promise === undefined ? "end" : "held");
    }
    return texts.join();
  }
}
async function sessions(): Promise<string> {
  const waits = new Session();
  waits.promise = waits.run("waits");
  const runs = new Session();
  runs.promise = runs.run("runs");
  await null;
  collectCycles();
  runs.gate.open("open");
  gone.push(new WeakRef(waits), new WeakRef(waits.promise), new WeakRef(waits.gate.promise), new WeakRef(runs));
  return await runs.promise;
}
console.log("sessions", await sessions(), collected());

/** Functions that wait for each other for ever. */
function deadlock(): void {
  const parts: { first?: Promise<void>; second?: Promise<void> } = {};
  const first = async (): Promise<void> => {
    await null;
    await parts.second;
  };
  const second = async (): Promise<void> => {
    await null;
    await parts.first;
  };
  parts.first = first();
  parts.second = second();
  gone.push(new WeakRef(parts), new WeakRef(parts.first), new WeakRef(parts.second));
}
deadlock();
await turn();
console.log("deadlock", collected());

// ---- async generators ----

class Feed {
  items: AsyncGenerator<number> | undefined;
  waiting: (() => void) | undefined;
  async *read(): AsyncGenerator<number> {
    for (let n = 0; ; n++) {
      if (n === 2)
        await new Promise<void>((done) => {
          this.waiting = done;
        });
      yield n;
    }
  }
}
async function feeds(): Promise<string> {
  const fresh = new Feed();
  fresh.items = fresh.read();
  const paused = new Feed();
  paused.items = paused.read();
  const first: unknown = (await paused.items.next()).value;
  const waits = new Feed();
  waits.items = waits.read();
  for (let n = 0; n < 3; n++) void waits.items.next();
  await turn();
  gone.push(...[fresh, paused, waits].map((each) => new WeakRef(each)), new WeakRef(waits.items));
  return `${first} ${waits.waiting === undefined}`;
}
console.log("feeds", await feeds(), collected());

// ---- what still runs stays ----

const kept = new Queue();
void kept.run();
const steps = counting(new Holder("kept"), 5);
steps.next();
console.log("kept", collected(), steps.next().value);
kept.waiting!(7);
await turn();
console.log("kept", collected(), kept.seen.join(), [...steps].join());

// Memory does not grow: the collector runs by itself, also while such functions run.
let sum = 0;
for (let round = 0; round < 20_000; round++) {
  const holder = new Holder("again");
  holder.steps = counting(holder, 2);
  sum += holder.steps.next().value as number;
  const queue = new Queue();
  void queue.run();
  queue.waiting!(1);
  await null;
  sum += queue.seen.length;
}
console.log("by itself", sum, collectCycles() < 20_000);
// expect:
// generators 1 1 collected, 0 of 4 left
// variables hidden collected, 0 of 2 left
// delegation 1 collected, 0 of 5 left
// queues 1,2,3 collected, 0 of 2 left
// sessions runs,open,held collected, 0 of 4 left
// deadlock collected, 0 of 3 left
// feeds 0 false collected, 0 of 4 left
// kept nothing to collect, 0 of 0 left 3
// kept nothing to collect, 0 of 0 left 7 5,7,9
// by itself 40000 true
