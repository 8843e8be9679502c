/**
 * Async generators: a queue of requests, answered one after the other by a coroutine. While the coroutine runs or waits for a promise it holds its
 * generator; while it is paused at a `yield`, the generator owns the coroutine. So whichever is dropped takes the other along.
 */
import type { u32, usize } from "osmium";
import {
  addressOf,
  type CoroutineHandle,
  destroyCoroutine,
  finalizer,
  objectAt,
  resumeCoroutine,
  traceCoroutine,
  tracing,
  unchecked,
} from "osmium/internal";
import { nullPointer } from "osmium/unsafe";
import { caughtValue } from "../rt/thrown.ts";
import { TypeError } from "./error.ts";
import { Promise, promiseOfEither } from "./promise.ts";
import { keepUntilPaused, releasePaused } from "./resume.ts";

/** How a generator is to go on (`Resumption`): the numbers are known to the compiler. */
const goesOn: u32 = 0;
const throws: u32 = 1;
const returns: u32 = 2;

/** What a step of `yield*` came to (`DelegationStep`): the numbers are known to the compiler. */
const yielded: u32 = 0;
const finished: u32 = 1;
const returned: u32 = 2;

/** Phases. In the first two, something can be resumed; `draining` waits for the value of a `return` that came after the end. */
const fresh: u32 = 0;
const paused: u32 = 1;
const running: u32 = 2;
const draining: u32 = 3;
const ended: u32 = 4;

/** A call of `next`, `throw` or `return` that waits for its answer. */
abstract class Request {
  readonly how: u32;
  readonly value: unknown;

  constructor(how: u32, value: unknown) {
    this.how = how;
    this.value = value;
  }

  abstract give(value: unknown, done: boolean): void;
  abstract refuse(reason: unknown): void;
}

class ResultRequest<T, R> extends Request {
  readonly promise: Promise<IteratorResult<T, R | undefined>> = new Promise<IteratorResult<T, R | undefined>>(null);

  override give(value: unknown, done: boolean): void {
    if (done) this.promise.fulfil({ value: unchecked<R | undefined>(value), done: true });
    else this.promise.fulfil({ value: unchecked<T>(value), done: false });
  }

  override refuse(reason: unknown): void {
    this.promise.reject(reason);
  }
}

/** What an async generator is made of, whatever its types are. */
abstract class AsyncGeneratorState {
  /** The coroutine while it is paused; else null. */
  handle: CoroutineHandle = nullPointer();
  phase: u32 = fresh;
  requests: Request[] = [];
  /** Why the coroutine was resumed, and with what. */
  resumption: u32 = goesOn;
  sent: unknown = undefined;
  /** What came out of a step of `yield*`, or the error of binding the parameters. */
  value: unknown = undefined;
  failed: boolean = false;

  [tracing](): void {
    if (!this.handle.isNull) traceCoroutine(this.handle);
  }

  [finalizer](): void {
    if (!this.handle.isNull) destroyCoroutine(this.handle);
  }
}

export class AsyncGenerator<T, R, N> extends AsyncGeneratorState {
  next(value?: N): Promise<IteratorResult<T, R | undefined>> {
    return this.ask(goesOn, value);
  }

  return(value?: R | PromiseLike<R>): Promise<IteratorResult<T, R | undefined>> {
    return this.ask(returns, value);
  }

  throw(error?: unknown): Promise<IteratorResult<T, R | undefined>> {
    return this.ask(throws, error);
  }

  [Symbol.asyncIterator](): AsyncGenerator<T, R, N> {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.return().then<void>(() => {});
  }

  toString(): string {
    return "[object AsyncGenerator]";
  }

  private ask(how: u32, value: unknown): Promise<IteratorResult<T, R | undefined>> {
    const request = new ResultRequest<T, R>(how, value);
    enqueue(this, request);
    return request.promise;
  }
}

function enqueue(generator: AsyncGeneratorState, request: Request): void {
  if (generator.phase === fresh && request.how !== goesOn) abandon(generator);
  if (generator.phase === ended && request.how === goesOn) {
    request.give(undefined, true);
    return;
  }
  if (generator.phase === ended && request.how === throws) {
    request.refuse(request.value);
    return;
  }
  generator.requests.push(request);
  if (generator.phase === ended) awaitReturn(generator);
  else if (generator.phase <= paused) resume(generator);
}

