/** What can not boot says why, on the serial port as on the screen, and stops. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { kernelElf } from "../../tools/build.ts";
import { buildImage, imagePath } from "../../tools/image.ts";
import type { Machine } from "../../tools/qemu.ts";
import { TestMachine } from "../support/machine.ts";

const folder = mkdtempSync(join(tmpdir(), "osmium-images-"));
const damaged = join(folder, "damaged.img");
const truncated = join(folder, "truncated.img");

before(() => {
  buildImage();
  const image = readFileSync(imagePath);
  writeFileSync(truncated, image.subarray(0, 40_000));
  image.write("XXXX", image.indexOf("\x7fELF", 512, "latin1"), "latin1");
  writeFileSync(damaged, image);
});

after(() => rmSync(folder, { recursive: true }));

const cases: readonly [what: string, machine: Machine, message: string][] = [
  [
    "-kernel on a processor of 32 bits",
    { boot: { kernel: kernelElf }, extra: ["-cpu", "pentium3"] },
    "this processor has no 64-bit mode",
  ],
  [
    "a disk on a processor of 32 bits",
    { boot: { disk: imagePath }, extra: ["-cpu", "pentium3"] },
    "this processor has no 64-bit mode",
  ],
  [
    "a processor without no-execute pages",
    { boot: { kernel: kernelElf }, extra: ["-cpu", "qemu64,-nx"] },
    "this processor has no no-execute pages",
  ],
  ["1 MiB of memory", { boot: { disk: imagePath }, memory: "1M" }, "not enough memory above 1 MiB"],
  ["a damaged image", { boot: { disk: damaged } }, "the kernel on the disk is damaged"],
  ["an image that ends too early", { boot: { disk: truncated } }, "disk read error"],
];

for (const [what, machine, message] of cases) {
  test(`${what}: "${message}"`, async () => {
    await using qemu = new TestMachine(machine);
    const qmp = await qemu.qmp();
    assert.ok((await qemu.serialWith(message)).includes("Osmium: "));
    await qmp.screenWith((rows) => rows.some((row) => row.includes(`Osmium: ${message}`)));
    qmp.close();
  });
}
