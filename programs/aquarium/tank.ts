/**
 * The tank: fish and bubbles, each a task of its own that sleeps, moves and sleeps again. Nothing polls them: a thousand fish cost the executor
 * as many wake-ups as they make moves. Cancelling a task takes its fish out of the water, and leaving the tank cancels all.
 */
import { spawn } from "../../kernel/src/tasks/executor.ts";
import type { JoinHandle } from "../../kernel/src/tasks/task.ts";
import { sleep } from "../../kernel/src/time/sleep.ts";
import type { Random } from "../games/random.ts";
import { Fish } from "./fish.ts";

const bubblePaceMs = 160;
/** A fish lets a bubble go in one of so many moves. */
const movesPerBubble = 90;
/** What a screen still shows. */
export const fishMax = 2000;

export interface Bubble {
  row: number;
  readonly column: number;
}

export class Tank {
  readonly rows: number;
  readonly columns: number;
  readonly fish = new Set<Fish>();
  readonly bubbles = new Set<Bubble>();
  /** Moves of all fish and bubbles so far: each is a task that was woken. */
  moves = 0;
  readonly #random: Random;
  readonly #tasks: JoinHandle<void>[] = [];
  readonly #rising = new Set<JoinHandle<void>>();
  /** A fish that was woken just before it was taken out makes one more move. */
  #isOpen = true;

  constructor(rows: number, columns: number, random: Random) {
    this.rows = rows;
    this.columns = columns;
    this.#random = random;
  }

  /** Puts so many fish into the water, as far as there is room. */
  add(count: number): void {
    for (let i = 0; i < count && this.#tasks.length < fishMax; i++) {
      this.#tasks.push(spawn("fish", (signal) => this.#live(signal)));
    }
  }

  /** Takes so many fish out, the newest first. */
  remove(count: number): void {
    for (let i = 0; i < count; i++) this.#tasks.pop()?.cancel();
  }

  /** Takes all fish and bubbles out, and waits until they are. */
  async empty(): Promise<void> {
    this.#isOpen = false;
    const tasks = [...this.#tasks.splice(0), ...this.#rising];
    for (const task of tasks) task.cancel();
    for (const task of tasks) await task.join().catch(() => {}); // a cancelled task ends with the reason
  }

  async #live(signal: AbortSignal): Promise<void> {
    const fish = new Fish(this.rows, this.columns, this.#random);
    this.fish.add(fish);
    try {
      for (;;) {
        await sleep(fish.paceMs, signal);
        fish.swim();
        this.moves++;
        if (this.#isOpen && this.#random.below(movesPerBubble) === 0) this.#bubble(fish.row, fish.mouth);
      }
    } finally {
      this.fish.delete(fish);
    }
  }

  #bubble(row: number, column: number): void {
    const task = spawn("bubble", async (signal) => {
      try {
        await this.#rise({ row, column }, signal);
      } finally {
        this.#rising.delete(task);
      }
    });
    this.#rising.add(task);
  }

  async #rise(bubble: Bubble, signal: AbortSignal): Promise<void> {
    this.bubbles.add(bubble);
    try {
      while (bubble.row > 0) {
        await sleep(bubblePaceMs, signal);
        bubble.row--;
        this.moves++;
      }
    } finally {
      this.bubbles.delete(bubble);
    }
  }
}
