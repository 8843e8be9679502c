/** Rejected promises that nobody handles. They are looked at when the microtasks have run: a handler may still come until then. */
import type { u64 } from "osmium";
import { asyncContext } from "./microtasks.ts";
import { reportBy, uncaughtRejection } from "./process.ts";

export interface Rejection {
  readonly outcome: unknown;
  readonly handled: boolean;
}

let waiting: Rejection[] = [];
/** On whose behalf code ran that rejected, in the order of `waiting`. */
let contexts: u64[] = [];
/** What a program does about them instead of ending. */
let handler: ((reason: unknown, context: u64) => void) | null = null;

export function noteRejection(rejection: Rejection): void {
  reportBy(reportRejections);
  waiting.push(rejection);
  contexts.push(asyncContext());
}

export function onUnhandledRejection(handle: (reason: unknown, context: u64) => void): void {
  handler = handle;
}

/** Ends the program with the first rejection that is still not handled, unless it has a handler for that. */
function reportRejections(): void {
  if (waiting.length === 0) return;
  const seen = waiting;
  const owners = contexts;
  waiting = [];
  contexts = [];
  for (let at = 0; at < seen.length; at++) {
    const { handled, outcome } = seen[at]!;
    if (handled) continue;
    if (handler === null) uncaughtRejection(outcome);
    handler(outcome, owners[at]!);
  }
}
