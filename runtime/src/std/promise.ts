/**
 * Promises, with JavaScript's order of settlement tick for tick. A promise keeps what waits for it as a list of reactions, each of
 * which becomes a microtask when it settles. A suspended `async` function is one such reaction.
 */
import type { u8 } from "osmium";
import {
  addressOf,
  type CoroutineHandle,
  describing,
  destroyCoroutine,
  finalizer,
  followsThenable,
  getRefCount,
  isThenable,
  objectAt,
  resumeCoroutine,
  traceCoroutine,
  tracing,
  unchecked,
} from "osmium/internal";
import { nullPointer } from "osmium/unsafe";
import { lookAgainAt } from "../rt/cycles.ts";
import { enqueueMicrotask, Microtask } from "../rt/microtasks.ts";
import { noteRejection, type Rejection } from "../rt/rejections.ts";
import { caughtValue } from "../rt/thrown.ts";
import { AggregateError } from "./error.ts";
import { addElement, Description } from "./inspect/description.ts";
import { keepUntilPaused, releasePaused } from "./resume.ts";

type Resolver<T> = (value: T | PromiseLike<T>) => void;
type Rejecter = (reason?: unknown) => void;

const pending: u8 = 0;
const fulfilled: u8 = 1;
const rejected: u8 = 2;

export class Promise<T> implements Rejection {
  state: u8 = pending;
  handled: boolean = false;
  /** The value or the reason. Held as anything, so that a promise may be used as one of a wider type. */
  outcome: unknown = undefined;
  /** What waits, in order: reactions, linked by `following`. */
  private waiting: Microtask | null = null;
  /** Null while at most one waits. */
  private lastWaiting: Microtask | null = null;
  /** Settled, or bound to another promise: its resolvers do nothing any more. */
  locked: boolean = false;

  /** @param executor Null for a promise that the runtime settles itself. */
  constructor(executor: ((resolve: Resolver<T>, reject: Rejecter) => void) | null) {
    if (executor === null) return;
    try {
      executor(
        (value) => this.resolveOnce(value),
        (reason) => this.rejectOnce(reason),
      );
    } catch (error) {
      this.rejectOnce(error);
    }
  }

  [describing](): Description {
    const result = new Description("promise", "Promise");
    if (this.state === pending) result.text = "<pending>";
    else if (this.state === rejected) {
      result.text = "<rejected>";
      addElement(result, this.outcome);
    } else addElement(result, this.outcome);
    return result;
  }

  then<A = T, B = never>(
    onfulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const result = new Promise<A | B>(null);
    this.react(new ThenReaction<T, A, B>(result, onfulfilled, onrejected));
    return result;
  }

  catch<B = never>(onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    const result = new Promise<T | B>(null);
    this.react(new ThenReaction<T, T, B>(result, null, onrejected));
    return result;
  }

  finally(onfinally?: (() => void) | null): Promise<T> {
    const result = new Promise<T>(null);
    this.react(new FinallyReaction<T>(result, onfinally));
    return result;
  }

  static resolve<T>(value: T | PromiseLike<T>): Promise<T> {
    if (isPromise(value)) return samePromise<T>(value);
    const promise = new Promise<T>(null);
    promise.fulfil(plainValue<T>(value));
    return promise;
  }

  static reject<T = never>(reason?: unknown): Promise<T> {
    const promise = new Promise<T>(null);
    promise.reject(reason);
    return promise;
  }

  static withResolvers<T>(): PromiseWithResolvers<T> {
    const promise = new Promise<T>(null);
    return {
      promise,
      resolve: (value: T | PromiseLike<T>) => promise.resolveOnce(value),
      reject: (reason?: unknown) => promise.rejectOnce(reason),
    };
  }

  // ---- settling ----

  resolveOnce(value: T | PromiseLike<T>): void {
    if (this.locked) return;
    this.locked = true;
    this.resolveLocked(value);
  }

  rejectOnce(reason: unknown): void {
    if (this.locked) return;
    this.locked = true;
    this.reject(reason);
  }

  /** Takes a value, or binds to another promise's outcome, which JavaScript does two turns later. */
  resolveLocked(value: T | PromiseLike<T>): void {
    if (isPromise(value)) {
      this.locked = true;
      const other = samePromise<T>(value);
      if (addressOf(other) === addressOf(this))
        this.reject(new TypeError("Chaining cycle detected for promise #<Promise>"));
      else enqueueMicrotask(new BindJob<T>(other, this));
      return;
    }
    if (followsThenable(value, this)) return;
    this.fulfil(plainValue<T>(value));
  }

  fulfil(value: T): void {
    this.locked = true;
    this.state = fulfilled;
    this.outcome = value;
    this.flush();
  }

