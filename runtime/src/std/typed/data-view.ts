/** `DataView`: numbers of any width anywhere in a buffer, in either order of bytes. */
import { f32, i8, i16, i32, u8 as toU8, u16 as toU16, u32 as toU32, u64 as toU64, type u32, type u64 } from "osmium";
import { bitsDouble, describing, doubleBits, truncDouble } from "osmium/internal";
import { addProperty, Description, valueRole } from "../inspect/description.ts";
import { type ArrayBuffer, ArrayBufferView } from "./buffer.ts";
import { doubleOfSingle, singleBits } from "./single.ts";

function wholeOf(value: number | undefined): number {
  return value === undefined || value !== value ? 0 : truncDouble(value);
}

function startIn(buffer: ArrayBuffer, byteOffset: number | undefined): u32 {
  const start = wholeOf(byteOffset);
  if (start < 0 || start > buffer.byteLength)
    throw new RangeError(`Start offset ${start} is outside the bounds of the buffer`);
  return toU32(start);
}

function sizeIn(buffer: ArrayBuffer, start: u32, byteLength: number | undefined): u32 {
  if (byteLength === undefined) return buffer.size - start;
  const size = wholeOf(byteLength);
  if (size < 0 || start + size > buffer.byteLength) throw new RangeError(`Invalid DataView length ${size}`);
  return toU32(size);
}

export class DataView extends ArrayBufferView {
  constructor(buffer: ArrayBuffer, byteOffset?: number, byteLength?: number) {
    const start = startIn(buffer, byteOffset);
    super(buffer, start, sizeIn(buffer, start, byteLength));
  }

  /** Where `count` bytes from an offset begin in the buffer. */
  private place(byteOffset: number, count: u32): u32 {
    const offset = wholeOf(byteOffset);
    if (offset < 0 || offset + count > this.size) throw new RangeError("Offset is outside the bounds of the DataView");
    return this.start + toU32(offset);
  }

  private read(byteOffset: number, count: u32, littleEndian: boolean | undefined): u64 {
    const at = this.buffer.bytes.add(this.place(byteOffset, count));
    let bits: u64 = 0;
    for (let index: u32 = 0; index < count; index++)
      bits = (bits << 8) | toU64(at.at(littleEndian === true ? count - 1 - index : index));
    return bits;
  }

  private write(byteOffset: number, count: u32, bits: u64, littleEndian: boolean | undefined): void {
    const at = this.buffer.bytes.add(this.place(byteOffset, count));
    let rest = bits;
    for (let index: u32 = 0; index < count; index++) {
      at.set(littleEndian === true ? index : count - 1 - index, toU8(rest));
      rest = rest >>> 8;
    }
  }

  getInt8(byteOffset: number): number {
    return i8(this.read(byteOffset, 1, false));
  }

  getUint8(byteOffset: number): number {
    return this.read(byteOffset, 1, false);
  }

  getInt16(byteOffset: number, littleEndian?: boolean): number {
    return i16(this.read(byteOffset, 2, littleEndian));
  }

  getUint16(byteOffset: number, littleEndian?: boolean): number {
    return this.read(byteOffset, 2, littleEndian);
  }

  getInt32(byteOffset: number, littleEndian?: boolean): number {
    return i32(this.read(byteOffset, 4, littleEndian));
  }

  getUint32(byteOffset: number, littleEndian?: boolean): number {
    return this.read(byteOffset, 4, littleEndian);
  }

  getFloat32(byteOffset: number, littleEndian?: boolean): number {
    return doubleOfSingle(toU32(this.read(byteOffset, 4, littleEndian)));
  }

  getFloat64(byteOffset: number, littleEndian?: boolean): number {
    return bitsDouble(this.read(byteOffset, 8, littleEndian));
  }

  setInt8(byteOffset: number, value: number): void {
    this.write(byteOffset, 1, toU64(toU8(value)), false);
  }

  setUint8(byteOffset: number, value: number): void {
    this.write(byteOffset, 1, toU64(toU8(value)), false);
  }

  setInt16(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.write(byteOffset, 2, toU64(toU16(value)), littleEndian);
  }

  setUint16(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.write(byteOffset, 2, toU64(toU16(value)), littleEndian);
  }

  setInt32(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.write(byteOffset, 4, toU64(toU32(value)), littleEndian);
  }

  setUint32(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.write(byteOffset, 4, toU64(toU32(value)), littleEndian);
  }

  setFloat32(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.write(byteOffset, 4, toU64(singleBits(f32(value))), littleEndian);
  }

  setFloat64(byteOffset: number, value: number, littleEndian?: boolean): void {
    this.write(byteOffset, 8, doubleBits(value), littleEndian);
  }

  [describing](): Description {
    const result = new Description("object", "DataView");
    addProperty(result, "byteLength", this.byteLength, valueRole);
    addProperty(result, "byteOffset", this.byteOffset, valueRole);
    addProperty(result, "buffer", this.buffer, valueRole);
    return result;
  }
}
