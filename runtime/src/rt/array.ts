/** Arrays: an object with the address of its elements, how many there are and how many fit. */

import type { u8 } from "osmium";
import { type i64, i64 as toI64, u32 as toU32, type u32, usize } from "osmium";
import {
  arrayCapacity,
  arrayData,
  arrayLength,
  dropAt,
  isCounted,
  makeArray,
  setArray,
  traceAt,
} from "osmium/internal";
import { copyBytes, nullPointer, type Pointer, sizeOf } from "osmium/unsafe";
import { allocateBuffer, freeBuffer, growBuffer } from "./memory.ts";
import { throwIndex } from "./throw.ts";

/** An empty array with room for `capacity` elements. */
export function newArray<T>(capacity: u32): T[] {
  if (capacity === 0) return makeArray<T>(nullPointer<T>(), 0, 0);
  return makeArray<T>(allocateBuffer(usize(capacity) * sizeOf<T>()).cast<T>(), 0, capacity);
}

/** A new array with a copy of numbers that stand in the image. */
export function arrayFromData<T>(data: Pointer<T>, length: u32): T[] {
  const bytes = usize(length) * sizeOf<T>();
  const buffer = allocateBuffer(bytes);
  copyBytes(buffer, data.cast<u8>(), bytes);
  return makeArray<T>(buffer.cast<T>(), length, length);
}

/** Makes room for at least `needed` elements. */
export function reserve<T>(array: T[], needed: u32): void {
  const capacity = arrayCapacity(array);
  if (needed <= capacity) return;
  const doubled: u32 = capacity < 4 ? 4 : capacity * 2;
  const wanted: u32 = doubled < needed ? needed : doubled;
  const length = arrayLength(array);
  const old = arrayData(array);
  if (growBuffer(old.cast<u8>(), usize(wanted) * sizeOf<T>())) {
    setArray(array, old, length, wanted);
    return;
  }
  const buffer = allocateBuffer(usize(wanted) * sizeOf<T>()).cast<T>();
  // The elements move: bits only, no counting.
  if (length > 0) copyBytes(buffer.cast<u8>(), old.cast<u8>(), usize(length) * sizeOf<T>());
  setArray(array, buffer, length, wanted);
  freeBuffer(old.cast<u8>());
}

export function append<T>(array: T[], value: T): void {
  const length = arrayLength(array);
  if (length === arrayCapacity(array)) reserve(array, length + 1);
  arrayData(array).set(length, value);
  setArray(array, arrayData(array), length + 1, arrayCapacity(array));
}

/** An element that is certainly there. */
export function elementAt<T>(array: readonly T[], index: u32): T {
  return array[index]!;
}

/** `array[index] = value` where `index` is not inside: appends directly behind the end, else throws. */
export function setBeyond<T>(array: T[], index: i64, value: T): void {
  if (index === toI64(arrayLength(array))) {
    append(array, value);
    return;
  }
  throwIndex(index, toI64(arrayLength(array)));
}

/** `array.length = length`: truncates. */
export function setLength<T>(array: T[], length: number): void {
  const old = arrayLength(array);
  if (!(length >= 0) || length % 1 !== 0 || length > old) throw new RangeError("an array's length can only be lowered");
  const now = toU32(length);
  setArray(array, arrayData(array), now, arrayCapacity(array));
  dropRange(arrayData(array), now, old);
}

/** Releases the elements from `start` to before `end`. */
export function dropRange<T>(data: Pointer<T>, start: u32, end: u32): void {
  if (!isCounted<T>()) return;
  for (let index = start; index < end; index++) dropAt(data.add(index));
}

/** Shows the elements to the cycle collector. */
export function traceArray<T>(array: T[]): void {
  const data = arrayData(array);
  const length = arrayLength(array);
  for (let index: u32 = 0; index < length; index++) traceAt(data.add(index));
}

/** Runs when an array dies. */
export function finalizeArray<T>(array: T[]): void {
  const data = arrayData(array);
  dropRange(data, 0, arrayLength(array));
  freeBuffer(data.cast<u8>());
}

export function copyArray<T>(array: T[]): T[] {
  const length = arrayLength(array);
  const copy = newArray<T>(length);
  for (let index: u32 = 0; index < length; index++) append(copy, array[index]);
  return copy;
}

/** `new Array(length)` that is filled at once: raw bits until then. */
export function newFilledArray<T>(length: number): T[] {
  if (!(length >= 0) || length % 1 !== 0 || length >= 4294967296) throw new RangeError("invalid array length");
  const count = toU32(length);
  const array = newArray<T>(count);
  if (isCounted<T>()) pendingFill = count;
  else setArray(array, arrayData(array), count, count);
  return array;
}

/** How many elements the `fill` that follows `new Array(length)` must append. */
export let pendingFill: u32 = 0;

export function takePendingFill(): u32 {
  const count = pendingFill;
  pendingFill = 0;
  return count;
}
