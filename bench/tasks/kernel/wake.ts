/**
 * Instructions from a keyboard interrupt to the function that awaits the key, in a machine whose time-stamp counter counts instructions (`-icount shift=0`). The keys come from
 * the keyboard controller itself, which can be told to pretend that the keyboard has sent something; most of them find the processor halted.
 */
import type { u64 } from "osmium";
import { disableInterrupts, readTimestamp } from "../../../kernel/src/arch/x86_64/cpu.ts";
import { interrupt, setIrqHandler } from "../../../kernel/src/arch/x86_64/irq.ts";
import { debugExit } from "../../../kernel/src/arch/x86_64/machine.ts";
import { inb, outb } from "../../../kernel/src/arch/x86_64/port.ts";
import { println } from "../../../kernel/src/console/console.ts";
import { openKeys } from "../../../kernel/src/console/input.ts";
import { canSend } from "../../../kernel/src/drivers/controller.ts";
import { initKeyboard } from "../../../kernel/src/drivers/keyboard.ts";
import { ringPut } from "../../../kernel/src/memory/ring.ts";
import { keyboardRing } from "../../../kernel/src/memory/rings.ts";
import { Event } from "../../../kernel/src/sync/event.ts";
import { inputWake, wake } from "../../../kernel/src/sync/wake.ts";
import { spawn, taskCount } from "../../../kernel/src/tasks/executor.ts";
import { runExecutor } from "../../../kernel/src/tasks/run.ts";
import { startClock } from "../../../kernel/src/time/clock.ts";
import { sleep } from "../../../kernel/src/time/sleep.ts";
import { boot } from "../../../tests/kernel/programs/harness.ts";

const samples = 2000;

/** When the handler began. */
let handled: u64 = 0;

/** The keyboard's handler (`drivers/keyboard.ts`), which notes the time first: five instructions more. */
const onKeyboard = interrupt((): void => {
  handled = readTimestamp();
  ringPut(keyboardRing(), inb(0x60));
  wake(inputWake);
});

/** The controller says that the keyboard has sent a byte. Gives the time before the last instruction of that. */
function pretend(byte: number): u64 {
  while (!canSend()) {}
  outb(0x64, 0xd2);
  while (!canSend()) {}
  const before = readTimestamp();
  outb(0x60, byte === 0 ? 0x1e : 0x9e);
  return before;
}

/** Instructions of the interrupt before the handler: stub, registers, dispatch. The interrupt comes right behind the instruction that causes it. */
async function entryInstructions(): Promise<number> {
  const keys = openKeys();
  let least = Infinity;
  for (let i = 0; i < 20; i++) {
    const before = pretend(i % 2);
    await keys.next();
    least = Math.min(least, Number(handled - before));
  }
  keys[Symbol.dispose]();
  return least;
}

/** Prints one line of counts, each from the first instruction of the interrupt to the first one of this function behind `await`. */
async function measure(entry: number): Promise<void> {
  const keys = openKeys();
  const counts: number[] = [];
  for (let i = 0; i < samples; i++) {
    queueMicrotask(() => {
      disableInterrupts(); // the halt enables them: the interrupt ends it
      pretend(i % 2);
    });
    await keys.next();
    const now = readTimestamp();
    counts.push(Number(now - handled) + entry);
  }
  keys[Symbol.dispose]();
  println(`wake with ${taskCount()} tasks: ${counts.join(" ")}`);
}

boot();
startClock(true); // the counter counts instructions: no clock is steadier
const failure = initKeyboard();
if (failure !== null) println(failure);
setIrqHandler(1, onKeyboard);

spawn("bench", async () => {
  await sleep(50); // the keyboard's lights have been set
  const entry = await entryInstructions();
  println(`entry: ${entry}`);
  await measure(entry);
  const never = new Event();
  for (let i = taskCount(); i < 10_000; i++) spawn("waits", () => never.wait());
  await sleep(10);
  await measure(entry);
  debugExit(0);
});
runExecutor();
