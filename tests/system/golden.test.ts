/**
 * Whole screens, characters and colours, against those that were looked at and kept (tests/system/golden). A screen that is meant to change is taken anew by
 * `UPDATE_GOLDEN=1 npm test -- tests/system/golden.test.ts`; look at the difference before you keep it.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildImage, imagePath } from "../../tools/image.ts";
import { textColumns, textRows } from "../../tools/qmp.ts";
import { TestMachine } from "../support/machine.ts";

const directory = join(dirname(fileURLToPath(import.meta.url)), "golden");
const { UPDATE_GOLDEN } = process.env;
const update = UPDATE_GOLDEN === "1";
const prompt = "osmium>";

/** What is typed, and a row that says that the screen is complete. */
const screens = [
  { name: "help", lines: "clear\nhelp\n", complete: prompt },
  { name: "colors", lines: "clear\ncolor\ncolor nothing\n", complete: prompt },
  { name: "faults", lines: "clear\nfault\n", complete: " space: page   Enter: line   q: end" },
  { name: "snake", lines: "snake 1\n", complete: "q quit" },
  { name: "flappy", lines: "flappy 1\n", complete: "q quit" },
] as const;

before(() => {
  buildImage();
});

/** Characters of code page 437 that are no ASCII, by what stands for them in the files: one hexadecimal number each. */
function characterOf(code: number): string {
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : `\\x${code.toString(16).padStart(2, "0")}`;
}

/** A row of characters, and below it the attributes where they change: `column:attribute`. */
function describeScreen(memory: Buffer): string {
  const lines: string[] = [];
  for (let row = 0; row < textRows; row++) {
    let text = "";
    const attributes: string[] = [];
    let last = -1;
    for (let column = 0; column < textColumns; column++) {
      const at = (row * textColumns + column) * 2;
      text += characterOf(memory[at] ?? 0);
      const attribute = memory[at + 1] ?? 0;
      if (attribute !== last) attributes.push(`${column}:${attribute.toString(16).padStart(2, "0")}`);
      last = attribute;
    }
    lines.push(text.trimEnd(), `    ${attributes.join(" ")}`);
  }
  return `${lines.join("\n")}\n`;
}

for (const { name, lines, complete } of screens) {
  test(`the screen "${name}" is as it was kept`, async () => {
    await using qemu = new TestMachine({ boot: { disk: imagePath } });
    const qmp = await qemu.qmp();
    const isLast = (text: string) => (rows: string[]) => rows.filter((row) => row !== "").at(-1) === text;
    await qmp.screenWith(isLast(prompt));
    await qmp.type(lines);
    await qmp.screenWith(
      (rows) => (complete === "q quit" ? rows[0]?.endsWith(complete) : isLast(complete)(rows)) ?? false,
    );
    const screen = describeScreen(await qmp.memory(0xb8000, textColumns * textRows * 2));
    qmp.close();
    const file = join(directory, `${name}.txt`);
    if (update) {
      mkdirSync(directory, { recursive: true });
      writeFileSync(file, screen);
      return;
    }
    assert.ok(existsSync(file), `${file} is missing`);
    assert.equal(screen, readFileSync(file, "utf8"));
  });
}
