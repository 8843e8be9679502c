/** A session of Snake: title, play, pause, the end, and again. It decides what keys and ticks lead to, and knows neither screen nor clock. */
import type { GameKey } from "../games/keys.ts";
import type { Random } from "../games/random.ts";
import { type Direction, SnakeGame } from "./game.ts";

export type Phase = "title" | "playing" | "paused" | "lost" | "won";

/** Milliseconds between two steps, by level. */
const stepMs: readonly number[] = [200, 165, 140, 120, 100, 85, 72, 62, 55];
export const levelMax = stepMs.length;
/** Apples to the next level. */
const applesPerLevel = 5;

const directions: ReadonlyMap<GameKey, Direction> = new Map<GameKey, Direction>([
  ["up", "up"],
  ["down", "down"],
  ["left", "left"],
  ["right", "right"],
]);

export class SnakeSession {
  readonly #rows: number;
  readonly #columns: number;
  readonly #random: Random;
  #game: SnakeGame;
  #phase: Phase = "title";
  #startLevel = 3;
  #best: number;

  /** @param best the highest score so far */
  constructor(rows: number, columns: number, random: Random, best: number) {
    this.#rows = rows;
    this.#columns = columns;
    this.#random = random;
    this.#game = new SnakeGame(rows, columns, random);
    this.#best = best;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get game(): SnakeGame {
    return this.#game;
  }

  get best(): number {
    return this.#best;
  }

  /** 1 to `levelMax`. */
  get level(): number {
    return Math.min(this.#startLevel + Math.floor(this.#game.score / applesPerLevel), levelMax);
  }

  /** Time between two ticks, in milliseconds. */
  get periodMs(): number {
    return stepMs[this.level - 1];
  }

  /** A key was pressed. False: the session is over. */
  press(key: GameKey): boolean {
    if (key === "quit") return false;
    switch (this.#phase) {
      case "title":
        this.#pressInTitle(key);
        break;
      case "playing":
        this.#pressInPlay(key);
        break;
      case "paused":
        if (key === "pause" || key === "fire") this.#phase = "playing";
        break;
      case "lost":
      case "won":
        if (key === "fire") this.#restart();
        break;
    }
    return true;
  }

  #pressInTitle(key: GameKey): void {
    if (key === "right" || key === "up") this.#startLevel = Math.min(this.#startLevel + 1, levelMax);
    else if (key === "left" || key === "down") this.#startLevel = Math.max(this.#startLevel - 1, 1);
    else if (key === "fire") this.#phase = "playing";
  }

  #pressInPlay(key: GameKey): void {
    const direction = directions.get(key);
    if (direction !== undefined) this.#game.steer(direction);
    else if (key === "pause") this.#phase = "paused";
  }

  #restart(): void {
    this.#game = new SnakeGame(this.#rows, this.#columns, this.#random);
    this.#phase = "playing";
  }

  /** A period has passed. */
  tick(): void {
    if (this.#phase !== "playing") return;
    switch (this.#game.step()) {
      case "moved":
        break;
      case "ate":
        this.#best = Math.max(this.#best, this.#game.score);
        break;
      case "died":
        this.#phase = "lost";
        break;
      case "full":
        this.#best = Math.max(this.#best, this.#game.score);
        this.#phase = "won";
        break;
    }
  }
}