  reject(reason: unknown): void {
    this.locked = true;
    this.state = rejected;
    this.outcome = reason;
    if (!this.handled) noteRejection(this);
    this.flush();
  }

  private flush(): void {
    let reaction = this.waiting;
    if (reaction === null) return;
    this.waiting = null;
    // Only reactions to this promise are in its list. Most often there is one.
    if (this.lastWaiting === null) {
      this.release(unchecked<Reaction<T>>(reaction));
      return;
    }
    this.lastWaiting = null;
    while (reaction !== null) {
      const following: Microtask | null = reaction.following;
      reaction.following = null;
      this.release(unchecked<Reaction<T>>(reaction));
      reaction = following;
    }
  }

  private release(reaction: Reaction<T>): void {
    reaction.source = this;
    enqueueMicrotask(reaction);
  }

  /** Runs the reaction as a microtask once the promise has settled. */
  react(reaction: Reaction<T>): void {
    this.handled = true;
    if (this.state !== pending) this.release(reaction);
    else if (this.waiting === null) this.waiting = reaction;
    else {
      if (this.lastWaiting === null) this.waiting.following = reaction;
      else this.lastWaiting.following = reaction;
      this.lastWaiting = reaction;
    }
  }

  /** Settles as another promise did. */
  settleAs(other: Promise<T>): void {
    if (other.state === fulfilled) this.fulfil(plainValue<T>(other.outcome));
    else this.reject(other.outcome);
  }
}

function isPromise(value: unknown): boolean {
  return value instanceof Promise;
}

/** The value, which is known to be a promise of this type. */
function samePromise<T>(value: unknown): Promise<T> {
  return objectAt<Promise<T>>(addressOf(value));
}

/** The value, which is known to be no promise. */
function plainValue<T>(value: unknown): T {
  return unchecked<T>(value);
}

// ---- reactions ----

/**
 * What waits for a promise. It learns which one when that has settled: if it knew before, a promise that never settles and what waits for it would
 * keep each other alive.
 */
abstract class Reaction<T> extends Microtask {
  source: Promise<T> | null = null;
}

class ThenReaction<T, A, B> extends Reaction<T> {
  private readonly result: Promise<A | B>;
  private readonly onfulfilled: ((value: T) => A | PromiseLike<A>) | null | undefined;
  private readonly onrejected: ((reason: unknown) => B | PromiseLike<B>) | null | undefined;

  constructor(
    result: Promise<A | B>,
    onfulfilled: ((value: T) => A | PromiseLike<A>) | null | undefined,
    onrejected: ((reason: unknown) => B | PromiseLike<B>) | null | undefined,
  ) {
    super();
    this.result = result;
    this.onfulfilled = onfulfilled;
    this.onrejected = onrejected;
  }

  run(): void {
    const { result, onfulfilled, onrejected } = this;
    const source = this.source!;
    try {
      if (source.state === fulfilled) {
        if (onfulfilled) result.resolveLocked(onfulfilled(plainValue<T>(source.outcome)));
        else result.fulfil(plainValue<A | B>(source.outcome));
      } else if (onrejected) result.resolveLocked(onrejected(source.outcome));
      else result.reject(source.outcome);
    } catch (error) {
      result.reject(error);
    }
  }
}

class FinallyReaction<T> extends Reaction<T> {
  private readonly result: Promise<T>;
  private readonly onfinally: (() => void) | null | undefined;

  constructor(result: Promise<T>, onfinally: (() => void) | null | undefined) {
    super();
    this.result = result;
    this.onfinally = onfinally;
  }

  run(): void {
    const { result, onfinally } = this;
    const source = this.source!;
    try {
      if (onfinally) onfinally();
    } catch (error) {
      result.reject(error);
      return;
    }
    // The outcome passes through a promise of its own, as JavaScript's does.
    const passed = Promise.resolve<void>(undefined);
    passed.react(new BindReaction<T>(source, result));
  }
}

/** Makes one promise follow another. */
class BindJob<T> extends Microtask {
  private readonly source: Promise<T>;
  private readonly target: Promise<T>;

  constructor(source: Promise<T>, target: Promise<T>) {
    super();
    this.source = source;
    this.target = target;
  }

  run(): void {
    this.source.react(new FollowReaction<T>(this.target));
  }
}

interface Thenable<T> {
  then(onfulfilled: (value: T) => void, onrejected: (reason: unknown) => void): unknown;
}

/** For `followsThenable`: the promise takes the outcome of an object with a `then` method, which is called in the next turn. */
export function followThenable(value: unknown, promise: unknown): boolean {
  if (typeof value !== "object" || value === null || !isThenable(value)) return false;
  const target = samePromise<unknown>(promise);
  target.locked = true;
  enqueueMicrotask(new ThenableJob<Thenable<unknown>, unknown>(unchecked<Thenable<unknown>>(value), target));
  return true;
}

