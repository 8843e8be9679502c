/** Flies Flappy Bird: flaps when the bird falls and is near the lower end of the next gap. */
import assert from "node:assert/strict";
import { type Qmp, textColumns } from "../../tools/qmp.ts";
import { type Glimpse, Player, type Spectator, scoreOf } from "./player.ts";

/** Attributes and rows, as `programs/flappy/draw.ts` chooses them. */
const bird = 0x3e;
const pipeRim = 0x3a;
const skyRow = 1;
const skyRows = 23;

const looksMax = 3000;
/** Shorter than a picture takes, so that little happens between two looks. */
const lookMs = 7;
/** Where the bird keeps to before a pipe is seen: in the middle. */
const noPipe = 15;

/** Flies until a score is reached, and leaves the machine stopped. The game has just been started. Gives the score. */
export async function flyFlappy(qmp: Qmp, wanted: number, spectator?: Spectator): Promise<number> {
  const player = new Player(qmp, spectator);
  let last = 0;
  for (let look = 0; look < looksMax; look++) {
    const glimpse = await player.look();
    const score = scoreOf(glimpse);
    if (score >= wanted) return score;
    const at = glimpse.find(bird, skyRow);
    assert.ok(at !== undefined, `the bird has crashed with a score of ${score}`);
    const falls = at.row >= last;
    last = at.row;
    await player.go(lookMs, falls && at.row >= floorOf(glimpse, at.column) - 3 ? "spc" : undefined);
  }
  throw new Error(`the bird flies on and on, and the score is not ${wanted}`);
}

/** The row of the lower end of the first gap that the bird has not left behind. */
function floorOf(glimpse: Glimpse, birdColumn: number): number {
  for (let column = birdColumn - 3; column < textColumns; column++) {
    const rims = Array.from({ length: skyRows }, (_, row) => skyRow + row).filter(
      (row) => glimpse.attribute(row, column) === pipeRim,
    );
    const lower = rims.at(-1);
    // The machine may have been stopped in the middle of a picture, between one end of a gap and the other.
    if (lower !== undefined && rims.length >= 2) return lower;
  }
  return noPipe;
}
