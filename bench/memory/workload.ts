/** The workloads of `workload.h` for our allocators: the same random numbers, the same order of operations. */
import { type u8, type u64, usize } from "osmium";
import { type Pointer, pointer, staticBytes, struct } from "osmium/unsafe";

@struct
class Slot {
  block!: usize;
  bytes!: usize;
}

function slotAt(index: u64): Pointer<Slot> {
  // SAFETY: 20,000 slots of 16 bytes; callers use no more.
  return staticBytes(320000, 16).cast<Slot>().add(index);
}

let seed: u64 = 88172645463325252;

/** Marsaglia, Xorshift RNGs, 2003: 13, 7, 17. */
function next(): u64 {
  let value = seed;
  value ^= value << 13;
  value ^= value >>> 7;
  value ^= value << 17;
  seed = value;
  return value;
}

type Take = (bytes: usize) => usize;
type Give = (block: usize) => void;

function work(slotCount: u64, sizes: u64, operations: u64, take: Take, give: Give): void {
  for (let i: u64 = 0; i < operations; i++) {
    const random = next();
    const slot = slotAt(((random & 0xffffffff) * slotCount) >>> 32);
    if (slot.value.block !== 0) {
      give(slot.value.block);
      slot.value.block = 0;
    } else {
      slot.value.bytes = usize(8 + (((random >>> 32) * sizes) >>> 32));
      slot.value.block = take(slot.value.bytes);
      // SAFETY: the block is ours.
      pointer<u8>(slot.value.block).write(1);
    }
  }
}

/** Prints nanoseconds per operation with `live` blocks in use, of 8 to 7 + `sizes` bytes. */
export function measure(live: u64, sizes: u64, operations: u64, take: Take, give: Give): void {
  work(live * 2, sizes, live * 20, take, give);
  const start = performance.now();
  work(live * 2, sizes, operations, take, give);
  console.log(((performance.now() - start) * 1e6) / operations);
  for (let i: u64 = 0; i < live * 2; i++) {
    const slot = slotAt(i);
    if (slot.value.block !== 0) give(slot.value.block);
    slot.value.block = 0;
  }
}
