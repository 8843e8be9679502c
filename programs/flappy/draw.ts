/**
 * The picture of a session of Flappy Bird. Blocks that fill half a character give twice the resolution: pipes move by half columns, the bird by half
 * rows. All is drawn each time: the surface writes only what has changed.
 */
import { Color, type ColorCode, encodeColor, LightColor } from "../../kernel/src/console/color.ts";
import type { Surface } from "../../kernel/src/console/surface.ts";
import { drawBox, scoreLine } from "../games/box.ts";
import type { FlappyGame } from "./game.ts";
import type { FlappySession, Phase } from "./session.ts";

/** Units of the game in a character, each way. */
const unitsPerCell = 2;
const statusRow = 0;
const skyRow = 1;
const skyRows = 23;
const groundRow = 24;
const columns = 80;

/** The field in units of the game. */
export const fieldWidth = columns * unitsPerCell;
export const fieldHeight = skyRows * unitsPerCell;

const blank = 0x20;
const fullBlock = 0x2588;
const upperHalf = 0x2580;
const lowerHalf = 0x2584;
const leftHalf = 0x258c;
const rightHalf = 0x2590;
const lightShade = 0x2591;
const mediumShade = 0x2592;

const sky = encodeColor(LightColor.White, Color.Cyan);
const pipe = encodeColor(Color.Green, Color.Cyan);
const rim = encodeColor(LightColor.Green, Color.Cyan);
const bird = encodeColor(LightColor.Yellow, Color.Cyan);
const crashedBird = encodeColor(LightColor.Red, Color.Cyan);
const ground = encodeColor(LightColor.Yellow, Color.Brown);
const status = encodeColor(LightColor.White, Color.Blue);

const titles = { title: "F L A P P Y   B I R D", flying: "", paused: "PAUSE", crashed: "CRASH" } as const;

export class FlappyPicture {
  readonly #surface: Surface;
  #statusScore = -1;
  #statusBest = -1;
  /** What the box says, and in which phase: made anew only when that changes. */
  #lines: readonly string[] = [];
  #linesPhase: Phase = "flying";

  constructor(surface: Surface) {
    this.#surface = surface;
    surface.fill(statusRow, 0, 1, columns, blank, status);
    surface.text(statusRow, 1, "Flappy Bird", status);
    surface.text(statusRow, 53, "space flap  p pause  q quit", status);
  }

  draw(session: FlappySession): void {
    const { game } = session;
    this.#drawStatus(session);
    this.#surface.fill(skyRow, 0, skyRows, columns, blank, sky);
    for (let index = 0; index < game.pipeCount; index++) this.#drawPipe(game, index);
    this.#drawBird(game, session.phase === "crashed" ? crashedBird : bird);
    this.#drawGround(game);
    if (session.phase !== this.#linesPhase) {
      this.#linesPhase = session.phase;
      this.#lines = linesOf(session);
    }
    if (session.phase !== "flying") drawBox(this.#surface, 14, titles[session.phase], this.#lines);
    this.#surface.present();
  }

  #drawStatus(session: FlappySession): void {
    const { score } = session.game;
    if (score === this.#statusScore && session.best === this.#statusBest) return;
    this.#statusScore = score;
    this.#statusBest = session.best;
    this.#surface.text(statusRow, 15, `score ${score}   best ${session.best}`.padEnd(30), status);
  }

  #drawPipe(game: FlappyGame, index: number): void {
    const left = game.pipeX(index);
    const right = left + game.pipeWidth;
    const gapTop = game.pipeGapTop(index) / unitsPerCell;
    const gapBottom = gapTop + game.gapHeight / unitsPerCell;
    const first = Math.floor(left / unitsPerCell);
    const last = Math.floor((right - 1) / unitsPerCell);
    for (let column = Math.max(first, 0); column <= last && column < columns; column++) {
      const unit = column * unitsPerCell;
      const block = unit < left ? rightHalf : unit + 1 >= right ? leftHalf : fullBlock;
      for (let row = 0; row < skyRows; row++) {
        if (row >= gapTop && row < gapBottom) continue;
        const atGap = row === gapTop - 1 || row === gapBottom;
        this.#surface.put(skyRow + row, column, block, atGap ? rim : pipe);
      }
    }
  }

  #drawBird(game: FlappyGame, code: ColorCode): void {
    const row = skyRow + Math.floor(game.birdY / unitsPerCell);
    const left = game.birdX / unitsPerCell;
    const between = game.birdY % unitsPerCell === 1;
    for (let column = left; column < left + game.birdWidth / unitsPerCell; column++) {
      this.#surface.put(row, column, between ? lowerHalf : fullBlock, code);
      if (between) this.#surface.put(row + 1, column, upperHalf, code);
    }
  }

  #drawGround(game: FlappyGame): void {
    const shift = Math.floor(game.scrolled / unitsPerCell);
    for (let column = 0; column < columns; column++) {
      this.#surface.put(groundRow, column, (column + shift) % 4 < 2 ? mediumShade : lightShade, ground);
    }
  }
}

function linesOf(session: FlappySession): readonly string[] {
  const { score } = session.game;
  switch (session.phase) {
    case "title":
      return ["space flaps, and starts"];
    case "flying":
      return [];
    case "paused":
      return ["space goes on"];
    case "crashed":
      return [scoreLine(score, session.best), "space flies again, q ends"];
  }
}
