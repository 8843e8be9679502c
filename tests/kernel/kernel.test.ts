/** Test kernels, booted: one test a line of their TAP output. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TestMachine } from "../support/machine.ts";
import { buildTestKernel, runTestKernel } from "../support/test-kernel.ts";

for (const [program, memory] of [
  ["memory.ts", "32M"],
  ["interrupts.ts", "64M"],
  ["machine.ts", "32M"],
  ["library.ts", "32M"],
  ["shell.ts", "64M"],
] as const) {
  test(`kernel ${program}`, async (t) => {
    for (const { name, ok, comments } of await runTestKernel(program, memory)) {
      await t.test(name, () => assert.ok(ok, comments.join("\n")));
    }
  });
}

for (const memory of ["128M", "4G", "6G"]) {
  test(`kernel memory.ts with ${memory} of memory`, async () => {
    for (const { name, ok, comments } of await runTestKernel("memory.ts", memory)) {
      assert.ok(ok, `${name}\n${comments.join("\n")}`);
    }
  });
}

test("ACPI alone switches the machine off, and restarts one that has a reset register", async () => {
  const kernel = buildTestKernel("machine.ts");
  for (const [machine, append] of [
    ["pc", "off"],
    ["q35", "off"],
    ["q35", "reset"],
  ] as const) {
    await using qemu = new TestMachine({ boot: { kernel, append }, memory: "32M", machine });
    assert.equal(await qemu.end(), 0); // QEMU runs with -no-reboot: a reset ends it
    assert.equal(qemu.serial, "");
  }
});
