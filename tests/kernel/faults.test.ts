/** Faults end in a report with words, registers and a call stack, not in a silent reset. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TestMachine } from "../support/machine.ts";
import { buildTestKernel, statusOf } from "../support/test-kernel.ts";

/** Exit code of a kernel that ended with a report. */
const exitFatal = 3;

async function run(kind: string): Promise<{ serial: string; status: number | null }> {
  const kernel = buildTestKernel("faults.ts");
  await using machine = new TestMachine({ boot: { kernel, append: kind }, memory: "32M" });
  const status = await machine.end();
  return { serial: machine.serial, status };
}

for (const [kind, ...words] of [
  ["overflow", "stack overflow on the kernel stack", "overflowStack"],
  ["null", "null dereference", "reading 0x0000000000000000: no page is mapped there", "faults.ts:"],
  ["write", "page fault", "writing", "the page does not permit it"],
  ["execute", "page fault", "executing", "the page does not permit it"],
  ["invalid", "invalid instruction", "faults.ts:"],
  ["divide", "division error", "faults.ts:"],
  ["protection", "general protection fault", "faults.ts:"],
  ["double", "double fault", "faults.ts:"],
  ["throw", "Uncaught error", "Error: nobody catches this", "at thrower"],
  ["rejection", "Uncaught error", "Error: nobody handles this"],
] as const) {
  test(`fault ${kind} ends in a report that says "${words[0]}"`, async () => {
    const { serial, status } = await run(kind);
    for (const word of words) assert.ok(serial.includes(word), `no "${word}" in:\n${serial}`);
    assert.ok(!serial.includes("went on"), serial);
    assert.equal(status, statusOf(exitFatal), serial);
  });
}

test("a breakpoint is reported, and the kernel goes on", async () => {
  const { serial, status } = await run("breakpoint");
  assert.match(serial, /breakpoint[\s\S]*went on/);
  assert.equal(status, statusOf(0));
});
