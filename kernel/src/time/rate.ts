/**
 * Time by a fast counter of unknown rate, kept in step with a slow one that is exact: between two comparisons the fast counter tells the time, and each comparison sets its
 * rate so that a difference is gone a second later. The time never goes back and never jumps. Touches no hardware, and is tested off the machine.
 */

/** Over this time a difference is made good. */
const catchUpNs = 1e9;
/** The most that the rate is bent for it: half a thousandth. */
const bendMax = 5e-4;
/** From so long a measurement on, it is better than the first estimate: a microsecond of doubt is 10 millionths of it. */
const measurementNsMin = 1e8;

export class FollowingClock {
  /** The first comparison: rates are measured from there, the longer the more exactly. */
  readonly #firstTicks: number;
  readonly #firstNs: number;
  /** The last comparison. */
  #ticks: number;
  #ns: number;
  #nsPerTick: number;
  /** The same as far as it is known, not bent. */
  #rate: number;

  /** @param nsPerTick a first estimate */
  constructor(ticks: number, ns: number, nsPerTick: number) {
    this.#firstTicks = ticks;
    this.#firstNs = ns;
    this.#ticks = ticks;
    this.#ns = ns;
    this.#nsPerTick = nsPerTick;
    this.#rate = nsPerTick;
  }

  /** The time at a count of the fast counter, not before that of the last comparison. */
  nsAt(ticks: number): number {
    return this.#ns + (ticks - this.#ticks) * this.#nsPerTick;
  }

  /** Compares: the slow counter says `ns` where the fast one says `ticks`. */
  compare(ticks: number, ns: number): void {
    const sinceFirst = ticks - this.#firstTicks;
    if (sinceFirst <= 0) return;
    const sinceFirstNs = ns - this.#firstNs;
    if (sinceFirstNs >= measurementNsMin) this.#rate = sinceFirstNs / sinceFirst;
    const shown = this.nsAt(ticks);
    const bend = Math.max(-bendMax, Math.min(bendMax, (ns - shown) / catchUpNs));
    this.#ticks = ticks;
    this.#ns = shown;
    this.#nsPerTick = this.#rate * (1 + bend);
  }

  /** Ticks in a second, as measured so far. */
  get ticksPerSecond(): number {
    return 1e9 / this.#rate;
  }
}
