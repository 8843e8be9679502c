/**
 * The frame allocator over made-up maps of 32 MiB and of 1 TiB: nanoseconds per operation, first for single frames, then for runs of up to 16 frames.
 * Slots are picked at random, as for the heap.
 */
import { type u8, u64, usize } from "osmium";
import { fillBytes, type Pointer, staticBytes } from "osmium/unsafe";
import {
  type Buddies,
  buddyBytes,
  freeFramesBetween,
  freeRunOf,
  initBuddies,
  noFrame,
  takeFrame,
  takeRun,
} from "../../../kernel/src/memory/buddy.ts";
import { next, now } from "./workload.ts";

const mebibyte: u64 = 0x100000;
/** Half of them are in use: with runs of 16 frames, half of 32 MiB. */
const slotCount: u64 = 800;
const buddies: Pointer<Buddies> = staticBytes(4096, 64).cast<Buddies>();
/** The bitmaps for 1 TiB take 65 MiB. */
const storage: Pointer<u8> = staticBytes(0x4200000, 4096);

/** The first frame and the count of a run, 0 when there is none. */
const slots: Pointer<u64> = staticBytes(12800, 64).cast<u64>();

function prepare(bytes: u64): void {
  const limit = bytes / 4096;
  fillBytes(storage, 0, usize(buddyBytes(limit)));
  initBuddies(buddies, limit, storage.address);
  // Without the first MiB, which a PC needs for other things.
  freeFramesBetween(buddies, mebibyte / 4096, limit);
  fillBytes(slots.cast<u8>(), 0, 12800);
}

function work(operations: u64, longest: u64): void {
  for (let i: u64 = 0; i < operations; i++) {
    const random = next();
    const slot = slots.add((((random & 0xffffffff) * slotCount) >>> 32) * 2);
    const count = slot.at(1);
    if (count !== 0) {
      freeRunOf(buddies, slot.at(0), count);
      slot.set(1, 0);
      continue;
    }
    const wanted = 1 + (((random >>> 32) * longest) >>> 32);
    const first = longest === 1 ? takeFrame(buddies) : takeRun(buddies, wanted, 1, noFrame);
    if (first === noFrame) continue;
    slot.set(0, first);
    slot.set(1, wanted);
  }
}

function measureFrames(bytes: u64, longest: u64): void {
  const operations: u64 = 4000000;
  prepare(bytes);
  work(100000, longest);
  const start = now();
  work(operations, longest);
  console.log(Number(now() - start) / operations);
}

for (const longest of [1, 16] as const) {
  measureFrames(32 * mebibyte, u64(longest));
  measureFrames(0x10000000000, u64(longest));
}
