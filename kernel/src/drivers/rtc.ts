/** The real-time clock in the CMOS memory (MC146818 data sheet): the date and time of day, by the battery. */
import type { u8, u16, u32 } from "osmium";
import { inb, ioWait, outb } from "../arch/x86_64/port.ts";
import { type CalendarTime, decodeRtc, type RtcRegisters } from "../time/calendar.ts";

const indexPort: u16 = 0x70; // bit 7 would mask NMIs
const dataPort: u16 = 0x71;

const statusA: u8 = 0x0a;
const statusB: u8 = 0x0b;
/** Where most firmware keeps the century, though no standard says so. */
const century: u8 = 0x32;
/** The clock is about to change its registers; they are right for 244 µs from when this is clear. */
const updateInProgress: u8 = 0x80;

/** Polls of a microsecond each: an update takes less than 2 ms. */
const pollsMax: u32 = 10000;
/** Readings until two are equal. */
const readingsMax = 10;

function read(register: u8): u8 {
  outb(indexPort, register);
  return inb(dataPort);
}

function waitForUpdate(): boolean {
  for (let polls: u32 = 0; polls < pollsMax; polls++) {
    if ((read(statusA) & updateInProgress) === 0) return true;
    ioWait();
  }
  return false;
}

function readRegisters(): RtcRegisters {
  return {
    second: read(0x00),
    minute: read(0x02),
    hour: read(0x04),
    day: read(0x07),
    month: read(0x08),
    year: read(0x09),
    century: read(century),
    statusB: read(statusB),
  };
}

function same(a: RtcRegisters, b: RtcRegisters): boolean {
  return (
    a.second === b.second &&
    a.minute === b.minute &&
    a.hour === b.hour &&
    a.day === b.day &&
    a.month === b.month &&
    a.year === b.year &&
    a.century === b.century
  );
}

/** Date and time of day as the clock has them; null if it has none that make sense. Reads until two readings outside of an update agree. */
export function readRtc(): CalendarTime | null {
  let last: RtcRegisters | null = null;
  for (let readings = 0; readings < readingsMax; readings++) {
    if (!waitForUpdate()) return null;
    const registers = readRegisters();
    if (last !== null && same(last, registers)) return decodeRtc(registers);
    last = registers;
  }
  return null;
}
