/**
 * What `select` can wait for. Looking and taking are apart, so that a source which did not win has lost nothing: `poll` takes a value only when it is used.
 */
import type { Waiter } from "./waiter.ts";

/** A value that is there: in a box, since it may be `null` or nothing at all. */
export interface Ready<T> {
  /** The value. */
  readonly value: T;
}

/** What `select` can wait for. */
export interface Selectable<T> {
  /** Takes a value; null when there is none yet. May throw instead: then `select` rejects with that. */
  poll(): Ready<T> | null;
  /** Wakes the waiter once when `poll` may have something. */
  watch(waiter: Waiter<void>): void;
  /** Forgets the waiter. */
  unwatch(waiter: Waiter<void>): void;
}
