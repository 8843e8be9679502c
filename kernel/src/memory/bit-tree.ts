/**
 * A set of numbers from 0 to a limit, as a hierarchy of bitmaps: level 0 has a bit for each number, each level above a bit for each word below that is
 * not zero, up to a single word. Adding, removing and finding the lowest touch one word a level: at most six for 2^36 numbers.
 */
import { u64, usize } from "osmium";
import { type InlineArray, type Pointer, pointer, struct, trailingZeros } from "osmium/unsafe";

const levelsMax: u64 = 6;
/** What `nextBit` gives when there is none. */
export const noBit: u64 = 0xffffffffffffffff;

@struct
export class BitTree {
  levels!: u64;
  /** Numbers are below this. */
  limit!: u64;
  /** Where the words of each level lie. */
  words!: InlineArray<Pointer<u64>, 6>;
}

/** Words that a level needs for `bits` bits. */
function wordsFor(bits: u64): u64 {
  return (bits + 63) >>> 6;
}

/** Bytes of storage for the numbers below `limit`, which is at most 2^36 and not 0. */
export function bitTreeBytes(limit: u64): u64 {
  let bits = limit;
  let words: u64 = 0;
  do {
    bits = wordsFor(bits);
    words += bits;
  } while (bits > 1);
  return words * 8;
}

/** Makes an empty set of numbers below `limit` in zeroed storage of `bitTreeBytes(limit)` bytes. */
export function initBitTree(tree: Pointer<BitTree>, limit: u64, storage: usize): void {
  let bits = limit;
  let at = storage;
  let level: u64 = 0;
  do {
    bits = wordsFor(bits);
    // SAFETY: the caller gives the storage.
    tree.value.words.set(level, pointer<u64>(at));
    at += usize(bits) * 8;
    level++;
  } while (bits > 1 && level < levelsMax);
  tree.value.levels = level;
  tree.value.limit = limit;
}

function wordAt(tree: Pointer<BitTree>, level: u64, index: u64): Pointer<u64> {
  return tree.value.words.at(level).add(index);
}

export function hasBit(tree: Pointer<BitTree>, number: u64): boolean {
  return ((wordAt(tree, 0, number >>> 6).read() >>> (number & 63)) & 1) !== 0;
}

/** Adds a number; levels above the first change only where a word was zero. */
export function setBit(tree: Pointer<BitTree>, number: u64): void {
  let index = number;
  for (let level: u64 = 0; level < tree.value.levels; level++) {
    const word = wordAt(tree, level, index >>> 6);
    const old = word.read();
    word.write(old | (u64(1) << (index & 63)));
    if (old !== 0) return;
    index = index >>> 6;
  }
}

/** Removes a number. Gives false when the set has become empty. */
export function clearBit(tree: Pointer<BitTree>, number: u64): boolean {
  let index = number;
  for (let level: u64 = 0; level < tree.value.levels; level++) {
    const word = wordAt(tree, level, index >>> 6);
    const rest = word.read() & ~(u64(1) << (index & 63));
    word.write(rest);
    if (rest !== 0) return true;
    index = index >>> 6;
  }
  return false;
}

/** The lowest number of a set that is not empty. */
export function lowestBit(tree: Pointer<BitTree>): u64 {
  return lowestBelow(tree, tree.value.levels, 0);
}

/** The lowest number under bit `start` of level `above`, which is set; of the whole set for the level above the last. */
function lowestBelow(tree: Pointer<BitTree>, above: u64, start: u64): u64 {
  let index = start;
  let level = above;
  while (level > 0) {
    level--;
    index = index * 64 + trailingZeros(wordAt(tree, level, index).read());
  }
  return index;
}

/** The lowest number of a set that is at least `from`, which is below the limit; `noBit` when there is none. */
export function nextBit(tree: Pointer<BitTree>, from: u64): u64 {
  let index = from;
  let bits = tree.value.limit;
  for (let level: u64 = 0; level < tree.value.levels && index < bits; level++) {
    const rest = (wordAt(tree, level, index >>> 6).read() >>> (index & 63)) << (index & 63);
    if (rest !== 0) return lowestBelow(tree, level, (index & ~u64(63)) + trailingZeros(rest));
    // Nothing in the rest of this word: one level up, the bits of the words behind it.
    index = (index >>> 6) + 1;
    bits = wordsFor(bits);
  }
  return noBit;
}
