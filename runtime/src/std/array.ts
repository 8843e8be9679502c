/**
 * Members of arrays, each a function whose first parameter is the array.
 *
 * What only moves elements moves their bits, without counting: `shift`, `splice`, `reverse`, `copyWithin`. Callbacks may change the array they are
 * called for: every step looks at the length anew, and elements are read before the callback runs.
 */
import { u32 as toU32, type u8, type u32, usize } from "osmium";
import { arrayCapacity, arrayData, arrayLength, isCounted, setArray, take, truncDouble } from "osmium/internal";
import { copyBytes, moveBytes, sizeOf } from "osmium/unsafe";
import { append, copyArray, newArray, reserve, takePendingFill } from "../rt/array.ts";
import { ArrayEntries, ArrayKeys, ArrayValues } from "./array-iterator.ts";
import { clampIndex } from "./clamp.ts";
import { joinTexts } from "./join.ts";
import { sortArray } from "./sort.ts";

// ---- positions ----

function endOf(end: number | undefined, length: u32): u32 {
  return end === undefined ? length : clampIndex(end, length);
}

/** The index that `at` and `with` mean, or the length if there is none. */
function positionOf(index: number, length: u32): u32 {
  const whole = index !== index ? 0 : truncDouble(index);
  const position = whole < 0 ? whole + length : whole;
  return position >= 0 && position < length ? toU32(position) : length;
}

export function at<T>(self: T[], index: number): T | undefined {
  const length = arrayLength(self);
  const position = positionOf(index, length);
  return position < length ? arrayData(self).at(position) : undefined;
}

/** `self[index]` of an array of which nothing is known. */
export function element<T>(self: T[], index: number): T {
  return self[index]!;
}

// ---- copies ----

/** A copy of the elements from `start` to before `end`. */
function copyRange<T>(source: T[], start: u32, end: u32): T[] {
  const count: u32 = end > start ? end - start : 0;
  const result = newArray<T>(count);
  appendRange(result, source, start, start + count);
  return result;
}

function appendRange<T>(to: T[], source: T[], start: u32, end: u32): void {
  if (!isCounted<T>()) {
    const length = arrayLength(to);
    const count = end - start;
    reserve(to, length + count);
    copyBytes(
      arrayData(to).add(length).cast<u8>(),
      arrayData(source).add(start).cast<u8>(),
      usize(count) * sizeOf<T>(),
    );
    setArray(to, arrayData(to), length + count, arrayCapacity(to));
    return;
  }
  for (let index = start; index < end; index++) append(to, arrayData(source).at(index));
}

export function slice<T>(self: T[], start?: number, end?: number): T[] {
  const length = arrayLength(self);
  return copyRange(self, start === undefined ? 0 : clampIndex(start, length), endOf(end, length));
}

export function concat<T>(self: T[], ...others: T[][]): T[] {
  let total = arrayLength(self);
  for (const other of others) total += arrayLength(other);
  const result = newArray<T>(total);
  appendRange(result, self, 0, arrayLength(self));
  for (const other of others) appendRange(result, other, 0, arrayLength(other));
  return result;
}

export function toReversed<T>(self: T[]): T[] {
  return reverse(copyArray(self));
}

export function toSpliced<T>(self: T[], start: number, deleteCount?: number, ...values: T[]): T[] {
  const result = copyArray(self);
  spliceInPlace(result, start, deleteCount, values);
  return result;
}

function with_<T>(self: T[], index: number, value: T): T[] {
  const position = positionOf(index, arrayLength(self));
  if (position >= arrayLength(self)) throw new RangeError("Invalid index");
  const result = copyArray(self);
  result[position] = value;
  return result;
}

export { with_ as with };

export function flat<_T, U>(self: U[][]): U[] {
  const result = newArray<U>(0);
  for (const part of self) appendRange(result, part, 0, arrayLength(part));
  return result;
}

// ---- changes ----

export function pop<T>(self: T[]): T | undefined {
  const length = arrayLength(self);
  if (length === 0) return undefined;
  setArray(self, arrayData(self), length - 1, arrayCapacity(self));
  return take(arrayData(self).add(length - 1));
}

