/** Dates: the Gregorian calendar over seconds since 1970, in UTC, and what the registers of a PC's clock mean. Touches no hardware, and is tested off the machine. */

export interface CalendarTime {
  /** The year, as four digits. */
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 0 to 23. */
  readonly hour: number;
  /** 0 to 59. */
  readonly minute: number;
  /** 0 to 59. */
  readonly second: number;
}

const msPerDay = 86_400_000;
/** Days in 400 years, after which the calendar repeats. */
const daysPerEra = 146_097;
/** From 1 March of year 0, where the eras begin, to 1 January 1970. */
const epochDay = 719_468;

/** Days since 1 January 1970. The year is taken to begin in March, so that the leap day is its last and months follow a pattern of 153 days in five. */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - epochDay;
}

/** Milliseconds since 1970. */
export function epochMsOf(time: CalendarTime): number {
  const seconds = (time.hour * 60 + time.minute) * 60 + time.second;
  return dayNumber(time.year, time.month, time.day) * msPerDay + seconds * 1000;
}

/** Date and time of day at so many milliseconds since 1970. */
export function calendarOf(epochMs: number): CalendarTime {
  const days = Math.floor(epochMs / msPerDay);
  const seconds = Math.floor((epochMs - days * msPerDay) / 1000);
  const shifted = days + epochDay;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
  };
}

/** 0 Sunday to 6 Saturday. */
export function weekdayOf(time: CalendarTime): number {
  const sundays = dayNumber(time.year, time.month, time.day) + 4; // 1 January 1970 was a Thursday
  return sundays - Math.floor(sundays / 7) * 7;
}

/** The registers of an MC146818, as read. */
export interface RtcRegisters {
  readonly second: number;
  readonly minute: number;
  /** Bit 7, unless the clock counts 24 hours: after noon. */
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  /** Of the century. */
  readonly year: number;
  /** Not in all machines. */
  readonly century: number;
  /** Bit 1: 24 hours. Bit 2: binary numbers, else a decimal digit in four bits. */
  readonly statusB: number;
}

const countsTo24 = 2;
const isBinary = 4;
const afterNoon = 0x80;

/** What the registers say; null if that is no date. A century that can't be is taken for the 21st. */
export function decodeRtc(registers: RtcRegisters): CalendarTime | null {
  const binary = (registers.statusB & isBinary) !== 0;
  const numberOf = (value: number): number => (binary ? value : Math.floor(value / 16) * 10 + (value % 16));
  const century = numberOf(registers.century);
  const time: CalendarTime = {
    year: (century >= 19 && century <= 99 ? century : 20) * 100 + numberOf(registers.year),
    month: numberOf(registers.month),
    day: numberOf(registers.day),
    hour: hourOf(registers.hour, numberOf, (registers.statusB & countsTo24) !== 0),
    minute: numberOf(registers.minute),
    second: numberOf(registers.second),
  };
  return isValid(time) ? time : null;
}

/** 12 in the night is 0, 12 at noon 12. */
function hourOf(value: number, numberOf: (value: number) => number, is24: boolean): number {
  if (is24) return numberOf(value);
  return (numberOf(value % afterNoon) % 12) + (value >= afterNoon ? 12 : 0);
}

/** Is there such a day and time? */
function isValid(time: CalendarTime): boolean {
  const again = calendarOf(epochMsOf(time));
  return (
    again.year === time.year &&
    again.month === time.month &&
    again.day === time.day &&
    again.hour === time.hour &&
    again.minute === time.minute &&
    again.second === time.second
  );
}

/** `2025-07-01 12:34:56`. */
export function calendarText(time: CalendarTime): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const date = `${String(time.year).padStart(4, "0")}-${two(time.month)}-${two(time.day)}`;
  return `${date} ${two(time.hour)}:${two(time.minute)}:${two(time.second)}`;
}
