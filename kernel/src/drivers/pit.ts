/**
 * The 8253/8254 interval timer. Channel 0 is the alarm: it interrupts on line 0 when a count has run out, and again after each further count of the same length.
 * Channel 2, whose output is the loudspeaker's, runs on its own for good and is read as a clock, so that setting the alarm anew never costs the clock a tick.
 */
import { u8, type u16, u32 } from "osmium";
import { inb, outb } from "../arch/x86_64/port.ts";

/** The timer's input clock: a third of the NTSC colour carrier (14.31818 MHz / 12). */
export const pitHz = 14318180 / 12;
/** The longest count of either channel. */
export const pitCountMax: u32 = 0x10000;

const channel0: u16 = 0x40;
const channel2: u16 = 0x42;
const command: u16 = 0x43;
/** Bit 0: channel 2 counts. Bit 1: its output goes to the loudspeaker. */
const gates: u16 = 0x61;

/** Lets channel 2 count from 65536 down to 1 and around, without a sound. */
export function startPitCounter(): void {
  outb(gates, (inb(gates) & 0xfc) | 0x01);
  outb(command, 0xb4); // channel 2, low then high byte, mode 2: rate generator
  outb(channel2, 0);
  outb(channel2, 0);
}

/** Where channel 2 is, modulo 65536; it counts down. Interrupts off: the two bytes belong together. */
export function readPitCounter(): u32 {
  outb(command, 0x80); // counter latch, channel 2 (8254 data sheet)
  const low = u32(inb(channel2));
  return (u32(inb(channel2)) << 8) | low;
}

/** Sets the alarm: an interrupt after so many clocks, 2 to 65536, and after each as many again. Interrupts off. */
export function setPitAlarm(count: u32): void {
  outb(command, 0x34); // channel 0, low then high byte, mode 2: the count begins anew
  outb(channel0, u8(count & 0xff));
  outb(channel0, u8((count >>> 8) & 0xff));
}