/** Moves the elements from `from` on so that they start at `to`; there must be room. What is overwritten must be dead. */
function moveElements<T>(self: T[], to: u32, from: u32, count: u32): void {
  const data = arrayData(self);
  moveBytes(data.add(to).cast<u8>(), data.add(from).cast<u8>(), usize(count) * sizeOf<T>());
}

export function shift<T>(self: T[]): T | undefined {
  const length = arrayLength(self);
  if (length === 0) return undefined;
  const first = take(arrayData(self));
  moveElements(self, 0, 1, length - 1);
  setArray(self, arrayData(self), length - 1, arrayCapacity(self));
  return first;
}

export function unshift<T>(self: T[], ...values: T[]): number {
  insert(self, 0, values);
  return arrayLength(self);
}

/** Puts copies of values before position `start`. */
function insert<T>(self: T[], start: u32, values: T[]): void {
  const count = arrayLength(values);
  const length = arrayLength(self);
  if (count === 0) return;
  reserve(self, length + count);
  moveElements(self, start + count, start, length - start);
  for (let index: u32 = 0; index < count; index++) arrayData(self).set(start + index, arrayData(values).at(index));
  setArray(self, arrayData(self), length + count, arrayCapacity(self));
}

export function splice<T>(self: T[], start: number, deleteCount?: number, ...values: T[]): T[] {
  return spliceInPlace(self, start, deleteCount, values);
}

/** `splice` with one argument removes all that follows. */
export function splice0_1<T>(self: T[], start: number): T[] {
  return spliceInPlace(self, start, Infinity, newArray<T>(0));
}

export function toSpliced0_1<T>(self: T[], start: number): T[] {
  const result = copyArray(self);
  splice0_1(result, start);
  return result;
}

function spliceInPlace<T>(self: T[], start: number, deleteCount: number | undefined, values: T[]): T[] {
  const length = arrayLength(self);
  const first = clampIndex(start, length);
  const room = length - first;
  const wanted = deleteCount === undefined ? 0 : deleteCount;
  const count: u32 = wanted >= room ? room : wanted > 0 ? toU32(wanted) : 0;
  // The removed elements move out, bits and all.
  const removed = newArray<T>(count);
  copyBytes(arrayData(removed).cast<u8>(), arrayData(self).add(first).cast<u8>(), usize(count) * sizeOf<T>());
  setArray(removed, arrayData(removed), count, arrayCapacity(removed));
  moveElements(self, first, first + count, room - count);
  setArray(self, arrayData(self), length - count, arrayCapacity(self));
  insert(self, first, values);
  return removed;
}

export function reverse<T>(self: T[]): T[] {
  const data = arrayData(self);
  let low: u32 = 0;
  let high = arrayLength(self);
  while (low + 1 < high) {
    high -= 1;
    const first = take(data.add(low));
    data.set(low, take(data.add(high)));
    data.set(high, first);
    low += 1;
  }
  return self;
}

export function fill<T>(self: T[], value: T, start?: number, end?: number): T[] {
  // `new Array(n).fill(value)`: the elements don't exist yet.
  const pending = isCounted<T>() ? takePendingFill() : toU32(0);
  if (pending > 0) {
    for (let index: u32 = 0; index < pending; index++) append(self, value);
    return self;
  }
  const length = arrayLength(self);
  const last = endOf(end, length);
  for (let index = start === undefined ? toU32(0) : clampIndex(start, length); index < last; index++)
    self[index] = value;
  return self;
}

export function copyWithin<T>(self: T[], target: number, start: number, end?: number): T[] {
  const length = arrayLength(self);
  const to = clampIndex(target, length);
  const from = clampIndex(start, length);
  const last = endOf(end, length);
  const available: u32 = last > from ? last - from : 0;
  const count = available < length - to ? available : length - to;
  const source = copyRange(self, from, from + count);
  for (let index: u32 = 0; index < count; index++) self[to + index] = source[index];
  return self;
}

// ---- search ----

export function indexOf<T>(self: T[], search: T, from?: number): number {
  const start = from === undefined ? toU32(0) : clampIndex(from, arrayLength(self));
  for (let index = start; index < arrayLength(self); index++) if (arrayData(self).at(index) === search) return index;
  return -1;
}

