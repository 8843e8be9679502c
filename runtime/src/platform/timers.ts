/**
 * Timers: a binary heap by deadline, of equal deadlines the one that was set first. Between them the program sleeps. Linked only where a program
 * sets a timer. Cancelling looks through all timers: programs cancel few among few.
 */
import { u64 } from "osmium";
import { settle } from "../rt/process.ts";
import { now, sleepUntil, waitBy } from "./linux.ts";

class Timer {
  readonly id: number;
  /** Nanoseconds of the monotonic clock. */
  deadline: u64;
  /** When it was put into the heap, among all. */
  turn: u64 = 0;
  /** Nanoseconds; 0 if it does not repeat. */
  readonly period: u64;
  readonly callback: () => void;

  constructor(id: number, deadline: u64, period: u64, callback: () => void) {
    this.id = id;
    this.deadline = deadline;
    this.period = period;
    this.callback = callback;
  }

  isBefore(other: Timer): boolean {
    return this.deadline !== other.deadline ? this.deadline < other.deadline : this.turn < other.turn;
  }
}

/** Each timer is before the two at twice its place plus one and plus two. */
const heap: Timer[] = [];
let lastTimer = 0;
let lastTurn: u64 = 0;

function schedule(timer: Timer): void {
  lastTurn += 1;
  timer.turn = lastTurn;
  heap.push(timer);
  rise(heap.length - 1);
}

function rise(from: number): void {
  const timer = heap[from]!;
  let at = from;
  while (at > 0) {
    const above = (at - 1) >>> 1;
    if (!timer.isBefore(heap[above]!)) break;
    heap[at] = heap[above]!;
    at = above;
  }
  heap[at] = timer;
}

function sink(from: number): void {
  const timer = heap[from]!;
  let at = from;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && heap[below + 1]!.isBefore(heap[below]!)) below += 1;
    if (!heap[below]!.isBefore(timer)) break;
    heap[at] = heap[below]!;
    at = below;
  }
  heap[at] = timer;
}

function removeAt(index: number): void {
  const last = heap.length - 1;
  const moved = heap[last]!;
  heap.length = last;
  if (index === last) return;
  heap[index] = moved;
  sink(index);
  rise(index);
}

/** Runs `callback` after a whole number of milliseconds, and again and again if it repeats. Gives the timer's number. */
export function startTimer(callback: () => void, delayMs: number, repeats: boolean): number {
  waitBy(runTimers);
  lastTimer += 1;
  const period = u64(delayMs) * 1000000;
  schedule(new Timer(lastTimer, now() + period, repeats ? period : 0, callback));
  return lastTimer;
}

export function stopTimer(timer: number): void {
  for (let at = 0; at < heap.length; at++) {
    if (heap[at]!.id === timer) {
      removeAt(at);
      return;
    }
  }
}

/** Runs the timers until none is left. */
function runTimers(): void {
  while (heap.length > 0) {
    const timer = heap[0]!;
    sleepUntil(timer.deadline);
    removeAt(0);
    if (timer.period !== 0) {
      timer.deadline = now() + timer.period;
      schedule(timer);
    }
    const { callback } = timer;
    callback();
    settle();
  }
}
