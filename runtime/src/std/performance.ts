/** `performance`: milliseconds since the clock was first looked at, with fractions. */
import { toNumber, type u64 } from "osmium";
import { now as nanoseconds } from "osmium/platform";

let origin: u64 = 0;

export function now(): number {
  const current = nanoseconds();
  if (origin === 0) origin = current;
  return toNumber(current - origin) / 1000000;
}