export function lastIndexOf<T>(self: T[], search: T, from?: number): number {
  const length = arrayLength(self);
  let index = length;
  if (from !== undefined) {
    const whole = from !== from ? 0 : truncDouble(from);
    const last = whole < 0 ? whole + length : whole;
    index = last < 0 ? 0 : last >= length ? length : toU32(last) + 1;
  }
  while (index > 0) {
    index -= 1;
    if (arrayData(self).at(index) === search) return index;
  }
  return -1;
}

/** As `indexOf`, but NaN is found. */
export function includes<T>(self: T[], search: T, from?: number): boolean {
  const start = from === undefined ? toU32(0) : clampIndex(from, arrayLength(self));
  const isNaN = search !== search;
  for (let index = start; index < arrayLength(self); index++) {
    const value = arrayData(self).at(index);
    if (value === search || (isNaN && value !== value)) return true;
  }
  return false;
}

export function find<T>(self: T[], test: (value: T, index: number, array: T[]) => unknown): T | undefined {
  for (let index: u32 = 0; index < arrayLength(self); index++) {
    const value = self[index];
    if (test(value, index, self)) return value;
  }
  return undefined;
}

export function findIndex<T>(self: T[], test: (value: T, index: number, array: T[]) => unknown): number {
  for (let index: u32 = 0; index < arrayLength(self); index++) if (test(self[index], index, self)) return index;
  return -1;
}

export function findLast<T>(self: T[], test: (value: T, index: number, array: T[]) => unknown): T | undefined {
  let index = arrayLength(self);
  while (index > 0) {
    index -= 1;
    if (index >= arrayLength(self)) continue;
    const value = self[index];
    if (test(value, index, self)) return value;
  }
  return undefined;
}

export function findLastIndex<T>(self: T[], test: (value: T, index: number, array: T[]) => unknown): number {
  let index = arrayLength(self);
  while (index > 0) {
    index -= 1;
    if (index < arrayLength(self) && test(self[index], index, self)) return index;
  }
  return -1;
}

// ---- every element ----

/** Elements that a callback appends are not visited; those that it removes are not there any more. */
function stepLimit<T>(self: T[], length: u32): u32 {
  const now = arrayLength(self);
  return now < length ? now : length;
}

export function forEach<T>(self: T[], visit: (value: T, index: number, array: T[]) => void): void {
  const length = arrayLength(self);
  for (let index: u32 = 0; index < stepLimit(self, length); index++) visit(self[index], index, self);
}

export function every<T>(self: T[], test: (value: T, index: number, array: T[]) => unknown): boolean {
  const length = arrayLength(self);
  for (let index: u32 = 0; index < stepLimit(self, length); index++) if (!test(self[index], index, self)) return false;
  return true;
}

export function some<T>(self: T[], test: (value: T, index: number, array: T[]) => unknown): boolean {
  const length = arrayLength(self);
  for (let index: u32 = 0; index < stepLimit(self, length); index++) if (test(self[index], index, self)) return true;
  return false;
}

export function map<T, U>(self: T[], f: (value: T, index: number, array: T[]) => U): U[] {
  const length = arrayLength(self);
  const result = newArray<U>(length);
  for (let index: u32 = 0; index < stepLimit(self, length); index++) append(result, f(self[index], index, self));
  return result;
}

export function filter<T>(self: T[], test: (value: T, index: number, array: T[]) => unknown): T[] {
  const length = arrayLength(self);
  const result = newArray<T>(0);
  for (let index: u32 = 0; index < stepLimit(self, length); index++) {
    const value = self[index];
    if (test(value, index, self)) append(result, value);
  }
  return result;
}

/** With a type predicate: the elements are known to be of a narrower type. */
export function filter1_1<T, S extends T>(self: T[], test: (value: T, index: number, array: T[]) => unknown): S[] {
  const length = arrayLength(self);
  const result = newArray<S>(0);
  for (let index: u32 = 0; index < stepLimit(self, length); index++) {
    const value = self[index];
    if (test(value, index, self)) append(result, value as S);
  }
  return result;
}

export function flatMap<T, U>(self: T[], f: (value: T, index: number, array: T[]) => U[]): U[] {
  const length = arrayLength(self);
  const result = newArray<U>(0);
  for (let index: u32 = 0; index < stepLimit(self, length); index++) {
    const part = f(self[index], index, self);
    appendRange(result, part, 0, arrayLength(part));
  }
  return result;
}

