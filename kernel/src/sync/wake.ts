/**
 * Wake bits: how an interrupt handler tells the executor that something has happened. Setting one allocates nothing and may
 * happen any number of times before the executor looks; then the event fires once.
 */
import type { u64 } from "osmium";
import { disableInterrupts, enableInterrupts, interruptsEnabled } from "../arch/x86_64/cpu.ts";

/** A deadline has passed. */
export const timerWake: u64 = 1;
/** A key or a serial byte has arrived. */
export const inputWake: u64 = 2;

let pending: u64 = 0;

/** Interrupt context, or interrupts off: another handler must not come between reading and writing. */
export function wake(bits: u64): void {
  pending |= bits;
}

/** Is any bit set? Ask with interrupts off, before sleeping. */
export function wakePending(): boolean {
  return pending !== 0;
}

/** Takes all bits that are set. */
export function takeWakeBits(): u64 {
  const enabled = interruptsEnabled();
  disableInterrupts();
  const bits = pending;
  pending = 0;
  if (enabled) enableInterrupts();
  return bits;
}
