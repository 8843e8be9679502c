/**
 * The clock: milliseconds since boot, counted by the interval timer's interrupt, and sleeping by it. The handler adds a tick and compares it with
 * the earliest deadline; all else happens in `fireTimers`, which the executor calls.
 */
import { type u32, u64 } from "osmium";
import { interrupt, setIrqHandler } from "../arch/x86_64/irq.ts";
import { unmaskIrq } from "../drivers/pic.ts";
import { startPit } from "../drivers/pit.ts";
import { timerWake, wake } from "../sync/wake.ts";
import { TimerQueue } from "./timers.ts";

const timerIrq: u32 = 0;
const ticksPerSecond: u32 = 1000;
/** No timer waits. */
const never: u64 = 0xffffffffffffffff;

let ticks: u64 = 0;
let earliest: u64 = 0xffffffffffffffff;
const timers = new TimerQueue();

/** Interrupt context: one add, one comparison. */
const onTick = interrupt((): void => {
  ticks++;
  if (ticks >= earliest) wake(timerWake);
});

/** Starts counting. */
export function startClock(): void {
  setIrqHandler(timerIrq, onTick);
  startPit(ticksPerSecond);
  unmaskIrq(timerIrq);
}

/** Milliseconds since `startClock`. */
export function uptimeMs(): number {
  return ticks;
}

/** Resolves after at least `ms` milliseconds. */
export function sleep(ms: number): Promise<void> {
  return new Promise<void>((resolve) => {
    timers.add({ deadlineMs: uptimeMs() + ms, fire: () => resolve() });
    updateEarliest();
  });
}

/** Resumes everyone whose deadline has passed. */
export function fireTimers(): void {
  const now = uptimeMs();
  let timer = timers.takeDue(now);
  while (timer !== null) {
    timer.fire();
    timer = timers.takeDue(now);
  }
  updateEarliest();
}

/** One store of 64 bits: the handler sees the old value or the new one. */
function updateEarliest(): void {
  const next = timers.earliestMs;
  earliest = next === null ? never : u64(Math.ceil(next));
}
