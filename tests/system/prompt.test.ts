/** The real image, driven from outside: keys by QMP, the screen out of video memory, the serial terminal. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { buildImage, imagePath } from "../../tools/image.ts";
import { keysFor } from "../../tools/qmp.ts";
import { TestMachine } from "../support/machine.ts";

const prompt = "osmium>";

before(() => {
  buildImage();
});

/** Rows of the screen behind the last line that holds a text. */
function after(rows: string[], text: string): string[] {
  return rows.slice(rows.findLastIndex((row) => row.includes(text)) + 1);
}

const hasPrompt = (rows: string[]): boolean => rows.filter((row) => row !== "").at(-1) === prompt;

for (const machine of ["pc", "q35"]) {
  test(`the image boots on ${machine} and help, typed on the keyboard, lists the commands`, async () => {
    await using qemu = new TestMachine({ boot: { disk: imagePath }, machine });
    const qmp = await qemu.qmp();
    await qmp.screenWith(hasPrompt);
    await qmp.type("help\n");
    const rows = await qmp.screenWith((now) => now.some((row) => row.includes("help")) && hasPrompt(now));
    for (const name of ["help", "echo", "clear", "uptime", "reboot", "shutdown"]) {
      assert.ok(
        rows.some((row) => row.trim().startsWith(name)),
        `no ${name} in:\n${rows.join("\n")}`,
      );
    }
    await qmp.typeLast("shutdown");
    assert.equal(await qemu.end(), 0);
    qmp.close();
  });
}

test("what is typed with Shift arrives as typed", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  const qmp = await qemu.qmp();
  await qmp.screenWith(hasPrompt);
  await qmp.type("echo Hello, World! {1+2} <~|>\n");
  await qmp.screenWith((now) => now.includes("Hello, World! {1+2} <~|>") && hasPrompt(now));
  qmp.close();
});

test("an unknown command is named, an empty line is nothing, and the prompt comes back", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  const qmp = await qemu.qmp();
  await qmp.screenWith(hasPrompt);
  await qmp.type("\n   \nfrobnicate now\n");
  const rows = await qmp.screenWith((now) => now.some((row) => row.startsWith("frobnicate:")) && hasPrompt(now));
  assert.deepEqual(
    after(rows, "frobnicate:").filter((row) => row !== ""),
    [prompt],
  );
  qmp.close();
});

test("a line longer than the screen wraps, can be edited across the wrap, and arrives whole", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  const qmp = await qemu.qmp();
  await qmp.screenWith(hasPrompt);
  const text = "0123456789".repeat(9);
  await qmp.type(`echo ${text}XY`);
  await qmp.press("backspace");
  await qmp.press("backspace");
  await qmp.press("home");
  for (let i = 0; i < 5; i++) await qmp.press("right");
  await qmp.type("<\n");
  const rows = await qmp.screenWith((now) => now.includes(`<${text}`.slice(0, 80)) && hasPrompt(now));
  assert.equal(after(rows, `<${text}`.slice(0, 80))[0], `<${text}`.slice(80));
  qmp.close();
});

test("the screen scrolls, and clear empties it", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  const qmp = await qemu.qmp();
  await qmp.screenWith(hasPrompt);
  for (let i = 0; i < 3; i++) await qmp.type("help\n");
  await qmp.screenWith((rows) => hasPrompt(rows) && rows[24] === prompt);
  await qmp.type("clear\n");
  const rows = await qmp.screenWith((now) => now[0] === prompt);
  assert.deepEqual(
    rows.slice(1).filter((row) => row !== ""),
    [],
  );
  qmp.close();
});

test("the serial terminal is a second keyboard and screen", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  await qemu.serialWith(prompt);
  qemu.send("echo over the wire\r");
  await qemu.serialWith("\r\nover the wire\r\n");
  qemu.send("uptime\r");
  await qemu.serialWith("\r\nup ");
  qemu.send("shutdown\r");
  assert.equal(await qemu.end(), 0);
});

test("reboot starts the machine again", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  await qemu.serialWith(prompt);
  qemu.send("reboot\r");
  assert.equal(await qemu.end(), 0); // QEMU runs with -no-reboot: a reset ends it
});

test("an error that a command throws is shown, and the shell goes on", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  await qemu.serialWith(prompt);
  qemu.send("fault throw\r");
  await qemu.serialWith("thrown on purpose");
  qemu.send("echo still here\r");
  await qemu.serialWith("\r\nstill here\r\n");
});

for (const [kind, headline, place] of [
  ["null", "null dereference", "at readNull (kernel/src/arch/x86_64/faults.ts:"],
  ["overflow", "stack overflow on the kernel stack", "at overflowStack (kernel/src/arch/x86_64/faults.ts:"],
  ["divide", "division error", "at divideError (kernel/src/arch/x86_64/faults.ts:"],
] as const) {
  test(`fault ${kind} leaves its headline, TypeScript lines and the end on the screen`, async () => {
    await using qemu = new TestMachine({ boot: { disk: imagePath } });
    const qmp = await qemu.qmp();
    await qmp.screenWith(hasPrompt);
    await qmp.type(`fault ${kind}\n`);
    const rows = await qmp.screenWith((now) => now.some((row) => row.includes("The kernel has stopped.")));
    for (const text of [headline, place]) {
      assert.ok(
        rows.some((row) => row.includes(text)),
        `no "${text}" in:\n${rows.join("\n")}`,
      );
    }
    qmp.close();
  });
}

for (const [kind, headline] of [
  ["uncaught", "task fault failed"],
  // It is only known to be unhandled when the task has ended.
  ["rejection", "uncaught"],
] as const) {
  test(`fault ${kind} says whose it is, shows TypeScript lines, and the prompt comes back`, async () => {
    await using qemu = new TestMachine({ boot: { disk: imagePath } });
    const qmp = await qemu.qmp();
    await qmp.screenWith(hasPrompt);
    await qmp.type(`fault ${kind}\n`);
    await qmp.screenWith((rows) => rows.some((row) => row.includes("(programs/shell/commands/fault.ts:")));
    await qmp.type("echo still here\n");
    const rows = await qmp.screenWith((now) => now.includes("still here") && hasPrompt(now));
    assert.ok(
      rows.some((row) => row.includes(headline)),
      rows.join("\n"),
    );
    qmp.close();
  });
}

test("a breakpoint is reported, and the prompt comes back", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  const qmp = await qemu.qmp();
  await qmp.screenWith(hasPrompt);
  await qmp.type("fault breakpoint\n");
  await qmp.screenWith((rows) => rows.some((row) => row.includes("breakpoint (#BP)")) && hasPrompt(rows));
  qmp.close();
});

test("keys for characters are those of a US keyboard", () => {
  assert.deepEqual(keysFor("a"), ["a"]);
  assert.deepEqual(keysFor("A"), ["shift", "a"]);
  assert.deepEqual(keysFor("?"), ["shift", "slash"]);
});
