// Objects that don't outlive their function may lie in its frame; whatever keeps them must still find them.

class Point {
  constructor(
    public x: number,
    public y: number,
  ) {}

  plus(other: Point): Point {
    return new Point(this.x + other.x, this.y + other.y);
  }

  length(): number {
    return Math.abs(this.x) + Math.abs(this.y);
  }
}

class Named {
  name: string;
  next: Named | null = null;

  constructor(name: string) {
    this.name = `<${name}>`;
  }
}

const lines: string[] = [];
const log = (...parts: unknown[]): void => void lines.push(parts.map(String).join(" "));

// ---- nobody keeps it ----

function local(n: number): number {
  const p = new Point(n, 1);
  p.x += 2;
  return p.length();
}

function localOnSomePaths(n: number): string {
  const a = new Named(`a${n}`);
  if (n % 3 === 0) return a.name;
  const b = new Named(`b${n}`);
  if (n % 3 === 1) throw new Error(a.name + b.name);
  return b.name + a.name;
}

function inLoop(n: number): string {
  let text = "";
  for (let i = 0; i < n; i++) {
    const named = new Named(`${i}`);
    if (i === 2) continue;
    if (i === 5) break;
    text += named.name;
  }
  return text;
}

function overwritten(): string {
  const named = new Named("first");
  const before = named.name;
  named.name = before + "second";
  const after = named.name;
  named.name = "third";
  return before + after + named.name;
}

// ---- returned, thrown, stored ----

const returned = (n: number): Point => new Point(n, n);

function returnedOnOnePath(n: number): Point | undefined {
  const p = new Point(n, -n);
  return p.length() > 4 ? p : undefined;
}

class Failure {
  constructor(readonly what: Named) {}
}

function thrown(name: string): never {
  throw new Failure(new Named(name));
}

let kept: Named | undefined;
function inGlobal(name: string): void {
  const named = new Named(name);
  kept = named;
}

const list: Named[] = [];
function inArray(name: string): void {
  const named = new Named(name);
  list.push(named);
}

const table = new Map<string, Named>();
function inMap(name: string): void {
  const named = new Named(name);
  table.set(name, named);
}

function inField(holder: Named, name: string): void {
  const named = new Named(name);
  holder.next = named;
}

function inLocalThatIsReturned(name: string): Named {
  const inner = new Named(name);
  const outer = new Named("outer");
  outer.next = inner;
  return outer;
}

function inLocalThatStays(name: string): string {
  const inner = new Named(name);
  const outer = new Named("outer");
  outer.next = inner;
  return outer.next.name + outer.name;
}

function olderHoldsYounger(name: string): string {
  const outer = new Named("outer");
  const inner = new Named(name);
  outer.next = inner;
  const again = outer.next;
  outer.next = null;
  return again.name + inner.name + outer.name;
}

function circle(name: string): string {
  const one = new Named(name);
  const other = new Named("other");
  one.next = other;
  other.next = one;
  const text = one.next.next!.name;
  // Counting alone can't free a circle.
  one.next = null;
  return text;
}

function takenOutOfLocal(name: string): Named {
  const inner = new Named(name);
  const outer = new Named("outer");
  outer.next = inner;
  const out = outer.next;
  return out;
}

// ---- captured ----

function counter(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  numbers.forEach((n) => {
    total += n;
  });
  return total;
}

function capturedTwice(numbers: readonly number[]): string {
  const named = new Named("n");
  const seen: string[] = [];
  const look = (n: number): string => `${named.name}${n}`;
  const both = (n: number): void => {
    named.name += n;
    seen.push(look(n));
  };
  numbers.forEach(both);
  return seen.join();
}

const callbacks: (() => string)[] = [];
function later(name: string): void {
  const named = new Named(name);
  callbacks.push(() => named.name);
}

function recursiveClosure(depth: number): number {
  const step = new Point(1, 1);
  const down = (n: number): number => (n === 0 ? 0 : step.x + down(n - 1));
  return down(depth);
}

// ---- passed on ----

function keeps(named: Named): void {
  list.push(named);
}

function looks(named: Named): string {
  return named.name;
}

function same(named: Named): Named {
  return named;
}

function keepsWhatIsInside(named: Named): void {
  kept = named.next ?? undefined;
}

function chooses(flag: boolean, one: Named, other: Named): Named {
  return flag ? one : other;
}

function passed(name: string): string {
  const a = new Named(`${name}a`);
  const b = new Named(`${name}b`);
  const c = new Named(`${name}c`);
  const d = new Named(`${name}d`);
  const e = new Named(`${name}e`);
  e.next = d;
  keeps(a);
  keepsWhatIsInside(e);
  return looks(b) + same(c).name + chooses(name === "p", b, c).name;
}

interface Visitor {
  visit(point: Point): void;
}

class Collects implements Visitor {
  readonly points: Point[] = [];
  visit(point: Point): void {
    this.points.push(point);
  }
}

class Counts implements Visitor {
  count = 0;
  visit(point: Point): void {
    this.count += point.x;
  }
}

