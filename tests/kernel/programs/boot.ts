/** What test kernels share that start in a way of their own: the boot to where drivers begin, and a check with words. */
import "../../../kernel/src/boot/index.ts";
import { loadSegments } from "../../../kernel/src/arch/x86_64/gdt.ts";
import { type BootInfo, readBootInfo } from "../../../kernel/src/boot/info.ts";
import { screen } from "../../../kernel/src/console/console.ts";
import { exitAfterReport } from "../../../kernel/src/console/report.ts";
import { initSerial } from "../../../kernel/src/drivers/uart.ts";
import { initInterrupts } from "../../../kernel/src/interrupts/index.ts";
import { initMemory } from "../../../kernel/src/memory/index.ts";

/** Boots as `startMachine` does, up to memory. */
export function boot(): BootInfo {
  exitAfterReport();
  initSerial();
  screen.init();
  loadSegments();
  initInterrupts();
  const info = readBootInfo();
  initMemory(info);
  return info;
}

/** Throws unless a condition holds. Where `expect` can say it, that says more. */
export function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}
