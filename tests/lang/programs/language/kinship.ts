// Which classes may stand behind an interface: those whose members' types may be of the interface's, and all of those.
interface Source<T> {
  read(): T;
}
class Words implements Source<string> {
  read(): string {
    return "word";
  }
}
class Numbers implements Source<number> {
  read(): number {
    return 7;
  }
}
class Either implements Source<string | number> {
  turn = 0;
  read(): string | number {
    this.turn += 1;
    return this.turn % 2 === 0 ? "even" : this.turn;
  }
}
class Nothing implements Source<undefined> {
  read(): undefined {
    return undefined;
  }
}
function text(source: Source<string>): string {
  return source.read().toUpperCase();
}
function sum(source: Source<number>): number {
  return source.read() + 1;
}
function any(source: Source<unknown>): unknown {
  return source.read();
}
function maybe(source: Source<string | undefined>): string {
  return source.read() ?? "nothing";
}
console.log(text(new Words()), sum(new Numbers()), any(new Either()), any(new Words()), any(new Nothing()));
console.log(maybe(new Words()), maybe(new Nothing()), maybe({ read: () => "literal" }));

// A type argument that no member shows.
interface Phantom<T> {
  readonly name: string;
  of?(value: T): void;
}
const phantoms: Phantom<Date2>[] = [{ name: "a" }, new (class implements Phantom<Words> { name = "b"; })()];
interface Date2 {
  readonly day: number;
}
for (const { name } of phantoms) console.log(name);

// Subclasses have more members than their base says.
class Animal {
  name = "animal";
}
class Dog extends Animal {
  bark(): string {
    return `${this.name} barks`;
  }
}
interface Barking {
  bark(): string;
}
interface Owner {
  pet: Animal;
}
class DogOwner implements Owner {
  pet: Dog = new Dog();
}
const owners: Owner[] = [new DogOwner(), { pet: new Animal() }];
for (const owner of owners) console.log(owner.pet instanceof Dog ? owner.pet.bark() : owner.pet.name);
function barker(animal: Animal): Barking | undefined {
  return animal instanceof Dog ? animal : undefined;
}
console.log(barker(new Dog())?.bark(), barker(new Animal())?.bark());

// Iterators of many kinds behind one interface.
class Countdown implements Iterable<number> {
  *[Symbol.iterator](): Generator<number> {
    for (let at = 3; at > 0; at--) yield at;
  }
}
class ByHand implements Iterator<number> {
  at = 0;
  next(): IteratorResult<number> {
    this.at += 1;
    return this.at > 2 ? { done: true, value: undefined } : { done: false, value: this.at * 10 };
  }
  [Symbol.iterator](): this {
    return this;
  }
}
function total(numbers: Iterable<number>): number {
  let all = 0;
  for (const n of numbers) all += n;
  return all;
}
const literal: Iterable<number> = {
  [Symbol.iterator]() {
    let left = 2;
    return { next: () => (left-- > 0 ? { value: 100, done: false } : { value: undefined, done: true }) };
  },
};
console.log(
  total([1, 2]),
  total(new Set([3, 4])),
  total(new Map([[5, "a"]]).keys()),
  total(new Countdown()),
  total(new ByHand()),
  total(literal),
  total(new Uint8Array([9, 9])),
);
function join(parts: Iterable<string>): string {
  return [...parts].join("+");
}
console.log(join("abc"), join(["x", "y"]), join(new Map([["k", 1]]).keys()), join(new Set(["s"]).values()));
function animals(all: Iterable<Animal>): string {
  return Array.from(all, (animal) => animal.name).join();
}
console.log(animals(new Set([new Dog()])), animals([new Animal(), new Dog()]), animals(new Map([[1, new Dog()]]).values()));

// Members that are declared as literals.
interface Circle {
  readonly kind: "circle";
  readonly size: number;
}
interface Square {
  readonly kind: "square";
  readonly size: number;
}
class RoundThing implements Circle {
  readonly kind = "circle";
  readonly size = 2;
}
function area(shape: Circle | Square): number {
  return shape.kind === "circle" ? 3 * shape.size : shape.size * shape.size;
}
console.log(area(new RoundThing()), area({ kind: "square", size: 3 }), area({ kind: "circle", size: 1 }));

// Functions, tuples, arrays and null as members.
interface Handler {
  run: (() => number) | null;
  pair: readonly [number, string];
  list: readonly (string | number)[];
}
class Handles implements Handler {
  run = () => 4;
  pair: [number, string] = [1, "one"];
  list: (string | number)[] = ["a", "b"];
}
class Rests implements Handler {
  run = null;
  pair = [2, "two"] as const;
  list: (string | number)[] = [1, 2];
}
for (const handler of [new Handles(), new Rests()] as Handler[])
  console.log(handler.run?.() ?? "no function", handler.pair[1], handler.list.length);

// An interface that asks for itself.
interface Node2 {
  readonly next: Node2 | undefined;
  readonly value: number;
}
class Link implements Node2 {
  constructor(
    readonly value: number,
    readonly next: Link | undefined,
  ) {}
}
let length = 0;
for (let at: Node2 | undefined = new Link(1, new Link(2, undefined)); at !== undefined; at = at.next) length += at.value;
console.log(length);
