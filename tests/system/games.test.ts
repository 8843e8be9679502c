/** The games in the real image, played by a program that sees the screen and presses keys. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { buildImage, imagePath } from "../../tools/image.ts";
import { TestMachine } from "../support/machine.ts";
import { Player } from "../support/player.ts";
import { playSnake, scoreOf } from "../support/snake-player.ts";

const prompt = "osmium>";
const hasPrompt = (rows: string[]): boolean => rows.filter((row) => row !== "").at(-1) === prompt;

/** Attributes, as `programs/flappy/draw.ts` chooses them. */
const bird = 0x3e;
const pipeRim = 0x3a;

before(() => {
  buildImage();
});

test("Snake is played to a score of 5, and q gives the shell's screen back", { timeout: 300_000 }, async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  const qmp = await qemu.qmp();
  await qmp.screenWith(hasPrompt);
  await qmp.type("echo before the game\nsnake 7\n");
  await qmp.screenWith((rows) => rows.some((row) => row.includes("S N A K E")));
  await qmp.press("spc");
  const score = await playSnake(qmp, 5);
  assert.equal(score, 5);
  await qmp.type("q");
  const rows = await qmp.screenWith(hasPrompt);
  assert.ok(rows.includes("before the game"));
  qmp.close();
});

test("Flappy Bird is flown through three pipes and left to crash", { timeout: 300_000 }, async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  const qmp = await qemu.qmp();
  await qmp.screenWith(hasPrompt);
  await qmp.type("flappy 3\n");
  await qmp.screenWith((rows) => rows.some((row) => row.includes("F L A P P Y")));
  const player = new Player(qmp);
  await player.go(20, "spc");
  let score = 0;
  let last = 0;
  for (let turn = 0; turn < 3000 && score < 3; turn++) {
    const glimpse = await player.look();
    score = scoreOf(glimpse);
    const at = glimpse.find(bird, 1);
    assert.ok(at !== undefined, `the bird has crashed with a score of ${score}`);
    // The lower rim of the first gap that the bird has not passed yet.
    let floor = 15;
    for (let column = at.column - 3; column < 80; column++) {
      const rims = Array.from({ length: 23 }, (_, i) => i + 1).filter(
        (row) => glimpse.attribute(row, column) === pipeRim,
      );
      const lower = rims.at(-1);
      if (lower === undefined) continue;
      floor = lower;
      break;
    }
    const falls = at.row >= last;
    last = at.row;
    await player.go(18, falls && at.row >= floor - 3 ? "spc" : undefined);
  }
  assert.equal(score, 3);
  await qmp.execute("cont");
  const rows = await qmp.screenWith((now) => now.some((row) => row.includes("CRASH")));
  assert.ok(rows.some((row) => row.includes("the best so far")));
  await qmp.type("q");
  await qmp.screenWith(hasPrompt);
  qmp.close();
});

test("Ctrl-C ends a game, on the serial terminal too", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  await qemu.serialWith(prompt);
  qemu.send("snake\r");
  await qemu.serialWith("S N A K E");
  qemu.send("\u0003");
  await qemu.serialWith("\u001b[?1049l");
  qemu.send("echo back again\r");
  await qemu.serialWith("\r\nback again\r\n");
});

test("a seed that is no number is refused with the usage", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  await qemu.serialWith(prompt);
  qemu.send("flappy fast\r");
  await qemu.serialWith("flappy: the seed is a number from 0 to 2147483647, not fast");
  await qemu.serialWith("usage: flappy [SEED]");
});