/** Asks an object with a `then` method for its outcome. The first answer counts. */
class ThenableJob<X extends Thenable<T>, T> extends Microtask {
  private readonly thenable: X;
  private readonly target: Promise<T>;

  constructor(thenable: X, target: Promise<T>) {
    super();
    this.thenable = thenable;
    this.target = target;
  }

  run(): void {
    const { target } = this;
    let answered = false;
    try {
      this.thenable.then(
        (value) => {
          if (answered) return;
          answered = true;
          target.resolveLocked(value);
        },
        (reason) => {
          if (answered) return;
          answered = true;
          target.reject(reason);
        },
      );
    } catch (error) {
      if (!answered) target.reject(error);
    }
  }
}

/** As `BindJob`, once something else has settled. */
class BindReaction<T> extends Reaction<void> {
  private readonly bound: Promise<T>;
  private readonly target: Promise<T>;

  constructor(bound: Promise<T>, target: Promise<T>) {
    super();
    this.bound = bound;
    this.target = target;
  }

  run(): void {
    this.bound.react(new FollowReaction<T>(this.target));
  }
}

class FollowReaction<T> extends Reaction<T> {
  private readonly target: Promise<T>;

  constructor(target: Promise<T>) {
    super();
    this.target = target;
  }

  run(): void {
    this.target.settleAs(this.source!);
  }
}

/**
 * A suspended coroutine. If nobody will ever resume it, it goes, and what it holds with it. For all types of values, since it only passes on which promise it was
 * that has settled.
 */
class CoroutineReaction extends Reaction<unknown> {
  private handle: CoroutineHandle;

  constructor(handle: CoroutineHandle) {
    super();
    this.handle = handle;
  }

  /** Does for another coroutine what it did for its first. */
  resumeLater(handle: CoroutineHandle): void {
    this.handle = handle;
    this.adopt();
  }

  run(): void {
    const { handle, source } = this;
    this.source = null;
    this.handle = nullPointer();
    resumed = source;
    // Most often the coroutine awaits something else next.
    spare = this;
    resumeCoroutine(handle);
    releasePaused();
  }

  [tracing](): void {
    // It may have been registered with a promise and run on to its suspension.
    if (!this.handle.isNull && !traceCoroutine(this.handle)) lookAgainAt(this);
  }

  [finalizer](): void {
    if (!this.handle.isNull) destroyCoroutine(this.handle);
  }
}

/** A reaction that has done its work and can do some more: so a loop that awaits makes one. */
let spare: CoroutineReaction | null = null;

/** What the coroutine that is being resumed has waited for: the first thing that it takes. It does not hold it while it waits. */
let resumed: object | null = null;

// ---- what compiled code calls ----

export function newPromise<T>(): Promise<T> {
  return new Promise<T>(null);
}

export function resolvePromise<T>(promise: Promise<T>, value: T): void {
  promise.fulfil(value);
}

export function resolveWithPromise<T>(promise: Promise<T>, value: Promise<T>): void {
  promise.resolveLocked(value);
}

/** As `return` in an async function does, when only the running program knows whether it is a promise. */
export function resolveWithEither<T>(promise: Promise<T>, value: unknown): void {
  if (isPromise(value)) promise.resolveLocked(samePromise<T>(value));
  else if (!followsThenable(value, promise)) promise.fulfil(plainValue<T>(value));
}

/** The promise that `await` waits for. */
export function promiseOfEither<T>(value: unknown): Promise<T> {
  if (isPromise(value)) return samePromise<T>(value);
  const promise = new Promise<T>(null);
  if (!followsThenable(value, promise)) promise.fulfil(plainValue<T>(value));
  return promise;
}

/** A promise that follows an object with a `then` method, which is called in the next turn. */
export function promiseOfThenable<X extends Thenable<T>, T>(thenable: X): Promise<T> {
  const promise = new Promise<T>(null);
  promise.locked = true;
  enqueueMicrotask(new ThenableJob<X, T>(thenable, promise));
  return promise;
}

export function rejectPromise<T>(promise: Promise<T>, thrown: unknown): void {
  promise.reject(caughtValue(thrown));
}

export function awaitPromise<T>(promise: Promise<T>, handle: CoroutineHandle): void {
  // What waits for a promise goes with it, but not in front of its suspension, when the last that holds the promise may be what is let go there.
  if (promise.state === pending) keepUntilPaused(promise);
  const reaction = spare;
  if (reaction === null) {
    promise.react(unchecked<Reaction<T>>(new CoroutineReaction(handle)));
    return;
  }
  spare = null;
  reaction.resumeLater(handle);
  promise.react(unchecked<Reaction<T>>(reaction));
}

