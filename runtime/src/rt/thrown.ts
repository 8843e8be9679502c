/** Throwing values that are no objects. */
import { ThrownValue } from "../std/error.ts";

export function boxThrown(value: unknown): ThrownValue {
  return new ThrownValue(value);
}

/** What a `catch` sees. */
export function caughtValue(error: unknown): unknown {
  if (error instanceof ThrownValue) return error.value;
  return error;
}
