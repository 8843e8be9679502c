/**
 * The beat of an animation: `await clock.next()` once a frame. One promise, one timer and one entry in the task's list serve all frames, so a loop that
 * awaits nothing else allocates nothing, as long as it does not keep the promises that it gets. Frames that were missed are counted, not made good.
 */
import { asyncContext, fulfilPending, pendingPromise, rejectPending, renewPending, type u64 } from "osmium";
import { onAbort } from "../sync/waiter.ts";
import { ownerOf, Wait } from "../sync/wake.ts";
import { type Duration, nanosecondsOf } from "./duration.ts";
import { cancelTimer, restartTimer } from "./sleep.ts";
import { nowNs } from "./source.ts";
import { Timer } from "./timers.ts";

/** The first frame is due one period after the clock was made. */
export class FrameClock extends Wait implements Disposable {
  readonly #periodNs: number;
  readonly #signal: AbortSignal;
  // Both have functions that lead back here: disposing of the clock breaks the circles.
  #timer: Timer | null;
  #abortion: Disposable | null;
  #dueNs: number;
  /** What `next` gave last; null until it has given one. */
  #promise: Promise<number> | null = null;
  #context: u64 = 0;
  /** `told`: the wait is over, and stands in the task's list until the executor comes to it. */
  #state: "idle" | "waiting" | "told" = "idle";

  /**
   * @param period in milliseconds, or a duration; more than nothing. Throws `RangeError` otherwise.
   * @param signal when it aborts, `next` rejects with its reason
   */
  constructor(period: number | Duration, signal: AbortSignal) {
    super();
    const periodNs = nanosecondsOf(period);
    if (!(periodNs > 0)) throw new RangeError("the period of a clock must be more than nothing");
    this.#periodNs = periodNs;
    this.#dueNs = nowNs() + periodNs;
    this.#signal = signal;
    this.#timer = new Timer(this.#dueNs, () => this.#tell());
    this.#abortion = onAbort(signal, () => this.#tell());
  }

  /** The next frame: how many were missed before it. One function at a time may wait, and nobody once the clock is disposed of. */
  next(): Promise<number> {
    const timer = this.#timer;
    if (timer === null) throw new Error("the clock has been disposed of");
    if (this.#state !== "idle") throw new Error("two functions wait for the same frame");
    if (this.#signal.aborted) return Promise.reject<number>(this.#signal.reason);
    const last = this.#promise;
    this.#promise = null; // now this function alone has it
    const promise = last === null ? pendingPromise<number>() : renewPending(last);
    this.#promise = promise;
    if (nowNs() >= this.#dueNs) fulfilPending(promise, this.#advance());
    else {
      this.#state = "waiting";
      this.#context = asyncContext();
      restartTimer(timer, this.#dueNs);
    }
    return promise;
  }

  /** The frame that is due has come; gives how many had come before it. */
  #advance(): number {
    const missed = Math.max(0, Math.floor((nowNs() - this.#dueNs) / this.#periodNs));
    this.#dueNs += (missed + 1) * this.#periodNs;
    return missed;
  }

  /** The time has come, or the signal has aborted: whoever waits goes on when the executor comes to its task. */
  #tell(): void {
    if (this.#state !== "waiting") return;
    this.#state = "told";
    this.#stop();
    const owner = ownerOf(this.#context);
    if (owner === null) this.settle();
    else owner.enqueue(this);
  }

  settle(): void {
    this.#state = "idle";
    const promise = this.#promise;
    if (promise === null) return;
    if (this.#signal.aborted) rejectPending(promise, this.#signal.reason);
    else fulfilPending(promise, this.#advance());
  }

  #stop(): void {
    if (this.#timer !== null) cancelTimer(this.#timer);
  }

  [Symbol.dispose](): void {
    if (this.#state === "waiting") this.#state = "idle";
    this.#stop();
    this.#timer = null;
    this.#abortion?.[Symbol.dispose]();
    this.#abortion = null;
  }
}
