/**
 * The 16550 serial port COM1: 115,200 baud, 8 data bits, no parity. Output waits for the transmitter, with a limit, so that a port that hangs
 * can not hang the kernel; input comes by interrupt into a ring. A port that is not there is recognised and then ignored.
 */
import type { u8, u16, u32 } from "osmium";
import { interrupt, setIrqHandler } from "../arch/x86_64/irq.ts";
import { inb, outb } from "../arch/x86_64/port.ts";
import { ringPut, ringTake } from "../memory/ring.ts";
import { serialRing } from "../memory/rings.ts";
import { inputWake, wake } from "../sync/wake.ts";
import { unmaskIrq } from "./pic.ts";

// COM1 (PC16550D data sheet, table II).
const dataPort: u16 = 0x3f8;
const interruptEnable: u16 = 0x3f9;
const fifoControl: u16 = 0x3fa;
const lineControl: u16 = 0x3fb;
const modemControl: u16 = 0x3fc;
const lineStatus: u16 = 0x3fd;

const transmitterEmptyBit: u8 = 0x20;
/** Polls before a byte is given up: about a tenth of a second, 87 µs is what a byte takes. */
const transmitPollsMax: u32 = 100000;
const serialIrq: u32 = 4;

let present = false;

/** Interrupt context. Takes everything that has arrived. */
const onSerial = interrupt((): void => {
  while ((inb(0x3fd) & 0x01) !== 0) ringPut(serialRing(), inb(0x3f8));
  wake(inputWake);
});

/** Sets the line parameters and looks whether the port is there by sending a byte to itself. Output only; see `enableSerialInput`. */
export function initSerial(): void {
  outb(interruptEnable, 0);
  outb(lineControl, 0x80); // divisor latch
  outb(dataPort, 1); // 115,200 baud
  outb(interruptEnable, 0);
  outb(lineControl, 0x03); // 8 data bits, no parity, 1 stop bit
  outb(fifoControl, 0xc7); // FIFOs on and empty, interrupt at 14 bytes
  outb(modemControl, 0x1e); // loopback
  outb(dataPort, 0xae);
  present = inb(dataPort) === 0xae;
  outb(modemControl, 0x0b); // DTR, RTS, OUT2: the gate of the interrupt line
}

export function serialPresent(): boolean {
  return present;
}

/** Lets received bytes interrupt. */
export function enableSerialInput(): void {
  if (!present) return;
  setIrqHandler(serialIrq, onSerial);
  outb(interruptEnable, 0x01);
  unmaskIrq(serialIrq);
}

/** Sends one byte. */
export function writeSerial(byte: u8): void {
  if (!present) return;
  for (let polls: u32 = 0; polls < transmitPollsMax; polls++) {
    if ((inb(lineStatus) & transmitterEmptyBit) !== 0) break;
  }
  outb(dataPort, byte);
}

/** A received byte; null when there is none. */
export function readSerial(): u8 | null {
  return ringTake(serialRing());
}
