/**
 * Every exception that can be provoked ends in a report with words, registers and a call stack, on the serial port whatever lock is held, not in
 * a silent reset. Each is identified by what only it can leave: a headline, and the function that provoked it in the call stack.
 */
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
  return { serial: machine.serial.replaceAll("\r", ""), status };
}

function assertHas(serial: string, words: readonly string[]): void {
  let from = 0;
  for (const word of words) {
    const at = serial.indexOf(word, from);
    assert.ok(at >= 0, `no "${word}"${from > 0 ? " behind what comes before it" : ""} in:\n${serial}`);
    from = at + word.length;
  }
}

/** Registers as every report of an exception shows them. */
const registers =
  /^rip [0-9a-f]{16} {2}flags [0-9a-f]{8} {2}cs 0008 {2}ss [0-9a-f]{4} {2}error code ([0-9a-f]{4})\nrax [0-9a-f]{16} .*\n.*\nrbp .* rsp .*\n.*\n.*\nr15 [0-9a-f]{16}$/m;

interface Exception {
  /** The error code in the report. */
  readonly code?: string;
  /** In the order in which they must come. */
  readonly words: readonly string[];
}

const at = (name: string): string => `    at ${name} (kernel/src/arch/x86_64/`;
const start = "    at (start)";

const exceptions: Readonly<Record<string, Exception>> = {
  divide: { words: ["division error (#DE)", at("divideError"), start] },
  step: { words: ["debug exception (#DB)", "single step", at("singleStep"), start] },
  watch: { words: ["debug exception (#DB)", "breakpoint register DR0 matched", at("watchpoint"), start] },
  nmi: { words: ["non-maskable interrupt (NMI)", "the chipset names no cause", at("nonMaskableInterrupt"), start] },
  into: { words: ["overflow (#OF)", at("overflowTrap"), start] },
  bound: { words: ["bound range exceeded (#BR)", at("boundTrap"), start] },
  invalid: { words: ["invalid instruction (#UD)", at("invalidInstruction"), start] },
  "no-fpu": { words: ["no floating-point unit (#NM)", "(TS)", at("noFloatingPoint"), start] },
  double: { words: ["double fault (#DF)", "while the processor delivered another", at("doubleFault"), start] },
  segment: {
    code: "0028",
    words: ["segment not present (#NP)", "entry 0x0005 of the GDT\n", at("segmentNotPresent"), start],
  },
  "stack-segment": {
    code: "0028",
    words: ["stack segment fault (#SS)", "entry 0x0005 of the GDT\n", at("stackSegmentFault"), start],
  },
  protection: { words: ["general protection fault (#GP)", "not canonical", at("protectionFault"), start] },
  selector: {
    code: "8000",
    words: ["general protection fault (#GP)", "entry 0x1000 of the GDT\n", at("selectorFault"), start],
  },
  gate: {
    code: "0802",
    words: ["general protection fault (#GP)", "entry 0x0100 of the IDT\n", at("gateFault"), start],
  },
  null: {
    code: "0000",
    words: ["null dereference", "reading 0x0000000000000000: no page is mapped there", at("readNull"), start],
  },
  write: {
    code: "0003",
    words: ["page fault (#PF)", "writing 0xffffffff8", ": the page does not permit it", at("writeCode"), start],
  },
  execute: {
    code: "0011",
    words: ["page fault (#PF)", "executing 0xffffffff8", ": the page does not permit it", at("executeData"), start],
  },
  unmapped: {
    code: "0002",
    words: ["page fault (#PF)", "writing 0x0000123456789000: no page is mapped there", at("writeUnmapped"), start],
  },
  "bad-stack": {
    code: "0002",
    words: ["page fault (#PF)", "writing 0x0000123456788ff8: no page is mapped there", at("badStack"), start],
  },
  reserved: {
    words: ["page fault (#PF)", "reading 0xffffffff8", "has reserved bits set", at("damagedPageTable"), start],
  },
  x87: { words: ["x87 floating-point error (#MF)", "x87 status 0x", ": division by zero\n", at("x87Error"), start] },
  "machine-check": { words: ["machine check (#MC)", "an INT 18 instruction", at("machineCheckTrap"), start] },
  overflow: {
    code: "0002",
    words: [
      "stack overflow on the kernel stack",
      ": no page is mapped there",
      at("overflowStack"),
      "more calls of it\n",
      "    at provoke (tests/kernel/programs/faults.ts:",
      start,
    ],
  },
  "interrupt-overflow": {
    code: "0002",
    words: [
      "stack overflow on the kernel stack",
      at("overflowStack"),
      "more calls of it\n",
      at("onOverflow"),
      at("dispatch"),
      "    (interrupt)\n",
      at("overflowInInterrupt"),
      start,
    ],
  },
  // Not in the table of kinds: on the stack of a task that has waited, and in the handler of a real interrupt.
  "task-overflow": {
    code: "0002",
    words: [
      "stack overflow on the kernel stack",
      at("overflowStack"),
      "more calls of it\n",
      "    at overflowingTask (tests/kernel/programs/faults.ts:",
      "(kernel/src/tasks/executor.ts:",
      start,
    ],
  },
  "timer-overflow": {
    code: "0002",
    words: [
      "stack overflow on the kernel stack",
      at("overflowStack"),
      "more calls of it\n",
      "    at onTick (tests/kernel/programs/faults.ts:",
      at("dispatch"),
      "    (interrupt)\n",
      "(kernel/src/tasks/",
      start,
    ],
  },
  "console-locked": { words: ["null dereference", at("readNull"), start] },
  "while-printing": {
    words: ["null dereference", at("readNull"), "ConsoleLog.", "(kernel/src/console/console.ts:", start],
  },
};

