/** The rules of Flappy Bird, under Node. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { FlappyGame, stepsPerSecond } from "../../programs/flappy/game.ts";
import { Random } from "../../programs/games/random.ts";

const width = 160;
const height = 46;

/** Flies as a simple player does: flaps when the bird is below the middle of the next gap. */
function autopilot(game: FlappyGame): void {
  let gap = height / 2 - game.gapHeight / 2;
  for (let i = 0; i < game.pipeCount; i++) {
    if (game.pipeX(i) + game.pipeWidth < game.birdX) continue;
    if (game.pipeX(i) < game.birdX + 60) gap = game.pipeGapTop(i);
    break;
  }
  if (game.birdY + game.birdHeight > gap + game.gapHeight - 3 && game.birdSpeed >= 0) game.flap();
}

test("a bird that nobody helps falls faster and faster, and crashes on the ground within two seconds", () => {
  const game = new FlappyGame(width, height, new Random(1));
  const heights: number[] = [game.birdY];
  let outcome = game.step();
  while (outcome === "flying") {
    heights.push(game.birdY);
    outcome = game.step();
  }
  assert.equal(outcome, "crashed");
  assert.ok(heights.length < 2 * stepsPerSecond);
  assert.ok(heights.every((y, i) => i === 0 || y >= (heights[i - 1] ?? 0)));
  assert.equal(game.birdY + game.birdHeight, height);
  assert.equal(game.score, 0);
});

test("a flap lifts the bird by about seven units", () => {
  const game = new FlappyGame(width, height, new Random(1));
  const start = game.birdY;
  game.flap();
  let highest = start;
  for (let i = 0; i < 30; i++) {
    game.step();
    highest = Math.min(highest, game.birdY);
  }
  assert.ok(start - highest >= 6 && start - highest <= 8, `${start - highest} units`);
});

test("the ceiling stops the bird and does not kill it", () => {
  const game = new FlappyGame(width, height, new Random(1));
  for (let i = 0; i < 60; i++) {
    game.flap();
    assert.equal(game.step(), "flying");
  }
  assert.equal(game.birdY, 0);
});

test("a pipe counts once, when the bird has passed its right side", () => {
  const game = new FlappyGame(width, height, new Random(3));
  let passed = 0;
  for (let i = 0; i < 60 * 60 && passed < 10; i++) {
    autopilot(game);
    const outcome = game.step();
    assert.notEqual(outcome, "crashed");
    if (outcome === "scored") passed++;
    assert.equal(game.score, passed);
  }
  assert.equal(passed, 10);
});

test("gaps lie within the field, and pipes stay at one distance, for 200 pipes of 50 seeds", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const game = new FlappyGame(width, height, new Random(seed));
    for (let i = 0; i < 200 * 70 && game.score < 200; i++) {
      autopilot(game);
      if (game.step() === "crashed") break;
      for (let pipe = 0; pipe < game.pipeCount; pipe++) {
        const top = game.pipeGapTop(pipe);
        assert.ok(top >= 4 && top + game.gapHeight <= height - 4 && top % 2 === 0);
        if (pipe > 0) assert.ok(Math.abs(game.pipeX(pipe) - game.pipeX(pipe - 1) - 56) <= 1);
      }
    }
    assert.ok(game.score > 3, `seed ${seed}: the simple player scores ${game.score}`);
  }
});

test("every gap can be reached from every other by a good player: the simple one passes 30 pipes for most seeds", () => {
  let good = 0;
  for (let seed = 1; seed <= 50; seed++) {
    const game = new FlappyGame(width, height, new Random(seed));
    while (game.score < 30) {
      autopilot(game);
      if (game.step() === "crashed") break;
    }
    if (game.score >= 30) good++;
  }
  assert.ok(good >= 40, `${good} of 50`);
});

test("the same seed and the same flaps give the same flight", () => {
  const run = (): string => {
    const game = new FlappyGame(width, height, new Random(11));
    const trace: number[] = [];
    for (let i = 0; i < 2000; i++) {
      autopilot(game);
      if (game.step() === "crashed") break;
      trace.push(game.birdY, game.pipeX(0), game.score);
    }
    return trace.join();
  };
  assert.equal(run(), run());
});

test("a field that is too small is refused", () => {
  assert.throws(() => new FlappyGame(20, 46, new Random(1)), RangeError);
  assert.throws(() => new FlappyGame(160, 10, new Random(1)), RangeError);
});
