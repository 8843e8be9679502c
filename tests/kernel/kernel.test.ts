/** Test kernels, booted: one test a line of their TAP output. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runTestKernel } from "../support/test-kernel.ts";

for (const [program, memory] of [
  ["memory.ts", "32M"],
  ["interrupts.ts", "64M"],
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
