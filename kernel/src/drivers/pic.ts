/**
 * The two 8259 interrupt controllers: moved from the vectors of exceptions to 32 to 47, every line masked until its driver asks for it.
 * Acknowledging and spurious interrupts are handled where interrupts arrive (`arch/x86_64/irq.ts`).
 */
import { u8, type u16, u32 } from "osmium";
import { hasIrqHandler } from "../arch/x86_64/irq.ts";
import { inb, ioWait, outb } from "../arch/x86_64/port.ts";

const masterCommand: u16 = 0x20;
const masterData: u16 = 0x21;
const slaveCommand: u16 = 0xa0;
const slaveData: u16 = 0xa1;

/** The line of the master to which the slave is wired. */
const cascadeLine: u32 = 2;

function put(port: u16, value: u8): void {
  outb(port, value);
  ioWait();
}

/** Initialises both chips (8259A data sheet: ICW1 to ICW4) with all lines masked. */
export function initPic(): void {
  put(masterCommand, 0x11); // ICW1: initialise, ICW4 follows
  put(slaveCommand, 0x11);
  put(masterData, 32); // ICW2: vector of the first line
  put(slaveData, 40);
  put(masterData, 0x04); // ICW3: the slave is on line 2
  put(slaveData, 0x02); // ICW3: its identity
  put(masterData, 0x01); // ICW4: 8086 mode, end of interrupt by command
  put(slaveData, 0x01);
  put(masterData, 0xff);
  put(slaveData, 0xff);
}

/** Lets a line through. Throws if it has no handler yet: an interrupt that comes too early is lost, or worse. */
export function unmaskIrq(line: u32): void {
  if (!hasIrqHandler(line)) throw new Error(`interrupt line ${line} has no handler yet`);
  if (line >= 8) {
    outb(slaveData, inb(slaveData) & u8(~bit(line - 8)));
    unmaskMaster(cascadeLine);
  } else {
    unmaskMaster(line);
  }
}

function unmaskMaster(line: u32): void {
  outb(masterData, inb(masterData) & u8(~bit(line)));
}

/** Blocks a line. */
export function maskIrq(line: u32): void {
  if (line < 8) outb(masterData, inb(masterData) | u8(bit(line)));
  else outb(slaveData, inb(slaveData) | u8(bit(line - 8)));
}

function bit(line: u32): u32 {
  return u32(1) << line;
}
