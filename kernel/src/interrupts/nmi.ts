/** Non-maskable interrupts: what the chipset says about why (IBM PC/AT technical reference, system control port B). */
import type { u8, u16 } from "osmium";
import { inb } from "../arch/x86_64/port.ts";
import { reportText } from "../console/report.ts";

const systemControlB: u16 = 0x61;
const memoryError: u8 = 0x80;
const channelCheck: u8 = 0x40;

/** Prints the cause, as part of a report. */
export function reportNmi(): void {
  const status = inb(systemControlB);
  if ((status & memoryError) !== 0) reportText("a memory error (SERR#)\n");
  if ((status & channelCheck) !== 0) reportText("an error of an extension card (IOCHK#)\n");
  if ((status & (memoryError | channelCheck)) === 0) {
    reportText("the chipset names no cause: a button, a watchdog, or another core\n");
  }
}
