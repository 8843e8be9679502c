/** Hashes of values, such that values which a `Map` takes for the same key have the same hash. */
import { u32 as toU32, u64 as toU64, type u32, type u64 } from "osmium";
import { addressOf, doubleBits, stringLength } from "osmium/internal";
import { unitAt } from "../rt/string.ts";

/** Spreads 64 bits over 32 (the multiplier is 2^64 over the golden ratio: Knuth, The Art of Computer Programming, vol. 3, 6.4). */
function mix(bits: u64): u32 {
  const product = (bits ^ (bits >>> 32)) * 0x9e3779b97f4a7c15;
  return toU32(product >>> 32);
}

/** FNV-1a over code units. */
export function hashText(text: string): u32 {
  const length = stringLength(text);
  let hash: u32 = 0x811c9dc5;
  for (let index: u32 = 0; index < length; index++) hash = (hash ^ unitAt(text, index)) * 0x01000193;
  return hash ^ (hash >>> 15);
}

export function hashOf(key: unknown): u32 {
  if (typeof key === "string") return hashText(key);
  // Both zeros, and all that is not a number, are one key each.
  if (typeof key === "number") return key !== key ? 1 : key === 0 ? 0 : mix(doubleBits(key));
  if (typeof key === "boolean") return key ? 2 : 3;
  // Objects don't move.
  return mix(toU64(addressOf(key)) >>> 4);
}
