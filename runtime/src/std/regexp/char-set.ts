/**
 * Sets of characters: ascending, disjoint ranges that don't touch, two numbers each, both ends included. Called by the parser of regular
 * expressions, under Node too: there is nothing of this machine in it.
 */

/** Never changed once made. */
export type CharSet = readonly number[];

/** The last code point of all. */
export const lastPoint = 0x10ffff;

/** Room for the upper end of a range behind the lower one, in one number that sorts as the range does. */
const packing = 0x200000;

/** A set of ranges in any order. */
export function setOf(ranges: readonly number[]): CharSet {
  const packed: number[] = [];
  let isAscending = true;
  for (let at = 0; at < ranges.length; at += 2) {
    packed.push(ranges[at]! * packing + ranges[at + 1]!);
    if (at > 0 && ranges[at]! <= ranges[at - 1]! + 1) isAscending = false;
  }
  if (isAscending) return ranges;
  packed.sort((a, b) => a - b);
  const result: number[] = [];
  let last = -2;
  for (const pair of packed) {
    const from = Math.floor(pair / packing);
    const to = pair % packing;
    if (from <= last + 1) {
      if (to > last) {
        last = to;
        result[result.length - 1] = last;
      }
      continue;
    }
    last = to;
    result.push(from);
    result.push(to);
  }
  return result;
}

export function unionOfSets(a: CharSet, b: CharSet): CharSet {
  const ranges: number[] = [];
  for (const end of a) ranges.push(end);
  for (const end of b) ranges.push(end);
  return setOf(ranges);
}

/** All characters up to `last` that are not in the set. */
export function complementOf(set: CharSet, last: number): CharSet {
  const result: number[] = [];
  let next = 0;
  for (let at = 0; at < set.length; at += 2) {
    if (set[at]! > next) {
      result.push(next);
      result.push(set[at]! - 1);
    }
    next = set[at + 1]! + 1;
  }
  if (next <= last) {
    result.push(next);
    result.push(last);
  }
  return result;
}

export function setHas(set: CharSet, point: number): boolean {
  let low = 0;
  let high = set.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (set[middle * 2 + 1]! < point) low = middle + 1;
    else high = middle;
  }
  return low * 2 < set.length && set[low * 2]! <= point;
}

/** Have they no character in common? */
export function areDisjoint(a: CharSet, b: CharSet): boolean {
  let left = 0;
  let right = 0;
  while (left < a.length && right < b.length) {
    if (a[left + 1]! < b[right]!) left += 2;
    else if (b[right + 1]! < a[left]!) right += 2;
    else return false;
  }
  return true;
}

export const digits: CharSet = [0x30, 0x39];
export const wordCharacters: CharSet = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];
/** WhiteSpace and LineTerminator of ECMA-262. */
export const spaces: CharSet = [
  0x09, 0x0d, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f,
  0x3000, 0x3000, 0xfeff, 0xfeff,
];
export const lineTerminators: CharSet = [0x0a, 0x0a, 0x0d, 0x0d, 0x2028, 0x2029];
