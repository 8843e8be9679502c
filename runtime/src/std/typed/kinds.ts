/** The classes of typed arrays: how many bytes an element has, and how a number becomes one. */
import {
  type f32,
  type i8,
  type i16,
  type i32,
  f32 as toF32,
  i8 as toI8,
  i16 as toI16,
  i32 as toI32,
  u8 as toU8,
  u16 as toU16,
  u32 as toU32,
  type u8,
  type u16,
  type u32,
} from "osmium";
import { clampByte } from "./clamp-byte.ts";
import { mapped, type Source, TypedArray } from "./typed-array.ts";

export class Int8Array extends TypedArray<i8, Int8Array> {
  static readonly BYTES_PER_ELEMENT = 1;

  static of(...values: number[]): Int8Array {
    return new Int8Array(values);
  }

  static from(source: Iterable<number>, map?: (value: number, index: number) => number): Int8Array {
    return new Int8Array(mapped(source, map));
  }

  protected override convert(value: number): i8 {
    return toI8(value);
  }

  protected override create(source: Source, byteOffset?: number, length?: number): Int8Array {
    return new Int8Array(source, byteOffset, length);
  }
}

export class Uint8Array extends TypedArray<u8, Uint8Array> {
  static readonly BYTES_PER_ELEMENT = 1;

  static of(...values: number[]): Uint8Array {
    return new Uint8Array(values);
  }

  static from(source: Iterable<number>, map?: (value: number, index: number) => number): Uint8Array {
    return new Uint8Array(mapped(source, map));
  }

  protected override convert(value: number): u8 {
    return toU8(value);
  }

  protected override create(source: Source, byteOffset?: number, length?: number): Uint8Array {
    return new Uint8Array(source, byteOffset, length);
  }
}

export class Uint8ClampedArray extends TypedArray<u8, Uint8ClampedArray> {
  static readonly BYTES_PER_ELEMENT = 1;

  static of(...values: number[]): Uint8ClampedArray {
    return new Uint8ClampedArray(values);
  }

  static from(source: Iterable<number>, map?: (value: number, index: number) => number): Uint8ClampedArray {
    return new Uint8ClampedArray(mapped(source, map));
  }

  protected override convert(value: number): u8 {
    return clampByte(value);
  }

  protected override create(source: Source, byteOffset?: number, length?: number): Uint8ClampedArray {
    return new Uint8ClampedArray(source, byteOffset, length);
  }
}

export class Int16Array extends TypedArray<i16, Int16Array> {
  static readonly BYTES_PER_ELEMENT = 2;

  static of(...values: number[]): Int16Array {
    return new Int16Array(values);
  }

  static from(source: Iterable<number>, map?: (value: number, index: number) => number): Int16Array {
    return new Int16Array(mapped(source, map));
  }

  protected override convert(value: number): i16 {
    return toI16(value);
  }

  protected override create(source: Source, byteOffset?: number, length?: number): Int16Array {
    return new Int16Array(source, byteOffset, length);
  }
}

export class Uint16Array extends TypedArray<u16, Uint16Array> {
  static readonly BYTES_PER_ELEMENT = 2;

  static of(...values: number[]): Uint16Array {
    return new Uint16Array(values);
  }

  static from(source: Iterable<number>, map?: (value: number, index: number) => number): Uint16Array {
    return new Uint16Array(mapped(source, map));
  }

  protected override convert(value: number): u16 {
    return toU16(value);
  }

  protected override create(source: Source, byteOffset?: number, length?: number): Uint16Array {
    return new Uint16Array(source, byteOffset, length);
  }
}

export class Int32Array extends TypedArray<i32, Int32Array> {
  static readonly BYTES_PER_ELEMENT = 4;

  static of(...values: number[]): Int32Array {
    return new Int32Array(values);
  }

  static from(source: Iterable<number>, map?: (value: number, index: number) => number): Int32Array {
    return new Int32Array(mapped(source, map));
  }

  protected override convert(value: number): i32 {
    return toI32(value);
  }

  protected override create(source: Source, byteOffset?: number, length?: number): Int32Array {
    return new Int32Array(source, byteOffset, length);
  }
}

export class Uint32Array extends TypedArray<u32, Uint32Array> {
  static readonly BYTES_PER_ELEMENT = 4;

  static of(...values: number[]): Uint32Array {
    return new Uint32Array(values);
  }

  static from(source: Iterable<number>, map?: (value: number, index: number) => number): Uint32Array {
    return new Uint32Array(mapped(source, map));
  }

  protected override convert(value: number): u32 {
    return toU32(value);
  }

  protected override create(source: Source, byteOffset?: number, length?: number): Uint32Array {
    return new Uint32Array(source, byteOffset, length);
  }
}

export class Float32Array extends TypedArray<f32, Float32Array> {
  static readonly BYTES_PER_ELEMENT = 4;

  static of(...values: number[]): Float32Array {
    return new Float32Array(values);
  }

  static from(source: Iterable<number>, map?: (value: number, index: number) => number): Float32Array {
    return new Float32Array(mapped(source, map));
  }

  protected override convert(value: number): f32 {
    return toF32(value);
  }

  protected override create(source: Source, byteOffset?: number, length?: number): Float32Array {
    return new Float32Array(source, byteOffset, length);
  }
}

export class Float64Array extends TypedArray<number, Float64Array> {
  static readonly BYTES_PER_ELEMENT = 8;

  static of(...values: number[]): Float64Array {
    return new Float64Array(values);
  }

  static from(source: Iterable<number>, map?: (value: number, index: number) => number): Float64Array {
    return new Float64Array(mapped(source, map));
  }

  protected override convert(value: number): number {
    return value;
  }

  protected override create(source: Source, byteOffset?: number, length?: number): Float64Array {
    return new Float64Array(source, byteOffset, length);
  }
}
