/**
 * Timers by deadline: a binary heap in which each timer knows its place, so that adding one, taking the earliest and cancelling any cost O(log n), and a cancelled
 * timer is gone at once. Of equal deadlines the one that was added first comes first. Touches no hardware, and is tested off the machine.
 */
export class Timer {
  /** When it is due, in nanoseconds since the clock started. `Infinity`: never. Changes only while it is in no queue. */
  deadlineNs: number;
  readonly fire: () => void;
  /** Its index in the heap; -1 while it is in none. Only for the queue. */
  place = -1;
  /** Where it was added among all. Only for the queue. */
  turn = 0;

  constructor(deadlineNs: number, fire: () => void) {
    this.deadlineNs = deadlineNs;
    this.fire = fire;
  }

  isBefore(other: Timer): boolean {
    return this.deadlineNs !== other.deadlineNs ? this.deadlineNs < other.deadlineNs : this.turn < other.turn;
  }
}

export class TimerQueue {
  readonly #heap: Timer[] = [];
  #turns = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** Deadline of the earliest timer; `Infinity` when there is none. */
  get earliestNs(): number {
    return this.#heap.length === 0 ? Infinity : this.#heap[0].deadlineNs;
  }

  /** Adds a timer that is in no queue. */
  add(timer: Timer): void {
    this.#turns++;
    timer.turn = this.#turns;
    this.#heap.push(timer);
    this.#rise(timer, this.#heap.length - 1);
  }

  /** Takes a timer out before it is due. Does nothing if it is out already. */
  cancel(timer: Timer): void {
    if (timer.place >= 0) this.#removeAt(timer.place);
  }

  /** Takes the earliest timer if its deadline is not after `nowNs`. */
  takeDue(nowNs: number): Timer | null {
    if (this.earliestNs > nowNs || this.#heap.length === 0) return null;
    const first = this.#heap[0];
    this.#removeAt(0);
    return first;
  }

  #removeAt(place: number): void {
    const heap = this.#heap;
    heap[place].place = -1;
    const last = heap.pop();
    if (last === undefined || place === heap.length) return;
    if (place > 0 && last.isBefore(heap[(place - 1) >>> 1])) this.#rise(last, place);
    else this.#sink(last, place);
  }

  /** Puts a timer at a place or, where it is earlier than what is above, higher. */
  #rise(timer: Timer, from: number): void {
    const heap = this.#heap;
    let place = from;
    while (place > 0) {
      const above = (place - 1) >>> 1;
      if (!timer.isBefore(heap[above])) break;
      this.#put(heap[above], place);
      place = above;
    }
    this.#put(timer, place);
  }

  /** Puts a timer at a place or, where it is later than what is below, lower. */
  #sink(timer: Timer, from: number): void {
    const heap = this.#heap;
    let place = from;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && heap[below + 1].isBefore(heap[below])) below++;
      if (!heap[below].isBefore(timer)) break;
      this.#put(heap[below], place);
      place = below;
    }
    this.#put(timer, place);
  }

  #put(timer: Timer, place: number): void {
    this.#heap[place] = timer;
    timer.place = place;
  }
}
