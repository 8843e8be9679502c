/** Takes the pictures of the README: boots the image, types commands, and has QEMU draw the screen. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { TestMachine } from "../tests/support/machine.ts";
import { root } from "./build.ts";
import { buildImage, imagePath } from "./image.ts";

const prompt = "osmium>";
const stopped = "The kernel has stopped.";

/** Pictures by name: the lines to type, and what the screen ends with. */
const pictures = [
  {
    name: "screenshot.png",
    lines: ["help", "echo Hello from TypeScript, with nothing below it", "uptime", "mem", "frobnicate"],
    end: prompt,
  },
  { name: "report.png", lines: ["clear", "fault overflow"], end: stopped },
];

buildImage();
mkdirSync(join(root, "docs"), { recursive: true });
for (const { name, lines, end } of pictures) {
  await using machine = new TestMachine({ boot: { disk: imagePath } });
  const qmp = await machine.qmp();
  const endsWith = (text: string) => (rows: string[]) =>
    (rows.filter((row) => row !== "").at(-1) ?? "").trim() === text;
  for (const [index, line] of lines.entries()) {
    await qmp.screenWith(endsWith(prompt));
    await qmp.type(line);
    await qmp.screenWith(endsWith(`${prompt} ${line}`));
    await qmp.press("ret");
    if (index === lines.length - 1) await qmp.screenWith(endsWith(end));
  }
  await qmp.screendump(join(root, "docs", name));
  qmp.close();
}
