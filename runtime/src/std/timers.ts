/** `setTimeout` and its kin, over the timers of the platform. */
import { startTimer, stopTimer } from "osmium/platform";

/** What a delay means, as Node reads it: between one and 2^31 - 1 milliseconds, else one. */
function delayOf(milliseconds: number | undefined): number {
  const wanted = milliseconds ?? 1;
  return wanted >= 1 && wanted <= 2147483647 ? Math.trunc(wanted) : 1;
}

export function setTimeout(callback: () => void, delay?: number): number {
  return startTimer(callback, delayOf(delay), false);
}

export function setInterval(callback: () => void, delay?: number): number {
  return startTimer(callback, delayOf(delay), true);
}

export function clearTimeout(timer: number | undefined): void {
  if (timer !== undefined) stopTimer(timer);
}

export function clearInterval(timer: number | undefined): void {
  clearTimeout(timer);
}
