/** Positions as `slice` and its kin take them. */
import { u32 as toU32, type u32 } from "osmium";
import { truncDouble } from "osmium/internal";

/** An index as `slice` and its kin take it: from the end if negative, kept inside. */
export function clampIndex(index: number, length: u32): u32 {
  if (index >= 0) return index >= length ? length : toU32(index);
  const fromEnd = truncDouble(index) + length;
  return fromEnd > 0 ? toU32(fromEnd) : 0;
}
