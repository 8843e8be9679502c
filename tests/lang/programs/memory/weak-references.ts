// no-node
// Node keeps a target of `deref` alive until the job ends; here it dies with its last reference.
class Tree {
  readonly children: Tree[] = [];
  private parentRef: WeakRef<Tree> | undefined;
  constructor(readonly name: string) {}
  add(child: Tree): this {
    child.parentRef = new WeakRef(this);
    this.children.push(child);
    return this;
  }
  get parent(): Tree | undefined {
    return this.parentRef?.deref();
  }
  path(): string {
    const parent = this.parent;
    return parent === undefined ? this.name : `${parent.path()}/${this.name}`;
  }
}

function grandchild(): Tree {
  const leaf = new Tree("leaf");
  const root = new Tree("root").add(new Tree("branch").add(leaf));
  console.log(leaf.path(), root.children.length);
  return leaf;
}
const leaf = grandchild();
console.log(leaf.path(), leaf.parent === undefined);

// Several weak references to one target, some of which die before it and some after.
let target: { name: string } | undefined = { name: "target" };
const first = new WeakRef(target);
{
  const second = new WeakRef(target);
  console.log(second.deref()?.name, first.deref() === second.deref());
}
const third = new WeakRef(target);
console.log(first.deref()?.name);
const held = first.deref();
target = undefined;
console.log(third.deref() === held, held?.name);

// A local variable is a reference up to its last use.
function temporary(): WeakRef<number[]> {
  const numbers = [1, 2, 3];
  const weak = new WeakRef(numbers);
  console.log(weak.deref()?.length, numbers.length);
  return weak;
}
console.log(temporary().deref());

// Functions are objects too.
function weakFunction(n: number): WeakRef<() => number> {
  const f = (): number => n;
  const weak = new WeakRef(f);
  console.log(weak.deref()?.(), f());
  return weak;
}
console.log(weakFunction(5).deref());

// Observers that may leave without saying so.
class Subject {
  private observers: WeakRef<Observer>[] = [];
  watch(observer: Observer): void {
    this.observers.push(new WeakRef(observer));
  }
  notify(event: string): number {
    this.observers = this.observers.filter((weak) => weak.deref() !== undefined);
    for (const weak of this.observers) weak.deref()?.see(event);
    return this.observers.length;
  }
}
class Observer {
  seen = "";
  see(event: string): void {
    this.seen += event;
  }
}
const subject = new Subject();
const stays = new Observer();
subject.watch(stays);
function passing(): void {
  const leaves = new Observer();
  subject.watch(leaves);
  console.log(subject.notify("a"), leaves.seen);
}
passing();
console.log(subject.notify("b"), stays.seen);

// Many: the table grows, and addresses are used again.
const kept: object[] = [];
const weak: WeakRef<object>[] = [];
for (let i = 0; i < 1000; i++) {
  const each = { i };
  if (i % 3 === 0) kept.push(each);
  weak.push(new WeakRef(each));
}
let alive = 0;
for (const each of weak) if (each.deref() !== undefined) alive++;
console.log(alive, kept.length);
kept.length = 100;
alive = 0;
for (const each of weak) if (each.deref() !== undefined) alive++;
console.log(alive);
// expect:
// root/branch/leaf 1
// leaf true
// target true
// target
// true target
// 3 3
// undefined
// 5 5
// undefined
// 2 a
// 1 ab
// 334 334
// 100
