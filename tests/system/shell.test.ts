/** The shell in the real image: editing, history, completion, the pager, tasks, Ctrl-C; on the keyboard and on the serial terminal. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { buildImage, imagePath } from "../../tools/image.ts";
import type { Qmp } from "../../tools/qmp.ts";
import { TestMachine } from "../support/machine.ts";

const prompt = "osmium>";

before(() => {
  buildImage();
});

const lastRow = (rows: string[]): string => rows.filter((row) => row !== "").at(-1) ?? "";
const hasPrompt = (rows: string[]): boolean => lastRow(rows) === prompt;

/** Runs a test against a machine that shows its prompt. */
async function atPrompt(body: (qmp: Qmp, qemu: TestMachine) => Promise<void>): Promise<void> {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  const qmp = await qemu.qmp();
  await qmp.screenWith(hasPrompt);
  await body(qmp, qemu);
  qmp.close();
}

/** Waits until the line that is being typed shows a text. */
async function lineIs(qmp: Qmp, text: string): Promise<void> {
  await qmp.screenWith((rows) => lastRow(rows) === `${prompt} ${text}`.trimEnd());
}

test("Ctrl-A, E, U, K, W and Y edit the line", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("one two three");
    await qmp.press("ctrl", "w");
    await lineIs(qmp, "one two");
    await qmp.press("ctrl", "y");
    await lineIs(qmp, "one two three");
    await qmp.press("ctrl", "a");
    await qmp.type("zero ");
    await lineIs(qmp, "zero one two three");
    await qmp.press("ctrl", "k");
    await lineIs(qmp, "zero");
    await qmp.press("ctrl", "e");
    await qmp.press("ctrl", "y");
    await lineIs(qmp, "zero one two three");
    await qmp.press("ctrl", "u");
    await lineIs(qmp, "");
  });
});

test("Tab completes commands and arguments, and lists what they could become", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("key\t");
    await lineIs(qmp, "keyboard");
    await qmp.type("dv\t");
    await lineIs(qmp, "keyboard dvorak");
    await qmp.press("ctrl", "u");
    await qmp.type("mem\t");
    await qmp.screenWith((rows) => rows.includes("mem     memmap") && lastRow(rows) === `${prompt} mem`);
  });
});

test("Up and Down walk the history, and Ctrl-R searches it", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("echo first\necho second\nuptime\n");
    await qmp.screenWith((rows) => rows.some((row) => row.startsWith("up ")) && hasPrompt(rows));
    await qmp.press("up");
    await qmp.press("up");
    await lineIs(qmp, "echo second");
    await qmp.press("down");
    await lineIs(qmp, "uptime");
    await qmp.press("ctrl", "u");
    await qmp.press("ctrl", "r");
    await qmp.type("echo");
    await lineIs(qmp, '(search "echo") echo second');
    await qmp.press("ctrl", "r");
    await lineIs(qmp, '(search "echo") echo first');
    await qmp.press("ret");
    await qmp.screenWith((rows) => rows.filter((row) => row === "first").length === 2 && hasPrompt(rows));
  });
});

test("Shift-Enter makes a line of several rows, each of which is a command", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("echo one");
    await qmp.press("shift", "ret");
    await qmp.type("echo two");
    await qmp.press("up");
    await qmp.type("!");
    await qmp.press("ret");
    const rows = await qmp.screenWith((now) => now.includes("two") && hasPrompt(now));
    assert.ok(rows.includes("one!"), rows.join("\n"));
  });
});

test("long output waits for keys, and q ends it", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("fault\n");
    await qmp.screenWith((rows) => lastRow(rows).includes("space: page"));
    await qmp.press("spc");
    await qmp.screenWith(hasPrompt);
    await qmp.type("mem objects\n");
    await qmp.screenWith((rows) => lastRow(rows).includes("space: page"));
    await qmp.type("q");
    await qmp.screenWith(hasPrompt);
    // The keys were the pager's, not the beginning of a line.
    await qmp.type("echo done\n");
    await qmp.screenWith((rows) => rows.includes("done") && hasPrompt(rows));
  });
});

test("wrong usage says what is wrong, and the usage", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("sleep soon\n");
    const rows = await qmp.screenWith((now) => now.includes("usage: sleep SECONDS") && hasPrompt(now));
    assert.ok(
      rows.includes("sleep: the number of seconds is a number from 0 to 1000000000, not soon"),
      rows.join("\n"),
    );
    await qmp.type("uptme\n");
    await qmp.screenWith((now) => now.includes("uptme: no such command; did you mean uptime?"));
    await qmp.type("help sleep\n");
    await qmp.screenWith((now) => now.includes("sleep SECONDS") && now.includes("  wait"));
  });
});

test("Ctrl-C ends a command, and what was typed ahead goes with it", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("sleep 1000\n");
    await qmp.type("echo ahead");
    await qmp.press("ctrl", "c");
    const rows = await qmp.screenWith((now) => now.includes("^C") && hasPrompt(now));
    assert.ok(!rows.includes("ahead"));
  });
});

