/** The iterator over a string's code points, for code that asks for one: `for…of` over a string needs none. */
import { i64, u32 as toU32, type u32 } from "osmium";
import { stringLength } from "osmium/internal";
import { stringPointAt } from "../rt/string.ts";

export class StringPoints {
  private readonly text: string;
  private position: u32 = 0;

  constructor(text: string) {
    this.text = text;
  }

  next(): IteratorResult<string, undefined> {
    if (this.position >= stringLength(this.text)) return { value: undefined, done: true };
    const point = stringPointAt(this.text, i64(this.position));
    this.position += toU32(point.length);
    return { value: point, done: false };
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this;
  }
}
