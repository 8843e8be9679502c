/** The rules of Snake, under Node. Fields are drawn as pictures: `.` free, `o` snake, `@` its head, `*` the apple. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../../programs/games/random.ts";
import { type Direction, SnakeGame } from "../../programs/snake/game.ts";

function picture(game: SnakeGame): string[] {
  return Array.from({ length: game.rows }, (_, row) =>
    Array.from({ length: game.columns }, (_, column) => {
      const cell = row * game.columns + column;
      if (cell === game.head) return "@";
      if (game.isSnake(cell)) return "o";
      return cell === game.apple ? "*" : ".";
    }).join(""),
  );
}

/** A generator whose numbers are chosen by the test: which of the free cells, in reading order, gets the next apple. */
class Chosen extends Random {
  readonly #numbers: number[];

  constructor(numbers: number[]) {
    super(1);
    this.#numbers = numbers;
  }

  override below(limit: number): number {
    const number = this.#numbers.shift() ?? 0;
    assert.ok(number < limit);
    return number;
  }
}

function play(game: SnakeGame, turns: readonly (Direction | null)[]): string {
  let last = "moved";
  for (const turn of turns) {
    if (turn !== null) game.steer(turn);
    last = game.step();
  }
  return last;
}

test("the snake starts in the middle, going right", () => {
  const game = new SnakeGame(3, 5, new Chosen([0]));
  assert.deepEqual(picture(game), ["*....", "..@..", "....."]);
  assert.equal(game.step(), "moved");
  assert.deepEqual(picture(game), ["*....", "...@.", "....."]);
});

test("edges lead to the opposite ones, all four of them", () => {
  const game = new SnakeGame(3, 3, new Chosen([0]));
  play(game, [null, null]);
  assert.deepEqual(picture(game), ["*..", "@..", "..."]);
  play(game, ["left"]);
  assert.deepEqual(picture(game), ["*..", "..@", "..."]);
  play(game, ["up", null]);
  assert.deepEqual(picture(game), ["*..", "...", "..@"]);
  play(game, ["down"]);
  assert.deepEqual(picture(game), ["*.@", "...", "..."]);
});

test("an apple makes the snake longer by one and the score higher by one", () => {
  const game = new SnakeGame(1, 5, new Chosen([2, 0]));
  assert.deepEqual(picture(game), ["..@*."]);
  assert.equal(game.step(), "ate");
  assert.deepEqual(picture(game), ["*.o@."]);
  assert.deepEqual([game.score, game.length], [1, 2]);
});

test("a snake of length one may reverse, a longer one may not", () => {
  const game = new SnakeGame(1, 6, new Chosen([4, 1]));
  play(game, ["left"]);
  assert.deepEqual(picture(game), ["..@..*"]);
  play(game, ["right"]);
  assert.deepEqual(picture(game), ["...@.*"]);
  play(game, [null, null]);
  assert.deepEqual(picture(game), [".*..o@"]);
  play(game, ["left"]);
  assert.deepEqual(picture(game), ["@*...o"]);
});

test("two turns between two steps are both taken, so that a quick U-turn is two corners", () => {
  const game = new SnakeGame(4, 4, new Chosen([0]));
  assert.deepEqual(picture(game), ["*...", "....", "..@.", "...."]);
  game.steer("up");
  game.steer("left");
  game.step();
  assert.deepEqual(picture(game), ["*...", "..@.", "....", "...."]);
  game.step();
  assert.deepEqual(picture(game), ["*...", ".@..", "....", "...."]);
});

test("the cell that the tail leaves may be entered in the same step, so four can go round in a square", () => {
  const game = new SnakeGame(2, 3, new Chosen([4, 2, 1, 0]));
  assert.deepEqual(picture(game), ["...", ".@*"]);
  assert.equal(play(game, [null, "up", "left"]), "ate");
  assert.deepEqual(picture(game), ["*@o", ".oo"]);
  assert.equal(play(game, ["down"]), "moved");
  assert.deepEqual(picture(game), ["*oo", ".@o"]);
  assert.equal(play(game, ["right", "up", "left"]), "moved");
  assert.deepEqual(picture(game), ["*@o", ".oo"]);
});

test("running into itself ends the game and changes nothing", () => {
  const game = new SnakeGame(3, 7, new Chosen([10, 10, 10, 7, 0]));
  assert.equal(play(game, [null, null, null, null]), "ate");
  assert.deepEqual(picture(game), ["*......", "@..oooo", "......."]);
  assert.equal(play(game, ["down", "left"]), "moved");
  const before = picture(game);
  assert.deepEqual(before, ["*......", "o....oo", "o.....@"]);
  assert.equal(play(game, ["up"]), "died");
  assert.deepEqual(picture(game), before);
  assert.equal(game.step(), "died");
});

test("filling the field wins", () => {
  const game = new SnakeGame(1, 3, new Chosen([0, 0, 0]));
  let outcome = game.step();
  for (let i = 0; i < 10 && outcome !== "full"; i++) outcome = game.step();
  assert.equal(outcome, "full");
  assert.equal(game.length, 3);
});

test("the same seed and the same keys give the same game; another seed another", () => {
  const run = (seed: number): string => {
    const game = new SnakeGame(20, 38, new Random(seed));
    const keys = new Random(7);
    const directions: Direction[] = ["up", "right", "down", "left"];
    const trace: number[] = [];
    for (let i = 0; i < 3000; i++) {
      if (keys.below(4) === 0) game.steer(directions[keys.below(4)] ?? "up");
      if (game.step() === "died") break;
      trace.push(game.head, game.apple);
    }
    return trace.join();
  };
  assert.equal(run(5), run(5));
  assert.notEqual(run(5), run(6));
});

test("against a plain model: 200,000 random steps on small fields", () => {
  const random = new Random(20261123);
  const directions: Direction[] = ["up", "right", "down", "left"];
  const moves = { up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1] } as const;
  let steps = 0;
  while (steps < 200_000) {
    const rows = 1 + random.below(5);
    const columns = 2 + random.below(5);
    const game = new SnakeGame(rows, columns, new Random(random.below(1_000_000)));
    let body = [game.head];
    for (;;) {
      // One turn a step at most: the model needs no queue.
      if (random.below(2) === 0) game.steer(directions[random.below(4)] ?? "up");
      const apple = game.apple;
      assert.ok(!body.includes(apple), "the apple lies on the snake");
      const outcome = game.step();
      steps++;
      const [down, right] = moves[game.direction];
      const head = body[0] ?? 0;
      const row = (Math.floor(head / columns) + down + rows) % rows;
      const column = ((head % columns) + right + columns) % columns;
      const target = row * columns + column;
      const rest = target === apple ? body : body.slice(0, -1);
      if (rest.includes(target)) {
        assert.equal(outcome, "died");
        break;
      }
      body = [target, ...rest];
      assert.equal(outcome, target !== apple ? "moved" : body.length === rows * columns ? "full" : "ate");
      assert.equal(game.head, target);
      assert.equal(game.length, body.length);
      assert.equal(game.score, body.length - 1);
      for (let cell = 0; cell < rows * columns; cell++) assert.equal(game.isSnake(cell), body.includes(cell));
      if (outcome === "full") break;
    }
  }
});
