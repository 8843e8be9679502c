/** The error of a stack that is used up. Functions that may recurse look at the limit when they begin (see `passes/recursion.ts`). */
import type { usize } from "osmium";
import { pointer, symbolAddress } from "osmium/unsafe";

/** Throws the error that JavaScript throws. Called below the limit: what it takes to make the error finds room in the reserve. */
export function throwStackOverflow(): never {
  // SAFETY: the word belongs to the start-up code, which wrote it before anything else ran.
  const limit = pointer<usize>(symbolAddress("osm_stack_limit"));
  const usual = limit.read();
  limit.write(0);
  try {
    throw new RangeError("Maximum call stack size exceeded");
  } finally {
    limit.write(usual);
  }
}
