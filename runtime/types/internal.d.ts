/** What only the runtime library may import. */
declare module "osmium/internal" {
  import type { i32, u8, u32, usize } from "osmium";
  import type { Pointer } from "osmium/unsafe";

  /** Key of a method without parameters that runs before an object's fields are released. It must not throw. */
  export const finalizer: unique symbol;

  /**
   * Key of a method without parameters by which an object with counted values in raw memory shows them to the cycle collector: it calls `traceAt` for
   * each, and `traceCoroutine` for a coroutine that it owns. It must neither throw nor count.
   */
  export const tracing: unique symbol;

  /** Key of a method without parameters by which a class of the library tells what `console.log` shows of it: it gives a `Description`. */
  export const describing: unique symbol;
  /** The description of an object, by its class. `T` is `Description`. */
  export function describe<T>(object: unknown): T;
  /** As `describe`, with the values of accessors. */
  export function enumerate<T>(object: unknown): T;
  /** What `String(object)` gives, by its class. */
  export function objectText(object: unknown): string;
  /** Is the value an object with a `then` method that is no promise? Then the promise follows it. Known at compile time of programs that have none. */
  export function followsThenable(value: unknown, promise: unknown): boolean;
  /** Has an object that is no promise a `then` method, by its class? */
  export function isThenable(object: unknown): boolean;

  /**
   * As the type of a parameter of the runtime library: the function takes the reference over from its caller. Of an argument that is used no more its
   * count then tells whether it is the only one.
   */
  export type Taken<T> = T;

  /** Raw address of an object. The reference is borrowed: keep the object alive some other way. */
  export function addressOf(object: unknown): usize;
  /** A new string with room for `bytes` bytes of units after its header, length and flags as given; the units are not initialised. */
  export function newString(bytes: usize, length: u32, flags: u32): string;
  /** Code units of a string. */
  export function stringLength(text: string): u32;
  /** Bit 0: two bytes a unit, else one (Latin-1). */
  export function stringFlags(text: string): u32;
  /** Address of the first unit. */
  export function stringData(text: string): Pointer<u8>;

  export function classId(object: unknown): u32;
  export function className(object: unknown): string;
  /** Fixed size of an instance of the object's class, header included; strings without their units. */
  export function classSize(object: unknown): usize;
  export function getRefCount(object: unknown): i32;
  export function setRefCount(object: unknown, count: i32): void;
  /** Runs the finalizer and releases the fields; does not free. */
  export function dropFields(object: unknown): void;
  /** The object at an address, uncounted until stored. */
  export function objectAt<T>(address: usize): T;
  /** The value as what it is known to be: nothing is tested. */
  export function unchecked<T>(value: unknown): T;
  /** Moves the value out of memory, which is dead afterwards. `write` of a counted type moves a value in without releasing what was there. */
  export function take<T>(from: Pointer<T>): T;
  /** The value in memory; an object is not counted until it is stored: the caller vouches that it stays alive. */
  export function borrowAt<T>(at: Pointer<T>): T;
  /** Releases the counted value in memory, if `T` is counted. */
  export function dropAt<T>(at: Pointer<T>): void;
  /** Shows the cycle collector the counted value in memory, if `T` is counted. */
  export function traceAt<T>(at: Pointer<T>): void;
  /** Shows the cycle collector what an object's fields and its `[tracing]` method have. */
  export function traceFields(object: unknown): void;
  /** Is the object's class one whose objects may be part of cycles? */
  export function isCyclic(object: unknown): boolean;
  /** Is `T` a counted type? Known at compile time. */
  export function isCounted<T>(): boolean;
  /** The parts of an array: its elements, how many there are, how many fit. */
  export function arrayData<T>(array: readonly T[]): Pointer<T>;
  export function arrayLength<T>(array: readonly T[]): u32;
  export function arrayCapacity<T>(array: readonly T[]): u32;
  /** A new array over a buffer from the allocator, which it owns from now on. */
  export function makeArray<T>(data: Pointer<T>, length: u32, capacity: u32): T[];
  export function setArray<T>(array: T[], data: Pointer<T>, length: u32, capacity: u32): void;
  /** An array that takes over the elements of another, with an object of the class `MatchDetails` besides: what `exec` gives. */
  export function matchArray<T>(elements: T[], details: object): T[];
  /** That object; undefined for other arrays. */
  export function matchDetails<T>(array: unknown): T | undefined;
  /** Releases all globals. */
  export function releaseGlobals(): void;
  /** Was the program compiled in the checking mode? Known at compile time. */
  export const checkedMode: boolean;

  /** A suspended coroutine. */
  export type CoroutineHandle = Pointer<u8>;
  export function resumeCoroutine(handle: CoroutineHandle): void;
  export function destroyCoroutine(handle: CoroutineHandle): void;
  /** Shows the cycle collector what a suspended coroutine holds. Gives false if it could not be shown because the coroutine runs at this moment. */
  export function traceCoroutine(handle: CoroutineHandle): boolean;

  /** A double's bits, and back. */
  export function doubleBits(value: number): import("osmium").u64;
  export function bitsDouble(bits: import("osmium").u64): number;
  /** The integer part; what does not fit, and NaN, gives the least integer, -2^63 (`cvttsd2si`). */
  export function truncateToInt64(value: number): import("osmium").i64;
  /** The machine's rounding instructions. */
  export function floorDouble(value: number): number;
  export function ceilDouble(value: number): number;
  export function truncDouble(value: number): number;
  export function sqrtDouble(value: number): number;
}
