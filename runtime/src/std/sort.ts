/**
 * Stable merge sort, bottom up, with runs of a few elements sorted by insertion.
 *
 * It sorts the bits of a copy of the array that holds a reference to every element throughout: whatever the comparing function does to the array,
 * or if it throws, each element is owned exactly once. The array is written at the end, as in JavaScript.
 */
import { u32 as toU32, type u8, type u32, type u64, usize } from "osmium";
import { arrayCapacity, arrayData, arrayLength, borrowAt, setArray } from "osmium/internal";
import { copyBytes, type Pointer, sizeOf } from "osmium/unsafe";
import { append, copyArray, newArray } from "../rt/array.ts";

/** Runs of this length are sorted by insertion: fewer comparisons than merging saves moves. */
const runLength: u32 = 8;

export function sortArray<T>(array: T[], compare: (a: T, b: T) => number): void {
  const length = arrayLength(array);
  if (length < 2) return;
  const owner = copyArray(array);
  // Bytes, so that what is in them counts for nothing.
  const bytes = usize(length) * sizeOf<T>();
  const first = newArray<u8>(toU32(bytes));
  const second = newArray<u8>(toU32(bytes));
  let from = arrayData(first).cast<T>();
  let to = arrayData(second).cast<T>();
  copyBytes(from.cast<u8>(), arrayData(owner).cast<u8>(), bytes);
  for (let start: u32 = 0; start < length; start += runLength)
    sortRun(from, start, start + runLength < length ? start + runLength : length, compare);
  for (let width = runLength; width < length; width += width) {
    for (let start: u32 = 0; start < length; start += width + width) {
      const middle = start + width < length ? start + width : length;
      const end = middle + width < length ? middle + width : length;
      merge(to, from, start, middle, end, compare);
    }
    const swap = from;
    from = to;
    to = swap;
  }
  copyBytes(arrayData(owner).cast<u8>(), from.cast<u8>(), bytes);
  replaceElements(array, owner);
  // Named here so that they live until here: the compiler does not see that the pointers need them.
  keep(first);
  keep(second);
}

function keep(buffer: u8[]): void {
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

/** An element to compare. Counting would be in vain: the owner of the elements keeps them all alive until the end. */
function elementAt<T>(data: Pointer<T>, index: u32): T {
  return borrowAt(data.add(index));
}

function sortRun<T>(data: Pointer<T>, start: u32, end: u32, compare: (a: T, b: T) => number): void {
  for (let index = start + 1; index < end; index++) {
    let at = index;
    while (at > start && compare(elementAt(data, at - 1), elementAt(data, at)) > 0) {
      swapBits(data, at - 1, at);
      at -= 1;
    }
  }
}

function swapBits<T>(data: Pointer<T>, a: u32, b: u32): void {
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
    const takeRight = left >= middle || (right < end && compare(elementAt(from, left), elementAt(from, right)) > 0);
    copyBytes(bitsAt(to, at), bitsAt(from, takeRight ? right : left), size);
    if (takeRight) right += 1;
    else left += 1;
  }
}
