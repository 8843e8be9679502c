// `object["name"](…)` is a call of a method: it has its object, as in `object.name(…)`.
class Counter {
  value = 2;
  add(by: number): number {
    this.value += by;
    return this.value;
  }
  ["odd name"](): number {
    return this.value * 10;
  }
  static from(value: number): Counter {
    const counter = new Counter();
    counter.value = value;
    return counter;
  }
}
class Doubled extends Counter {
  override add(by: number): number {
    return super.add(2 * by);
  }
}
interface Adder {
  add(by: number): number;
}

const counter = new Counter();
console.log(counter["add"](1), counter["odd name"](), counter[`add`](1));
const base: Counter = new Doubled();
console.log(base["add"](1), Counter["from"](7)["add"](1));
const adder: Adder = base;
console.log(adder["add"](5));
const literal = {
  factor: 3,
  times(value: number): number {
    return this.factor * value;
  },
  plain: (value: number): number => value + 1,
};
console.log(literal["times"](4), literal["plain"](4));
const nothing = counter.value > 100 ? counter : null;
console.log(nothing?.["add"](1), (counter as Counter | null)?.["add"](1));
console.log("text"["toUpperCase"](), [3, 1, 2]["sort"]()["join"]("-"), new Map([["a", 1]])["get"]("a"));
function make(): Counter {
  console.log("made once");
  return counter;
}
console.log(make()["add"](0));

/** A method of this name, which only a computed name can have, is no constructor. */
class Named {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  ["constructor"](): string {
    return `m${this.value}`;
  }
}
class Implicit {
  x = 1;
  ["constructor"](): number {
    return this.x;
  }
}
console.log(new Named(3)["constructor"](), new Named(4).constructor(), new Implicit()["constructor"]());
