/** The queue of microtasks: what runs when the current turn is over, in order. */

/** Something to do. It is in one list at a time and carries the link itself, so that queueing takes no memory. */
export abstract class Microtask {
  /** The next one in the queue, or of those that wait for the same promise. */
  following: Microtask | null = null;

  abstract run(): void;
}

let first: Microtask | null = null;
let last: Microtask | null = null;

/** Adds a task that is in no list. */
export function enqueueMicrotask(task: Microtask): void {
  if (last === null) first = task;
  else last.following = task;
  last = task;
}

class Callback extends Microtask {
  private readonly callback: () => void;

  constructor(callback: () => void) {
    super();
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
  for (let task = first; task !== null; task = first) {
    first = task.following;
    if (first === null) last = null;
    task.following = null;
    task.run();
  }
}
