/** The workloads of `workload.h` for our allocators: the same random numbers, the same order of operations. */
import { type u8, type u64, usize } from "osmium";
import { asm, type Pointer, pointer, staticBytes, struct } from "osmium/unsafe";

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

/** The next random number. Marsaglia, Xorshift RNGs, 2003: 13, 7, 17. */
export function next(): u64 {
  let value = seed;
  value ^= value << 13;
  value ^= value >>> 7;
  value ^= value << 17;
  seed = value;
  return value;
}

/** Nanoseconds of processor time (`clock_gettime` of the process's own clock): waiting for a processor does not count. */
export function now(): u64 {
  const time = staticBytes(16, 16).cast<u64>();
  // SAFETY: the kernel writes two words; rcx and r11 are clobbered by the instruction.
  asm<u64>`syscall # ${asm.out("rax")} ${asm.in("rax", 228)} ${asm.in("rdi", 2)} ${asm.in("rsi", time)} ${asm.clobber("rcx")}${asm.clobber("r11")}`;
  return time.at(0) * 1000000000 + time.at(1);
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
  const start = now();
  work(live * 2, sizes, operations, take, give);
  console.log(Number(now() - start) / operations);
  for (let i: u64 = 0; i < live * 2; i++) {
    const slot = slotAt(i);
    if (slot.value.block !== 0) give(slot.value.block);
    slot.value.block = 0;
  }
}
