/**
 * A value that only the holder of a lock can reach. The guard is taken by `using`, so that it is given back however the block is left:
 *
 *     using table = openFiles.lock();
 *     table.value.push(file);
 */
import { type InterruptStrategy, Lock } from "./lock.ts";

/** A value that only the holder of a lock can reach. */
export class Mutex<T> {
  readonly #lock: Lock;
  #value: T;

  /**
   * @param name for the report of a deadlock
   * @param interrupts `disabled` if interrupt handlers use the value too
   */
  constructor(name: string, value: T, interrupts: InterruptStrategy = "kept") {
    this.#lock = new Lock(name, interrupts);
    this.#value = value;
  }

  /** Does somebody hold the lock? */
  get isLocked(): boolean {
    return this.#lock.isHeld;
  }

  /** Waits for the lock. Taking it twice on one core ends the kernel with a report of both places. */
  lock(): MutexGuard<T> {
    this.#lock.acquire();
    return new MutexGuard(this.#lock, this);
  }

  /** The guard, or null if somebody holds the lock. */
  tryLock(): MutexGuard<T> | null {
    return this.#lock.tryAcquire() ? new MutexGuard(this.#lock, this) : null;
  }

  /** For guards only. */
  static read<T>(mutex: Mutex<T>): T {
    return mutex.#value;
  }

  /** For guards only. */
  static write<T>(mutex: Mutex<T>, value: T): void {
    mutex.#value = value;
  }
}

/** The right to use a mutex's value, until it is released. */
export class MutexGuard<T> implements Disposable {
  readonly #lock: Lock;
  readonly #mutex: Mutex<T>;
  #held = true;

  constructor(lock: Lock, mutex: Mutex<T>) {
    this.#lock = lock;
    this.#mutex = mutex;
  }

  /** Throws when the guard has been released. */
  get value(): T {
    this.#check();
    return Mutex.read(this.#mutex);
  }

  set value(value: T) {
    this.#check();
    Mutex.write(this.#mutex, value);
  }

  /** Gives the lock back before the block ends. Once is enough; more does nothing. */
  release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#lock.release();
  }

  [Symbol.dispose](): void {
    this.release();
  }

  #check(): void {
    if (!this.#held) throw new Error("the guard has been released");
  }
}
