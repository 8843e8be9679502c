/** The 8253/8254 interval timer, channel 0: a periodic interrupt on line 0. */
import { u8, type u16, type u32 } from "osmium";
import { outb } from "../arch/x86_64/port.ts";

/** The timer's input clock: a third of the NTSC colour carrier. */
const inputHz: u32 = 1193182;
const channel0: u16 = 0x40;
const command: u16 = 0x43;

/** Programs the rate, 19 Hz to 1.19 MHz, rounded to the next divisor. */
export function startPit(hz: u32): void {
  const divisor = (inputHz + hz / 2) / hz;
  if (divisor < 1 || divisor > 0xffff) throw new RangeError(`the timer can not tick at ${hz} Hz`);
  outb(command, 0x34); // channel 0, low then high byte, mode 2: rate generator
  outb(channel0, u8(divisor & 0xff));
  outb(channel0, u8(divisor >>> 8));
}
