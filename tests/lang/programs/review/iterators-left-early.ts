// However a loop is left before its iterator has ended, the iterator's `return` is called, once.
function numbers(name: string, limit: number) {
  return {
    [Symbol.iterator]() {
      let at = 0;
      return {
        next(): IteratorResult<number> {
          at += 1;
          if (at > limit) return { done: true, value: undefined };
          return { done: false, value: at };
        },
        return(): IteratorResult<number> {
          console.log("closed", name);
          return { done: true, value: undefined };
        },
      };
    },
  };
}

class Countdown implements Iterator<number> {
  constructor(private left: number) {}
  [Symbol.iterator](): this {
    return this;
  }
  next(): IteratorResult<number> {
    this.left -= 1;
    return this.left < 0 ? { done: true, value: undefined } : { done: false, value: this.left };
  }
  return(): IteratorResult<number> {
    console.log("countdown closed at", this.left);
    return { done: true, value: undefined };
  }
}

for (const n of numbers("whole", 2)) console.log(n);
for (const n of numbers("break", 5)) if (n === 2) break;
function find(): number {
  for (const n of numbers("return", 5)) if (n === 3) return n;
  return -1;
}
console.log(find());
try {
  for (const n of numbers("throw", 5)) if (n === 2) throw new Error("out");
} catch (error) {
  console.log("caught", error instanceof Error ? error.message : "?");
}
outer: for (const a of [1, 2]) {
  for (const n of numbers(`outer ${a}`, 5)) {
    if (n === 2) continue outer;
    console.log(a, n);
  }
}
for (const n of numbers("continue", 3)) {
  if (n === 2) continue;
  console.log(n);
}
for (const n of new Countdown(5)) if (n === 3) break;
for (const n of new Countdown(2)) console.log(n);
const map = new Map([["a", 1], ["b", 2]]);
for (const [key] of map) if (key === "a") break;
console.log([...numbers("spread", 3)].join());
