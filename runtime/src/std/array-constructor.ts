/** `Array.isArray`, `Array.from`, `Array.of`. */
import { u32 as toU32, type u32 } from "osmium";
import { className } from "osmium/internal";
import { append, newArray } from "../rt/array.ts";

export function isArray(value: unknown): boolean {
  return typeof value === "object" && value !== null && className(value) === "Array";
}

export function of<T>(...items: T[]): T[] {
  return items;
}

export function from<T>(items: Iterable<T>): T[] {
  const result = newArray<T>(0);
  for (const item of items) append(result, item);
  return result;
}

export function from2<T, U>(items: Iterable<T>, map: (value: T, index: number) => U): U[] {
  const result = newArray<U>(0);
  let index = 0;
  for (const item of items) {
    append(result, map(item, index));
    index++;
  }
  return result;
}

/** `Array.from({ length: n }, f)`. */
export function from1_2<U>(items: { readonly length: number }, map: (value: undefined, index: number) => U): U[] {
  const length = items.length;
  const count: u32 = length >= 4294967295 ? 4294967295 : length > 0 ? toU32(length) : 0;
  const result = newArray<U>(count);
  for (let index: u32 = 0; index < count; index++) append(result, map(undefined, index));
  return result;
}
