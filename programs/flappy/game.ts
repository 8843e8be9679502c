/**
 * The rules of Flappy Bird, in steps of a sixtieth of a second. It knows no screen, no keys and no time. Lengths are units of which a character
 * cell has two by two: the picture is drawn in halves of cells. Positions and speeds count 1,024ths of a unit, so that a game is the same
 * on every machine. A step allocates nothing.
 */
import type { Random } from "../games/random.ts";

/** Steps in a second. */
export const stepsPerSecond = 60;

const unit = 1024;

// In 1,024ths of a unit per step, or per step squared: a flap lifts the bird by 7 units and lasts half a second.
const gravity = 24;
const flapSpeed = -580;
const fallSpeedMax = 900;
const scrollSpeed = 819; // 48 units, or 24 columns, a second

const birdWidth = 4;
const birdHeight = 2;
const pipeWidth = 12;
/** Between the left sides of two pipes. */
const pipeDistance = 56;
const gapHeight = 18;
/** A gap keeps away from ceiling and ground by at least this. */
const gapMargin = 4;
/** From one gap to the next, so that every gap can be reached. */
const gapStepMax = 14;
/** Pipes that exist at once: more than a field 240 units wide shows. */
const pipesMax = 6;

export interface Pipe {
  /** Left side, in 1,024ths of a unit; negative when it leaves the field. */
  x: number;
  /** Upper end of the gap, in units, even: gaps begin and end with a row of cells. */
  gapTop: number;
  passed: boolean;
}

export type FlappyOutcome = "flying" | "scored" | "crashed";

export class FlappyGame {
  readonly width: number;
  readonly height: number;
  readonly #random: Random;
  /** From left to right, in a ring. */
  readonly #pipes: Pipe[] = [];
  #first = 0;
  #y: number;
  #speed = 0;
  #score = 0;
  #scrolled = 0;
  #lastGap: number;

  /** A field in units; the ground is below it. `width` is 60 to 240, `height` at least 30. */
  constructor(width: number, height: number, random: Random) {
    if (width < 60 || width > 240 || height < gapHeight + 2 * gapMargin)
      throw new RangeError(`no field of ${width} by ${height} units`);
    this.width = width;
    this.height = height;
    this.#random = random;
    this.#y = Math.floor(height / 3) * unit;
    this.#lastGap = Math.floor((height - gapHeight) / 4) * 2;
    for (let i = 0; i < pipesMax; i++) {
      this.#pipes.push({ x: (width + i * pipeDistance) * unit, gapTop: this.#newGap(), passed: false });
    }
  }

  /** Pipes passed. */
  get score(): number {
    return this.#score;
  }

  /** Left side of the bird, in units. */
  get birdX(): number {
    return Math.floor(this.width / 10) * 2;
  }

  /** Upper side of the bird, in units. */
  get birdY(): number {
    return Math.floor(this.#y / unit);
  }

  get birdWidth(): number {
    return birdWidth;
  }

  get birdHeight(): number {
    return birdHeight;
  }

  /** Down is positive; in 1,024ths of a unit per step. */
  get birdSpeed(): number {
    return this.#speed;
  }

  /** How far the ground has moved, in units. */
  get scrolled(): number {
    return Math.floor(this.#scrolled / unit);
  }

  get pipeWidth(): number {
    return pipeWidth;
  }

  get gapHeight(): number {
    return gapHeight;
  }

  get pipeCount(): number {
    return pipesMax;
  }

  /** Left side of a pipe in units; 0 is the leftmost pipe. */
  pipeX(index: number): number {
    return Math.floor(this.#pipe(index).x / unit);
  }

  /** Upper end of a pipe's gap, in units. */
  pipeGapTop(index: number): number {
    return this.#pipe(index).gapTop;
  }

  flap(): void {
    this.#speed = flapSpeed;
  }

  /** A sixtieth of a second. After `crashed` the game is over. The ceiling stops the bird, the ground and the pipes end the game. */
  step(): FlappyOutcome {
    this.#speed += gravity;
    if (this.#speed > fallSpeedMax) this.#speed = fallSpeedMax;
    this.#y += this.#speed;
    if (this.#y < 0) {
      this.#y = 0;
      this.#speed = 0;
    }
    this.#scrolled += scrollSpeed;
    let scored = false;
    for (const pipe of this.#pipes) {
      pipe.x -= scrollSpeed;
      if (!pipe.passed && pipe.x + pipeWidth * unit <= this.birdX * unit) {
        pipe.passed = true;
        this.#score++;
        scored = true;
      }
    }
    this.#recycle();
    if (this.#crashes()) return "crashed";
    return scored ? "scored" : "flying";
  }

  #pipe(index: number): Pipe {
    return this.#pipes[(this.#first + index) % pipesMax];
  }

  /** The leftmost pipe, once it has left the field, comes back behind the last. */
  #recycle(): void {
    const leftmost = this.#pipe(0);
    if (leftmost.x + pipeWidth * unit > 0) return;
    leftmost.x = this.#pipe(pipesMax - 1).x + pipeDistance * unit;
    leftmost.gapTop = this.#newGap();
    leftmost.passed = false;
    this.#first = (this.#first + 1) % pipesMax;
  }

  /** A gap at any even height that the last one and the field permit. */
  #newGap(): number {
    const highest = Math.max(gapMargin, this.#lastGap - gapStepMax);
    const lowest = Math.min(this.height - gapMargin - gapHeight, this.#lastGap + gapStepMax);
    this.#lastGap = highest + 2 * this.#random.below(Math.floor((lowest - highest) / 2) + 1);
    return this.#lastGap;
  }

  #crashes(): boolean {
    const top = this.birdY;
    const bottom = top + birdHeight;
    if (bottom > this.height) {
      this.#y = (this.height - birdHeight) * unit;
      return true;
    }
    const left = this.birdX * unit;
    const right = left + birdWidth * unit;
    for (const pipe of this.#pipes) {
      const overlaps = pipe.x < right && pipe.x + pipeWidth * unit > left;
      if (overlaps && (top < pipe.gapTop || bottom > pipe.gapTop + gapHeight)) return true;
    }
    return false;
  }
}
