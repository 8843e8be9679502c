// no-node
// Objects that only refer to what was there before them are in no cycle; readonly fields alone don't say that.
import { collectCycles } from "osmium";

class Older {
  constructor(
    readonly value: number,
    readonly next: Older | null,
  ) {}
}

/** Written through a type that does not say readonly. */
class Tied {
  constructor(readonly next: Tied | null) {}
}
function tie(from: { next: Tied | null }, to: Tied): void {
  from.next = to;
}

/** What its constructor stores may be the object itself. */
class Self {
  static last: Self | null = null;
  readonly next: Self | null;
  constructor() {
    Self.last = this;
    this.next = Self.last;
  }
}

/** One of two may be changed, so both are in cycles. */
class Holder {
  held: Held | null = null;
}
class Held {
  constructor(readonly holder: Holder) {}
}

/** A function is told of its object before that knows the function. */
class Base {
  constructor(readonly back: () => object) {}
}
class Derived extends Base {
  constructor() {
    super((): object => this);
  }
}

function olders(): number {
  let list: Older | null = null;
  for (let value = 0; value < 100; value++) list = new Older(value, list);
  const also = list;
  let sum = 0;
  for (let at = also; at !== null; at = at.next) sum += at.value;
  return sum;
}
console.log(olders(), "older", collectCycles());

function tied(): void {
  const one = new Tied(null);
  tie(one, new Tied(one));
}
tied();
console.log("tied", collectCycles());

function selves(): boolean {
  const self = new Self();
  Self.last = null;
  return self.next === self;
}
console.log("itself", selves(), collectCycles());

function holders(): void {
  const holder = new Holder();
  holder.held = new Held(holder);
}
holders();
console.log("held", collectCycles());

function derived(): boolean {
  const made = new Derived();
  return made.back() === made;
}
console.log("function", derived(), collectCycles());
// expect:
// 4950 older 0
// tied 2
// itself true 1
// held 2
// function true 2
