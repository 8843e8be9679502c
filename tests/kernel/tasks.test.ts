/** Tasks and time in booted kernels. With `counted` the machine's clock counts instructions, one a nanosecond, and does not wait while the processor is halted. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runTestKernel } from "../support/test-kernel.ts";

const counted = ["-icount", "shift=0,sleep=off"];

for (const [program, title, extra] of [
  ["tasks.ts", "", []],
  ["tasks.ts", ", counting instructions", [...counted, "-rtc", "base=2024-02-29T23:59:58,clock=vm"]],
  ["input.ts", ", counting instructions", counted],
  ["idle.ts", ", counting instructions", counted],
] as const) {
  test(`kernel ${program}${title}`, async (t) => {
    for (const { name, ok, comments } of await runTestKernel(program, "64M", extra)) {
      await t.test(name, () => assert.ok(ok, comments.join("\n")));
    }
  });
}
