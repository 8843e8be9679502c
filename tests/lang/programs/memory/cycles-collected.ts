// no-node
// What only refers to itself is found by the collector: the checking mode would list what is left.
import { collectCycles } from "osmium";

class Link {
  next: Link | undefined;
  previous: Link | undefined;
  constructor(readonly value: number) {}
}

/** A doubly linked list; its ends are tied together if it is a ring. */
function chain(length: number, ring: boolean): Link {
  const first = new Link(0);
  let last = first;
  for (let value = 1; value < length; value++) {
    const link = new Link(value);
    link.previous = last;
    last.next = link;
    last = link;
  }
  if (ring) {
    last.next = first;
    first.previous = last;
  }
  return first;
}
function lists(): void {
  console.log(chain(10, false).next!.previous!.value, chain(10, true).previous!.value);
}
lists();
console.log("lists", collectCycles(), collectCycles());
chain(1_000_000, true);
console.log("a million", collectCycles());

/** What lives is left alone, also while parts of it are candidates. */
const kept = chain(5, true);
const middle = kept.next!.next!;
console.log("kept", collectCycles(), kept.previous!.value, middle.next!.value);

// Parents and children, by arrays, maps and sets.
class Parent {
  readonly list: Child[] = [];
  readonly byName = new Map<string, Child>();
  readonly all = new Set<Child>();
  add(name: string): this {
    const child = new Child(name, this);
    this.list.push(child);
    this.byName.set(name, child);
    this.all.add(child);
    return this;
  }
}
class Child {
  constructor(
    readonly name: string,
    readonly parent: Parent,
  ) {}
}
function family(): string {
  const parent = new Parent().add("a").add("b").add("c");
  parent.byName.delete("b");
  parent.all.delete(parent.list[0]!);
  return parent.list.map((child) => child.name + child.parent.list.length).join();
}
console.log(family(), collectCycles() >= 4);

// Functions that capture each other, themselves, and `this`.
function mutual(n: number): boolean {
  const even = (k: number): boolean => (k === 0 ? true : odd(k - 1));
  const odd = (k: number): boolean => (k === 0 ? false : even(k - 1));
  return even(n);
}
function declared(n: number): number {
  return down(n);
  function down(k: number): number {
    return k === 0 ? 1 : up(k - 1);
  }
  function up(k: number): number {
    return k === 0 ? -1 : down(k - 1);
  }
}
console.log(mutual(10), mutual(7), declared(2), collectCycles() > 0);

class Button {
  clicks = 0;
  readonly onClick: () => void = () => {
    this.clicks++;
  };
}
function click(): number {
  const button = new Button();
  button.onClick();
  button.onClick();
  return button.clicks;
}
console.log(click(), collectCycles());

class Subject {
  private readonly observers: ((event: string) => void)[] = [];
  readonly log: string[] = [];
  constructor() {
    this.observe((event) => this.log.push(event));
  }
  observe(observer: (event: string) => void): void {
    this.observers.push(observer);
  }
  emit(event: string): void {
    for (const observer of this.observers) observer(event);
  }
}
function observed(): string {
  const subject = new Subject();
  let count = 0;
  subject.observe(() => {
    count += subject.log.length;
  });
  subject.emit("x");
  subject.emit("y");
  return subject.log.join("") + count;
}
console.log(observed(), collectCycles() > 0);

// Arrays of themselves, object literals, tuples, `unknown`.
function nested(): number {
  const outer: unknown[] = [];
  const inner: unknown[] = [outer];
  outer.push(inner, outer);
  return outer.length + inner.length;
}
console.log(nested(), collectCycles());

interface Entry {
  name: string;
  other: Entry | null;
  pair?: [string, Entry];
}
function literals(): string {
  const a: Entry = { name: "a", other: null };
  const b: Entry = { name: "b", other: a };
  a.other = b;
  a.pair = ["b", b];
  return a.other.name + b.other!.name + a.pair[1].name;
}
console.log(literals(), collectCycles());

class Any {
  value: unknown;
}
function unknowns(): void {
  const a = new Any();
  const b = new Any();
  a.value = b;
  b.value = [a, 1, "text"] as unknown[];
}
unknowns();
console.log(collectCycles());

// Weak references to garbage lead nowhere; what the garbage held is released.
let released = "";
class Resource {
  constructor(readonly name: string) {}
  [Symbol.dispose](): void {
    released += this.name;
  }
}
function weakly(): [WeakRef<Link>, WeakRef<Resource>] {
  const ring = chain(3, true);
  const resource = new Resource("r");
  const holder = { resource, ring, self: undefined as unknown };
  holder.self = holder;
  {
    using _used = resource;
  }
  const refs: [WeakRef<Link>, WeakRef<Resource>] = [new WeakRef(ring), new WeakRef(holder.resource)];
  console.log(refs[0].deref() === holder.ring);
  return refs;
}
const [weakRing, weakResource] = weakly();
console.log(weakRing.deref()?.value, weakResource.deref()?.name, released);
console.log(collectCycles(), weakRing.deref(), weakResource.deref(), released);

// Errors that are thrown through the frames that hold them.
class Failure extends Error {
  origin: Failure | undefined;
}
function failing(): void {
  const failure = new Failure("f");
  failure.origin = failure;
  throw failure;
}
try {
  failing();
} catch (error) {
  if (error instanceof Failure) console.log(error.origin === error);
}
console.log(collectCycles());

// The collector runs by itself: memory does not grow without end.
for (let round = 0; round < 200_000; round++) chain(3, true);
console.log(collectCycles() < 100_000);
// expect:
// 0 9
// lists 20 0
// a million 1000000
// kept 0 4 3
// a3,b3,c3 true
// true false 1 true
// 2 2
// xy3 true
// 3 2
// bab 3
// 3
// true
// 0 r r
// 4 undefined undefined r
// true
// 1
// true
