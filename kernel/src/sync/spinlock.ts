/**
 * The spinlock: test and test-and-set. Waiting cores read, which keeps the word in their caches, and write only when it looks free. It knows
 * neither its holder nor interrupts: see `lock.ts`.
 */
import type { u32 } from "osmium";
import { AtomicWord, pause } from "../arch/x86_64/atomic.ts";

const free: u32 = 0;
const held: u32 = 1;

export class SpinLock {
  readonly #word = new AtomicWord();

  get isHeld(): boolean {
    return this.#word.load() !== free;
  }

  tryAcquire(): boolean {
    return this.#word.load() === free && this.#word.exchange(held) === free;
  }

  /** Waits until the lock is free, and takes it. */
  acquire(): void {
    while (!this.tryAcquire()) {
      while (this.isHeld) pause();
    }
  }

  release(): void {
    this.#word.store(free);
  }
}
