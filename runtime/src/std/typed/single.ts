/** The bits of a single-precision number, and back. */
import type { f32, u8, u32 } from "osmium";
import { type Pointer, staticBytes } from "osmium/unsafe";

function cell(): Pointer<u8> {
  return staticBytes(4, 4);
}

export function singleBits(value: f32): u32 {
  cell().cast<f32>().write(value);
  return cell().cast<u32>().read();
}

export function doubleOfSingle(bits: u32): number {
  cell().cast<u32>().write(bits);
  return cell().cast<f32>().read();
}
