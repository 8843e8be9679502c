/** Positions as `slice` and its kin take them. */
import { u32 as toU32, type u32 } from "osmium";
import { truncDouble } from "osmium/internal";

/** An index as `slice` and its kin take it: from the end if negative, kept inside. */
export function clampIndex(index: number, length: u32): u32 {
  const whole = truncDouble(index); // what is above -1 is zero, not from the end
  if (whole >= 0) return whole >= length ? length : toU32(whole);
  const fromEnd = whole + length;
  return fromEnd > 0 ? toU32(fromEnd) : 0;
}
