/**
 * What TypeScript has no word for: integers of a width. Stock `tsc` checks the flavours, `osc` compiles them to machine
 * integers that wrap at their width.
 */
declare module "osmium" {
  const width: unique symbol;
  const flavor: unique symbol;

  export type i8 = number & { readonly [width]?: "i8" };
  export type i16 = number & { readonly [width]?: "i16" };
  export type i32 = number & { readonly [width]?: "i32" };
  export type i64 = number & { readonly [width]?: "i64" };
  export type u8 = number & { readonly [width]?: "u8" };
  export type u16 = number & { readonly [width]?: "u16" };
  export type u32 = number & { readonly [width]?: "u32" };
  export type u64 = number & { readonly [width]?: "u64" };
  /** As wide as a pointer: 64 bits. */
  export type isize = number & { readonly [width]?: "isize" };
  export type usize = number & { readonly [width]?: "usize" };
  export type f32 = number & { readonly [width]?: "f32" };

  /** A type of one's own over a primitive or machine integer: `type PhysAddr = Flavor<u64, "PhysAddr">`. It costs nothing. */
  export type Flavor<Base, Name extends string> = Base & { readonly [flavor]?: Name };

  /** Converts by truncation and wrapping to the width; from a `number`, its integer part modulo 2^width (NaN gives 0). */
  export function i8(value: number | boolean): i8;
  export function i16(value: number | boolean): i16;
  export function i32(value: number | boolean): i32;
  export function i64(value: number | boolean): i64;
  export function u8(value: number | boolean): u8;
  export function u16(value: number | boolean): u16;
  export function u32(value: number | boolean): u32;
  export function u64(value: number | boolean): u64;
  export function isize(value: number | boolean): isize;
  export function usize(value: number | boolean): usize;
  /** Rounds to single precision. */
  export function f32(value: number): f32;
  /** The nearest double of any machine integer. The same as assigning it to a `number`. */
  export function toNumber(value: number): number;

  /**
   * `text.charCodeAt(index)` without doubles: the UTF-16 unit at an index; 0xffffffff behind the end. For code that runs once a character, or where
   * floating point is not allowed.
   */
  export function codeUnitAt(text: string, index: u32): u32;

  /** Runs the microtasks that are queued, and those that they queue, until none is left. */
  export function runMicrotasks(): void;

  /** As `runMicrotasks`, but runs at most so many. Is something left to do? */
  export function runSomeMicrotasks(most: u32): boolean;

  /** A promise that only `fulfilPending` and `rejectPending` settle: `Promise.withResolvers` without the two functions. */
  export function pendingPromise<T>(): Promise<T>;
  /** Settles a pending promise with a value that is no promise. Does nothing if it has settled. */
  export function fulfilPending<T>(promise: Promise<T>, value: T): void;
  export function rejectPending<T>(promise: Promise<T>, reason: unknown): void;

  /** Whoever `observePromise` tells. */
  export interface SettlementObserver<T> {
    onFulfilled(value: T): void;
    onRejected(reason: unknown): void;
  }
  /** Tells an object, in a microtask, how a promise has settled: `then` with two functions, without those and without another promise. */
  export function observePromise<T>(promise: Promise<T>, observer: SettlementObserver<T>): void;

  /**
   * On whose behalf code runs: a number that a program with an executor of its own gives to each of its tasks. It goes with every microtask, and so
   * follows a function across its awaits. 0: nobody's.
   */
  export function asyncContext(): u64;
  export function setAsyncContext(context: u64): void;

  /** Takes over rejected promises that nobody handles, which otherwise end the program. `context` is that of the code that rejected. */
  export function onUnhandledRejection(handle: (reason: unknown, context: u64) => void): void;

  /**
   * A value as `console.log` shows it, a string in quotes: Node's `util.inspect`.
   * @param depth how many levels of objects inside others are shown; 2 unless given
   */
  export function inspect(value: unknown, depth?: number): string;

  /**
   * Are two values equal in all their parts? As Node's `util.isDeepStrictEqual`: `NaN` equals itself, `0` and `-0` differ, objects of different classes too.
   * What `console.log` does not show (private `#` fields) does not count.
   */
  export function deepEquals(a: unknown, b: unknown): boolean;

  /** The elements of an array, tuple, typed array or set; of a map, pairs; of anything else, none. */
  export function elementsOf(value: unknown): unknown[];

  /**
   * Frees objects that are only reachable from each other, and gives how many. Programs for Linux do so by themselves from time to time; the
   * kernel target has no collector.
   */
  export function collectCycles(): number;
}
