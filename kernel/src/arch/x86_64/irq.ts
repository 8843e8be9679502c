/**
 * Hardware interrupts: a table of handlers by request line. Interrupt context below `dispatch`: no allocation, no counting, no floating
 * point, proved by the compiler. Exceptions are not its business (`interrupts/exceptions.ts`).
 */
import { type u16, u32, type usize } from "osmium";
import { callAddress, type InterruptHandler, interrupt, type Pointer, staticBytes } from "osmium/unsafe";
import type { InterruptFrame } from "./frame.ts";
import { inb, outb } from "./port.ts";

export { interrupt } from "osmium/unsafe";

/** Vector of request line 0; the 8259s are remapped to 32 to 47. */
export const irqBase: u32 = 32;
export const irqCount: u32 = 16;

const masterCommand: u16 = 0x20;
const slaveCommand: u16 = 0xa0;

/** Words 0 to 15: addresses of handlers. 16 to 31: interrupts counted by line. 32: spurious ones. */
function table(): Pointer<usize> {
  return staticBytes(264, 16).cast<usize>();
}

/** A handler for a request line, without arguments. Made by `interrupt(() => …)`. */
export type IrqHandler = InterruptHandler<[]>;

/** Sets the handler of a line. It runs with interrupts off and the line is acknowledged after it. */
export function setIrqHandler(line: u32, handler: IrqHandler): void {
  if (line >= irqCount) throw new RangeError(`no interrupt line ${line}`);
  // SAFETY: line is below 16.
  table().set(line, handler.address);
}

export function hasIrqHandler(line: u32): boolean {
  // SAFETY: line is below 16.
  return line < irqCount && table().at(line) !== 0;
}

/** Interrupts that have arrived on a line. */
export function irqsSeen(line: u32): number {
  if (line >= irqCount) throw new RangeError(`no interrupt line ${line}`);
  // SAFETY: line is below 16.
  return table()
    .add(16 + line)
    .readVolatile();
}

/** Interrupts that no device has asked for (a line that went low again too early). */
export function spuriousIrqs(): number {
  return table().add(32).readVolatile();
}

/** Lines 7 and 15 also report requests that vanished: then their bit is not set in the in-service register. */
function isSpurious(line: u32): boolean {
  if (line !== 7 && line !== 15) return false;
  const command: u16 = line === 7 ? masterCommand : slaveCommand;
  outb(command, 0x0b); // OCW3: the next read gives the in-service register
  const spurious = (inb(command) & 0x80) === 0;
  if (spurious && line === 15) outb(masterCommand, 0x20); // the master did see one
  return spurious;
}

/** Interrupt context. */
export const dispatch = interrupt((frame: Pointer<InterruptFrame>): void => {
  const line = u32(frame.value.vector) - irqBase;
  const words = table();
  if (line >= irqCount || isSpurious(line)) {
    words.set(32, words.at(32) + 1);
    return;
  }
  words.set(16 + line, words.at(16 + line) + 1);
  const handler = words.at(line);
  // SAFETY: only setIrqHandler writes there.
  if (handler !== 0) callAddress(handler);
  if (line >= 8) outb(slaveCommand, 0x20); // end of interrupt
  outb(masterCommand, 0x20);
});
