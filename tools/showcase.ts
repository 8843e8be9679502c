/**
 * `npm run showcase`: takes the pictures of the documents from the system itself. Boots the image, types commands, and has QEMU draw the screen; the games are
 * played by the players of the system tests, and recorded.
 */
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { flyFlappy } from "../tests/support/flappy-player.ts";
import { TestMachine } from "../tests/support/machine.ts";
import type { Spectator } from "../tests/support/player.ts";
import { playSnake } from "../tests/support/snake-player.ts";
import { root } from "./build.ts";
import { buildImage, imagePath } from "./image.ts";
import type { Qmp } from "./qmp.ts";
import { Recording } from "./recording.ts";

const prompt = "osmium>";
const stopped = "The kernel has stopped.";

interface Picture {
  readonly name: string;
  /** Lines to type at the prompt, each when the one before is done. */
  readonly lines: readonly string[];
  /** What the last row ends with, or a row contains, when the last line has done its work. */
  readonly end: string;
  /** Keys to press then, and how long to wait after each, in milliseconds. */
  readonly keys?: readonly (readonly [string, number])[];
  /** Then a game is played, and recorded: a frame at most every so many milliseconds. */
  readonly play?: (qmp: Qmp, spectator: Spectator) => Promise<unknown>;
  readonly stepMs?: number;
}

const pictures: readonly Picture[] = [
  {
    name: "screenshot.png",
    lines: ["color", "echo Hello from TypeScript, with nothing below it", "date", "cpu", "tasks once", "frobnicate"],
    end: prompt,
  },
  { name: "report.png", lines: ["clear", "fault overflow"], end: stopped },
  {
    name: "snake.gif",
    lines: ["snake 12"],
    end: "S N A K E",
    keys: [["spc", 0]],
    play: (qmp, spectator) => playSnake(qmp, 8, spectator),
    stepMs: 70,
  },
  {
    name: "flappy.gif",
    lines: ["flappy 4"],
    end: "F L A P P Y",
    keys: [["spc", 0]],
    play: (qmp, spectator) => flyFlappy(qmp, 4, spectator),
    stepMs: 60,
  },
  {
    name: "aquarium.png",
    lines: ["aquarium 60"],
    end: "q ends.",
    keys: [
      ["equal", 4000],
      ["equal", 5000],
    ],
  },
];

buildImage();
mkdirSync(join(root, "docs"), { recursive: true });
const wanted = process.argv.slice(2);
for (const { name, lines, end, keys, play, stepMs = 0 } of pictures) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await using machine = new TestMachine({ boot: { disk: imagePath } });
  const qmp = await machine.qmp();
  const endsWith = (text: string) => (rows: string[]) =>
    (rows.filter((row) => row !== "").at(-1) ?? "").trim() === text;
  for (const [index, line] of lines.entries()) {
    await qmp.screenWith(endsWith(prompt));
    await qmp.type(line);
    await qmp.screenWith(endsWith(`${prompt} ${line}`));
    await qmp.press("ret");
    if (index === lines.length - 1)
      await qmp.screenWith(end === prompt ? endsWith(end) : (rows) => rows.some((row) => row.includes(end)));
  }
  for (const [key, ms] of keys ?? []) {
    await qmp.press(key);
    await delay(ms);
  }
  const path = join(root, "docs", name);
  if (play === undefined) await qmp.screendump(path);
  else {
    const recording = new Recording(qmp, stepMs);
    await play(qmp, (atMs) => recording.look(atMs));
    recording.write(path);
  }
  console.log(`docs/${name}: ${Math.round(statSync(path).size / 1024)} KiB`);
  qmp.close();
}
