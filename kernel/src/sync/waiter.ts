/** Functions that wait, and the queues they wait in. A wait ends by being woken or by an `AbortSignal`, and leaves nothing behind either way. */
import { asyncContext, fulfilPending, pendingPromise, rejectPending, renewPending, type u64 } from "osmium";
import { ownerOf, Wait } from "./wake.ts";

/** One function that waits for a value. It goes on when the executor comes to its task. */
export class Waiter<T> extends Wait {
  #context: u64 = asyncContext();
  /** Never null but while it is renewed. */
  #promise: Promise<T> | null = pendingPromise<T>();
  #isSettled = false;
  /** Told to go on, in whichever way. */
  over = false;
  #value: T | null = null;
  #failure: unknown = undefined;
  #failed = false;

  /** What the function awaits. */
  get promise(): Promise<T> {
    return this.#promise!;
  }

  /** Has the function been told? Then the waiter can wait anew. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Waits anew, for the function that asks now: with the same promise, if nobody else has that any more. */
  renew(): void {
    const last = this.#promise;
    this.#promise = null; // now this function alone has it
    this.#promise = last === null ? pendingPromise<T>() : renewPending(last);
    this.#context = asyncContext();
    this.#isSettled = false;
    this.over = false;
    this.#failed = false;
  }

  /** Ends the wait with a value. Not in interrupt context. False if it was over. */
  wake(value: T): boolean {
    if (this.over) return false;
    this.#value = value;
    this.#end();
    return true;
  }

  /** Ends the wait with an error. */
  fail(reason: unknown): void {
    if (this.over) return;
    this.#failed = true;
    this.#failure = reason;
    this.#end();
  }

  #end(): void {
    this.over = true;
    const owner = ownerOf(this.#context);
    if (owner === null) this.settle();
    else owner.enqueue(this);
  }

  settle(): void {
    const promise = this.#promise;
    if (promise === null) return;
    this.#isSettled = true;
    if (this.#failed) {
      const failure = this.#failure;
      this.#failure = undefined;
      rejectPending(promise, failure);
      return;
    }
    const value = this.#value;
    this.#value = null;
    fulfilPending(promise, value as T);
  }
}

/** Those who wait for the same thing, in the order in which they came. Most often there is one, which costs no set. */
export class WaitQueue<T> {
  #only: Waiter<T> | null = null;
  #more: Set<Waiter<T>> | null = null;
  /** The first waiter of `wait`: when it has settled, it serves again, so that who waits in a loop makes one waiter. */
  #own: Waiter<T> | null = null;

  get isEmpty(): boolean {
    return this.#only === null && (this.#more === null || this.#more.size === 0);
  }

  get size(): number {
    return (this.#only === null ? 0 : 1) + (this.#more === null ? 0 : this.#more.size);
  }

  add(waiter: Waiter<T>): void {
    if (this.isEmpty) {
      this.#only = waiter;
      return;
    }
    this.#more ??= new Set<Waiter<T>>();
    this.#more.add(waiter);
  }

  /** Waits until woken. */
  wait(): Promise<T> {
    const own = this.#own;
    if (own?.isSettled) {
      own.renew();
      this.add(own);
      return own.promise;
    }
    const waiter = new Waiter<T>();
    if (own === null) this.#own = waiter;
    this.add(waiter);
    return waiter.promise;
  }

  remove(waiter: Waiter<T>): void {
    if (this.#only === waiter) this.#only = null;
    else if (this.#more !== null) this.#more.delete(waiter);
  }

  /** Removes and gives the one that came first; null if nobody waits. */
  takeFirst(): Waiter<T> | null {
    const only = this.#only;
    if (only !== null) {
      this.#only = null;
      return only;
    }
    const more = this.#more;
    if (more === null) return null;
    for (const waiter of more) {
      more.delete(waiter);
      return waiter;
    }
    return null;
  }

  /** Wakes everyone who waits now. */
  wakeAll(value: T): void {
    const only = this.#only;
    const more = this.#more;
    this.#only = null;
    this.#more = null;
    if (only !== null) only.wake(value);
    if (more !== null) for (const waiter of more) waiter.wake(value);
  }
}

/**
 * Waits in a queue until woken. When `signal` aborts, the waiter leaves the queue and the wait ends with the signal's reason.
 */
export function waitIn<T>(queue: WaitQueue<T>, signal?: AbortSignal): Promise<T> {
  return signal === undefined ? queue.wait() : waitAbortably(queue, signal);
}

async function waitAbortably<T>(queue: WaitQueue<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const waiter = new Waiter<T>();
  using _ = onAbort(signal, () => {
    queue.remove(waiter);
    waiter.fail(signal.reason);
  });
  queue.add(waiter);
  return await waiter.promise;
}

/** Runs a function when a signal aborts, until disposed of. */
export function onAbort(signal: AbortSignal, run: () => void): Disposable {
  const listener = (_event: globalThis.Event): void => run();
  signal.addEventListener("abort", listener);
  return { [Symbol.dispose]: () => signal.removeEventListener("abort", listener) };
}
