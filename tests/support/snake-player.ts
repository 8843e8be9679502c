/** Plays Snake: goes for the apple on the shortest way, around the corner where the apple is straight behind. */
import assert from "node:assert/strict";
import type { Qmp } from "../../tools/qmp.ts";
import { Player, type Spectator, scoreOf } from "./player.ts";

/** Attributes and measures, as `programs/snake/draw.ts` chooses them. */
const head = 0x0a;
const apple = 0x0c;
const fieldRow = 2;
const fieldRows = 22;
const fieldColumns = 39;
const cellColumns = 2;

const looksMax = 3000;
/** Shorter than a step of the snake. */
const lookMs = 45;

const opposite: Readonly<Record<string, string>> = { up: "down", down: "up", left: "right", right: "left" };

/** The way to go from one place to another on a ring of so many: -1, 0 or 1. */
function way(from: number, to: number, count: number): number {
  const distance = (to - from + count) % count;
  return distance === 0 ? 0 : distance * 2 <= count ? 1 : -1;
}

/** Plays until a score is reached, and leaves the machine running. The game has just been started, so the snake goes right. Gives the score. */
export async function playSnake(qmp: Qmp, wanted: number, spectator?: Spectator): Promise<number> {
  const player = new Player(qmp, spectator);
  let direction = "right";
  let score = 0;
  for (let look = 0; look < looksMax && score < wanted; look++) {
    const glimpse = await player.look();
    score = scoreOf(glimpse);
    assert.ok(!glimpse.text(11).includes("GAME OVER"), `the snake has died with a score of ${score}`);
    const from = glimpse.find(head, fieldRow);
    const to = glimpse.find(apple, fieldRow);
    const wish = from === undefined || to === undefined ? direction : turnFor(direction, from, to);
    await player.go(lookMs, wish === direction ? undefined : wish);
    direction = wish;
  }
  return score;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

function turnFor(direction: string, from: Place, to: Place): string {
  const across = way((from.column - 1) / cellColumns, (to.column - 1) / cellColumns, fieldColumns);
  const down = way(from.row - fieldRow, to.row - fieldRow, fieldRows);
  const wishes = [
    ...(across === 0 ? [] : [across > 0 ? "right" : "left"]),
    ...(down === 0 ? [] : [down > 0 ? "down" : "up"]),
    ...(direction === "left" || direction === "right" ? ["up"] : ["left"]),
  ];
  if (wishes.includes(direction)) return direction;
  return wishes.find((wish) => wish !== opposite[direction]) ?? direction;
}
