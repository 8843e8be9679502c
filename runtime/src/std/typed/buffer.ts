/** `ArrayBuffer`: bytes that typed arrays and data views look at. Its memory never moves, so that views may keep addresses. */
import { u32 as toU32, type u8, type u32, usize } from "osmium";
import { describing, finalizer } from "osmium/internal";
import { copyBytes, fillBytes, type Pointer } from "osmium/unsafe";
import { allocateBuffer, freeBuffer } from "../../rt/memory.ts";
import { clampIndex } from "../clamp.ts";
import { addProperty, Description, elementsMax, valueRole } from "../inspect/description.ts";

/** Bytes of the largest buffer: 4 GiB less one, since sizes are `u32`. */
const bytesMax = 4294967295;

export class ArrayBuffer {
  readonly bytes: Pointer<u8>;
  readonly size: u32;

  constructor(byteLength: number) {
    const whole = Math.trunc(byteLength);
    if (whole < 0 || whole > bytesMax) throw new RangeError("Array buffer allocation failed");
    this.size = toU32(whole);
    this.bytes = allocateBuffer(usize(this.size === 0 ? toU32(1) : this.size));
    fillBytes(this.bytes, 0, usize(this.size));
  }

  static isView(value: unknown): boolean {
    return value instanceof ArrayBufferView;
  }

  get byteLength(): number {
    return this.size;
  }

  /** A copy of the bytes from `start` to before `end`. */
  slice(start?: number, end?: number): ArrayBuffer {
    const first = start === undefined ? 0 : clampIndex(start, this.size);
    const last = end === undefined ? this.size : clampIndex(end, this.size);
    const count: u32 = last > first ? last - first : 0;
    const result = new ArrayBuffer(count);
    copyBytes(result.bytes, this.bytes.add(first), usize(count));
    return result;
  }

  [describing](): Description {
    const result = new Description("bytes", "ArrayBuffer");
    for (let index: u32 = 0; index < this.size && index < toU32(elementsMax); index++)
      result.text += `${index > 0 ? " " : ""}${hexDigit(this.bytes.at(index) >>> 4)}${hexDigit(this.bytes.at(index) & 15)}`;
    const rest = this.byteLength - elementsMax;
    if (rest > 0) result.text += ` ... ${rest} more byte${rest > 1 ? "s" : ""}`;
    addProperty(result, "byteLength", this.byteLength, valueRole);
    return result;
  }

  [finalizer](): void {
    freeBuffer(this.bytes);
  }
}

function hexDigit(digit: u8): string {
  return "0123456789abcdef"[digit];
}

/** What looks at a part of a buffer. */
export abstract class ArrayBufferView {
  buffer: ArrayBuffer;
  /** The first byte, and how many there are. */
  protected start: u32;
  protected size: u32;

  constructor(buffer: ArrayBuffer, start: u32, size: u32) {
    this.buffer = buffer;
    this.start = start;
    this.size = size;
  }

  get byteLength(): number {
    return this.size;
  }

  get byteOffset(): number {
    return this.start;
  }
}

/** `bytesOf` of "osmium/unsafe". */
export function bytesOf(buffer: ArrayBuffer): Pointer<u8> {
  return buffer.bytes;
}
