/** Words of memory on which cores can agree, and the hint for waiting on one. For `sync/`; everything else uses what is there. */
import type { u32 } from "osmium";
import {
  asm,
  atomicCompareExchange,
  atomicExchange,
  atomicLoad,
  atomicStore,
  bytesOf,
  type Pointer,
} from "osmium/unsafe";

/** 32 bits, 0 at first. Every access is atomic and sequentially consistent. */
export class AtomicWord {
  readonly #storage = new ArrayBuffer(8);
  readonly #at: Pointer<u32> = bytesOf(this.#storage).cast<u32>();

  load(): u32 {
    // SAFETY (here and below): the storage is as old as this object and never moves.
    return atomicLoad(this.#at);
  }

  store(value: u32): void {
    atomicStore(this.#at, value);
  }

  /** Stores a value and gives what was there (XCHG). */
  exchange(value: u32): u32 {
    return atomicExchange(this.#at, value);
  }

  /** Stores a value if `expected` is there; gives what was there (LOCK CMPXCHG). */
  compareExchange(expected: u32, value: u32): u32 {
    return atomicCompareExchange(this.#at, expected, value);
  }
}

/** Tells the processor that this is a loop that waits for another core (Intel SDM vol. 2, PAUSE). */
export function pause(): void {
  // SAFETY: changes nothing.
  asm`pause`;
}