/** Without an initial value: the first element is it. */
export function reduce0_1<T>(self: T[], combine: (previous: T, current: T, index: number, array: T[]) => T): T {
  const length = arrayLength(self);
  if (length === 0) throw new TypeError("Reduce of empty array with no initial value");
  let result = self[0];
  for (let index: u32 = 1; index < stepLimit(self, length); index++) result = combine(result, self[index], index, self);
  return result;
}

export function reduce0_2<T>(
  self: T[],
  combine: (previous: T, current: T, index: number, array: T[]) => T,
  initial: T,
): T {
  return reduce1_2<T, T>(self, combine, initial);
}

export function reduce1_2<T, U>(
  self: T[],
  combine: (previous: U, current: T, index: number, array: T[]) => U,
  initial: U,
): U {
  const length = arrayLength(self);
  let result = initial;
  for (let index: u32 = 0; index < stepLimit(self, length); index++) result = combine(result, self[index], index, self);
  return result;
}

export function reduceRight0_1<T>(self: T[], combine: (previous: T, current: T, index: number, array: T[]) => T): T {
  let index = arrayLength(self);
  if (index === 0) throw new TypeError("Reduce of empty array with no initial value");
  index -= 1;
  let result = self[index];
  while (index > 0) {
    index -= 1;
    if (index < arrayLength(self)) result = combine(result, self[index], index, self);
  }
  return result;
}

export function reduceRight0_2<T>(
  self: T[],
  combine: (previous: T, current: T, index: number, array: T[]) => T,
  initial: T,
): T {
  return reduceRight1_2<T, T>(self, combine, initial);
}

export function reduceRight1_2<T, U>(
  self: T[],
  combine: (previous: U, current: T, index: number, array: T[]) => U,
  initial: U,
): U {
  let result = initial;
  let index = arrayLength(self);
  while (index > 0) {
    index -= 1;
    if (index < arrayLength(self)) result = combine(result, self[index], index, self);
  }
  return result;
}

// ---- order ----

/** Without a function: by the elements' text. */
export function sort0_0<T>(self: T[]): T[] {
  sortByText(self);
  return self;
}

export function sort<T>(self: T[], compare: (a: T, b: T) => number): T[] {
  sortArray(self, compare);
  return self;
}

export function toSorted0_0<T>(self: T[]): T[] {
  return sort0_0(copyArray(self));
}

export function toSorted<T>(self: T[], compare: (a: T, b: T) => number): T[] {
  return sort(copyArray(self), compare);
}

function sortByText<T>(self: T[]): void {
  const keyed = newArray<Keyed<T>>(arrayLength(self));
  for (const value of self) append(keyed, new Keyed<T>(value, value === undefined, `${value}`));
  sortArray(keyed, (a, b) => compareKeyed<T>(a, b));
  for (let index: u32 = 0; index < arrayLength(self); index++) self[index] = keyed[index].value;
}

class Keyed<T> {
  readonly value: T;
  /** `undefined` comes last, whatever its text. */
  readonly last: boolean;
  readonly text: string;

  constructor(value: T, last: boolean, text: string) {
    this.value = value;
    this.last = last;
    this.text = text;
  }
}

function compareKeyed<T>(a: Keyed<T>, b: Keyed<T>): number {
  if (a.last || b.last) return a.last === b.last ? 0 : a.last ? 1 : -1;
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}

// ---- text ----

/** `null` and `undefined` have no text. */
export function join<T>(self: T[], separator?: string): string {
  const texts = newArray<string>(arrayLength(self));
  for (const value of self) append(texts, value === undefined || value === null ? "" : `${value}`);
  return joinTexts(texts, separator === undefined ? "," : separator);
}

export function toString<T>(self: T[]): string {
  return join(self, ",");
}

// ---- iteration ----

export function values<T>(self: T[]): IterableIterator<T> {
  return new ArrayValues<T>(self);
}

export function iterator<T>(self: T[]): IterableIterator<T> {
  return new ArrayValues<T>(self);
}

export function keys<T>(self: T[]): IterableIterator<number> {
  return new ArrayKeys<T>(self);
}

export function entries<T>(self: T[]): IterableIterator<[number, T]> {
  return new ArrayEntries<T>(self);
}
