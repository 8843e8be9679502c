/**
 * `select`: waits for the first of several things.
 *
 *     const event = await select(when("key", keys), when("tick", interval), when("done", (signal) => download(signal)));
 *     switch (event.kind) {
 *       case "key": steer(event.value); break;
 *       …
 *     }
 *
 * Whatever did not come first is left as it was: no waiter stays behind, and no key or tick is taken that nobody gets. Only the cases that are functions
 * have begun something: their signal is aborted when another case comes first, and what they give after that is dropped.
 */
import type { Ready, Selectable } from "../sync/selectable.ts";
import { onAbort, Waiter, WaitQueue } from "../sync/waiter.ts";

/** The case that came first, by its kind. */
export interface Selected<K extends string, T> {
  /** Which case it is, by the name that `when` was given. */
  readonly kind: K;
  /** What came. */
  readonly value: T;
}

/** The part of a case that does not depend on its types. */
abstract class Watched {
  /** Wakes the waiter once when there may be something to take. */
  abstract watch(waiter: Waiter<void>): void;
  /** Forgets the waiter. */
  abstract unwatch(waiter: Waiter<void>): void;
  /** Stops what only this `select` has begun. */
  abstract stop(): void;
}

/** One of the things that `select` waits for. Made by `when`. */
export abstract class Case<K extends string, T> extends Watched {
  /** Which case it is, by the name that `when` was given. */
  readonly kind: K;

  constructor(kind: K) {
    super();
    this.kind = kind;
  }

  /** Takes the result if it is there. */
  abstract take(): Selected<K, T> | null;
}

class SourceCase<K extends string, T> extends Case<K, T> {
  readonly #source: Selectable<T>;

  constructor(kind: K, source: Selectable<T>) {
    super(kind);
    this.#source = source;
  }

  take(): Selected<K, T> | null {
    const ready = this.#source.poll();
    return ready === null ? null : { kind: this.kind, value: ready.value };
  }

  watch(waiter: Waiter<void>): void {
    this.#source.watch(waiter);
  }

  unwatch(waiter: Waiter<void>): void {
    this.#source.unwatch(waiter);
  }

  stop(): void {}
}

class CallCase<K extends string, T> extends Case<K, T> {
  readonly #start: (signal: AbortSignal) => Promise<T>;
  readonly #controller = new AbortController();
  readonly #watching = new WaitQueue<void>();
  #begun = false;
  #result: Ready<T> | null = null;
  #failure: Ready<unknown> | null = null;

  constructor(kind: K, start: (signal: AbortSignal) => Promise<T>) {
    super(kind);
    this.#start = start;
  }

  take(): Selected<K, T> | null {
    if (!this.#begun) this.#begin();
    if (this.#failure !== null) throw this.#failure.value;
    const result = this.#result;
    return result === null ? null : { kind: this.kind, value: result.value };
  }

  #begin(): void {
    this.#begun = true;
    const start = this.#start;
    start(this.#controller.signal).then(
      (value) => {
        this.#result = { value };
        this.#watching.wakeAll(undefined);
      },
      (value) => {
        this.#failure = { value };
        this.#watching.wakeAll(undefined);
      },
    );
  }

  watch(waiter: Waiter<void>): void {
    this.#watching.add(waiter);
  }

  unwatch(waiter: Waiter<void>): void {
    this.#watching.remove(waiter);
  }

  stop(): void {
    if (this.#begun && this.#result === null) this.#controller.abort();
  }
}

/** A case of `select`: something that can be looked at, or a function that starts to wait and stops when its signal aborts. */
export function when<K extends string, T>(
  kind: K,
  source: Selectable<T> | ((signal: AbortSignal) => Promise<T>),
): Case<K, T> {
  return typeof source === "function" ? new CallCase<K, T>(kind, source) : new SourceCase<K, T>(kind, source);
}

/** Waits for the first of up to four cases. When several are there, the one that is named first counts. Rejects when a case fails. */
export async function select<
  A extends string,
  TA,
  B extends string,
  TB,
  C extends string = never,
  TC = never,
  D extends string = never,
  TD = never,
>(
  a: Case<A, TA>,
  b: Case<B, TB>,
  c?: Case<C, TC>,
  d?: Case<D, TD>,
): Promise<Selected<A, TA> | Selected<B, TB> | Selected<C, TC> | Selected<D, TD>> {
  const all: Watched[] = [a, b];
  if (c !== undefined) all.push(c);
  if (d !== undefined) all.push(d);
  try {
    for (;;) {
      const first = a.take();
      if (first !== null) return first;
      const second = b.take();
      if (second !== null) return second;
      if (c !== undefined) {
        const third = c.take();
        if (third !== null) return third;
      }
      if (d !== undefined) {
        const fourth = d.take();
        if (fourth !== null) return fourth;
      }
      await anyOf(all);
    }
  } finally {
    for (const each of all) each.stop();
  }
}

/** Waits until one of the cases may have something, and leaves no waiter with the others. */
async function anyOf(cases: readonly Watched[]): Promise<void> {
  const waiter = new Waiter<void>();
  for (const each of cases) each.watch(waiter);
  await waiter.promise;
  for (const each of cases) each.unwatch(waiter);
}

/** A case that ends `select` with the signal's reason when it aborts. */
export function whenAborted(signal: AbortSignal): Case<"aborted", never> {
  return when("aborted", (stop: AbortSignal) => rejectOnAbort(signal, stop));
}

/** Never resolves: rejects when `signal` aborts, or when it is not wanted any more. */
async function rejectOnAbort(signal: AbortSignal, stop: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  const waiter = new Waiter<never>();
  using _wanted = onAbort(signal, () => waiter.fail(signal.reason));
  using _unwanted = onAbort(stop, () => waiter.fail(stop.reason));
  return await waiter.promise;
}
