// A generator behind an interface is asked without result objects; what else is behind it must not notice, nor the loop.

class Animal {
  constructor(readonly name: string) {}
}
class Dog extends Animal {
  bark(): string {
    return `${this.name}!`;
  }
}
interface Named {
  readonly name: string;
}

function* numbers(n: number): Generator<number> {
  try {
    for (let i = 0; i < n; i++) yield i + 0.5;
  } finally {
    console.log("numbers closed");
  }
}

function* inferred(n: number) {
  for (let i = 0; i < n; i++) yield i;
  return "end";
}

function* texts(): Generator<"a" | "b"> {
  yield "a";
  yield "b";
}

function* dogs(): Generator<Dog> {
  yield new Dog("Rex");
  yield new Dog("Bello");
}

function* literals(): Generator<{ name: string; age: number }> {
  yield { name: "literal", age: 1 };
}

function* failing(): Generator<number> {
  yield 1;
  throw new Error("failed inside");
}

class Countdown implements Iterable<number> {
  constructor(private readonly from: number) {}

  [Symbol.iterator](): Iterator<number> {
    let left = this.from;
    return {
      next: () => (left > 0 ? { done: false, value: left-- } : { done: true, value: undefined }),
      return: () => {
        console.log("countdown closed");
        return { done: true, value: undefined };
      },
    };
  }
}

class Wrapped<T> implements Iterable<T> {
  constructor(private readonly source: Iterable<T>) {}

  *[Symbol.iterator](): Generator<T> {
    yield* this.source;
  }
}

function sum(source: Iterable<number>): number {
  let total = 0;
  for (const value of source) total += value;
  return total;
}

function first(source: Iterable<number>): number | undefined {
  for (const value of source) return value;
  return undefined;
}

function names(source: Iterable<Named>): string {
  const found: string[] = [];
  for (const { name } of source) found.push(name);
  return found.join();
}

function animals(source: Iterable<Animal>): string {
  const found: string[] = [];
  for (const animal of source) found.push(animal instanceof Dog ? animal.bark() : animal.name);
  return found.join();
}

function join(source: Iterable<string>): string {
  let text = "";
  for (const each of source) text += each;
  return text;
}

function wide(source: Iterable<number | string>): string {
  let text = "";
  for (const each of source) text += `${typeof each} ${each};`;
  return text;
}

function* passedOn(source: Iterable<number>): Generator<number> {
  for (const value of source) if (value % 2 !== 1) yield value;
}

function caught(source: Iterable<number>): string {
  try {
    return String(sum(source));
  } catch (error) {
    return String(error);
  }
}

const sources: Iterable<number>[] = [
  numbers(3),
  inferred(4),
  new Countdown(4),
  new Wrapped([1, 2, 3]),
  new Wrapped(new Countdown(2)),
  [7, 8],
  new Set([1, 2]).values(),
];
for (const source of sources) console.log(sum(source));
console.log(first(numbers(5)), first(new Countdown(5)), first([]));
console.log(names(dogs()), names(literals()), names([new Animal("plain")]));
console.log(animals(dogs()), animals([new Animal("cat"), new Dog("Lux")]));
console.log(join(texts()), join("xyz"), join(new Wrapped(texts())));
console.log(wide(numbers(2)), wide(texts()), wide([1, "a"]));
console.log([...passedOn(passedOn(numbers(4)))].join(), [...passedOn(new Countdown(5))].join());
console.log(caught(failing()), caught(numbers(1)));

const exhausted = numbers(1);
console.log(sum(exhausted), sum(exhausted));
const begun: Iterator<number> = numbers(3);
console.log(begun.next().value, [...passedOn({ [Symbol.iterator]: () => begun })].join());
const [one, two] = passedOn(numbers(9));
console.log(one, two);
