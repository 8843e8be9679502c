/** Random numbers from a seed, so that a failure can be repeated. */
import type { u64 } from "osmium";

export class Random {
  #state: u64;

  constructor(seed: u64) {
    // All zero is the one state that the generator can't leave.
    this.#state = (seed + 1) * 0x9e3779b97f4a7c15;
    if (this.#state === 0) this.#state = 1;
  }

  /** 64 bits. Marsaglia, Xorshift RNGs, 2003: 13, 7, 17. */
  next(): u64 {
    let value = this.#state;
    value ^= value << 13;
    value ^= value >>> 7;
    value ^= value << 17;
    this.#state = value;
    return value;
  }

  /** 0 to `limit` - 1, where `limit` is at most 2^32. */
  below(limit: u64): u64 {
    return ((this.next() >>> 32) * limit) >>> 32;
  }
}
