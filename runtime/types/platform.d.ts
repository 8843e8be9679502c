/**
 * What the runtime library needs of the machine or system below it. A project names the module that provides these functions in its configuration
 * (`"osmium": { "platform": … }`); for Linux the runtime brings its own. Only the runtime library may import this.
 */
declare module "osmium/platform" {
  import type { i32, u8, u64, usize } from "osmium";
  import type { Pointer } from "osmium/unsafe";

  /** At least `bytes` bytes, aligned to 16; the null pointer when there is no memory left. Works before any module body has run. */
  export function allocate(bytes: usize): Pointer<u8>;
  /** As `allocate`, for what begins with an object's header. */
  export function allocateObject(bytes: usize): Pointer<u8>;
  /** Makes a block larger or smaller where it lies; false when that can't be. */
  export function resize(block: Pointer<u8>, bytes: usize): boolean;
  export function free(block: Pointer<u8>): void;
  /** Writes UTF-8 text to the standard output or, if `error`, to where errors go. */
  export function write(text: Pointer<u8>, bytes: usize, error: boolean): void;
  /** Ends the program. */
  export function exit(code: i32): never;
  /** The last report: an error that nobody caught, or a broken promise of the runtime. */
  export function fatal(message: string, error?: Error): never;
  /** Nanoseconds of a clock that only goes forward. */
  export function now(): u64;
  /** Runs `callback` after a whole number of milliseconds, again and again if it repeats, until `stopTimer`. Gives the timer's number. */
  export function startTimer(callback: () => void, delayMs: number, repeats: boolean): number;
  export function stopTimer(timer: number): void;
  /** Waits for what the program waits for (timers), running what becomes due; returns when nothing is left. */
  export function runEventLoop(): void;
}
