/** Date and time of day: the real-time clock's at boot, and the monotonic clock since. UTC, as the real-time clock is taken to be. */
import { type CalendarTime, calendarOf, epochMsOf } from "./calendar.ts";
import { uptimeMs } from "./source.ts";

/** The date and the time of day. */
export interface WallTime extends CalendarTime {
  /** Milliseconds since 1970. */
  readonly epochMs: number;
}

/** When the monotonic clock showed zero, in milliseconds since 1970. Without a real-time clock: 1 January 1970. */
let bootEpochMs = 0;

/** Sets the clock: it is now so late. */
export function setWallClock(time: CalendarTime): void {
  bootEpochMs = epochMsOf(time) - uptimeMs();
}

/** Now, to the millisecond; within a second of the real-time clock, which counts only those. */
export function wallClock(): WallTime {
  const epochMs = bootEpochMs + uptimeMs();
  const { year, month, day, hour, minute, second } = calendarOf(epochMs);
  return { year, month, day, hour, minute, second, epochMs };
}
