/** Points and spans of time, in nanoseconds: exact for 104 days of uptime, to two nanoseconds for the next 104. */

const nsPerMs = 1e6;

/** A span of time; may be negative, or infinite for "never". */
export class Duration {
  /** Nanoseconds. */
  readonly ns: number;

  constructor(ns: number) {
    this.ns = ns;
  }

  /** A duration of so many nanoseconds. */
  static nanoseconds(count: number): Duration {
    return new Duration(count);
  }

  /** A duration of so many microseconds. */
  static microseconds(count: number): Duration {
    return new Duration(count * 1e3);
  }

  /** A duration of so many milliseconds. */
  static milliseconds(count: number): Duration {
    return new Duration(count * nsPerMs);
  }

  /** A duration of so many seconds. */
  static seconds(count: number): Duration {
    return new Duration(count * 1e9);
  }

  /** A duration of so many minutes. */
  static minutes(count: number): Duration {
    return new Duration(count * 60e9);
  }

  /** With a fraction. */
  get ms(): number {
    return this.ns / nsPerMs;
  }

  /** With a fraction. */
  get s(): number {
    return this.ns / 1e9;
  }

  /** Both, one after the other. */
  plus(other: Duration): Duration {
    return new Duration(this.ns + other.ns);
  }

  /** What is left of this. */
  minus(other: Duration): Duration {
    return new Duration(this.ns - other.ns);
  }

  /** So many times as long. */
  times(factor: number): Duration {
    return new Duration(this.ns * factor);
  }
}

/** A point of the monotonic clock. */
export class Instant {
  /** Nanoseconds since the clock started. */
  readonly ns: number;

  constructor(ns: number) {
    this.ns = ns;
  }

  /** So much later. */
  plus(duration: Duration): Instant {
    return new Instant(this.ns + duration.ns);
  }

  /** So much earlier. */
  minus(duration: Duration): Instant {
    return new Instant(this.ns - duration.ns);
  }

  /** The time from `earlier` to this. */
  since(earlier: Instant): Duration {
    return new Duration(this.ns - earlier.ns);
  }

  /** Is it earlier than the other? */
  isBefore(other: Instant): boolean {
    return this.ns < other.ns;
  }
}

/** Milliseconds, or a duration, in nanoseconds. */
export function nanosecondsOf(span: number | Duration): number {
  return typeof span === "number" ? span * nsPerMs : span.ns;
}
