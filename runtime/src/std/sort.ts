/**
 * Stable merge sort, with runs of a few elements sorted by insertion. Halves are sorted one after the other and not level by level: what is being
 * sorted stays in the cache.
 *
 * It sorts the bits of a copy of the array that holds a reference to every element throughout: whatever the comparing function does to the array,
 * or if it throws, each element is owned exactly once. What is compared needs no counting for the same reason. The array is written at the end, as in JavaScript.
 */
import { u32 as toU32, type u8, type u32, type u64, usize } from "osmium";
import { arrayCapacity, arrayData, arrayLength, borrowAt, isCounted, setArray } from "osmium/internal";
import { copyBytes, type Pointer, sizeOf } from "osmium/unsafe";
import { append, copyArray, newArray } from "../rt/array.ts";

/** Runs of this length are sorted by insertion: fewer comparisons than merging saves moves. */
const runLength: u32 = 8;

export function sortArray<T>(array: T[], compare: (a: T, b: T) => number): void {
  const length = arrayLength(array);
  if (length < 2) return;
  const owner = copyArray(array);
  if (!isCounted<T>()) {
    const other = copyArray(owner);
    sortRange(arrayData(owner), arrayData(other), 0, length, compare);
    replaceElements(array, owner);
    keep(other);
    return;
  }
  // Bytes, so that what is in them counts for nothing.
  const bytes = usize(length) * sizeOf<T>();
  const first = newArray<u8>(toU32(bytes));
  const second = newArray<u8>(toU32(bytes));
  const sorted = arrayData(first).cast<T>();
  const other = arrayData(second).cast<T>();
  copyBytes(arrayData(first), arrayData(owner).cast<u8>(), bytes);
  copyBytes(arrayData(second), arrayData(owner).cast<u8>(), bytes);
  sortRange(sorted, other, 0, length, compare);
  copyBytes(arrayData(owner).cast<u8>(), arrayData(first), bytes);
  replaceElements(array, owner);
  // Named here so that they live until here: the compiler does not see that the pointers need them.
  keep(first);
  keep(second);
}

function keep<T>(buffer: T[]): void {
  setArray(buffer, arrayData(buffer), 0, arrayCapacity(buffer));
}

/** Gives the array the elements of another, which is left with those that the array had. */
function replaceElements<T>(array: T[], other: T[]): void {
  const data = arrayData(array);
  const length = arrayLength(array);
  const capacity = arrayCapacity(array);
  setArray(array, arrayData(other), arrayLength(other), arrayCapacity(other));
  setArray(other, data, length, capacity);
  // The comparing function appended: those elements stay.
  for (let index = arrayLength(array); index < length; index++) append(array, other[index]);
}

/** Sorts a range of `to`, of which `from` is a copy that is used up. As deep as the logarithm of its length. */
function sortRange<T>(to: Pointer<T>, from: Pointer<T>, start: u32, end: u32, compare: (a: T, b: T) => number): void {
  if (end - start <= runLength) {
    sortRun(to, start, end, compare);
    return;
  }
  const middle = start + (end - start) / 2;
  sortRange(from, to, start, middle, compare);
  sortRange(from, to, middle, end, compare);
  merge(to, from, start, middle, end, compare);
}

function sortRun<T>(data: Pointer<T>, start: u32, end: u32, compare: (a: T, b: T) => number): void {
  for (let index = start + 1; index < end; index++) {
    let at = index;
    while (at > start && compare(borrowAt(data.add(at - 1)), borrowAt(data.add(at))) > 0) {
      swapBits(data, at - 1, at);
      at -= 1;
    }
  }
}

function swapBits<T>(data: Pointer<T>, a: u32, b: u32): void {
  if (!isCounted<T>()) {
    const held = data.at(a);
    data.set(a, data.at(b));
    data.set(b, held);
    return;
  }
  // SAFETY: bits only; the owner of the elements counts them.
  const x = bitsAt(data, a);
  const y = bitsAt(data, b);
  const size = sizeOf<T>();
  if (size === 8) {
    const held = x.cast<u64>().read();
    copyBytes(x, y, size);
    y.cast<u64>().write(held);
    return;
  }
  for (let index: usize = 0; index < size; index++) {
    const held = x.at(index);
    x.set(index, y.at(index));
    y.set(index, held);
  }
}

function bitsAt<T>(data: Pointer<T>, index: u32): Pointer<u8> {
  return data.add(index).cast<u8>();
}

/** Merges two sorted neighbours into the other buffer; of equal elements the left one comes first. */
function merge<T>(
  to: Pointer<T>,
  from: Pointer<T>,
  start: u32,
  middle: u32,
  end: u32,
  compare: (a: T, b: T) => number,
): void {
  const size = sizeOf<T>();
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const takeRight =
      left >= middle || (right < end && compare(borrowAt(from.add(left)), borrowAt(from.add(right))) > 0);
    copyBytes(bitsAt(to, at), bitsAt(from, takeRight ? right : left), size);
    if (takeRight) right += 1;
    else left += 1;
  }
}
