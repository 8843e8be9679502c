/**
 * What all typed arrays have in common. `E` is the machine type of an element, `Self` the class itself: `Uint8Array extends TypedArray<u8, Uint8Array>`.
 *
 * The compiler knows the fields `data` and `count`: `array[index]` is a test and a load or store. Elements are numbers to everybody else; each class says how a
 * number becomes an element.
 */
import { u32 as toU32, type u8, type u32, usize } from "osmium";
import { className, describing, truncDouble } from "osmium/internal";
import { moveBytes, type Pointer, sizeOf } from "osmium/unsafe";
import { append, newArray } from "../../rt/array.ts";
import { numberToString } from "../../rt/number-text.ts";
import { ArrayEntries, ArrayKeys, ArrayValues } from "../array-iterator.ts";
import { clampIndex } from "../clamp.ts";
import { Description, elementsWanted } from "../inspect/description.ts";
import { joinTexts } from "../join.ts";
import { sortArray } from "../sort.ts";
import { ArrayBuffer, ArrayBufferView } from "./buffer.ts";

export type Source = number | ArrayBuffer | NumberView | readonly number[] | Iterable<number> | undefined;

/** A typed array of any kind, as numbers. */
export abstract class NumberView extends ArrayBufferView {
  /** How many elements there are. */
  readonly count: u32;

  constructor(buffer: ArrayBuffer, start: u32, size: u32, count: u32) {
    super(buffer, start, size);
    this.count = count;
  }

  abstract numberAt(index: u32): number;

  get length(): number {
    return this.count;
  }

  /** The elements as an ordinary array. */
  toNumbers(): number[] {
    const result = newArray<number>(this.count);
    for (let index: u32 = 0; index < this.count; index++) append(result, this.numberAt(index));
    return result;
  }
}

/** Where the elements of a new array are: in a buffer that is given, or in one of their own. */
class Place {
  readonly buffer: ArrayBuffer;
  readonly start: u32;
  readonly count: u32;

  constructor(buffer: ArrayBuffer, start: u32, count: u32) {
    this.buffer = buffer;
    this.start = start;
    this.count = count;
  }
}

function wholeOf(value: number | undefined): number {
  return value === undefined || value !== value ? 0 : truncDouble(value);
}

function placeIn(
  buffer: ArrayBuffer,
  offset: number | undefined,
  length: number | undefined,
  unit: u32,
  name: string,
): Place {
  const start = wholeOf(offset);
  if (start % unit !== 0) throw new RangeError(`start offset of ${name} should be a multiple of ${unit}`);
  if (length === undefined) {
    if (buffer.byteLength % unit !== 0) throw new RangeError(`byte length of ${name} should be a multiple of ${unit}`);
    if (start < 0 || start > buffer.byteLength)
      throw new RangeError(`Start offset ${start} is outside the bounds of the buffer`);
    return new Place(buffer, toU32(start), (buffer.size - toU32(start)) / unit);
  }
  const count = wholeOf(length);
  if (start < 0 || count < 0 || start + count * unit > buffer.byteLength)
    throw new RangeError(`Invalid typed array length: ${count}`);
  return new Place(buffer, toU32(start), toU32(count));
}

function freshPlace(length: number, unit: u32): Place {
  const count = wholeOf(length);
  if (count < 0 || count * unit > 4294967295) throw new RangeError(`Invalid typed array length: ${length}`);
  return new Place(new ArrayBuffer(count * unit), 0, toU32(count));
}

/** What the elements are copied from; undefined for zeros. */
function numbersOf(source: Source): readonly number[] | undefined {
  if (source === undefined || typeof source === "number" || source instanceof ArrayBuffer) return undefined;
  if (source instanceof NumberView) return source.toNumbers();
  const numbers = newArray<number>(0);
  for (const value of source) append(numbers, value);
  return numbers;
}

function placeOf(
  source: Source,
  numbers: readonly number[] | undefined,
  offset: number | undefined,
  length: number | undefined,
  unit: u32,
  name: string,
): Place {
  if (source instanceof ArrayBuffer) return placeIn(source, offset, length, unit, name);
  if (numbers !== undefined) return freshPlace(numbers.length, unit);
  return freshPlace(typeof source === "number" ? source : 0, unit);
}

export abstract class TypedArray<E extends number, Self> extends NumberView {
  readonly data: Pointer<E>;

  constructor(source?: Source, byteOffset?: number, length?: number) {
    const numbers = numbersOf(source);
    const place = placeOf(source, numbers, byteOffset, length, toU32(sizeOf<E>()), "typed array");
    super(place.buffer, place.start, place.count * toU32(sizeOf<E>()), place.count);
    this.data = place.buffer.bytes.add(place.start).cast<E>();
    if (numbers !== undefined) this.store(numbers, 0);
  }

