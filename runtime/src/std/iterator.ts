/**
 * The helpers of iterators. Their types say which iterator they go through, so that one over a generator needs no result objects. Those that
 * give an iterator are generators: they ask only when they are asked, and close what they go through when they are left.
 */
import { append, newArray } from "../rt/array.ts";
import { RangeError, TypeError } from "./error.ts";

type Source<T> = Iterator<T, unknown, unknown>;

/** Something to iterate: an iterator need not be. */
class Through<T, I extends Source<T>> {
  private readonly iterator: I;

  constructor(iterator: I) {
    this.iterator = iterator;
  }

  [Symbol.iterator](): I {
    return this.iterator;
  }
}

export function* map<T, I extends Source<T>, U>(
  source: I,
  change: (value: T, index: number) => U,
): Generator<U, undefined, unknown> {
  let index = 0;
  for (const value of new Through<T, I>(source)) {
    yield change(value, index);
    index += 1;
  }
  return undefined;
}

export function* filter<T, I extends Source<T>>(
  source: I,
  test: (value: T, index: number) => unknown,
): Generator<T, undefined, unknown> {
  let index = 0;
  for (const value of new Through<T, I>(source)) {
    if (test(value, index)) yield value;
    index += 1;
  }
  return undefined;
}

export function take<T, I extends Source<T>>(source: I, limit: number): Generator<T, undefined, unknown> {
  return taking<T, I>(source, checkedCount(limit));
}

function* taking<T, I extends Source<T>>(source: I, limit: number): Generator<T, undefined, unknown> {
  let left = limit;
  if (left === 0) {
    close<T, I>(source);
    return undefined;
  }
  for (const value of new Through<T, I>(source)) {
    yield value;
    left -= 1;
    if (left === 0) break;
  }
  return undefined;
}

/** As leaving a loop over it does. */
function close<T, I extends Source<T>>(source: I): void {
  // biome-ignore lint/correctness/noEmptyPattern: it takes nothing and closes the iterator
  const [] = new Through<T, I>(source);
}

export function drop<T, I extends Source<T>>(source: I, count: number): Generator<T, undefined, unknown> {
  return dropping<T, I>(source, checkedCount(count));
}

function* dropping<T, I extends Source<T>>(source: I, count: number): Generator<T, undefined, unknown> {
  let left = count;
  for (const value of new Through<T, I>(source)) {
    if (left > 0) left -= 1;
    else yield value;
  }
  return undefined;
}

/** A whole number, or infinity. */
function checkedCount(count: number): number {
  const whole = Math.trunc(count);
  if (!(whole >= 0)) throw new RangeError(`${count} must be positive`);
  return whole;
}

export function* flatMap<T, I extends Source<T>, U>(
  source: I,
  change: (value: T, index: number) => Iterable<U>,
): Generator<U, undefined, unknown> {
  let index = 0;
  for (const value of new Through<T, I>(source)) {
    for (const each of change(value, index)) yield each;
    index += 1;
  }
  return undefined;
}

export function reduce<T, I extends Source<T>>(source: I, combine: (sum: T, value: T, index: number) => T): T {
  const first: T[] = newArray<T>(1);
  let index = 0;
  for (const value of new Through<T, I>(source)) {
    if (index === 0) append(first, value);
    else first[0] = combine(first[0], value, index);
    index += 1;
  }
  if (index === 0) throw new TypeError("Reduce of a done iterator with no initial value");
  return first[0];
}

export function reduce0_2<T, I extends Source<T>>(
  source: I,
  combine: (sum: T, value: T, index: number) => T,
  initial: T,
): T {
  return reduce1_2<T, I, T>(source, combine, initial);
}

export function reduce1_2<T, I extends Source<T>, U>(
  source: I,
  combine: (sum: U, value: T, index: number) => U,
  initial: U,
): U {
  let sum = initial;
  let index = 0;
  for (const value of new Through<T, I>(source)) {
    sum = combine(sum, value, index);
    index += 1;
  }
  return sum;
}

export function toArray<T, I extends Source<T>>(source: I): T[] {
  const result = newArray<T>(0);
  for (const value of new Through<T, I>(source)) append(result, value);
  return result;
}

export function forEach<T, I extends Source<T>>(source: I, visit: (value: T, index: number) => void): void {
  let index = 0;
  for (const value of new Through<T, I>(source)) {
    visit(value, index);
    index += 1;
  }
}

export function some<T, I extends Source<T>>(source: I, test: (value: T, index: number) => unknown): boolean {
  let index = 0;
  for (const value of new Through<T, I>(source)) {
    if (test(value, index)) return true;
    index += 1;
  }
  return false;
}

export function every<T, I extends Source<T>>(source: I, test: (value: T, index: number) => unknown): boolean {
  let index = 0;
  for (const value of new Through<T, I>(source)) {
    if (!test(value, index)) return false;
    index += 1;
  }
  return true;
}

export function find<T, I extends Source<T>>(source: I, test: (value: T, index: number) => unknown): T | undefined {
  let index = 0;
  for (const value of new Through<T, I>(source)) {
    if (test(value, index)) return value;
    index += 1;
  }
  return undefined;
}
