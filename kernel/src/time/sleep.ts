/** Waiting for time to pass. Timers are due at points of the monotonic clock, with its full resolution; the earliest of them sets the clock's alarm. */

import { onAbort, Waiter } from "../sync/waiter.ts";
import { onDeviceWake, timerWake } from "../sync/wake.ts";
import { type Duration, type Instant, nanosecondsOf } from "./duration.ts";
import { nowNs, setAlarm } from "./source.ts";
import { Timer, TimerQueue } from "./timers.ts";

const timers = new TimerQueue();
/** What the clock was last told. */
let alarmNs = Infinity;

onDeviceWake(timerWake, fireTimers);

/** Adds a timer. Its function runs in the executor, soon after the deadline, and must not throw. */
export function startTimer(deadlineNs: number, fire: () => void): Timer {
  const timer = new Timer(deadlineNs, fire);
  restartTimer(timer, deadlineNs);
  return timer;
}

/** Starts a timer that has fired or was cancelled once more. Allocates nothing. */
export function restartTimer(timer: Timer, deadlineNs: number): void {
  timer.deadlineNs = deadlineNs;
  if (deadlineNs === Infinity) return; // never due
  timers.add(timer);
  if (deadlineNs < alarmNs) updateAlarm();
}

/** Forgets a timer at once; one that has fired already is no longer there to forget. */
export function cancelTimer(timer: Timer): void {
  timers.cancel(timer);
}

/** How many timers wait. */
export function timerCount(): number {
  return timers.size;
}

/** Runs what is due. The executor calls it when the clock's interrupt has come. */
export function fireTimers(): void {
  const now = nowNs();
  for (let timer = timers.takeDue(now); timer !== null; timer = timers.takeDue(now)) {
    const { fire } = timer;
    fire();
  }
  updateAlarm();
}

function updateAlarm(): void {
  alarmNs = timers.earliestNs;
  setAlarm(alarmNs);
}

/**
 * Resolves when at least so much time has passed: milliseconds, which may have a fraction, or a `Duration`. Nothing and less than nothing is over in the
 * next turn; `Infinity` never is. Rejects with the signal's reason when that aborts first.
 */
export function sleep(span: number | Duration, signal?: AbortSignal): Promise<void> {
  return sleepUntilNs(nowNs() + nanosecondsOf(span), signal);
}

/** As `sleep`, until a point of the monotonic clock. */
export function sleepUntil(instant: Instant, signal?: AbortSignal): Promise<void> {
  return sleepUntilNs(instant.ns, signal);
}

/** As `sleepUntil`. NaN counts as now. */
export function sleepUntilNs(deadlineNs: number, signal?: AbortSignal): Promise<void> {
  const waiter = new Waiter<void>();
  const due = Number.isNaN(deadlineNs) ? 0 : deadlineNs;
  if (signal !== undefined) return sleepAbortably(waiter, due, signal);
  startTimer(due, () => void waiter.wake(undefined));
  return waiter.promise;
}

async function sleepAbortably(waiter: Waiter<void>, deadlineNs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const timer = startTimer(deadlineNs, () => void waiter.wake(undefined));
  using _ = onAbort(signal, () => {
    cancelTimer(timer);
    waiter.fail(signal.reason);
  });
  await waiter.promise;
}