  /** A number as an element. */
  protected abstract convert(value: number): E;
  /** Another array of the same class. */
  protected abstract create(source: Source, byteOffset?: number, length?: number): Self;

  numberAt(index: u32): number {
    return this.data.at(index);
  }

  private self(): Self {
    return this as unknown as Self;
  }

  private store(values: readonly number[], start: u32): void {
    const { data } = this;
    let at = start;
    for (const value of values) {
      data.set(at, this.convert(value));
      at += 1;
    }
  }

  get BYTES_PER_ELEMENT(): number {
    return sizeOf<E>();
  }

  // ---- elements ----

  /** The index that `at` and `with` mean, or the length if there is none. */
  private positionOf(index: number): u32 {
    const whole = wholeOf(index);
    const position = whole < 0 ? whole + this.count : whole;
    return position >= 0 && position < this.count ? toU32(position) : this.count;
  }

  at(index: number): number | undefined {
    const position = this.positionOf(index);
    return position < this.count ? this.numberAt(position) : undefined;
  }

  with(index: number, value: number): Self {
    const position = this.positionOf(index);
    if (position >= this.count) throw new RangeError("Invalid typed array index");
    const numbers = this.toNumbers();
    numbers[position] = value;
    return this.create(numbers);
  }

  private startOf(start: number | undefined): u32 {
    return start === undefined ? 0 : clampIndex(start, this.count);
  }

  private endOf(end: number | undefined): u32 {
    return end === undefined ? this.count : clampIndex(end, this.count);
  }

  fill(value: number, start?: number, end?: number): Self {
    const element = this.convert(value);
    const { data } = this;
    const last = this.endOf(end);
    for (let index = this.startOf(start); index < last; index++) data.set(index, element);
    return this.self();
  }

  set(source: Source, offset?: number): void {
    const numbers = numbersOf(source);
    const start = wholeOf(offset);
    if (numbers === undefined) return;
    if (start < 0 || start + numbers.length > this.count) throw new RangeError("offset is out of bounds");
    this.store(numbers, toU32(start));
  }

  copyWithin(target: number, start: number, end?: number): Self {
    const to = this.startOf(target);
    const from = this.startOf(start);
    const last = this.endOf(end);
    const wanted: u32 = last > from ? last - from : 0;
    const room = this.count - to;
    const count = wanted < room ? wanted : room;
    const bytes = usize(count) * sizeOf<E>();
    moveBytes(this.data.add(to).cast<u8>(), this.data.add(from).cast<u8>(), bytes);
    return this.self();
  }

  slice(start?: number, end?: number): Self {
    const first = this.startOf(start);
    const last = this.endOf(end);
    const numbers = newArray<number>(0);
    for (let index = first; index < last; index++) append(numbers, this.numberAt(index));
    return this.create(numbers);
  }

  /** The same bytes, from `start` to before `end`. */
  subarray(start?: number, end?: number): Self {
    const first = this.startOf(start);
    const last = this.endOf(end);
    return this.create(this.buffer, this.start + first * toU32(sizeOf<E>()), last > first ? last - first : 0);
  }

  reverse(): Self {
    this.store(this.toNumbers().reverse(), 0);
    return this.self();
  }

  toReversed(): Self {
    return this.create(this.toNumbers().reverse());
  }

  /** Without a function: by value, zeros by sign, NaN last. */
  sort(compare?: (a: number, b: number) => number): Self {
    this.store(this.sorted(compare), 0);
    return this.self();
  }

  toSorted(compare?: (a: number, b: number) => number): Self {
    return this.create(this.sorted(compare));
  }

  private sorted(compare: ((a: number, b: number) => number) | undefined): number[] {
    const numbers = this.toNumbers();
    sortArray(numbers, compare ?? byValue);
    return numbers;
  }

  // ---- search ----

  includes(search: number, from?: number): boolean {
    for (let index = this.startOf(from); index < this.count; index++) {
      const value = this.numberAt(index);
      if (value === search || (value !== value && search !== search)) return true;
    }
    return false;
  }

  indexOf(search: number, from?: number): number {
    for (let index = this.startOf(from); index < this.count; index++) if (this.numberAt(index) === search) return index;
    return -1;
  }

  lastIndexOf(search: number, from?: number): number {
    const whole = from === undefined ? this.count : wholeOf(from);
    let end = (whole < 0 ? whole + this.count : whole) + 1;
    if (end > this.count) end = this.count;
    for (let index = end - 1; index >= 0; index--) if (this.numberAt(toU32(index)) === search) return index;
    return -1;
  }

  find(test: (value: number, index: number, array: Self) => unknown): number | undefined {
    const index = this.findIndex(test);
    return index < 0 ? undefined : this.numberAt(toU32(index));
  }

