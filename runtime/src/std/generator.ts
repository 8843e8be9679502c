/**
 * Generators. The object owns the coroutine that has the body; what is yielded, sent and returned passes through its fields. They hold values
 * of any type, so that a generator may be used as one of a wider type. Compiled code drives a generator by `generatorAdvance` and its kin, which
 * allocate nothing; `next` and `return` make result objects.
 */
import type { u32 } from "osmium";
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

/** How a generator is to go on (`Resumption`): the numbers are known to the compiler. */
const goesOn: u32 = 0;
const throws: u32 = 1;
const returns: u32 = 2;

/** What a step of `yield*` came to (`DelegationStep`): the numbers are known to the compiler. */
const yielded: u32 = 0;
const finished: u32 = 1;
const returned: u32 = 2;

/** Phases. In the first two, something can be resumed. */
const fresh: u32 = 0;
const paused: u32 = 1;
const running: u32 = 2;
const ended: u32 = 3;

/** What a generator is made of, whatever its types are. */
abstract class GeneratorState {
  /** The suspended coroutine; null when it has ended. */
  handle: CoroutineHandle = nullPointer();
  phase: u32 = fresh;
  /** Why the coroutine was resumed, and with what. */
  resumption: u32 = goesOn;
  sent: unknown = undefined;
  /** What was yielded or returned last, or the error that ended it. */
  value: unknown = undefined;
  failed: boolean = false;

  [tracing](): void {
    if (!this.handle.isNull) traceCoroutine(this.handle);
  }

  [finalizer](): void {
    if (!this.handle.isNull) destroyCoroutine(this.handle);
  }
}

export class Generator<T, R, N> extends GeneratorState {
  next(value?: N): IteratorResult<T, R | undefined> {
    return this.result(resume(this, goesOn, value));
  }

  return(value?: R): IteratorResult<T, R | undefined> {
    return this.result(resume(this, returns, value));
  }

  throw(error?: unknown): IteratorResult<T, R | undefined> {
    return this.result(resume(this, throws, error));
  }

  [Symbol.iterator](): Generator<T, R, N> {
    return this;
  }

  [Symbol.dispose](): void {
    resume(this, returns, undefined);
  }

  toString(): string {
    return "[object Generator]";
  }

  private result(done: boolean): IteratorResult<T, R | undefined> {
    const { value } = this;
    this.value = undefined;
    if (done) return { value: unchecked<R | undefined>(value), done: true };
    return { value: unchecked<T>(value), done: false };
  }
}

/** Runs the generator up to its next `yield` or its end. Is it at its end? */
function resume(generator: GeneratorState, how: u32, sent: unknown): boolean {
  if (generator.phase === running) throw new TypeError("Generator is already running");
  if (generator.phase === fresh && how !== goesOn) abandon(generator);
  if (generator.phase === ended) {
    if (how === throws) throw sent;
    generator.value = how === returns ? sent : undefined;
    return true;
  }
  generator.resumption = how;
  generator.sent = sent;
  generator.phase = running;
  resumeCoroutine(generator.handle);
  generator.sent = undefined;
  return outcome(generator);
}

/** It has not begun: nothing in it has to run. */
function abandon(generator: GeneratorState): void {
  const { handle } = generator;
  generator.phase = ended;
  generator.handle = nullPointer();
  destroyCoroutine(handle);
}

/** The coroutine has suspended or ended. */
function outcome(generator: GeneratorState): boolean {
  if (generator.failed) {
    const error = generator.value;
    generator.failed = false;
    generator.value = undefined;
    throw error;
  }
  return generator.phase === ended;
}

// ---- what compiled code calls: to iterate ----

/** Is an iterator a generator, which can be asked without result objects? */
export function isGenerator(iterator: object): boolean {
  return iterator instanceof GeneratorState;
}

/** As `next()`, without a result object. Is the generator at its end? */
export function generatorAdvance(generator: GeneratorState): boolean {
  if (generator.phase > paused) return resume(generator, goesOn, undefined);
  generator.resumption = goesOn;
  generator.phase = running;
  resumeCoroutine(generator.handle);
  return outcome(generator);
}

/** What was yielded or returned last. */
export function generatorValue(generator: GeneratorState): unknown {
  return generator.value;
}

/** As `return()`, when a loop is left early. */
export function generatorClose(generator: GeneratorState): void {
  resume(generator, returns, undefined);
  generator.value = undefined;
}

// ---- what compiled code calls: in the generator's function and its coroutine ----

export function newGenerator<T, R, N>(): Generator<T, R, N> {
  return new Generator<T, R, N>();
}

/** The parameters are bound: the coroutine waits to be resumed for the first time. */
export function generatorReady(generator: GeneratorState, handle: CoroutineHandle): void {
  generator.handle = handle;
}

/** Throws what binding the parameters threw. */
export function generatorBound(generator: GeneratorState): void {
  outcome(generator);
}

export function generatorYielded(generator: GeneratorState, value: unknown): void {
  generator.value = value;
  generator.phase = paused;
}

export function generatorFinished(generator: GeneratorState, value: unknown): void {
  generator.value = value;
  generator.phase = ended;
  generator.handle = nullPointer();
}

export function generatorFailed(generator: GeneratorState, thrown: unknown): void {
  generatorFinished(generator, caughtValue(thrown));
  generator.failed = true;
}

export function resumptionOf(generator: GeneratorState): u32 {
  return generator.resumption;
}

export function sentValue(generator: GeneratorState): unknown {
  return generator.sent;
}

export function throwSent(generator: GeneratorState): never {
  throw generator.sent;
}

/** `throw` came to a `yield*` over something that has no `throw`. */
export function throwNotDelegated(_generator: GeneratorState): never {
  throw new TypeError("The iterator does not provide a 'throw' method.");
}

// ---- what compiled code calls: for `yield*` ----

/** The first step asks for a value, whatever the generator itself was last resumed with. */
export function delegationBegun(generator: GeneratorState): void {
  generator.resumption = goesOn;
  generator.sent = undefined;
}

export function delegateToGenerator(outer: GeneratorState, inner: GeneratorState): u32 {
  const how = outer.resumption;
  const done = resume(inner, how, outer.sent);
  const { value } = inner;
  inner.value = undefined;
  return passOn(outer, how, done, value);
}

export function delegateToIterator(outer: GeneratorState, inner: Iterator<unknown, unknown, unknown>): u32 {
  const how = outer.resumption;
  const { sent } = outer;
  if (how === goesOn) return passOnResult(outer, how, inner.next(sent));
  if (how === throws) {
    if ("throw" in inner) return passOnResult(outer, how, objectAt<Thrower>(addressOf(inner)).throw(sent));
    if ("return" in inner) objectAt<Returner>(addressOf(inner)).return(undefined);
    return throwNotDelegated(outer);
  }
  if ("return" in inner) return passOnResult(outer, how, objectAt<Returner>(addressOf(inner)).return(sent));
  return passOn(outer, how, true, sent);
}

interface Thrower {
  throw(error: unknown): IteratorResult<unknown, unknown>;
}

interface Returner {
  return(value: unknown): IteratorResult<unknown, unknown>;
}

function passOnResult(outer: GeneratorState, how: u32, result: IteratorResult<unknown, unknown>): u32 {
  return passOn(outer, how, result.done === true, result.value);
}

function passOn(outer: GeneratorState, how: u32, done: boolean, value: unknown): u32 {
  outer.value = value;
  if (done) return how === returns ? returned : finished;
  outer.phase = paused;
  return yielded;
}
