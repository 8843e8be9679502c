/**
 * Timers by deadline: a binary heap, so that adding one and taking the earliest cost O(log n). Touches no hardware, and is tested
 * off the machine.
 */
export interface Timer {
  /** Milliseconds since the clock started. */
  readonly deadlineMs: number;
  readonly fire: () => void;
}

export class TimerQueue {
  readonly #heap: Timer[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** Deadline of the earliest timer; null when there is none. */
  get earliestMs(): number | null {
    return this.#heap.length === 0 ? null : this.#heap[0].deadlineMs;
  }

  add(timer: Timer): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(timer);
    while (index > 0) {
      const parent = Math.floor((index - 1) / 2);
      if (heap[parent].deadlineMs <= timer.deadlineMs) break;
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = timer;
  }

  /** Takes the earliest timer if its deadline is not after `nowMs`. */
  takeDue(nowMs: number): Timer | null {
    const heap = this.#heap;
    if (heap.length === 0) return null;
    const first = heap[0];
    if (first.deadlineMs > nowMs) return null;
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return first;
  }

  /** Puts a timer at the top and lets it sink to its place. */
  #sink(timer: Timer): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1].deadlineMs < heap[child].deadlineMs) child++;
      if (heap[child].deadlineMs >= timer.deadlineMs) break;
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = timer;
  }
}
