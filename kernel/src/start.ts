/**
 * Starting a kernel: the boot order, one step a line. TypeScript begins with the bodies of the modules, on the boot stack, in long mode, with interrupts off; the
 * main module calls `startMachine` or `startKernel`. Before that, only what needs no memory beyond the first 256 KiB, no devices and no time works.
 */
import "./boot/index.ts";
import { loadSegments } from "./arch/x86_64/gdt.ts";
import { type BootInfo, readBootInfo } from "./boot/info.ts";
import { Color } from "./console/color.ts";
import { println, screen, setLogClock } from "./console/console.ts";
import { initKeyboard } from "./drivers/keyboard.ts";
import { enableSerialInput, initSerial } from "./drivers/uart.ts";
import { initInterrupts } from "./interrupts/index.ts";
import { initMemory } from "./memory/index.ts";
import { spawn } from "./tasks/executor.ts";
import { runExecutor } from "./tasks/run.ts";
import { startClock } from "./time/clock.ts";
import { uptimeMs } from "./time/source.ts";

/** Brings up the machine, all but interrupts, which `runExecutor` enables. Gives what the loader has found out. */
export function startMachine(): BootInfo {
  initSerial(); // first, so that anything below can fail loudly
  screen.init(); // the other place to fail loudly
  loadSegments(); // GDT, TSS, interrupt stacks with their guard pages
  initInterrupts(); // IDT, PIC masked: exceptions are reported, nothing else fires yet
  const boot = readBootInfo(); // what the loader found out
  initMemory(boot); // frames, page tables, a heap that grows
  startClock(); // the interval timer, the time-stamp counter beside it, the date
  setLogClock(uptimeMs); // what is printed from now on is logged with its time
  const keyboardFailure = initKeyboard(); // 8042, scan codes by interrupt
  enableSerialInput(); // COM1 as a second keyboard
  if (keyboardFailure !== null) println({ fg: Color.Red }, `no keyboard: ${keyboardFailure}`);
  return boot;
}

/**
 * Starts a kernel: brings up the machine, and runs `main` as its first task. Never returns; when all tasks have ended, the processor sleeps. An error that `main`
 * throws is printed with its call stack.
 *
 *     startKernel(async (signal) => {
 *       println("Hello.");
 *       await sleep(1000, signal);
 *     });
 *
 * @param main its signal aborts when the task is cancelled
 */
export function startKernel(main: (signal: AbortSignal) => Promise<void>): never {
  startMachine();
  spawn("main", main);
  return runExecutor();
}
