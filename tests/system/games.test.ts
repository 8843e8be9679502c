/** The games in the real image, played by a program that sees the screen and presses keys. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { buildImage, imagePath } from "../../tools/image.ts";
import { flyFlappy } from "../support/flappy-player.ts";
import { TestMachine } from "../support/machine.ts";
import { playSnake } from "../support/snake-player.ts";

const prompt = "osmium>";
const hasPrompt = (rows: string[]): boolean => rows.filter((row) => row !== "").at(-1) === prompt;

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
  await qmp.press("spc");
  const score = await flyFlappy(qmp, 3);
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
  await qemu.serialWith("\u001b[?1049l\r^C\r\n\u001b[92mosmium> ");
  qemu.send("echo back again\r");
  await qemu.serialWith("\r\nback again\r\n");
  // So does Escape, which on a terminal is only known by what does not follow.
  qemu.send("snake\r");
  await qemu.serialWith("S N A K E");
  qemu.send("\u001b");
  await qemu.serialWith("\u001b[?1049l\r\u001b[92mosmium> ");
  qemu.send("echo once more\r");
  await qemu.serialWith("\r\nonce more\r\n");
});

test("a seed that is no number is refused with the usage", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  await qemu.serialWith(prompt);
  qemu.send("flappy fast\r");
  await qemu.serialWith("flappy: the seed is a number from 0 to 2147483647, not fast");
  await qemu.serialWith("usage: flappy [SEED]");
});
