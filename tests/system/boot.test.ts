/** Every way to start the real kernel, on the machines and sizes of memory at both ends. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { kernelElf } from "../../tools/build.ts";
import { buildImage, imagePath } from "../../tools/image.ts";
import type { Machine } from "../../tools/qemu.ts";
import { TestMachine } from "../support/machine.ts";

const ways: readonly { readonly name: string; readonly machine: Machine; readonly says: string }[] = [
  { name: "by -kernel", machine: { boot: { kernel: kernelElf } }, says: "started by PVH" },
  { name: "from a disk", machine: { boot: { disk: imagePath } }, says: "started by BIOS" },
  { name: "from a USB stick", machine: { boot: { usbStick: imagePath } }, says: "started by BIOS" },
];

before(() => {
  buildImage();
});

for (const machine of ["pc", "q35"]) {
  for (const [memory, text] of [
    ["32M", "31.5 MiB of memory"],
    ["5G", "5 GiB of memory"],
  ] as const) {
    for (const way of ways) {
      test(`boots ${way.name} on ${machine} with ${memory}`, async () => {
        await using qemu = new TestMachine({ ...way.machine, machine, memory });
        const serial = await qemu.serialWith("osmium>");
        assert.ok(serial.includes(`${text}, ${way.says}`), serial);
        assert.ok(!serial.includes("no keyboard"), serial);
        qemu.send("shutdown\r");
        assert.equal(await qemu.end(), 0);
      });
    }
  }
}
