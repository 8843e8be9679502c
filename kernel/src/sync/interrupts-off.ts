/**
 * Sections in which interrupts are off. They may overlap in any order: interrupts come back, if they were on before the first, at the end of the last,
 * not of the one that began first. One core runs the kernel, so this is one count.
 */
import type { u32 } from "osmium";
import { disableInterrupts, enableInterrupts, interruptsEnabled } from "../arch/x86_64/cpu.ts";

let sections: u32 = 0;
/** Were interrupts on before the first section? */
let wereEnabled = false;

/** Begins a section. */
export function beginInterruptsOff(): void {
  const enabled = interruptsEnabled();
  disableInterrupts();
  if (sections === 0) wereEnabled = enabled;
  sections++;
}

/** Ends a section. */
export function endInterruptsOff(): void {
  sections--;
  if (sections === 0 && wereEnabled) enableInterrupts();
}