export function awaitResult<T>(): T {
  // Read and given up in one go, which moves it: nothing is counted.
  const promise = unchecked<Promise<T>>(resumed);
  resumed = null;
  if (promise.state === rejected) throw promise.outcome;
  return plainValue<T>(promise.outcome);
}

// ---- promises that their maker settles, without functions for that ----

export function pendingPromise<T>(): Promise<T> {
  return new Promise<T>(null);
}

export function renewPending<T>(promise: Promise<T>): Promise<T> {
  // A count of 0 is one reference: whoever asks has it, and gets it back.
  if (promise.state !== fulfilled || getRefCount(promise) !== 0) return new Promise<T>(null);
  promise.state = pending;
  promise.outcome = undefined;
  promise.handled = false;
  promise.locked = false;
  return promise;
}

export function fulfilPending<T>(promise: Promise<T>, value: T): void {
  if (!promise.locked) promise.fulfil(value);
}

export function rejectPending<T>(promise: Promise<T>, reason: unknown): void {
  promise.rejectOnce(reason);
}

interface SettlementObserver<T> {
  onFulfilled(value: T): void;
  onRejected(reason: unknown): void;
}

class ObserverReaction<X extends SettlementObserver<T>, T> extends Reaction<T> {
  private readonly observer: X;

  constructor(observer: X) {
    super();
    this.observer = observer;
  }

  run(): void {
    const source = this.source!;
    if (source.state === fulfilled) this.observer.onFulfilled(plainValue<T>(source.outcome));
    else this.observer.onRejected(source.outcome);
  }
}

export function observePromise<T>(promise: Promise<T>, observer: SettlementObserver<T>): void {
  promise.react(new ObserverReaction<SettlementObserver<T>, T>(observer));
}

// ---- several at once ----

/** Waits for all values, then makes the result of them. */
export function gatherValues<T, R>(values: readonly Promise<T>[], make: (values: (T | undefined)[]) => R): Promise<R> {
  const result = new Promise<R>(null);
  const found: (T | undefined)[] = [];
  let missing = values.length;
  if (missing === 0) result.fulfil(make(found));
  for (let at = 0; at < values.length; at++) found.push(undefined);
  for (let at = 0; at < values.length; at++) {
    values[at]!.then(
      (value) => {
        found[at] = value;
        missing -= 1;
        if (missing === 0) result.fulfil(make(found));
      },
      (reason) => result.rejectOnce(reason),
    );
  }
  return result;
}

/** Waits until all are settled, then makes the result of how. */
export function gatherOutcomes<T, R>(
  values: readonly Promise<T>[],
  make: (outcomes: PromiseSettledResult<T>[]) => R,
): Promise<R> {
  const result = new Promise<R>(null);
  const found: (PromiseSettledResult<T> | undefined)[] = [];
  let missing = values.length;
  if (missing === 0) result.fulfil(make([]));
  for (let at = 0; at < values.length; at++) found.push(undefined);
  const put = (at: number, outcome: PromiseSettledResult<T>): void => {
    found[at] = outcome;
    missing -= 1;
    if (missing === 0) result.fulfil(make(found.map((each) => each!)));
  };
  for (let at = 0; at < values.length; at++) {
    values[at]!.then(
      (value) => put(at, { status: "fulfilled", value }),
      (reason) => put(at, { status: "rejected", reason }),
    );
  }
  return result;
}

/** `Promise.all` for values of one type. */
export function allPromises<T>(values: readonly Promise<T>[]): Promise<T[]> {
  return gatherValues<T, T[]>(values, (found) => found.map((each) => plainValue<T>(each)));
}

/** `Promise.allSettled` for values of one type. */
export function allSettledPromises<T>(values: readonly Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
  return gatherOutcomes<T, PromiseSettledResult<T>[]>(values, (outcomes) => outcomes);
}

/** `Promise.race`. */
export function racePromises<T>(values: readonly Promise<T>[]): Promise<T> {
  const result = new Promise<T>(null);
  for (const value of values) {
    value.then(
      (first) => result.resolveOnce(first),
      (reason) => result.rejectOnce(reason),
    );
  }
  return result;
}

/** `Promise.any`. */
export function anyPromises<T>(values: readonly Promise<T>[]): Promise<T> {
  const result = new Promise<T>(null);
  const errors: unknown[] = [];
  let missing = values.length;
  if (missing === 0) result.reject(new AggregateError(errors, "All promises were rejected"));
  for (let at = 0; at < values.length; at++) errors.push(undefined);
  for (let at = 0; at < values.length; at++) {
    values[at]!.then(
      (first) => result.resolveOnce(first),
      (reason) => {
        errors[at] = reason;
        missing -= 1;
        if (missing === 0) result.rejectOnce(new AggregateError(errors, "All promises were rejected"));
      },
    );
  }
  return result;
}
