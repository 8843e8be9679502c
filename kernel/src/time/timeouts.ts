/** What `setTimeout`, `setInterval` and `AbortSignal.timeout` are made of: timers that are known by numbers. */

import { cancelTimer, startTimer } from "./sleep.ts";
import { nowNs } from "./source.ts";
import type { Timer } from "./timers.ts";

const nsPerMs = 1e6;
const pending = new Map<number, Timer>();
let lastNumber = 0;

/** Calls a function after so many milliseconds, and then, if it repeats, after as many again. Gives the timer's number. */
export function startPlatformTimer(callback: () => void, delayMs: number, repeats: boolean): number {
  lastNumber++;
  const number = lastNumber;
  schedule(number, callback, delayMs, repeats);
  return number;
}

function schedule(number: number, callback: () => void, delayMs: number, repeats: boolean): void {
  const timer = startTimer(nowNs() + delayMs * nsPerMs, () => {
    if (repeats) schedule(number, callback, delayMs, true);
    else pending.delete(number);
    queueMicrotask(callback); // what it throws is not the other timers' business
  });
  pending.set(number, timer);
}

export function stopPlatformTimer(number: number): void {
  const timer = pending.get(number);
  if (timer === undefined) return;
  cancelTimer(timer);
  pending.delete(number);
}
