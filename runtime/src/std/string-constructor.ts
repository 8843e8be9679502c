/** `String.fromCharCode`, `String.fromCodePoint`. */
import { u32 as toU32, type u32 } from "osmium";
import { newText, setUnit, wide } from "../rt/string.ts";

export function fromCharCode(...units: number[]): string {
  let flags: u32 = 0;
  for (const unit of units) if ((toU32(unit) & 0xffff) > 0xff) flags = wide;
  const text = newText(toU32(units.length), flags);
  let at: u32 = 0;
  for (const unit of units) {
    setUnit(text, at, toU32(unit) & 0xffff);
    at += 1;
  }
  return text;
}

export function fromCodePoint(...codePoints: number[]): string {
  let flags: u32 = 0;
  let length: u32 = 0;
  for (const point of codePoints) {
    if (!(point >= 0 && point <= 0x10ffff) || point % 1 !== 0) throw new RangeError(`Invalid code point ${point}`);
    if (point > 0xff) flags = wide;
    length += point > 0xffff ? toU32(2) : toU32(1);
  }
  const text = newText(length, flags);
  let at: u32 = 0;
  for (const codePoint of codePoints) {
    const point = toU32(codePoint);
    if (point > 0xffff) {
      setUnit(text, at, 0xd800 + ((point - 0x10000) >>> 10));
      setUnit(text, at + 1, 0xdc00 + (point & 0x3ff));
      at += 2;
    } else {
      setUnit(text, at, point);
      at += 1;
    }
  }
  return text;
}
