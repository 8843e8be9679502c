/** Misuse of the heap is told where it can be, and nothing goes on after it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TestMachine } from "../support/machine.ts";
import { buildTestKernel, statusOf } from "../support/test-kernel.ts";

/** Exit code of a kernel that ended with a report. */
const exitFatal = 3;

async function run(kind: string): Promise<{ serial: string; status: number | null }> {
  const kernel = buildTestKernel("heap-faults.ts");
  await using machine = new TestMachine({ boot: { kernel, append: kind }, memory: "32M" });
  const status = await machine.end();
  return { serial: machine.serial, status };
}

for (const [kind, what, words] of [
  ["small", "a small block freed twice", "a block of the heap was freed twice"],
  ["large", "a large block freed twice", "a block of the heap was freed twice"],
  ["inside", "an address inside of a block", "a block of the heap was freed twice"],
  ["guarded", "a block with guards freed twice", "a block of the heap was freed twice"],
  ["behind", "a byte written behind a block", "a block of the heap was written to behind its end"],
  ["before", "a byte written before a block", "a block of the heap was written to before its start"],
  ["after", "a byte written to a freed block", "a block of the heap was written to after it had been freed"],
] as const) {
  test(`${what} ends in a report`, async () => {
    const { serial, status } = await run(kind);
    assert.ok(serial.includes(words), serial);
    assert.match(serial, /heap-faults\.ts:/);
    assert.ok(!serial.includes("went on"), serial);
    assert.equal(status, statusOf(exitFatal), serial);
  });
}

test("freed memory is poisoned while the heap is checked", async () => {
  const { serial, status } = await run("poison");
  assert.match(serial, /the freed block holds df/);
  assert.equal(status, statusOf(0), serial);
});
