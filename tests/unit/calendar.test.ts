/** Dates against Node's, and the registers of a PC's clock. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarOf, calendarText, decodeRtc, epochMsOf, weekdayOf } from "../../kernel/src/time/calendar.ts";

test("dates are those of Node, from 1600 to 2400 and around leap days", () => {
  let seed = 99;
  const check = (ms: number): void => {
    const date = new Date(ms);
    const time = calendarOf(ms);
    assert.equal(calendarText(time), date.toISOString().slice(0, 19).replace("T", " "));
    assert.equal(weekdayOf(time), date.getUTCDay());
    assert.equal(epochMsOf(time), Math.floor(ms / 1000) * 1000);
  };
  for (let i = 0; i < 20_000; i++) {
    seed = (seed * 48271) % 0x7fffffff;
    check(Date.UTC(1600, 0, 1) + Math.floor((seed / 0x7fffffff) * 800 * 365.2425 * 86_400_000));
  }
  for (const year of [1900, 2000, 2024, 2100])
    for (let day = 57; day < 62; day++) check(Date.UTC(year, 0, day, 23, 59, 59, 999));
});

const registers = {
  second: 0x56,
  minute: 0x34,
  hour: 0x23,
  day: 0x29,
  month: 0x02,
  year: 0x24,
  century: 0x20,
  statusB: 2,
};

test("decimal digits, binary numbers, and hours of half a day are read", () => {
  const text = (changes: Partial<typeof registers>): string | null => {
    const time = decodeRtc({ ...registers, ...changes });
    return time === null ? null : calendarText(time);
  };
  assert.equal(text({}), "2024-02-29 23:34:56");
  assert.equal(
    text({ second: 56, minute: 34, hour: 23, day: 29, month: 2, year: 24, century: 20, statusB: 6 }),
    "2024-02-29 23:34:56",
  );
  assert.equal(text({ hour: 0x91, statusB: 0 }), "2024-02-29 23:34:56");
  assert.equal(text({ hour: 0x12, statusB: 0 }), "2024-02-29 00:34:56");
  assert.equal(text({ hour: 0x92, statusB: 0 }), "2024-02-29 12:34:56");
  assert.equal(
    text({ hour: 0x8b, second: 1, minute: 2, day: 3, month: 4, year: 99, century: 19, statusB: 4 }),
    "1999-04-03 23:02:01",
  );
  assert.equal(text({ century: 0xff }), "2024-02-29 23:34:56");
  assert.equal(text({ year: 0x23 }), null, "2023 has no leap day");
  assert.equal(text({ month: 0x13 }), null);
});
