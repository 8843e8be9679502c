/** Numbers as text. Integers directly; other doubles by the shortest digits that read back as the same double (see `digits.ts`). */
import { type i64, i64 as toI64, u32 as toU32, u64 as toU64, type u32, type u64 } from "osmium";
import { shortestText } from "./digits.ts";
import { newText, setUnit } from "./string.ts";

export function uintToString(value: u64): string {
  return digitsOf(value, false);
}

export function intToString(value: i64): string {
  return value < 0 ? digitsOf(toU64(-value), true) : digitsOf(toU64(value), false);
}

function digitsOf(value: u64, negative: boolean): string {
  let count: u32 = negative ? 2 : 1;
  for (let rest = value / 10; rest !== 0; rest = rest / 10) count += 1;
  const text = newText(count, 0);
  let rest = value;
  for (let at = count; at > (negative ? 1 : 0); at--) {
    setUnit(text, at - 1, 48 + toU32(rest % 10));
    rest = rest / 10;
  }
  if (negative) setUnit(text, 0, 45);
  return text;
}

/** JavaScript's Number::toString with radix 10. */
export function numberToString(value: number): string {
  if (value !== value) return "NaN";
  if (value > -9007199254740992 && value < 9007199254740992) {
    const whole = toI64(value);
    if (whole === value) return intToString(whole);
  }
  if (value === Infinity) return "Infinity";
  if (value === -Infinity) return "-Infinity";
  return value < 0 ? "-" + shortestText(-value) : shortestText(value);
}

/** As console.log shows it: with the sign of a negative zero. */
export function numberForConsole(value: number): string {
  return value === 0 && 1 / value < 0 ? "-0" : numberToString(value);
}
