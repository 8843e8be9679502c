/**
 * The picture of a session of Snake. A cell of the field is two characters wide, so that it is about square. All is drawn each time: the surface writes only
 * what has changed.
 */
import { Color, type ColorCode, encodeColor, LightColor } from "../../kernel/src/console/color.ts";
import type { Surface } from "../../kernel/src/console/surface.ts";
import { drawBox, scoreLine } from "../games/box.ts";
import type { SnakeGame } from "./game.ts";
import { levelMax, type Phase, type SnakeSession } from "./session.ts";

const statusRow = 0;
const frameRow = 1;
const cellColumns = 2;

/** Cells of the field on a screen of 80 by 25. */
export const fieldRows = 22;
export const fieldColumns = 39;

const fullBlock = 0x2588;
const blank = 0x20;

const ground = encodeColor(Color.LightGray, Color.Black);
const frame = encodeColor(LightColor.DarkGray, Color.Black);
const status = encodeColor(LightColor.White, Color.Blue);
const body = encodeColor(Color.Green, Color.Black);
const head = encodeColor(LightColor.Green, Color.Black);
const apple = encodeColor(LightColor.Red, Color.Black);

/** What the box in the middle says in each phase; none while the game runs. */
const titles = {
  title: "S N A K E",
  playing: "",
  paused: "PAUSE",
  lost: "GAME OVER",
  won: "YOU FILLED THE FIELD",
} as const;

/** Draws the session; texts are made anew only when what they say changes. */
export class SnakePicture {
  readonly #surface: Surface;
  #statusScore = -1;
  #statusLevel = -1;
  /** What the box says, in which phase and at which level. */
  #lines: readonly string[] = [];
  #linesPhase: Phase = "playing";
  #linesLevel = -1;

  constructor(surface: Surface) {
    this.#surface = surface;
    surface.fill(statusRow, 0, 1, surface.columns, blank, status);
    surface.text(statusRow, 1, "Snake", status);
    surface.text(statusRow, 46, "arrows WASD HJKL  p pause  q quit", status);
    surface.frame(frameRow, 0, fieldRows + 2, fieldColumns * cellColumns + 2, frame);
  }

  draw(session: SnakeSession): void {
    this.#drawStatus(session);
    this.#drawField(session.game);
    if (session.phase !== this.#linesPhase || session.level !== this.#linesLevel) {
      this.#linesPhase = session.phase;
      this.#linesLevel = session.level;
      this.#lines = linesOf(session);
    }
    if (session.phase !== "playing") drawBox(this.#surface, 9, titles[session.phase], this.#lines);
    this.#surface.present();
  }

  #drawStatus(session: SnakeSession): void {
    const { score } = session.game;
    if (score === this.#statusScore && session.level === this.#statusLevel) return;
    this.#statusScore = score;
    this.#statusLevel = session.level;
    const text = `score ${score}   best ${session.best}   level ${session.level}`;
    this.#surface.text(statusRow, 9, text.padEnd(34), status);
  }

  #drawField(game: SnakeGame): void {
    for (let row = 0; row < fieldRows; row++) {
      for (let column = 0; column < fieldColumns; column++) {
        const cell = row * fieldColumns + column;
        if (game.isSnake(cell)) this.#putCell(row, column, fullBlock, fullBlock, cell === game.head ? head : body);
        else if (cell === game.apple) this.#putCell(row, column, fullBlock, fullBlock, apple);
        else this.#putCell(row, column, blank, blank, ground);
      }
    }
  }

  #putCell(row: number, column: number, left: number, right: number, code: ColorCode): void {
    const x = 1 + column * cellColumns;
    this.#surface.put(frameRow + 1 + row, x, left, code);
    this.#surface.put(frameRow + 1 + row, x + 1, right, code);
  }
}

function linesOf(session: SnakeSession): readonly string[] {
  const { score } = session.game;
  switch (session.phase) {
    case "title":
      return [
        `level ${"■".repeat(session.level)}${"·".repeat(levelMax - session.level)}`,
        "← → choose it, space starts",
      ];
    case "playing":
      return [];
    case "paused":
      return ["space goes on"];
    case "lost":
    case "won":
      return [scoreLine(score, session.best), "space plays again, q ends"];
  }
}
