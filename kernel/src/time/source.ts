/** Where the time comes from. The machine's clock is put in by `startClock`; tests put in one that they move themselves. */
import { Instant } from "./duration.ts";

export interface ClockSource {
  /** Nanoseconds since the clock started; never less than before. */
  nowNs(): number;
  /** Calls for the timers once `nowNs()` has reached a point; replaces what was asked for before. `Infinity`: never mind. */
  setAlarm(deadlineNs: number): void;
}

/** Before there is a clock, no time passes. */
const stopped: ClockSource = { nowNs: () => 0, setAlarm: (_deadlineNs: number) => {} };

let source: ClockSource = stopped;

/** Has a clock been put in? */
export function isClockRunning(): boolean {
  return source !== stopped;
}

export function setClockSource(clock: ClockSource): void {
  source = clock;
}

export function nowNs(): number {
  return source.nowNs();
}

export function setAlarm(deadlineNs: number): void {
  source.setAlarm(deadlineNs);
}

/** The time since the kernel started. */
export function now(): Instant {
  return new Instant(nowNs());
}

/** Whole milliseconds since the kernel started. */
export function uptimeMs(): number {
  return Math.floor(nowNs() / 1e6);
}
