/** Iterators over arrays, for code that asks for one: `for…of` over an array needs none. They look at the length at each step, as JavaScript's do. */
import type { u32 } from "osmium";
import { arrayLength } from "osmium/internal";

export class ArrayValues<T> {
  private readonly array: readonly T[];
  private position: u32 = 0;
  private ended = false;

  constructor(array: readonly T[]) {
    this.array = array;
  }

  next(): IteratorResult<T, undefined> {
    const at = this.position;
    if (this.ended || at >= arrayLength(this.array)) {
      this.ended = true;
      return { value: undefined, done: true };
    }
    this.position = at + 1;
    return { value: this.array[at], done: false };
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this;
  }
}

export class ArrayKeys<T> {
  private readonly array: readonly T[];
  private position: u32 = 0;
  private ended = false;

  constructor(array: readonly T[]) {
    this.array = array;
  }

  next(): IteratorResult<number, undefined> {
    const at = this.position;
    if (this.ended || at >= arrayLength(this.array)) {
      this.ended = true;
      return { value: undefined, done: true };
    }
    this.position = at + 1;
    return { value: at, done: false };
  }

  [Symbol.iterator](): IterableIterator<number> {
    return this;
  }
}

export class ArrayEntries<T> {
  private readonly array: readonly T[];
  private position: u32 = 0;
  private ended = false;

  constructor(array: readonly T[]) {
    this.array = array;
  }

  next(): IteratorResult<[number, T], undefined> {
    const at = this.position;
    if (this.ended || at >= arrayLength(this.array)) {
      this.ended = true;
      return { value: undefined, done: true };
    }
    this.position = at + 1;
    return { value: [at, this.array[at]], done: false };
  }

  [Symbol.iterator](): IterableIterator<[number, T]> {
    return this;
  }
}
