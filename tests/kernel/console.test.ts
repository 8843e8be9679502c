/** The console: what the screen, the serial terminal and the log hold, and which colours do not compile. */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BuildError, root } from "../../tools/build.ts";
import { TestMachine } from "../support/machine.ts";
import { buildTestKernel, resultsIn, statusOf } from "../support/test-kernel.ts";

test("kernel console.ts", async (t) => {
  const kernel = buildTestKernel("console.ts");
  await using machine = new TestMachine({ boot: { kernel }, memory: "32M" });
  const status = await machine.end();
  const { planned, results } = resultsIn(machine.serial);
  for (const { name, ok, comments } of results) await t.test(name, () => assert.ok(ok, comments.join("\n")));
  assert.equal(planned, results.length, machine.serial);
  assert.equal(status, statusOf(0));

  await t.test("the serial terminal gets the same colors, each ended with its text", () => {
    const line = "\x1b[93;44mone\x1b[0mtwo\x1b[41;5mthree\x1b[0m\x1b[31mfour\x1b[0m\r\nfive\r\n";
    assert.ok(machine.serial.includes(line), JSON.stringify(machine.serial));
  });
  await t.test("a default style is told at the start of each text", () => {
    const text =
      "\x1b[97;44m\x1b[2J\x1b[H\x1b[0m\x1b[97;44mdefault:\x1b[0m\r\n\x1b[97;44mplain\x1b[0m\x1b[31;44mred\x1b[0m\r\n";
    assert.ok(machine.serial.includes(text), JSON.stringify(machine.serial));
  });
});

/** Programs by what they print in; each is a background that only `Blink` may give. */
const badBackgrounds: readonly string[] = ["LightColor.Red", "Blink(LightColor.Red)", "9", "15"];

test("a light background does not compile, unless it is Blink of a dark one", () => {
  const folder = join(root, "build", "tests", "colors");
  mkdirSync(folder, { recursive: true });
  try {
    const source = join(folder, "bad-colors.ts");
    writeFileSync(
      source,
      [
        'import { Blink, Color, LightColor } from "../../../kernel/src/console/color.ts";',
        'import { println } from "../../../kernel/src/console/console.ts";',
        'println({ fg: LightColor.Yellow, bg: Blink(Color.Red) }, "fine");',
        ...badBackgrounds.map((background) => `println({ bg: ${background} }, "wrong");`),
      ].join("\n"),
    );
    assert.throws(
      () => buildTestKernel(source),
      (error: unknown) => {
        assert.ok(error instanceof BuildError);
        const lines = [...error.message.matchAll(/bad-colors\.ts\((\d+),\d+\): error (TS\d+): .*$/gm)];
        assert.deepEqual(
          lines.map(([, line, code]) => [Number(line), code]),
          [
            [4, "TS2322"],
            [5, "TS2345"],
            [6, "TS2322"],
            [7, "TS2322"],
          ],
          error.message,
        );
        return true;
      },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
