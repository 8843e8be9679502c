// What ECMAScript has by now and Node 20 has not: programs run under Node with this loaded first.
Symbol.dispose ??= Symbol.for("Symbol.dispose");
Symbol.asyncDispose ??= Symbol.for("Symbol.asyncDispose");
Promise.withResolvers ??= function withResolvers() {
  let resolve;
  let reject;
  const promise = new this((a, b) => {
    resolve = a;
    reject = b;
  });
  return { promise, resolve, reject };
};
globalThis.SuppressedError ??= class SuppressedError extends Error {
  constructor(error, suppressed, message) {
    super(message);
    this.name = "SuppressedError";
    this.error = error;
    this.suppressed = suppressed;
  }
};

const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const through = (iterator) => ({ [Symbol.iterator]: () => iterator });
const checkedCount = (count) => {
  if (!(Math.trunc(count) >= 0)) throw new RangeError(`${count} must be positive`);
  return Math.trunc(count);
};
const helpers = {
  *map(change) {
    let index = 0;
    for (const value of through(this)) yield change(value, index++);
  },
  *filter(test) {
    let index = 0;
    for (const value of through(this)) if (test(value, index++)) yield value;
  },
  take(limit) {
    const take = function* (iterator, left) {
      if (left === 0) {
        iterator.return?.();
        return;
      }
      for (const value of through(iterator)) {
        yield value;
        left -= 1;
        if (left === 0) break;
      }
    };
    return take(this, checkedCount(limit));
  },
  drop(count) {
    const drop = function* (iterator, left) {
      for (const value of through(iterator)) {
        if (left > 0) left -= 1;
        else yield value;
      }
    };
    return drop(this, checkedCount(count));
  },
  *flatMap(change) {
    let index = 0;
    for (const value of through(this)) yield* change(value, index++);
  },
  reduce(...given) {
    return [...through(this)].reduce(...given);
  },
  toArray() {
    return [...through(this)];
  },
  forEach(visit) {
    let index = 0;
    for (const value of through(this)) visit(value, index++);
  },
  some(test) {
    let index = 0;
    for (const value of through(this)) if (test(value, index++)) return true;
    return false;
  },
  every(test) {
    let index = 0;
    for (const value of through(this)) if (!test(value, index++)) return false;
    return true;
  },
  find(test) {
    let index = 0;
    for (const value of through(this)) if (test(value, index++)) return value;
    return undefined;
  },
};
for (const [name, helper] of Object.entries(helpers)) iteratorPrototype[name] ??= helper;
globalThis.Iterator ??= { from: (value) => value[Symbol.iterator]() };
