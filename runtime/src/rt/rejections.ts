/** Rejected promises that nobody handles. They are looked at when the microtasks have run: a handler may still come until then. */
import { reportBy, uncaughtRejection } from "./process.ts";

export interface Rejection {
  readonly outcome: unknown;
  readonly handled: boolean;
}

let waiting: Rejection[] = [];

export function noteRejection(rejection: Rejection): void {
  reportBy(reportRejections);
  waiting.push(rejection);
}

/** Ends the program with the first rejection that is still not handled. */
function reportRejections(): void {
  if (waiting.length === 0) return;
  const seen = waiting;
  waiting = [];
  for (const rejection of seen) if (!rejection.handled) uncaughtRejection(rejection.outcome);
}
