/** Throwing values that are no objects. */
import { SuppressedError, ThrownValue } from "../std/error.ts";
import { anyToString } from "./any.ts";

export function boxThrown(value: unknown): ThrownValue {
  return new ThrownValue(value, anyToString);
}

/** What a `catch` sees. */
export function caughtValue(error: unknown): unknown {
  if (error instanceof ThrownValue) return error.value;
  return error;
}

/** The error of a disposal that failed while another error was on its way. */
export function suppressedError(error: unknown, suppressed: unknown): SuppressedError {
  return new SuppressedError(caughtValue(error), caughtValue(suppressed), "An error was suppressed during disposal.");
}
