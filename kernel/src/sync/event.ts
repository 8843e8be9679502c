/** Something that async functions wait for and somebody announces. Nothing is kept: who comes later waits for the next time. */
import { WaitQueue, waitIn } from "./waiter.ts";

/** Something that async functions wait for and somebody announces. */
export class Event {
  readonly #waiting = new WaitQueue<void>();

  /**
   * Resolves when the event fires next; rejects with the signal's reason when that comes first. An event that fires between a look at its cause and this call
   * is not lost: what devices announce is taken only while no async function runs.
   */
  wait(signal?: AbortSignal): Promise<void> {
    return waitIn(this.#waiting, signal);
  }

  /** How many wait. */
  get waiters(): number {
    return this.#waiting.size;
  }

  /** Resumes everyone who waits now. Not in interrupt context: a handler wakes a slot instead. */
  fire(): void {
    this.#waiting.wakeAll(undefined);
  }
}