for (const [kind, { code, words }] of Object.entries(exceptions)) {
  test(`fault ${kind} ends in a report that says "${words[0]}"`, async () => {
    const { serial, status } = await run(kind);
    assertHas(serial, [...words, "The kernel has stopped."]);
    const shown = registers.exec(serial);
    assert.ok(shown, `no registers in:\n${serial}`);
    if (code !== undefined) assert.equal(shown[1], code, serial);
    assert.ok(!serial.includes("went on") && !serial.includes("During this report"), serial);
    assert.equal(status, statusOf(exitFatal), serial);
  });
}

test("colors end where the print that they belong to is interrupted", async () => {
  const { serial } = await run("while-printing");
  assert.ok(serial.startsWith("\x1b[92mt\x1b[0m\n\x1b[97;41m null dereference \x1b[0m\n"), JSON.stringify(serial));
});

for (const [kind, ...words] of [
  ["throw", "Uncaught error", "Error: nobody catches this", "(tests/kernel/programs/faults.ts:"],
  ["rejection", "Uncaught error", "Error: nobody handles this"],
  [
    "deadlock",
    "taken twice on one core, the lock shared table",
    "taken by",
    "at takesIt ",
    "again by",
    "at takesItAgain ",
  ],
  ["console-deadlock", "taken twice on one core, the lock console", "taken by", "again by", "console.ts:", start],
] as const) {
  test(`fault ${kind} ends in a report that says "${words[0]}"`, async () => {
    const { serial, status } = await run(kind);
    assertHas(serial, [...words, "The kernel has stopped."]);
    assert.ok(!serial.includes("went on"), serial);
    assert.equal(status, statusOf(exitFatal), serial);
  });
}

test("a fault inside a report is told on the serial port, with registers and call stack", async () => {
  const { serial, status } = await run("while-reporting");
  assertHas(serial, ["a report that fails", "During this report: ", "null dereference", "rip ", at("readNull"), start]);
  assert.equal(status, statusOf(exitFatal), serial);
});

test("a breakpoint is reported, and the kernel goes on", async () => {
  const { serial, status } = await run("breakpoint");
  assertHas(serial, ["breakpoint (#BP)", at("breakpoint"), start, "went on"]);
  assert.match(serial, registers);
  assert.equal(status, statusOf(0));
});

test("a spurious interrupt is nothing to speak of", async () => {
  const { serial, status } = await run("spurious");
  assert.equal(serial, "went on\n");
  assert.equal(status, statusOf(0));
});

test("every kind of fault is tested, but for the one that QEMU does not implement", async () => {
  const { serial } = await run("list");
  const tested = new Set([...Object.keys(exceptions), "breakpoint", "spurious", "simd"]);
  const kinds = serial.split("\n")[0]?.split(",") ?? [];
  assert.ok(kinds.length > 20, serial);
  assert.deepEqual(
    kinds.filter((kind) => !tested.has(kind)),
    [],
  );
});

test("a machine check and an NMI from outside are reported", async () => {
  const kernel = buildTestKernel("faults.ts");
  for (const [command, args, ...words] of [
    ["inject-nmi", {}, "non-maskable interrupt (NMI)", start],
    [
      "human-monitor-command",
      { "command-line": "mce 0 2 0xb600000000000135 0x4 0x12345000 0x0" },
      "machine check (#MC)",
      "the program can not go on",
      "bank 0x02: uncorrected error 0x0135 at 0x0000000012345000",
      start,
    ],
  ] as const) {
    await using machine = new TestMachine({ boot: { kernel, append: "wait" }, memory: "32M" });
    const qmp = await machine.qmp();
    await machine.serialWith("waiting");
    await qmp.execute(command, args);
    assert.equal(await machine.end(), statusOf(exitFatal), machine.serial);
    assertHas(machine.serial.replaceAll("\r", ""), words);
    qmp.close();
  }
});
