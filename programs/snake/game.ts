/**
 * The rules of Snake: a field whose edges lead to the opposite ones, a snake, an apple. It knows no screen, no keys and no time: whoever plays it
 * calls `steer` and `step`. A step allocates nothing.
 */
import type { Random } from "../games/random.ts";

export type Direction = "up" | "down" | "left" | "right";

/** What a step has led to. `full`: the snake fills the field, which is how one wins. */
export type Outcome = "moved" | "ate" | "died" | "full";

/** A cell is `row * columns + column`. */
export type Cell = number;

const opposite: Readonly<Record<Direction, Direction>> = { up: "down", down: "up", left: "right", right: "left" };

/** Turns that are remembered when keys come faster than steps. */
const turnsMax = 3;

export class SnakeGame {
  readonly rows: number;
  readonly columns: number;
  readonly #random: Random;
  /** A ring that holds the snake from tail to head. */
  readonly #body: Uint16Array;
  #tail = 0;
  #length = 1;
  /** 1 where the snake is. */
  readonly #taken: Uint8Array;
  #apple: Cell = 0;
  #direction: Direction = "right";
  readonly #turns: Direction[] = [];
  #score = 0;

  /** A snake of length one in the middle, going right. The field has 2 to 65,536 cells. */
  constructor(rows: number, columns: number, random: Random) {
    const cells = rows * columns;
    if (rows < 1 || columns < 1 || cells < 2 || cells > 65536)
      throw new RangeError(`no field of ${rows} by ${columns}`);
    this.rows = rows;
    this.columns = columns;
    this.#random = random;
    this.#body = new Uint16Array(cells);
    this.#taken = new Uint8Array(cells);
    const middle = Math.floor(rows / 2) * columns + Math.floor(columns / 2);
    this.#body[0] = middle;
    this.#taken[middle] = 1;
    this.#placeApple();
  }

  get head(): Cell {
    return this.#bodyAt(this.#length - 1);
  }

  get apple(): Cell {
    return this.#apple;
  }

  /** Apples eaten. */
  get score(): number {
    return this.#score;
  }

  /** Cells that the snake covers. */
  get length(): number {
    return this.#length;
  }

  /** Where the head looks: the direction of the last step. */
  get direction(): Direction {
    return this.#direction;
  }

  isSnake(cell: Cell): boolean {
    return this.#taken[cell] === 1;
  }

  /**
   * Turns the snake at the next step, or at a later one when turns are waiting already. A turn into the snake's own neck is ignored, unless it
   * is all head.
   */
  steer(direction: Direction): void {
    if (this.#turns.length >= turnsMax) return;
    const before = this.#turns.length === 0 ? this.#direction : this.#turns[this.#turns.length - 1];
    if (direction === before) return;
    if (this.#length > 1 && direction === opposite[before]) return;
    this.#turns.push(direction);
  }

  /** One cell ahead. After `died` and `full` the game is over, and its field stays as it was. */
  step(): Outcome {
    this.#takeTurn();
    const target = this.#ahead();
    const eats = target === this.#apple;
    const tail = this.#bodyAt(0);
    // The tail moves out of its cell in the same step, so that cell is free, unless the snake grows.
    if (this.#taken[target] === 1 && (eats || target !== tail)) return "died";
    if (!eats) {
      this.#taken[tail] = 0;
      this.#tail = (this.#tail + 1) % this.#body.length;
      this.#length--;
    }
    this.#body[(this.#tail + this.#length) % this.#body.length] = target;
    this.#length++;
    this.#taken[target] = 1;
    if (!eats) return "moved";
    this.#score++;
    if (this.#length === this.#body.length) return "full";
    this.#placeApple();
    return "ate";
  }

  /** A turn that was allowed when it was asked for may lead into the neck by now: then it is dropped, and the next one is tried. */
  #takeTurn(): void {
    let turn = this.#turns.shift();
    while (turn !== undefined) {
      if (this.#length === 1 || turn !== opposite[this.#direction]) {
        this.#direction = turn;
        return;
      }
      turn = this.#turns.shift();
    }
  }

  #ahead(): Cell {
    const head = this.head;
    const row = Math.floor(head / this.columns);
    const column = head % this.columns;
    switch (this.#direction) {
      case "up":
        return ((row + this.rows - 1) % this.rows) * this.columns + column;
      case "down":
        return ((row + 1) % this.rows) * this.columns + column;
      case "left":
        return row * this.columns + ((column + this.columns - 1) % this.columns);
      case "right":
        return row * this.columns + ((column + 1) % this.columns);
    }
  }

  /** The cell at a distance from the tail. */
  #bodyAt(distance: number): Cell {
    return this.#body[(this.#tail + distance) % this.#body.length];
  }

  /** Any free cell, all with the same chance. There must be one. */
  #placeApple(): void {
    let left = this.#random.below(this.#taken.length - this.#length);
    for (let cell = 0; cell < this.#taken.length; cell++) {
      if (this.#taken[cell] === 1) continue;
      if (left === 0) {
        this.#apple = cell;
        return;
      }
      left--;
    }
  }
}
