/**
 * The 16550 serial port COM1: 115,200 baud, 8 data bits, no parity. Output fills the transmitter's FIFO, 16 bytes per wait, and waits with a
 * limit, so that a port that hangs can not hang the kernel; input comes by interrupt into a ring. A port that is not there is recognised
 * and then ignored. What was lost is counted (`serialStatistics`); bytes that came damaged and breaks are dropped.
 */
import { type u8, type u16, u32 } from "osmium";
import { disableInterrupts, enableInterrupts, interruptsEnabled } from "../arch/x86_64/cpu.ts";
import { interrupt, setIrqHandler } from "../arch/x86_64/irq.ts";
import { inb, outb } from "../arch/x86_64/port.ts";
import { ringDropped, ringIsEmpty, ringPut, ringTake } from "../memory/ring.ts";
import { serialRing } from "../memory/rings.ts";
import { inputWake, wake } from "../sync/wake.ts";
import { unmaskIrq } from "./pic.ts";

// COM1 (PC16550D data sheet, table II).
const dataPort: u16 = 0x3f8;
const interruptEnable: u16 = 0x3f9;
/** Read: what interrupted, and whether there are FIFOs. */
const interruptIdentification: u16 = 0x3fa;
/** Written: FIFO control. */
const fifoControl: u16 = 0x3fa;
const lineControl: u16 = 0x3fb;
const modemControl: u16 = 0x3fc;
const lineStatus: u16 = 0x3fd;

// Line status. Reading it clears the bits 1 to 4, which describe the byte that is read next.
const dataReady: u8 = 0x01;
/** A byte came while the receiver was full: one before it is lost. */
const overrunError: u8 = 0x02;
/** Parity error, framing error, break: the byte is not what was sent. */
const damaged: u8 = 0x1c;
const transmitterEmpty: u8 = 0x20;

const receivedInterrupt: u8 = 0x01;
const fifoBytes: u32 = 16;
/**
 * Polls before output is given up, where a full FIFO needs 1.4 ms: most of a minute on a PC, where a port that has passed its test does not hang, and several seconds
 * in an emulator, whose other end may be a process that is not scheduled for long.
 */
const statusPollsMax: u32 = 50000000;
/** For a port that has hung, until it moves: then a report costs seconds, not hours. */
const hungPollsMax: u32 = 100000;
/** Bytes taken per interrupt: an endless stream must not keep everything else out. */
const receivedPerInterrupt: u32 = 64;
const serialIrq: u32 = 4;

let present = false;
/** Bytes that the transmitter takes before it must be asked again. */
let room: u32 = 0;
/** Did the last wait for the port end without success? */
let hangs = false;
/** What it takes when it is empty. */
let transmitterBytes: u32 = 1;
/** Error bits that output has read, and so cleared, before input saw them. */
let unseenErrors: u8 = 0;
let overruns: u32 = 0;
let damagedBytes: u32 = 0;

/** Bytes that did not arrive as they were sent, since the start. */
export interface SerialStatistics {
  /** Times that the chip's FIFO was full: interrupts were off for more than a millisecond. */
  readonly overruns: number;
  /** Bytes for which the ring had no room: nobody read for long. */
  readonly ringDropped: number;
  /** Bytes with a parity or framing error, and breaks. */
  readonly damaged: number;
}

/** Interrupt context. Takes what has arrived. */
const onSerial = interrupt((): void => {
  let taken: u32 = 0;
  while (taken < receivedPerInterrupt && takeByte()) taken++;
  // The line of an unfinished interrupt stays high, and only its rise is an interrupt: let it fall and rise.
  if (taken === receivedPerInterrupt) {
    outb(interruptEnable, 0);
    outb(interruptEnable, receivedInterrupt);
  }
  wake(inputWake);
});

/** Interrupt context. Takes one byte; false when there is none. */
function takeByte(): boolean {
  const read = inb(lineStatus);
  if (read === 0xff) return false; // the port has gone
  const status = read | unseenErrors;
  unseenErrors = 0;
  if ((status & overrunError) !== 0) overruns++;
  if ((status & dataReady) === 0) return false;
  const byte = inb(dataPort);
  if ((status & damaged) !== 0) damagedBytes++;
  else ringPut(serialRing(), byte);
  return true;
}

/** The line status, without taking its errors away from input. */
function peekStatus(): u8 {
  const enabled = interruptsEnabled();
  disableInterrupts();
  const status = inb(lineStatus);
  if (status !== 0xff) unseenErrors |= status & (overrunError | damaged);
  if (enabled) enableInterrupts();
  return status;
}

/** Waits, with the limit, until the line status has one of the bits. */
function waitForStatus(bits: u8): boolean {
  const polls: u32 = hangs ? hungPollsMax : statusPollsMax;
  for (let poll: u32 = 0; poll < polls; poll++) {
    if ((peekStatus() & bits) !== 0) {
      hangs = false;
      return true;
    }
  }
  hangs = true;
  return false;
}

/** Sets the line parameters and looks whether the port is there by sending a byte to itself. Output only; see `enableSerialInput`. */
export function initSerial(): void {
  outb(interruptEnable, 0);
  outb(lineControl, 0x80); // divisor latch
  outb(dataPort, 1); // 115,200 baud
  outb(interruptEnable, 0);
  outb(lineControl, 0x03); // 8 data bits, no parity, 1 stop bit
  outb(fifoControl, 0xc7); // FIFOs on and empty, interrupt at 14 bytes
  transmitterBytes = (inb(interruptIdentification) & 0xc0) === 0xc0 ? fifoBytes : 1;
  outb(modemControl, 0x1e); // loopback
  outb(dataPort, 0xae);
  hangs = false;
  present = inb(lineStatus) !== 0xff && waitForStatus(dataReady) && inb(dataPort) === 0xae;
  outb(modemControl, 0x0b); // DTR, RTS, OUT2: the gate of the interrupt line
  room = 0;
  unseenErrors = 0;
}

export function serialPresent(): boolean {
  return present;
}

/** Lets received bytes interrupt. The handler and its ring are there before the first one can come. */
export function enableSerialInput(): void {
  if (!present) return;
  setIrqHandler(serialIrq, onSerial);
  outb(interruptEnable, receivedInterrupt);
  unmaskIrq(serialIrq);
}

/** Sends one byte; it is lost if the transmitter hangs. */
export function writeSerial(byte: u8): void {
  if (!present) return;
  if (room === 0) {
    if (!waitForStatus(transmitterEmpty)) return;
    room = transmitterBytes;
  }
  room--;
  outb(dataPort, byte);
}

/** A received byte; null when there is none. */
export function readSerial(): u8 | null {
  const ring = serialRing();
  return ringIsEmpty(ring) ? null : ringTake(ring);
}

/** Bytes lost on the way to the reader. */
export function serialBytesLost(): number {
  return overruns + u32(ringDropped(serialRing()));
}

export function serialStatistics(): SerialStatistics {
  return { overruns, ringDropped: ringDropped(serialRing()), damaged: damagedBytes };
}
