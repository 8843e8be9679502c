/** Every way to start the real kernel, on machines, processors and sizes of memory at both ends. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { kernelElf } from "../../tools/build.ts";
import { buildImage, imagePath } from "../../tools/image.ts";
import type { Boot } from "../../tools/qemu.ts";
import { TestMachine } from "../support/machine.ts";

const ways = {
  "by -kernel": { boot: { kernel: kernelElf }, says: "started by PVH" },
  "from a disk": { boot: { disk: imagePath }, says: "started by BIOS" },
  "from a USB stick": { boot: { usbStick: imagePath }, says: "started by BIOS" },
} as const satisfies Record<string, { readonly boot: Boot; readonly says: string }>;

type Way = keyof typeof ways;

interface Case {
  readonly way: Way;
  readonly machine: "pc" | "q35";
  readonly memory: string;
  /** What the kernel says that it has; QEMU keeps some for its firmware. */
  readonly says: string;
  readonly cpu?: string;
}

/** All ways on both machines with the least and much memory; the rest once each. QEMU gets memory from the host only when it is used. */
const cases: readonly Case[] = [
  ...(Object.keys(ways) as Way[]).flatMap((way) =>
    (["pc", "q35"] as const).flatMap((machine) => [
      { way, machine, memory: "32M", says: "31.5 MiB" },
      { way, machine, memory: "5G", says: "5 GiB" },
    ]),
  ),
  { way: "from a disk", machine: "pc", memory: "128M", says: "127.5 MiB", cpu: "qemu64" },
  { way: "from a disk", machine: "q35", memory: "128M", says: "127.5 MiB", cpu: "max" },
  { way: "by -kernel", machine: "pc", memory: "128M", says: "127.5 MiB", cpu: "max" },
  { way: "by -kernel", machine: "q35", memory: "128M", says: "127.5 MiB", cpu: "qemu64" },
  // Of 4 GiB, a quarter (pc) or half (q35) lies above the hole for devices, behind 4 GiB.
  { way: "from a disk", machine: "pc", memory: "4G", says: "4 GiB" },
  { way: "by -kernel", machine: "q35", memory: "4G", says: "4 GiB" },
  { way: "from a disk", machine: "q35", memory: "16G", says: "16 GiB", cpu: "max" },
  { way: "by -kernel", machine: "pc", memory: "16G", says: "16 GiB" },
];

before(() => {
  buildImage();
});

for (const { way, machine, memory, says, cpu } of cases) {
  const { boot, says: protocol } = ways[way];
  test(`boots ${way} on ${machine} with ${memory}${cpu === undefined ? "" : ` and a processor like ${cpu}`}`, async () => {
    await using qemu = new TestMachine({ boot, machine, memory, extra: cpu === undefined ? [] : ["-cpu", cpu] });
    const serial = await qemu.serialWith("osmium>");
    assert.ok(serial.includes(`${says} of memory, ${protocol}`), serial);
    assert.ok(!serial.includes("no keyboard"), serial);
    qemu.send("shutdown\r");
    assert.equal(await qemu.end(), 0);
  });
}

test("boots without a serial port, and the keyboard switches off", async () => {
  // The first port is COM1; the one on the pipe becomes COM2.
  await using qemu = new TestMachine({ boot: { disk: imagePath }, extra: ["-serial", "none"] });
  const qmp = await qemu.qmp();
  await qmp.screenWith((rows) => rows.some((row) => row.startsWith("osmium>")));
  assert.equal(qemu.serial, "");
  await qmp.typeLast("shutdown");
  assert.equal(await qemu.end(), 0);
  qmp.close();
});
