function identity<T>(value: T): T {
  return value;
}
console.log(identity(5), identity("x"), identity(true), identity([1, 2]).length, identity<number | string>("u"));

function pair<A, B>(a: A, b: B): [A, B] {
  return [a, b];
}
const [n, s] = pair(1, "one");
console.log(n + 1, s.length);

class Box<T> {
  constructor(private value: T) {}
  get(): T {
    return this.value;
  }
  map<U>(f: (value: T) => U): Box<U> {
    return new Box(f(this.value));
  }
  static of<T>(value: T): Box<T> {
    return new Box(value);
  }
}
console.log(
  new Box(3)
    .map((x) => x * 2)
    .map((x) => `${x}!`)
    .get(),
  Box.of("a").get(),
);

interface HasLength {
  readonly length: number;
}
function longest<T extends HasLength>(a: T, b: T): T {
  return a.length >= b.length ? a : b;
}
console.log(longest("abc", "de"), longest([1], [1, 2]).join());

class Result<T, E = string> {
  private constructor(
    readonly ok: boolean,
    private readonly value: T | undefined,
    private readonly error: E | undefined,
  ) {}
  static success<T, E = string>(value: T): Result<T, E> {
    return new Result<T, E>(true, value, undefined);
  }
  static failure<T, E = string>(error: E): Result<T, E> {
    return new Result<T, E>(false, undefined, error);
  }
  unwrap(fallback: T): T {
    return this.ok ? this.value! : fallback;
  }
  message(): string {
    return this.ok ? "fine" : String(this.error);
  }
}
console.log(Result.success(5).unwrap(0), Result.failure<number>("bad").unwrap(-1), Result.failure<number>("bad").message());

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group === undefined) groups.set(k, [item]);
    else group.push(item);
  }
  return groups;
}
for (const [key, group] of groupBy(["a", "bb", "cc", "d"], (x) => x.length)) console.log(key, group.join());

class Queue<T> {
  private head: { value: T; next: Queue<T>["head"] } | null = null;
  private tail: Queue<T>["head"] = null;
  count = 0;
  enqueue(value: T): void {
    const node = { value, next: null };
    if (this.tail === null) this.head = node;
    else this.tail.next = node;
    this.tail = node;
    this.count++;
  }
  dequeue(): T | undefined {
    const node = this.head;
    if (node === null) return undefined;
    this.head = node.next;
    if (this.head === null) this.tail = null;
    this.count--;
    return node.value;
  }
}
const queue = new Queue<string>();
queue.enqueue("first");
queue.enqueue("second");
console.log(queue.dequeue(), queue.dequeue(), queue.dequeue(), queue.count);

abstract class Repository<T extends { id: number }> {
  protected readonly items: T[] = [];
  add(item: T): this {
    this.items.push(item);
    return this;
  }
  find(id: number): T | undefined {
    return this.items.find((item) => item.id === id);
  }
  abstract label(item: T): string;
  labels(): string {
    return this.items.map((item) => this.label(item)).join();
  }
}
class Users extends Repository<{ id: number; name: string }> {
  label(user: { id: number; name: string }): string {
    return `${user.id}:${user.name}`;
  }
}
const users = new Users().add({ id: 1, name: "ann" }).add({ id: 2, name: "bob" });
console.log(users.labels(), users.find(2)?.name, users.find(3)?.name);

type Pair<T> = { left: T; right: T };
type Mapped<T> = { [K in keyof T]: T[K] };
function swap<T>(p: Pair<T>): Pair<T> {
  return { left: p.right, right: p.left };
}
const swapped: Mapped<Pair<number>> = swap({ left: 1, right: 2 });
console.log(swapped.left, swapped.right);

type Person = { name: string; age: number };
const nameOf = (p: Pick<Person, "name">): Person["name"] => p.name;
const partial: Partial<Person> = { age: 3 };
console.log(nameOf({ name: "pick" }), partial.age, partial.name, Object.is(partial.name, undefined));

const memo = <A, R>(f: (a: A) => R): ((a: A) => R) => {
  const cache = new Map<A, R>();
  return (a) => {
    const hit = cache.get(a);
    if (hit !== undefined) return hit;
    const made = f(a);
    cache.set(a, made);
    return made;
  };
};
let calls = 0;
const slow = memo((x: number) => {
  calls++;
  return x * x;
});
console.log(slow(4), slow(4), calls);
