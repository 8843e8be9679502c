/** Strings: UTF-16 code units, kept as one byte each where all fit (Latin-1), as two otherwise. */
import { type i32, type i64, i64 as toI64, u8 as toU8, u32 as toU32, type u8, u16, type u32, usize } from "osmium";
import {
  addressOf,
  checkedMode,
  classId,
  getRefCount,
  newString,
  objectAt,
  stringData,
  stringFlags,
  stringLength,
  type Taken,
} from "osmium/internal";
import { resize, write } from "osmium/platform";
import { copyBytes, type Pointer, pointer, staticBytes } from "osmium/unsafe";
import { throwFraction, throwIndex } from "./throw.ts";

/** In front of the units: count and class, length, flags. */
const textHeaderBytes: usize = 16;

/** Flag of strings with two bytes a unit. */
export const wide: u32 = 1;

export function stringLengthOf(text: string): u32 {
  return stringLength(text);
}

/** Code unit `index`, which must exist. */
export function unitAt(text: string, index: u32): u32 {
  if ((stringFlags(text) & wide) === 0) return toU32(stringData(text).at(index));
  return toU32(stringData(text).cast<u16>().at(index));
}

/** `codeUnitAt` of "osmium". */
export function codeUnitAt(text: string, index: u32): u32 {
  return index < stringLength(text) ? unitAt(text, index) : 0xffffffff;
}

/** An uninitialised string for `length` units. */
export function newText(length: u32, flags: u32): string {
  return newString(usize(length) << usize(flags & wide), length, flags);
}

export function setUnit(text: string, index: u32, unit: u32): void {
  if ((stringFlags(text) & wide) === 0) stringData(text).set(index, toU8(unit));
  else stringData(text).cast<u16>().set(index, u16(unit));
}

/** Copies units into a fresh string, widening them where it is wide and the source is not. */
export function copyUnits(to: string, at: u32, from: string, start: u32, count: u32): void {
  const toFlags = stringFlags(to) & wide;
  const fromFlags = stringFlags(from) & wide;
  if (toFlags === fromFlags) {
    const target = stringData(to).add(usize(at) << usize(toFlags));
    copyBytes(target, stringData(from).add(usize(start) << usize(toFlags)), usize(count) << usize(toFlags));
    return;
  }
  for (let index: u32 = 0; index < count; index++) setUnit(to, at + index, unitAt(from, start + index));
}

/** From this length on, a text that grows by little gets room to grow further. */
const roomyLength: u32 = 64;

/**
 * Makes a text longer where it lies, if nobody else can see it and its block of memory has room; its new units are not initialised. A text that is
 * built piece by piece is then not copied for each piece.
 */
function growInPlace(text: string, length: u32, flags: u32): boolean {
  if (checkedMode || getRefCount(text) !== 0 || (stringFlags(text) & wide) !== flags) return false;
  const bytes = usize(length) << usize(flags);
  if (!resize(pointer<u8>(addressOf(text)), textHeaderBytes + bytes)) return false;
  // SAFETY: the block is as long as the new length says.
  pointer<u32>(addressOf(text) + 8).write(length);
  return true;
}

/** A text that begins with the units of another, which it takes over, and has room for more. */
function lengthened(text: Taken<string>, length: u32, flags: u32): string {
  if (growInPlace(text, length, flags)) return text;
  const first = stringLength(text);
  const isGrowing = getRefCount(text) === 0 && first >= roomyLength && length - first < first >>> 1;
  const room = isGrowing ? length + (length >>> 1) : length;
  const result = newString(usize(room) << usize(flags), length, flags);
  copyUnits(result, 0, text, 0, first);
  return result;
}

export function concat(a: Taken<string>, b: string): string {
  const first = stringLength(a);
  const second = stringLength(b);
  if (first === 0) return b;
  if (second === 0) return a;
  const result = lengthened(a, first + second, (stringFlags(a) | stringFlags(b)) & wide);
  copyUnits(result, first, b, 0, second);
  return result;
}

export function concat3(a: Taken<string>, b: string, c: string): string {
  const first = stringLength(a);
  const second = stringLength(b);
  const third = stringLength(c);
  const flags = (stringFlags(a) | stringFlags(b) | stringFlags(c)) & wide;
  const result = lengthened(a, first + second + third, flags);
  copyUnits(result, first, b, 0, second);
  copyUnits(result, first + second, c, 0, third);
  return result;
}

export function concat4(a: Taken<string>, b: string, c: string, d: string): string {
  const first = stringLength(a);
  const second = stringLength(b);
  const third = stringLength(c);
  const fourth = stringLength(d);
  const flags = (stringFlags(a) | stringFlags(b) | stringFlags(c) | stringFlags(d)) & wide;
  const result = lengthened(a, first + second + third + fourth, flags);
  copyUnits(result, first, b, 0, second);
  copyUnits(result, first + second, c, 0, third);
  copyUnits(result, first + second + third, d, 0, fourth);
  return result;
}

