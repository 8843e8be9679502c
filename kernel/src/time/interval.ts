/** Ticks at equal distances, for `for await`, `next` and `select`. */
import type { Ready, Selectable } from "../sync/selectable.ts";
import type { Waiter } from "../sync/waiter.ts";
import { type Duration, Instant, nanosecondsOf } from "./duration.ts";
import { cancelTimer, sleepUntilNs, startTimer } from "./sleep.ts";
import { nowNs } from "./source.ts";
import type { Timer } from "./timers.ts";

/**
 * What happens to ticks for which nobody was ready in time:
 * - `burst`: they come at once, one after the other, until the ticks have caught up;
 * - `skip`: they are left out; the next tick comes at a multiple of the period, as if none had been missed;
 * - `delay`: they are left out; the next tick comes a period after the late one.
 */
export type Missed = "burst" | "skip" | "delay";

/** A tick of an interval. */
export interface Tick {
  /** When it was due. */
  readonly due: Instant;
  /** Ticks that were left out before this one. */
  readonly missed: number;
}

interface Watch {
  readonly waiter: Waiter<void>;
  readonly timer: Timer;
}

/** The first tick is due one period after the interval was made. */
export class Interval implements Selectable<Tick>, AsyncIterable<Tick>, Disposable {
  readonly #periodNs: number;
  readonly #missed: Missed;
  #dueNs: number;
  readonly #watching: Watch[] = [];
  #isDisposed = false;

  /** @param period in milliseconds, or a duration; more than nothing. Throws `RangeError` otherwise. */
  constructor(period: number | Duration, options?: { readonly missed?: Missed }) {
    const periodNs = nanosecondsOf(period);
    if (!(periodNs > 0)) throw new RangeError("the period of an interval must be more than nothing");
    this.#periodNs = periodNs;
    this.#missed = options?.missed ?? "burst";
    this.#dueNs = nowNs() + periodNs;
  }

  /** When the next tick is due. */
  get due(): Instant {
    return new Instant(this.#dueNs);
  }

  /** The next tick. Rejects with the signal's reason when that aborts first. */
  async next(signal?: AbortSignal): Promise<Tick> {
    for (;;) {
      const tick = this.#take();
      if (tick !== null) return tick;
      await sleepUntilNs(this.#dueNs, signal);
    }
  }

  #take(): Tick | null {
    const now = nowNs();
    const dueNs = this.#dueNs;
    if (now < dueNs) return null;
    const periodNs = this.#periodNs;
    const late = Math.floor((now - dueNs) / periodNs);
    switch (this.#missed) {
      case "burst":
        this.#dueNs = dueNs + periodNs;
        return { due: new Instant(dueNs), missed: 0 };
      case "skip": {
        const latest = dueNs + late * periodNs;
        this.#dueNs = latest + periodNs;
        return { due: new Instant(latest), missed: late };
      }
      case "delay":
        this.#dueNs = now + periodNs;
        return { due: new Instant(dueNs), missed: late };
    }
  }

  poll(): Ready<Tick> | null {
    const tick = this.#take();
    return tick === null ? null : { value: tick };
  }

  watch(waiter: Waiter<void>): void {
    const timer = startTimer(this.#dueNs, () => void waiter.wake(undefined));
    this.#watching.push({ waiter, timer });
  }

  unwatch(waiter: Waiter<void>): void {
    const index = this.#watching.findIndex((watch) => watch.waiter === waiter);
    if (index < 0) return;
    cancelTimer(this.#watching[index].timer);
    this.#watching.splice(index, 1);
  }

  /** No tick comes any more: a loop over the interval ends. */
  [Symbol.dispose](): void {
    this.#isDisposed = true;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Tick, void> {
    while (!this.#isDisposed) yield await this.next();
  }
}
