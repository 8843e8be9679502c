/** Numbers as text, for people. */
import { u32, type u64 } from "osmium";

const digits = "0123456789abcdef";

/** Hexadecimal with `0x` and at least `width` digits. Exact for 64 bits, which a `number` is not. */
export function hex(value: u64, width: number = 1): string {
  let text = "";
  let rest = value;
  while (rest !== 0 || text.length < width) {
    text = digits.charAt(u32(rest & 15)) + text;
    rest = rest >>> 4;
  }
  return `0x${text}`;
}

const unitNames: readonly string[] = ["bytes", "KiB", "MiB", "GiB", "TiB"];

/** Bytes in the largest unit that leaves at least 1: `1.5 MiB`, `32 KiB`, `12 bytes`. */
export function bytesText(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < unitNames.length - 1) {
    value /= 1024;
    unit++;
  }
  const tenths = Math.round(value * 10);
  const whole = Math.floor(tenths / 10);
  const text = tenths % 10 === 0 ? `${whole}` : `${whole}.${tenths % 10}`;
  return `${text} ${unitNames[unit]}`;
}

/** `1 d 2 h 3 min 4.567 s`, without leading zeros of anything. */
export function durationText(ms: number): string {
  const total = Math.floor(ms / 1000);
  const seconds = `${total % 60}.${`${Math.floor(ms % 1000)}`.padStart(3, "0")} s`;
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600) % 24;
  const days = Math.floor(total / 86400);
  let text = seconds;
  if (total >= 60) text = `${minutes} min ${text}`;
  if (total >= 3600) text = `${hours} h ${text}`;
  if (days > 0) text = `${days} d ${text}`;
  return text;
}