test("Ctrl-C ends a benchmark in the middle of its work", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("bench\n");
    await qmp.press("ctrl", "c");
    const rows = await qmp.screenWith((now) => now.includes("^C") && hasPrompt(now));
    assert.ok(!rows.some((row) => row.startsWith("draw a screen")));
  });
});

test("what is typed while a command runs is the next line", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("sleep 1\necho later\n");
    await qmp.screenWith((rows) => rows.includes("later") && hasPrompt(rows));
  });
});

test("spawn, tasks and kill", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("spawn sleep 1000\n");
    const spawned = await qmp.screenWith((rows) => rows.some((row) => row.startsWith("task ")) && hasPrompt(rows));
    const id = spawned.find((row) => row.startsWith("task "))?.slice(5) ?? "?";
    await qmp.type("clear\ntasks once\n");
    await qmp.screenWith((rows) => rows.some((row) => row.startsWith(`  ${id} `) && row.includes("sleep")));
    await qmp.type(`kill ${id}\nclear\ntasks once\n`);
    await qmp.screenWith(
      (rows) => rows.some((row) => row.includes("shell")) && !rows.some((row) => row.includes(" sleep ")),
    );
    await qmp.type("tasks\n");
    await qmp.screenWith((rows) => rows[24]?.includes("q ends") ?? false);
    await qmp.type("q");
    await qmp.screenWith(hasPrompt);
  });
});

test("a shell that is killed is replaced, and what takes the screen is not run in the background", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("spawn snake\n");
    await qmp.screenWith(
      (rows) => rows.includes("spawn: snake takes the screen, and can not run in the background") && hasPrompt(rows),
    );
    await qmp.type("tasks once\n");
    const rows = await qmp.screenWith((now) => now.some((row) => row.includes(" shell ")) && hasPrompt(now));
    const id =
      rows
        .find((row) => row.includes(" shell "))
        ?.trim()
        .split(" ")[0] ?? "?";
    await qmp.type(`kill ${id}\n`);
    await qmp.screenWith((now) => now.some((row) => row.startsWith("the shell has ended")) && hasPrompt(now));
    await qmp.type("echo alive\n");
    await qmp.screenWith((now) => now.includes("alive") && hasPrompt(now));
  });
});

test("keys typed far ahead are counted and not run in part", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  await qemu.serialWith(prompt);
  qemu.send("sleep 2\r");
  await qemu.serialWith("sleep 2\r\n");
  for (let i = 0; i < 40; i++) {
    qemu.send("echo z\r");
    await delay(5); // slower than the ring fills
  }
  await qemu.serialWith("keys more than can be kept were typed ahead; none of them counts");
  qemu.send("echo whole\r");
  assert.ok(!(await qemu.serialWith("\r\nwhole\r\n")).includes("\r\nz\r\n"));
});

test("a layout is chosen while the system runs", async () => {
  await atPrompt(async (qmp) => {
    await qmp.type("keyboard de\n");
    await qmp.screenWith((rows) => rows.filter((row) => row === prompt).length >= 1 && hasPrompt(rows));
    await qmp.type("echo zyq\n"); // the keys of a US keyboard
    await qmp.screenWith((rows) => rows.includes("yzq"));
  });
});

test("memory, processor, date and colours are shown", async () => {
  await atPrompt(async (qmp) => {
    for (const [command, pattern] of [
      ["dmesg", /^\[ +\d\.\d{3}\] .*started by BIOS/],
      ["mem", /^heap +.* used/],
      ["memmap", /^the kernel lies from 0x100000 to 0x/],
      ["cpu", /^halted +\d+\.\d\d % of the time/],
      ["date", /^\w+day, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/],
      ["bench", /^draw a screen .* [\d.]+ [nmæ]?s$/], // æ: the screen's code for µ, read as Latin-1
      ["time sleep 0.1", /^sleep took 1\d\d\.\d ms$/],
    ] as const) {
      await qmp.type(`clear\n${command}\n`);
      await qmp.screenWith((rows) => rows.some((row) => pattern.test(row)) && hasPrompt(rows));
    }
    await qmp.type("color yellow blue\n");
    await qmp.screenWith((rows) => rows[0] === prompt);
    const memory = await qmp.memory(0xb8000 + 160 * 5, 2);
    assert.equal(memory[1], 0x1e);
  });
});

test("the serial terminal edits, completes and wraps as the screen does", async () => {
  await using qemu = new TestMachine({ boot: { disk: imagePath } });
  await qemu.serialWith(prompt);
  qemu.send("ecc\u007fho serial\u001b[H\u001b[F!\r");
  await qemu.serialWith("\r\nserial!\r\n");
  qemu.send("upt\t\r");
  await qemu.serialWith("\r\nup ");
  const long = "0123456789".repeat(12);
  qemu.send(`echo ${long}\u0001\u001b[C\u001b[C\u001b[C\u001b[C\u001b[C<\r`);
  await qemu.serialWith(`<${long}`);
  qemu.send("shutdown\r");
  assert.equal(await qemu.end(), 0);
});
