/** The queue of microtasks: what runs when the current turn is over, in order. */
import type { u32 } from "osmium";

export interface Microtask {
  run(): void;
}

/** A ring would need no moves either; two arrays are simpler: one is filled while the other runs. */
let queued: Microtask[] = [];
let running: Microtask[] = [];
let next: u32 = 0;

export function enqueueMicrotask(task: Microtask): void {
  queued.push(task);
}

class Callback implements Microtask {
  private readonly callback: () => void;

  constructor(callback: () => void) {
    this.callback = callback;
  }

  run(): void {
    const { callback } = this;
    callback();
  }
}

export function queueMicrotask(callback: () => void): void {
  enqueueMicrotask(new Callback(callback));
}

/** Runs what is queued, and what that queues, until nothing is left. */
export function runMicrotasks(): void {
  for (;;) {
    while (next < running.length) {
      const task = running[next]!;
      next += 1;
      task.run();
    }
    running.length = 0;
    next = 0;
    if (queued.length === 0) return;
    const empty = running;
    running = queued;
    queued = empty;
  }
}
