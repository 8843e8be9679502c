interface Shape {
  area(): number;
}
// Each run of a loop has its own class.
const shapes: Shape[] = [];
const classes: (new (side: number) => Shape)[] = [];
for (let factor = 1; factor <= 3; factor++) {
  class Square implements Shape {
    static readonly scale = factor * 10;
    #side: number;
    constructor(side = factor) {
      this.#side = side;
    }
    area() {
      return this.#side * this.#side * factor;
    }
    static is(value: object) {
      return #side in value;
    }
  }
  shapes.push(new Square(), new Square(2));
  classes.push(Square);
  console.log(Square.scale, Square.is(shapes[0]!), shapes[0] instanceof Square);
}
console.log(shapes.map((shape) => shape.area()), classes.map((C) => new C(5).area()));
console.log(classes[0] === classes[1], shapes[2] instanceof classes[1]!, shapes[2] instanceof classes[0]!);

// Generic classes in functions.
function stackOf(limit: number) {
  class Stack<T> {
    readonly items: T[] = [];
    push(item: T): this {
      if (this.items.length < limit) this.items.push(item);
      return this;
    }
    map<U>(to: (item: T) => U): Stack<U> {
      const result = new Stack<U>();
      for (const item of this.items) result.push(to(item));
      return result;
    }
    isStack(other: unknown) {
      return other instanceof Stack;
    }
  }
  const numbers = new Stack<number>().push(1).push(2).push(3);
  const texts = numbers.map((n) => `n${n}`);
  return [numbers.items.length, texts.items.join(), texts.push("x").push("y").items.length, texts.isStack(numbers), texts.isStack(1)];
}
console.log(stackOf(3), stackOf(2));

function pairOf<A, B>(a: A, b: B) {
  class Pair<C> {
    constructor(readonly c: C) {}
    get all() {
      return [a, b, this.c] as const;
    }
    with<D>(d: D) {
      return new Pair(d);
    }
  }
  return new Pair(a).with(b).with("end");
}
console.log(pairOf(1, "x").all, pairOf(true, [1]).with(5).all);

// Statics.
function statics(start: number) {
  const log: string[] = [];
  class Base {
    static value = start;
    static get twice() {
      return this.value * 2;
    }
    static set twice(n: number) {
      this.value = n / 2;
    }
    static {
      log.push(`block ${Base.value} ${this.twice}`);
    }
    static create() {
      return new this();
    }
    name() {
      return `base ${start}`;
    }
  }
  class Derived extends Base {
    static other = Base.value + 1;
    override name() {
      return `derived ${super.name()} ${Derived.other}`;
    }
    static override create() {
      return super.create();
    }
  }
  Derived.value = 100;
  log.push(`${Base.value} ${Derived.value} ${Derived.twice}`);
  Derived.twice = 8;
  Base.twice = 6;
  log.push(`${Base.value} ${Derived.value}`, Derived.create().name(), Base.create().name());
  const { create } = { create: () => Derived.create() };
  log.push(create().name());
  return { log, Base, Derived };
}
const s = statics(3);
const t = statics(4);
console.log(s.log, t.log, s.Base.value, t.Base.value, s.Derived.other);
console.log(s.Base, new s.Derived(), s.Base.name, [class {}, class Named {}]);

// Taken off.
function taken(word: string) {
  class Speaker {
    speak(n: number) {
      return word.repeat(n);
    }
    both() {
      return this.speak(2);
    }
    static say(n: number) {
      return word + n;
    }
  }
  const speaker = new Speaker();
  const { speak } = speaker;
  const { say } = Speaker;
  const both = speaker.both;
  let failed = "";
  try {
    both();
  } catch (error) {
    failed = (error as Error).message;
  }
  return [speak(2), say(1), [1, 2].map(speaker.speak).join(), [3].map(Speaker.say).join(), failed];
}
console.log(taken("ab"));

// Suspending.
async function suspending(delay: number) {
  class Job {
    constructor(readonly id: number) {}
    async run() {
      await Promise.resolve();
      return this.id * delay;
    }
    *steps() {
      for (let i = 0; i < delay; i++) yield this.id + i;
    }
    async *later() {
      yield delay;
      await null;
      yield this.id;
    }
  }
  await null;
  const jobs = [new Job(1), new Job(2)];
  const results = await Promise.all(jobs.map((job) => job.run()));
  const late: number[] = [];
  for await (const n of jobs[1]!.later()) late.push(n);
  return [results, [...jobs[1]!.steps()], late];
}
void suspending(3).then((r) => console.log(r));

// A class that is declared in a function that never runs.
function never() {
  const x = 1;
  return class Ghost {
    value() {
      return x;
    }
  };
}
function haunt(ghost: InstanceType<ReturnType<typeof never>> | undefined) {
  return ghost?.value() ?? "no ghost";
}
console.log(haunt(undefined));

abstract class Animal {
  abstract sound(): string;
  speak() {
    return `I say ${this.sound()}`;
  }
}
function animal(sound: string, own = "!"): Animal {
  return new (class extends Animal {
    readonly end = own;
    sound() {
      return sound + this.end;
    }
  })();
}
console.log(animal("moo").sound(), animal("woof", "?").sound());
function tree(depth: number): { count(): number } {
  class Node {
    children: { count(): number }[] = depth > 0 ? [tree(depth - 1), tree(depth - 1)] : [];
    count() {
      return 1 + this.children.reduce((sum, child) => sum + child.count(), 0) + depth * 0;
    }
  }
  return new Node();
}
console.log(tree(4).count());
class Failure extends Error {}
function failing(code: number) {
  class Coded extends Failure {
    override name = "Coded";
    code = code;
  }
  try {
    throw new Coded("oops");
  } catch (error) {
    if (error instanceof Coded) return `${error.name} ${error.message} ${error.code} ${error instanceof Failure}`;
    throw error;
  }
}
console.log(failing(1), failing(2));
class Plain {
  #secret = 1;
  static has(o: object) { return #secret in o; }
  get value() { return this.#secret; }
}
class Sub extends Plain {}
console.log(Plain.has(new Plain()), Plain.has({}), Plain.has(new Sub()), new Plain().value);
class Gen<T> {
  #v: T;
  constructor(v: T) { this.#v = v; }
  static is(o: unknown) { return typeof o === "object" && o !== null && #v in o; }
  get() { return this.#v; }
}
console.log(Gen.is(new Gen(1)), Gen.is(new Plain()), Gen.is(3), new Gen("x").get());