  findIndex(test: (value: number, index: number, array: Self) => unknown): number {
    const self = this.self();
    for (let index: u32 = 0; index < this.count; index++) if (test(this.numberAt(index), index, self)) return index;
    return -1;
  }

  findLast(test: (value: number, index: number, array: Self) => unknown): number | undefined {
    const index = this.findLastIndex(test);
    return index < 0 ? undefined : this.numberAt(toU32(index));
  }

  findLastIndex(test: (value: number, index: number, array: Self) => unknown): number {
    const self = this.self();
    for (let index = this.count; index > 0; index--)
      if (test(this.numberAt(index - 1), index - 1, self)) return index - 1;
    return -1;
  }

  // ---- all elements ----

  forEach(visit: (value: number, index: number, array: Self) => void): void {
    const self = this.self();
    for (let index: u32 = 0; index < this.count; index++) visit(this.numberAt(index), index, self);
  }

  every(test: (value: number, index: number, array: Self) => unknown): boolean {
    const self = this.self();
    for (let index: u32 = 0; index < this.count; index++) if (!test(this.numberAt(index), index, self)) return false;
    return true;
  }

  some(test: (value: number, index: number, array: Self) => unknown): boolean {
    return this.findIndex(test) >= 0;
  }

  map(f: (value: number, index: number, array: Self) => number): Self {
    const self = this.self();
    const numbers = newArray<number>(this.count);
    for (let index: u32 = 0; index < this.count; index++) append(numbers, f(this.numberAt(index), index, self));
    return this.create(numbers);
  }

  filter(test: (value: number, index: number, array: Self) => unknown): Self {
    const self = this.self();
    const numbers = newArray<number>(0);
    for (let index: u32 = 0; index < this.count; index++) {
      const value = this.numberAt(index);
      if (test(value, index, self)) append(numbers, value);
    }
    return this.create(numbers);
  }

  reduce(combine: (previous: number, current: number, index: number, array: Self) => number, initial?: number): number {
    if (initial !== undefined) return this.reduceFrom<number>(combine, initial, 0);
    if (this.count === 0) throw new TypeError("Reduce of empty array with no initial value");
    return this.reduceFrom<number>(combine, this.numberAt(0), 1);
  }

  reduce1_2<U>(combine: (previous: U, current: number, index: number, array: Self) => U, initial: U): U {
    return this.reduceFrom<U>(combine, initial, 0);
  }

  private reduceFrom<U>(
    combine: (previous: U, current: number, index: number, array: Self) => U,
    initial: U,
    start: u32,
  ): U {
    const self = this.self();
    let result = initial;
    for (let index = start; index < this.count; index++) result = combine(result, this.numberAt(index), index, self);
    return result;
  }

  reduceRight(
    combine: (previous: number, current: number, index: number, array: Self) => number,
    initial?: number,
  ): number {
    const self = this.self();
    let index = this.count;
    let result = 0;
    if (initial !== undefined) result = initial;
    else {
      if (index === 0) throw new TypeError("Reduce of empty array with no initial value");
      index -= 1;
      result = this.numberAt(index);
    }
    while (index > 0) {
      index -= 1;
      result = combine(result, this.numberAt(index), index, self);
    }
    return result;
  }

  join(separator?: string): string {
    const texts = newArray<string>(this.count);
    for (let index: u32 = 0; index < this.count; index++) append(texts, numberToString(this.numberAt(index)));
    return joinTexts(texts, separator === undefined ? "," : separator);
  }

  toString(): string {
    return this.join(",");
  }

  // Iterators go over a copy: the length of a typed array never changes.

  values(): IterableIterator<number> {
    return new ArrayValues<number>(this.toNumbers());
  }

  keys(): IterableIterator<number> {
    return new ArrayKeys<number>(this.toNumbers());
  }

  entries(): IterableIterator<[number, number]> {
    return new ArrayEntries<number>(this.toNumbers());
  }

  [Symbol.iterator](): IterableIterator<number> {
    return new ArrayValues<number>(this.toNumbers());
  }

  [describing](): Description {
    const result = new Description("numbers", className(this));
    for (let index: u32 = 0; index < this.count && index < elementsWanted; index++)
      result.elements.push(this.numberAt(index));
    result.size = this.count;
    return result;
  }
}

function byValue(a: number, b: number): number {
  if (a !== a || b !== b) return a !== a ? (b !== b ? 0 : 1) : -1;
  if (a !== b) return a < b ? -1 : 1;
  return a === 0 && 1 / a !== 1 / b ? (1 / a < 0 ? -1 : 1) : 0;
}

/** The elements of `from`. */
export function mapped(source: Iterable<number>, f: ((value: number, index: number) => number) | undefined): number[] {
  const result = newArray<number>(0);
  let index = 0;
  for (const value of source) {
    append(result, f === undefined ? value : f(value, index));
    index++;
  }
  return result;
}