export function stringEquals(a: string, b: string): boolean {
  const length = stringLength(a);
  if (length !== stringLength(b)) return false;
  if (stringData(a).address === stringData(b).address) return true;
  for (let index: u32 = 0; index < length; index++) if (unitAt(a, index) !== unitAt(b, index)) return false;
  return true;
}

/** Negative, zero or positive, by code units. */
export function stringCompare(a: string, b: string): i32 {
  const first = stringLength(a);
  const second = stringLength(b);
  const shared = first < second ? first : second;
  for (let index: u32 = 0; index < shared; index++) {
    const x = unitAt(a, index);
    const y = unitAt(b, index);
    if (x !== y) return x < y ? -1 : 1;
  }
  return first === second ? 0 : first < second ? -1 : 1;
}

/** Units `start` to before `end`, which must be inside, as a new string. */
export function slice(text: string, start: u32, end: u32): string {
  const length = stringLength(text);
  if (start === 0 && end === length) return text;
  if (start >= end) return "";
  const count = end - start;
  if (count === 1) return unitText(unitAt(text, start));
  let flags = stringFlags(text) & wide;
  if (flags !== 0) {
    flags = 0;
    for (let index = start; index < end && flags === 0; index++) if (unitAt(text, index) > 0xff) flags = wide;
  }
  const result = newText(count, flags);
  copyUnits(result, 0, text, start, count);
  return result;
}

/** A string of one unit. Those of one byte are made once, and never go: code that looks at a text letter by letter allocates nothing. */
export function unitText(unit: u32): string {
  if (unit <= 0xff) return byteText(unit);
  const result = newText(1, wide);
  setUnit(result, 0, unit);
  return result;
}

/** Count, class, length and flags, one byte, and seven that are not used. */
const byteTextBytes: usize = 24;
/** As that of constants in the image (`backend/llvm/strings.ts`). */
const immortalCount: u32 = 0xc0000000;

function byteText(byte: u32): string {
  const address = staticBytes(6144, 16).address + usize(byte) * byteTextBytes;
  const words = pointer<u32>(address);
  if (words.at(2) === 0) {
    // SAFETY: nobody has seen the object yet.
    words.set(0, immortalCount);
    words.set(1, classId(""));
    pointer<u8>(address + textHeaderBytes).write(toU8(byte));
    words.set(2, 1);
  }
  return objectAt<string>(address);
}

/** `text[index]`. */
export function stringAt(text: string, index: number): string {
  if (index % 1 !== 0) throwFraction(index);
  if (!(index >= 0 && index < stringLength(text))) throwIndex(toI64(index), toI64(stringLength(text)));
  const at = toU32(index);
  return slice(text, at, at + 1);
}

/** The code point that begins at a unit, as text. */
export function stringPointAt(text: string, index: i64): string {
  const at = toU32(index);
  const unit = unitAt(text, at);
  if (unit >= 0xd800 && unit < 0xdc00 && at + 1 < stringLength(text)) {
    const next = unitAt(text, at + 1);
    if (next >= 0xdc00 && next < 0xe000) return slice(text, at, at + 2);
  }
  return slice(text, at, at + 1);
}

/** Writes the text as UTF-8, piece by piece through a buffer; lone surrogates become U+FFFD. Allocates nothing. */
export function writeUtf8(text: string, buffer: Pointer<u8>, capacity: usize, error: boolean): void {
  const length = stringLength(text);
  let used: usize = 0;
  for (let index: u32 = 0; index < length; index++) {
    if (used + 4 > capacity) {
      write(buffer, used, error);
      used = 0;
    }
    let point = unitAt(text, index);
    if (point >= 0xd800 && point < 0xe000) {
      let low: u32 = 0;
      if (point < 0xdc00 && index + 1 < length) low = unitAt(text, index + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        index++;
      } else point = 0xfffd;
    }
    used += encode(buffer.add(used), point);
  }
  if (used > 0) write(buffer, used, error);
}

/** Writes a code point as UTF-8; gives the number of bytes. */
export function encode(to: Pointer<u8>, point: u32): usize {
  if (point < 0x80) {
    to.write(toU8(point));
    return 1;
  }
  if (point < 0x800) {
    to.write(toU8(0xc0 | (point >>> 6)));
    to.set(1, toU8(0x80 | (point & 0x3f)));
    return 2;
  }
  if (point < 0x10000) {
    to.write(toU8(0xe0 | (point >>> 12)));
    to.set(1, toU8(0x80 | ((point >>> 6) & 0x3f)));
    to.set(2, toU8(0x80 | (point & 0x3f)));
    return 3;
  }
  to.write(toU8(0xf0 | (point >>> 18)));
  to.set(1, toU8(0x80 | ((point >>> 12) & 0x3f)));
  to.set(2, toU8(0x80 | ((point >>> 6) & 0x3f)));
  to.set(3, toU8(0x80 | (point & 0x3f)));
  return 4;
}
