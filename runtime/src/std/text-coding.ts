/** `TextEncoder` and `TextDecoder`: UTF-8, the only encoding (WHATWG, Encoding Standard). */
import { u8 as toU8, u32 as toU32, type u8, type u32 } from "osmium";
import { stringLength } from "osmium/internal";
import type { Pointer } from "osmium/unsafe";
import { encode, newText, setUnit, unitAt, wide } from "../rt/string.ts";
import { toLowerCase, trim } from "./string.ts";
import { ArrayBuffer, type ArrayBufferView } from "./typed/buffer.ts";
import { Uint8Array } from "./typed/kinds.ts";

const replacement: u32 = 0xfffd;

/** The code point that begins at a unit; a lone surrogate is U+FFFD. */
function pointAt(text: string, index: u32): u32 {
  const unit = unitAt(text, index);
  if (unit < 0xd800 || unit >= 0xe000) return unit;
  if (unit >= 0xdc00 || index + 1 >= stringLength(text)) return replacement;
  const next = unitAt(text, index + 1);
  return next >= 0xdc00 && next < 0xe000 ? 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00) : replacement;
}

function bytesOf(point: u32): u32 {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

function unitsOf(point: u32): u32 {
  return point >= 0x10000 ? 2 : 1;
}

export class TextEncoder {
  get encoding(): string {
    return "utf-8";
  }

  encode(text?: string): Uint8Array {
    const given = text === undefined ? "" : text;
    const length = stringLength(given);
    let size: u32 = 0;
    for (let index: u32 = 0; index < length; index++) {
      const point = pointAt(given, index);
      size += bytesOf(point);
      index += unitsOf(point) - 1;
    }
    const result = new Uint8Array(size);
    this.encodeInto(given, result);
    return result;
  }

  /** Writes as many whole characters as there is room for. */
  encodeInto(text: string, to: Uint8Array): { read: number; written: number } {
    const length = stringLength(text);
    let index: u32 = 0;
    let written: u32 = 0;
    while (index < length) {
      const point = pointAt(text, index);
      if (written + bytesOf(point) > to.count) break;
      encode(to.data.add(written), point);
      written += bytesOf(point);
      index += unitsOf(point);
    }
    return { read: index, written };
  }
}

/** Takes bytes one by one and gives code points; what is no UTF-8 is replaced or refused. */
class Utf8Reader {
  private readonly bytes: Pointer<u8>;
  private readonly size: u32;
  private readonly fatal: boolean;
  private at: u32;

  constructor(bytes: Pointer<u8>, start: u32, size: u32, fatal: boolean) {
    this.bytes = bytes;
    this.at = start;
    this.size = size;
    this.fatal = fatal;
  }

  get isAtEnd(): boolean {
    return this.at >= this.size;
  }

  private wrong(): u32 {
    if (this.fatal) throw new TypeError("The encoded data was not valid for encoding utf-8");
    return replacement;
  }

  next(): u32 {
    const first = toU32(this.bytes.at(this.at));
    this.at += 1;
    if (first < 0x80) return first;
    if (first < 0xc2 || first > 0xf4) return this.wrong();
    const more: u32 = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let point: u32 = first & (more === 1 ? toU32(0x1f) : more === 2 ? toU32(0x0f) : toU32(0x07));
    // The first continuation byte of some is restricted: no surrogates, nothing longer than need be, nothing beyond U+10FFFF.
    let least: u32 = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    let most: u32 = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    for (let count: u32 = 0; count < more; count++) {
      if (this.at >= this.size) return this.wrong();
      const byte = toU32(this.bytes.at(this.at));
      if (byte < least || byte > most) return this.wrong();
      this.at += 1;
      point = (point << 6) | (byte & 0x3f);
      least = 0x80;
      most = 0xbf;
    }
    return point;
  }
}

function isUtf8(label: string): boolean {
  const name = toLowerCase(trim(label));
  return name === "utf-8" || name === "utf8" || name === "unicode-1-1-utf-8";
}

export class TextDecoder {
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;

  constructor(label?: string, options?: TextDecoderOptions) {
    if (label !== undefined && !isUtf8(label)) throw new RangeError(`The "${label}" encoding is not supported`);
    this.fatal = options?.fatal === true;
    this.ignoreBOM = options?.ignoreBOM === true;
  }

  get encoding(): string {
    return "utf-8";
  }

  decode(bytes?: ArrayBufferView | ArrayBuffer): string {
    if (bytes === undefined) return "";
    if (bytes instanceof ArrayBuffer) return this.text(bytes.bytes, bytes.size);
    return this.text(bytes.buffer.bytes.add(toU32(bytes.byteOffset)), toU32(bytes.byteLength));
  }

  private text(bytes: Pointer<u8>, size: u32): string {
    let start: u32 = 0;
    const hasMark = size >= 3 && bytes.at(0) === toU8(0xef) && bytes.at(1) === toU8(0xbb) && bytes.at(2) === toU8(0xbf);
    if (hasMark && !this.ignoreBOM) start = 3;
    let length: u32 = 0;
    let flags: u32 = 0;
    const measure = new Utf8Reader(bytes, start, size, this.fatal);
    while (!measure.isAtEnd) {
      const point = measure.next();
      length += unitsOf(point);
      if (point > 0xff) flags = wide;
    }
    const result = newText(length, flags);
    const reader = new Utf8Reader(bytes, start, size, this.fatal);
    let at: u32 = 0;
    while (!reader.isAtEnd) {
      const point = reader.next();
      if (point < 0x10000) setUnit(result, at, point);
      else {
        setUnit(result, at, 0xd800 + ((point - 0x10000) >>> 10));
        setUnit(result, at + 1, 0xdc00 + ((point - 0x10000) & 0x3ff));
      }
      at += unitsOf(point);
    }
    return result;
  }
}
