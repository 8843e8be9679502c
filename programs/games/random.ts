/**
 * Random numbers for games: xorshift32 (Marsaglia, "Xorshift RNGs", 2003). The same seed gives the same game, so that tests can play
 * one. Nothing here is for secrets.
 */
export class Random {
  #state: number;

  /** @param seed any integer; 0, where the generator would stand still, counts as 1 */
  constructor(seed: number) {
    this.#state = seed | 0 || 1;
  }

  /** The next integer from 0 to `limit - 1`; `limit` is 1 to 2^32. */
  below(limit: number): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 0) % limit;
  }
}
