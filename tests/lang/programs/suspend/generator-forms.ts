// Where generators are written: methods, static methods, expressions, object literals, classes with type parameters, closures.
class Tree<T> implements Iterable<T> {
  constructor(
    readonly value: T,
    readonly left: Tree<T> | null = null,
    readonly right: Tree<T> | null = null,
  ) {}

  *[Symbol.iterator](): Iterator<T> {
    if (this.left) yield* this.left;
    yield this.value;
    if (this.right) yield* this.right;
  }

  *pairs<U>(other: Iterable<U>): Generator<[T, U]> {
    const values = [...other];
    for (const a of this) for (const b of values) yield [a, b];
  }

  static *leaves(depth: number): Generator<string> {
    if (depth === 0) yield "leaf";
    else {
      yield* Tree.leaves(depth - 1);
      yield* Tree.leaves(depth - 1);
    }
  }
}
const tree = new Tree(4, new Tree(2, new Tree(1), new Tree(3)), new Tree(5));
console.log([...tree].join());
for (const [n, s] of new Tree(1, new Tree(0)).pairs(["a", "b"])) console.log(n, s);
console.log([...Tree.leaves(3)].length);
const words = new Tree("m", new Tree("a"));
for (const word of words) console.log(word);

const evens = function* (limit: number) {
  for (let i = 0; i < limit; i += 2) yield i;
};
console.log([...evens(7)].join());
const object = {
  start: 10,
  *down() {
    for (let i = this.start; i > 7; i--) yield i;
  },
  *[Symbol.iterator]() {
    yield "a";
    yield "b";
  },
};
console.log([...object.down()].join(), [...object].join());

// Closures capture variables of the generator, each turn its own.
function* thunks(): Generator<() => number> {
  for (let i = 0; i < 3; i++) {
    yield () => i * 10;
    i += 0;
  }
}
console.log([...thunks()].map((f) => f()).join());
function counter(from: number): { readonly next: () => number; readonly reset: (n: number) => void } {
  let at = from;
  function* run(): Generator<number> {
    for (;;) yield at++;
  }
  const g = run();
  return {
    next: () => {
      const step = g.next();
      return step.done ? -1 : step.value;
    },
    reset: (n) => {
      at = n;
    },
  };
}
const c = counter(5);
console.log(c.next(), c.next());
c.reset(100);
console.log(c.next());

// Generators as values of the types of iteration.
function total(numbers: Iterable<number>): number {
  let sum = 0;
  for (const n of numbers) sum += n;
  return sum;
}
function* range(from: number, to: number): IterableIterator<number> {
  while (from < to) yield from++;
}
console.log(total(range(0, 5)), total([1, 2]), total(new Set([7])), total(evens(5)));
const asIterator: Iterator<number> = range(0, 2);
for (let step = asIterator.next(); !step.done; step = asIterator.next()) console.log(step.value);
const mixed: Iterable<number | string> = range(8, 10);
for (const each of mixed) console.log(typeof each, each);
function* either(flag: boolean): Generator<number | string | null, void> {
  yield 1;
  yield "two";
  if (flag) yield null;
}
for (const each of either(true)) console.log(each);
abstract class Source {
  abstract items(): Iterable<string>;
  *numbered(): Generator<string> {
    let n = 0;
    for (const item of this.items()) yield `${n++}: ${item}`;
  }
}
class ListSource extends Source {
  items(): Iterable<string> {
    return ["x", "y"];
  }
}
class GeneratedSource extends Source {
  override *items(): Generator<string> {
    yield "p";
    yield "q";
  }
  override *numbered(): Generator<string> {
    yield "first";
    yield* super.numbered();
  }
}
for (const source of [new ListSource(), new GeneratedSource()]) console.log([...source.numbered()].join(", "));