/** It has not begun: nothing in it has to run. */
function abandon(generator: AsyncGeneratorState): void {
  const { handle } = generator;
  generator.phase = ended;
  generator.handle = nullPointer();
  destroyCoroutine(handle);
}

/** Takes the first request up. */
function take(generator: AsyncGeneratorState): void {
  const request = generator.requests[0];
  generator.resumption = request.how;
  generator.sent = request.value;
}

function resume(generator: AsyncGeneratorState): void {
  const { handle } = generator;
  take(generator);
  generator.phase = running;
  generator.handle = nullPointer();
  resumeCoroutine(handle);
  releasePaused();
}

/** A `return` that the body does not see: its value is waited for all the same. */
function awaitReturn(generator: AsyncGeneratorState): void {
  generator.phase = draining;
  promiseOfEither<unknown>(generator.requests[0].value).then(
    (value) => {
      generator.requests.shift()!.give(value, true);
      drain(generator);
    },
    (reason) => {
      generator.requests.shift()!.refuse(reason);
      drain(generator);
    },
  );
}

/** The body is at its end: answers what is left. */
function drain(generator: AsyncGeneratorState): void {
  while (generator.requests.length > 0) {
    const request = generator.requests[0];
    if (request.how === returns) {
      awaitReturn(generator);
      return;
    }
    generator.requests.shift();
    if (request.how === throws) request.refuse(request.value);
    else request.give(undefined, true);
  }
  generator.phase = ended;
}

// ---- what compiled code calls ----

export function newAsyncGenerator<T, R, N>(): AsyncGenerator<T, R, N> {
  return new AsyncGenerator<T, R, N>();
}

/** The generator whose coroutine runs, which holds it from now on. */
export function runningAsyncGenerator(address: usize): AsyncGeneratorState {
  return objectAt<AsyncGeneratorState>(address);
}

export function asyncGeneratorReady(generator: AsyncGeneratorState, handle: CoroutineHandle): void {
  generator.handle = handle;
}

export function asyncGeneratorBound(generator: AsyncGeneratorState): void {
  if (generator.failed) throw generator.value;
}

/** Answers the first request. Has the coroutine to pause, or is there another request? */
export function asyncGeneratorYielded(
  generator: AsyncGeneratorState,
  value: unknown,
  handle: CoroutineHandle,
): boolean {
  generator.requests.shift()!.give(value, false);
  if (generator.requests.length > 0) {
    take(generator);
    return false;
  }
  generator.sent = undefined;
  generator.handle = handle;
  generator.phase = paused;
  keepUntilPaused(generator);
  return true;
}

export function asyncGeneratorFinished(generator: AsyncGeneratorState, value: unknown): void {
  generator.phase = draining;
  generator.requests.shift()!.give(value, true);
  drain(generator);
}

export function asyncGeneratorFailed(generator: AsyncGeneratorState, thrown: unknown): void {
  const reason = caughtValue(thrown);
  if (generator.phase === fresh) {
    generator.phase = ended;
    generator.failed = true;
    generator.value = reason;
    return;
  }
  generator.phase = draining;
  generator.requests.shift()!.refuse(reason);
  drain(generator);
}

export function asyncResumptionOf(generator: AsyncGeneratorState): u32 {
  return generator.resumption;
}

export function asyncSentValue(generator: AsyncGeneratorState): unknown {
  return generator.sent;
}

/** The value of a `return` has been waited for. */
export function asyncSentAwaited(generator: AsyncGeneratorState, value: unknown): void {
  generator.sent = value;
}

export function throwAsyncSent(generator: AsyncGeneratorState): never {
  throw generator.sent;
}

export function asyncGeneratorValue(generator: AsyncGeneratorState): unknown {
  const { value } = generator;
  generator.value = undefined;
  return value;
}

// ---- yield* ----

