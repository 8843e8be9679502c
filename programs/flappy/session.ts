/** A session of Flappy Bird: title, flight, pause, crash, and again. It decides what keys and steps lead to, and knows neither screen nor clock. */
import type { GameKey } from "../games/keys.ts";
import type { Random } from "../games/random.ts";
import { FlappyGame, stepsPerSecond } from "./game.ts";

export type Phase = "title" | "flying" | "paused" | "crashed";

/** After a crash keys do nothing for so many steps: whoever was flapping wildly shall see what happened. */
const crashSteps = stepsPerSecond / 2;

export class FlappySession {
  readonly #width: number;
  readonly #height: number;
  readonly #random: Random;
  #game: FlappyGame;
  #phase: Phase = "title";
  #stepsSinceCrash = 0;
  #best: number;

  /** @param best the highest score so far */
  constructor(width: number, height: number, random: Random, best: number) {
    this.#width = width;
    this.#height = height;
    this.#random = random;
    this.#game = new FlappyGame(width, height, random);
    this.#best = best;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get game(): FlappyGame {
    return this.#game;
  }

  get best(): number {
    return this.#best;
  }

  /** A key was pressed. False: the session is over. */
  press(key: GameKey): boolean {
    if (key === "quit") return false;
    const flaps = key === "fire" || key === "up";
    switch (this.#phase) {
      case "title":
      case "paused":
        if (!flaps && key !== "pause") break;
        this.#phase = "flying";
        if (flaps) this.#game.flap();
        break;
      case "flying":
        if (flaps) this.#game.flap();
        else if (key === "pause") this.#phase = "paused";
        break;
      case "crashed":
        if (flaps && this.#stepsSinceCrash >= crashSteps) this.#restart();
        break;
    }
    return true;
  }

  #restart(): void {
    this.#game = new FlappyGame(this.#width, this.#height, this.#random);
    this.#phase = "flying";
    this.#game.flap();
  }

  /** A sixtieth of a second has passed. */
  step(): void {
    if (this.#phase === "crashed") this.#stepsSinceCrash++;
    if (this.#phase !== "flying") return;
    switch (this.#game.step()) {
      case "flying":
        break;
      case "scored":
        this.#best = Math.max(this.#best, this.#game.score);
        break;
      case "crashed":
        this.#phase = "crashed";
        this.#stepsSinceCrash = 0;
        break;
    }
  }
}
