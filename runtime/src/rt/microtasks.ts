/** The queue of microtasks: what runs when the current turn is over, in order. */
import type { u32, u64 } from "osmium";

/**
 * On whose behalf code runs: a number that a program with an executor of its own gives to each of its tasks. A microtask remembers the one that made it, so
 * that it follows a function across its awaits. 0: nobody's.
 */
let context: u64 = 0;

/** Something to do. It is in one list at a time and carries the link itself, so that queueing takes no memory. */
export abstract class Microtask {
  /** The next one in the queue, or of those that wait for the same promise. */
  following: Microtask | null = null;
  private context: u64 = context;

  abstract run(): void;

  /** Belongs from now on to whoever runs now, as if it had just been made. */
  protected adopt(): void {
    this.context = context;
  }

  /** Runs it on behalf of who made it. */
  runInContext(): void {
    context = this.context;
    this.run();
  }
}

export function asyncContext(): u64 {
  return context;
}

export function setAsyncContext(to: u64): void {
  context = to;
}

let first: Microtask | null = null;
/** Null while there is at most one: most often the queue is that short, and each change of a reference costs something. */
let last: Microtask | null = null;

/** Adds a task that is in no list. */
export function enqueueMicrotask(task: Microtask): void {
  if (first === null) first = task;
  else {
    if (last === null) first.following = task;
    else last.following = task;
    last = task;
  }
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

/** Takes the first task out of the queue and runs it. Was there one? */
function runFirst(): boolean {
  // Read and given up in one go, which moves it: nothing is counted.
  const task = first;
  first = null;
  if (task === null) return false;
  if (last !== null) {
    first = task.following;
    task.following = null;
    if (first === last) last = null;
  }
  task.runInContext();
  return true;
}

/** Runs what is queued, and what that queues, until nothing is left. */
export function runMicrotasks(): void {
  while (runFirst());
}

/** As `runMicrotasks`, but at most so many. Is something left? */
export function runSomeMicrotasks(most: u32): boolean {
  for (let left = most; left > 0 && runFirst(); left--);
  return first !== null;
}
