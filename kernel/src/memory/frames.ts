/**
 * The frame allocator: which frames (4 KiB of physical memory) are free, kept by the buddy system (`buddy.ts`). Single frames and runs of any length
 * cost the same in a machine with 32 MiB and in one with 1 TiB.
 *
 * Its bitmaps lie in the first usable memory behind the kernel that holds them. Memory below 1 MiB is never given out: the firmware's
 * data, what the loader has left, and video memory are there. Not for interrupt handlers.
 */
import { type u8, type u64, usize } from "osmium";
import { fillBytes, type Pointer, pointer, staticBytes } from "osmium/unsafe";
import { physicalToVirtual } from "../arch/x86_64/paging.ts";
import type { MemoryRegion } from "../boot/info.ts";
import {
  type Buddies,
  buddyBytes,
  freeFramesBetween,
  freeRunOf,
  initBuddies,
  isFrameFree,
  noFrame,
  takeFrame,
  takeRun,
} from "./buddy.ts";
import { frameBytes, type PhysicalRange, physicalLimit, usableRanges } from "./memory-map.ts";

export { frameBytes };

const lowMemory: u64 = 0x100000;

let framesTotal: u64 = 0;
/** All that was ever free, in order. */
let managed: readonly PhysicalRange[] = [];

function state(): Pointer<Buddies> {
  // SAFETY: 2048 bytes hold Buddies (1,248).
  return staticBytes(2048, 16).cast<Buddies>();
}

/**
 * Takes over all usable memory that nobody holds, for the time being up to `mapped`; `addFrames` adds the rest.
 * @param reservedEnd physical address of the first byte behind the kernel
 * @param mapped physical addresses below this can be reached: the bitmaps must lie there
 */
export function initFrames(map: readonly MemoryRegion[], reservedEnd: u64, mapped: u64): void {
  const lowest: PhysicalRange = { start: 0, end: reservedEnd > lowMemory ? reservedEnd : lowMemory };
  const free = usableRanges(map, [lowest]);
  if (free.length === 0) throw new Error("no memory behind the kernel");
  // Memory beyond what the bitmaps of a lower limit can tell is left out, if there is no room for more.
  let limit = free[free.length - 1].end / frameBytes;
  let home = placeFor(free, buddyBytes(limit), mapped);
  while (home === null && limit > 1024) {
    limit = limit / 2;
    home = placeFor(free, buddyBytes(limit), mapped);
  }
  if (home === null) throw new Error("no memory for the bitmaps of frames");
  const bytes = buddyBytes(limit);
  // SAFETY: placeFor has found room, and the direct map covers it.
  fillBytes(pointer<u8>(physicalToVirtual(home)), 0, usize(bytes));
  initBuddies(state(), limit, physicalToVirtual(home));
  const reserved = [lowest, { start: home, end: home + bytes }, { start: limit * frameBytes, end: physicalLimit }];
  managed = usableRanges(map, reserved);
  addFrames(0, mapped);
}

/** Makes the frames free that lie between two addresses: at first only what can be reached, and once more is mapped, the rest. */
export function addFrames(from: u64, to: u64): void {
  const before = state().value.framesFree;
  for (const { start, end } of managed) {
    const first = start > from ? start : from;
    const last = end < to ? end : to;
    if (first < last) freeFramesBetween(state(), first / frameBytes, last / frameBytes);
  }
  framesTotal += state().value.framesFree - before;
}

/** The first place for the bitmaps; null when there is none. */
function placeFor(free: readonly PhysicalRange[], bytes: u64, mapped: u64): u64 | null {
  for (const { start, end } of free) {
    if (end - start >= bytes && start + bytes <= mapped) return start;
  }
  return null;
}

/** The physical address of a frame that is now the caller's; null when there is none. Its contents are arbitrary. */
export function allocateFrame(): u64 | null {
  const frame = takeFrame(state());
  return frame === noFrame ? null : frame * frameBytes;
}

/** Gives a frame back. Throws for one that is free already or was never memory. */
export function freeFrame(address: u64): void {
  freeFrameRun(address, 1);
}

/**
 * The physical address of `count` frames in a row that are now the caller's; null when there are none.
 * @param align bytes, a power of two from 4096 on: the address is a multiple of it
 * @param below the run ends at this physical address at the latest, for devices that reach no further: 16 MiB, 4 GiB
 */
export function allocateFrameRun(count: u64, align: u64 = frameBytes, below: u64 = physicalLimit): u64 | null {
  if ((align & (align - 1)) !== 0 || align < frameBytes)
    throw new RangeError("the alignment is no power of two of pages");
  const frame = takeRun(state(), count, align / frameBytes, below / frameBytes);
  return frame === noFrame ? null : frame * frameBytes;
}

/** Gives frames back, all or a part of one or more runs. Throws, and frees none, if one of them is free already or was never memory. */
export function freeFrameRun(address: u64, count: u64): void {
  const first = address / frameBytes;
  if (address % frameBytes !== 0 || !isManaged(address, count * frameBytes)) {
    throw new RangeError("not a frame");
  }
  if (!freeRunOf(state(), first, count)) throw new Error("the frame is already free");
}

function isManaged(address: u64, bytes: u64): boolean {
  for (const { start, end } of managed) if (start <= address && address < end) return bytes <= end - address;
  return false;
}

/** Is there a frame at a physical address that this allocator gives out? */
export function isManagedFrame(address: u64): boolean {
  return isManaged(address, frameBytes);
}

/** Is the frame at a physical address free? */
export function isFree(address: u64): boolean {
  return isFrameFree(state(), address / frameBytes);
}

/** Frames that are free, as a machine integer. */
export function freeFrameCount(): u64 {
  return state().value.framesFree;
}

export function freeFrames(): number {
  return freeFrameCount();
}

export function totalFrames(): number {
  return framesTotal;
}