function shows(visitor: Visitor, n: number): void {
  const point = new Point(n, n);
  visitor.visit(point);
}

function asUnknown(value: unknown): string {
  return value instanceof Named ? value.name : String(value);
}

function asCallback(visit: (named: Named) => void, name: string): void {
  visit(new Named(name));
}

// ---- through variables that change ----

function lastOfLoop(n: number): string {
  let last = new Named("none");
  for (let i = 0; i < n; i++) {
    const next = new Named(`${i}`);
    if (i % 2 === 0) last = next;
  }
  return last.name;
}

function chain(n: number): string {
  let head: Named | null = null;
  for (let i = 0; i < n; i++) {
    const node = new Named(`${i}`);
    node.next = head;
    head = node;
  }
  let text = "";
  for (let at = head; at !== null; at = at.next) text += at.name;
  return text;
}

function chosen(flag: boolean): string {
  const one = new Named("one");
  const other = new Named("other");
  const both = flag ? one : other;
  return both.name + one.name + other.name;
}

function fallback(from: Named | undefined): string {
  const given = from ?? new Named("fallback");
  return given.name;
}

// ---- tuples, literals, destructuring ----

const swap = ([a, b]: [string, string]): [string, string] => [b, a];

function literals(n: number): string {
  const pair: [string, string] = [`l${n}`, `r${n}`];
  const [a, b] = swap(pair);
  const { x, name } = { x: n, name: `n${n}` };
  return `${a}${b}${x}${name}`;
}

// ---- errors on their way ----

function failing(named: Named, n: number): string {
  if (n === 0) throw new Failure(named);
  return named.name;
}

function cleanedUp(n: number): string {
  const inner = new Named(`inner${n}`);
  const outer = new Named(`outer${n}`);
  try {
    const text = failing(outer, n);
    return text + inner.name;
  } catch (error) {
    return error instanceof Failure ? `caught ${error.what.name}${inner.name}` : "?";
  } finally {
    log("finally", inner.name);
  }
}

class Resource {
  constructor(readonly name: string) {
    log("open", name);
  }

  [Symbol.dispose](): void {
    log("close", this.name);
  }
}

function resources(fail: boolean): string {
  using a = new Resource("a");
  using b = new Resource("b");
  if (fail) throw new Error(a.name + b.name);
  return a.name + b.name;
}

// ---- functions that suspend ----

function* generated(n: number): Generator<string> {
  const named = new Named(`g${n}`);
  for (let i = 0; i < n; i++) {
    const point = new Point(i, i);
    yield named.name + point.length();
  }
}

async function suspended(n: number): Promise<string> {
  const named = new Named(`s${n}`);
  const before = new Point(n, n);
  await null;
  const after = new Point(before.x, 1);
  return named.name + after.plus(before).length();
}

const attempt = (body: () => string): string => {
  try {
    return body();
  } catch (error) {
    return error instanceof Failure ? `Failure ${error.what.name}` : String(error);
  }
};

async function main(): Promise<void> {
  log(local(1), local(-5));
  for (let i = 0; i < 4; i++) log(attempt(() => localOnSomePaths(i)));
  log(inLoop(3), inLoop(9), overwritten());

  log(returned(3).length(), returnedOnOnePath(1), returnedOnOnePath(7)?.length());
  log(attempt(() => thrown("thrown")));
  inGlobal("global");
  inArray("array");
  inMap("map");
  const holder = new Named("holder");
  inField(holder, "field");
  log(kept?.name, list[0]?.name, table.get("map")?.name, holder.next?.name);
  log(inLocalThatIsReturned("inner").next?.name, inLocalThatStays("stays"), olderHoldsYounger("young"));
  log(circle("circle"), takenOutOfLocal("out").name);

  const count = counter();
  log(count(), count(), sum([1, 2, 3]), capturedTwice([4, 5]), recursiveClosure(5));
  later("later");
  later("later still");
  log(callbacks.map((callback) => callback()).join());

  log(passed("p"), passed("q"), kept?.name, list.length, list.at(-1)?.name);
  const collects = new Collects();
  const counts = new Counts();
  for (const visitor of [collects, counts, collects]) shows(visitor, 7);
  log(collects.points.map((point) => point.length()).join(), counts.count);
  log(asUnknown(new Named("unknown")), asUnknown(new Point(1, 2) === new Point(1, 2)));
  const out: Named[] = [];
  asCallback((named) => void out.push(named), "pushed");
  asCallback((named) => log("seen", named.name), "seen");
  log(out[0]?.name);

  log(lastOfLoop(0), lastOfLoop(6), chain(5), chosen(true), chosen(false));
  log(fallback(undefined), fallback(holder), literals(1), literals(2));
  log(cleanedUp(0), cleanedUp(1));
  log(attempt(() => resources(false)), attempt(() => resources(true)));
  log([...generated(3)].join(), await suspended(4), (await Promise.all([suspended(5), suspended(6)])).join());
  for (const line of lines) console.log(line);
}

await main();
