/** Misuse of the heap is told where it can be, what no page permits faults, and nothing goes on after it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TestMachine } from "../support/machine.ts";
import { buildTestKernel, statusOf } from "../support/test-kernel.ts";

/** Exit code of a kernel that ended with a report. */
const exitFatal = 3;

async function run(kind: string): Promise<{ serial: string; status: number | null }> {
  const kernel = buildTestKernel("memory-faults.ts");
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
    assert.match(serial, /memory-faults\.ts:/);
    assert.ok(!serial.includes("went on"), serial);
    assert.equal(status, statusOf(exitFatal), serial);
  });
}

for (const [kind, what, ...words] of [
  ["execute-heap", "executing a block of the heap", "executing", "the page does not permit it"],
  ["execute-frame", "executing a frame", "executing", "the page does not permit it"],
  ["execute-boot", "executing the code that has booted the kernel", "executing", "the page does not permit it"],
  ["write-constant", "writing to a constant", "writing", "the page does not permit it"],
  ["write-alias", "writing to code where all of memory is mapped", "writing", "the page does not permit it"],
  ["read-guard", "reading a guard page", "stack overflow"],
  ["read-beyond", "reading in front of the heap", "reading", "no page is mapped there"],
  ["read-identity", "reading the kernel at its physical address", "reading", "no page is mapped there"],
] as const) {
  test(`${what} faults`, async () => {
    const { serial, status } = await run(kind);
    for (const word of words) assert.ok(serial.includes(word), `no "${word}" in:\n${serial}`);
    assert.ok(!serial.includes("went on"), serial);
    assert.equal(status, statusOf(exitFatal), serial);
  });
}

test("freed memory is poisoned while the heap is checked", async () => {
  const { serial, status } = await run("poison");
  assert.match(serial, /the freed block holds df/);
  assert.equal(status, statusOf(0), serial);
});