/** The first step asks for a value, whatever the generator itself was last resumed with. */
export function asyncDelegationBegun(generator: AsyncGeneratorState): void {
  generator.resumption = goesOn;
  generator.sent = undefined;
}

interface AsyncThrower {
  throw(error: unknown): Promise<IteratorResult<unknown, unknown>>;
}

interface AsyncReturner {
  return(value: unknown): Promise<IteratorResult<unknown, unknown>>;
}

/** Passes on to the inner iterator what the generator was resumed with. */
export function delegateToAsyncIterator(
  outer: AsyncGeneratorState,
  inner: AsyncIterator<unknown, unknown, unknown>,
): Promise<IteratorResult<unknown, unknown>> {
  const { sent, resumption } = outer;
  if (resumption === goesOn) return unchecked<Promise<IteratorResult<unknown, unknown>>>(inner.next(sent));
  if (resumption === throws) {
    if ("throw" in inner) return objectAt<AsyncThrower>(addressOf(inner)).throw(sent);
    return refuseThrow("return" in inner ? objectAt<AsyncReturner>(addressOf(inner)).return(undefined) : null);
  }
  if ("return" in inner) return objectAt<AsyncReturner>(addressOf(inner)).return(sent);
  return doneWith(sent);
}

function refuseThrow(
  closed: Promise<IteratorResult<unknown, unknown>> | null,
): Promise<IteratorResult<unknown, unknown>> {
  const refuse = (): never => {
    throw new TypeError("The iterator does not provide a 'throw' method.");
  };
  return (closed ?? Promise.resolve<IteratorResult<unknown, unknown>>({ value: undefined, done: false })).then<
    IteratorResult<unknown, unknown>
  >(refuse);
}

function doneWith(value: unknown): Promise<IteratorResult<unknown, unknown>> {
  return promiseOfEither<unknown>(value).then<IteratorResult<unknown, unknown>>((result) => ({
    value: result,
    done: true,
  }));
}

/** What the inner iterator answered. */
export function asyncDelegated(outer: AsyncGeneratorState, result: IteratorResult<unknown, unknown>): u32 {
  outer.value = result.value;
  if (result.done !== true) return yielded;
  return outer.resumption === returns ? returned : finished;
}

// ---- iterators that are not async, used where an async one is asked for ----

/** A promise's value, one turn later than the promise has it. */
export function passedOn<T>(promise: Promise<T>): Promise<T> {
  return promise.then<T>();
}

interface Thrower {
  throw(error: unknown): IteratorResult<unknown, unknown>;
}

interface Returner {
  return(value: unknown): IteratorResult<unknown, unknown>;
}

class AsyncFromSyncIterator {
  private readonly inner: Iterator<unknown, unknown, unknown>;

  constructor(inner: Iterator<unknown, unknown, unknown>) {
    this.inner = inner;
  }

  next(value: unknown): Promise<IteratorResult<unknown, unknown>> {
    return this.passOn(() => this.inner.next(value));
  }

  return(value: unknown): Promise<IteratorResult<unknown, unknown>> {
    const { inner } = this;
    if ("return" in inner) return this.passOn(() => objectAt<Returner>(addressOf(inner)).return(value));
    return Promise.resolve<IteratorResult<unknown, unknown>>({ value, done: true });
  }

  throw(error: unknown): Promise<IteratorResult<unknown, unknown>> {
    const { inner } = this;
    if ("throw" in inner) return this.passOn(() => objectAt<Thrower>(addressOf(inner)).throw(error));
    return Promise.reject<IteratorResult<unknown, unknown>>(error);
  }

  private passOn(step: () => IteratorResult<unknown, unknown>): Promise<IteratorResult<unknown, unknown>> {
    try {
      const result = step();
      const done = result.done === true;
      return promiseOfEither<unknown>(result.value).then<IteratorResult<unknown, unknown>>((value) =>
        done ? { done: true, value } : { done: false, value },
      );
    } catch (error) {
      return Promise.reject<IteratorResult<unknown, unknown>>(error);
    }
  }
}

export function asyncFromSyncIterator(inner: Iterator<unknown, unknown, unknown>): AsyncFromSyncIterator {
  return new AsyncFromSyncIterator(inner);
}
