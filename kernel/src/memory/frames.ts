/**
 * The frame allocator: which frames (4 KiB of physical memory) are free. A hierarchical bitmap: one bit a frame, above it one bit for each
 * word that is not zero, and so on up to a single word. Allocating and freeing touch one word a level; four levels reach 64 GiB.
 *
 * The bitmap lies behind the kernel, in the first usable memory that holds it. Memory below 1 MiB is never given out: the firmware's
 * data, what the loader has left, and video memory are there. Not for interrupt handlers.
 */
import { type u8, u64, usize } from "osmium";
import { fillBytes, type InlineArray, type Pointer, pointer, staticBytes, struct, trailingZeros } from "osmium/unsafe";
import { physicalToVirtual } from "../arch/x86_64/paging.ts";
import type { MemoryRegion } from "../boot/info.ts";
import { usableMemory } from "../boot/info.ts";

export const frameBytes: u64 = 4096;
const lowMemory: u64 = 0x100000;
/** 64^6 frames are more than an address can name. */
const levelsMax: u64 = 6;

@struct
class FrameState {
  framesFree!: u64;
  framesTotal!: u64;
  /** Frames that the bitmap covers, free or not. */
  frameLimit!: u64;
  levels!: u64;
  /** Level 0 has a bit a frame; the last level is one word. */
  bits!: InlineArray<Pointer<u64>, 6>;
}

function state(): Pointer<FrameState> {
  // SAFETY: 80 bytes hold a FrameState.
  return staticBytes(80, 16).cast<FrameState>();
}

/** Words that a level needs for `bits` bits. */
function wordsFor(bits: u64): u64 {
  return (bits + 63) >>> 6;
}

/** Marks a frame free, in every level. */
function setFree(frames: Pointer<FrameState>, frame: u64): void {
  let index = frame;
  for (let level: u64 = 0; level < frames.value.levels; level++) {
    const word = frames.value.bits.at(usize(level)).add(index >>> 6);
    const old = word.read();
    word.write(old | (u64(1) << (index & 63)));
    if (old !== 0) return;
    index = index >>> 6;
  }
}

/** Marks a frame used; a level up only when its word has become zero. */
function setUsed(frames: Pointer<FrameState>, frame: u64): void {
  let index = frame;
  for (let level: u64 = 0; level < frames.value.levels; level++) {
    const word = frames.value.bits.at(usize(level)).add(index >>> 6);
    const rest = word.read() & ~(u64(1) << (index & 63));
    word.write(rest);
    if (rest !== 0) return;
    index = index >>> 6;
  }
}

function isFree(frames: Pointer<FrameState>, frame: u64): boolean {
  return (
    ((frames.value.bits
      .at(0)
      .add(frame >>> 6)
      .read() >>>
      (frame & 63)) &
      1) !==
    0
  );
}

function alignUp(address: u64): u64 {
  return (address + frameBytes - 1) & ~(frameBytes - 1);
}

/**
 * Takes over all usable memory that nobody holds.
 * @param reservedEnd physical address of the first byte behind the kernel
 * @param mapped physical addresses below this can be reached: the bitmap must lie there
 */
export function initFrames(map: readonly MemoryRegion[], reservedEnd: u64, mapped: u64): void {
  let limit: u64 = 0;
  for (const region of map) {
    const end = region.base + region.length;
    if (region.type === usableMemory && end > limit) limit = end;
  }
  const frames = state();
  frames.value.frameLimit = limit / frameBytes;

  let words: u64 = 0;
  let bits = frames.value.frameLimit;
  let levels: u64 = 0;
  do {
    bits = wordsFor(bits);
    words += bits;
    levels++;
  } while (bits > 1 && levels < levelsMax);
  frames.value.levels = levels;

  const home = placeFor(map, reservedEnd, words * 8, mapped);
  let at = physicalToVirtual(home);
  bits = frames.value.frameLimit;
  for (let level: u64 = 0; level < levels; level++) {
    bits = wordsFor(bits);
    // SAFETY: placeFor found room for all the words.
    frames.value.bits.set(usize(level), pointer<u64>(at));
    at += usize(bits) * 8;
  }
  fillBytes(pointer<u8>(physicalToVirtual(home)), 0, usize(words) * 8);

  const taken = alignUp(home + words * 8);
  for (const region of map) {
    if (region.type === usableMemory) addRegion(frames, region, reservedEnd, home, taken);
  }
  frames.value.framesTotal = frames.value.framesFree;
}

/** The first usable place for the bitmap behind the kernel. */
function placeFor(map: readonly MemoryRegion[], reservedEnd: u64, bytes: u64, mapped: u64): u64 {
  for (const region of map) {
    if (region.type !== usableMemory) continue;
    const start = alignUp(region.base > reservedEnd ? region.base : reservedEnd);
    const end = region.base + region.length;
    if (start >= lowMemory && start + bytes <= end && start + bytes <= mapped) return start;
  }
  throw new Error("no memory for the bitmap of frames");
}

/** Frees the frames of a region, without low memory, the kernel and the bitmap. What another region reserves wins: see `reserve`. */
function addRegion(frames: Pointer<FrameState>, region: MemoryRegion, reservedEnd: u64, home: u64, taken: u64): void {
  const lowest: u64 = reservedEnd > lowMemory ? reservedEnd : lowMemory;
  const start = alignUp(region.base > lowest ? region.base : lowest);
  const end = region.base + region.length;
  if (start <= home && home < end) {
    freeRange(frames, start / frameBytes, home / frameBytes);
    freeRange(frames, taken / frameBytes, end / frameBytes);
  } else {
    freeRange(frames, start / frameBytes, end / frameBytes);
  }
}

/** Marks the frames from `first` to below `end` free, whole words at once where it can. */
function freeRange(frames: Pointer<FrameState>, first: u64, end: u64): void {
  let frame = first;
  while (frame < end) {
    if ((frame & 63) === 0 && frame + 64 <= end) {
      setFree(frames, frame);
      frames.value.bits
        .at(0)
        .add(frame >>> 6)
        .write(0xffffffffffffffff);
      frames.value.framesFree = frames.value.framesFree + 64;
      frame += 64;
    } else {
      if (!isFree(frames, frame)) frames.value.framesFree = frames.value.framesFree + 1;
      setFree(frames, frame);
      frame++;
    }
  }
}

/** The physical address of a frame that is now the caller's; null when there is none. Its contents are arbitrary. */
export function allocateFrame(): u64 | null {
  const frames = state();
  if (frames.value.framesFree === 0) return null;
  let index: u64 = 0;
  let level = frames.value.levels;
  while (level > 0) {
    level--;
    const word = frames.value.bits.at(usize(level)).add(index).read();
    index = index * 64 + trailingZeros(word);
  }
  setUsed(frames, index);
  frames.value.framesFree = frames.value.framesFree - 1;
  return index * frameBytes;
}

/** Gives a frame back. Throws for one that is free already or was never memory. */
export function freeFrame(address: u64): void {
  const frames = state();
  const frame = address / frameBytes;
  if (frame >= frames.value.frameLimit || address % frameBytes !== 0 || address < lowMemory) {
    throw new RangeError("not a frame");
  }
  if (isFree(frames, frame)) throw new Error("the frame is already free");
  setFree(frames, frame);
  frames.value.framesFree = frames.value.framesFree + 1;
}

/** Frames that are free, as a machine integer. */
export function freeFrameCount(): u64 {
  return state().value.framesFree;
}

export function freeFrames(): number {
  return freeFrameCount();
}

export function totalFrames(): number {
  return state().value.framesTotal;
}

/** Marks frames of a range used that were taken for free: firmware maps overlap now and then, and then "reserved" is right. */
export function reserve(base: u64, length: u64): void {
  const frames = state();
  let frame = base / frameBytes;
  const end = (base + length + frameBytes - 1) / frameBytes;
  while (frame < end && frame < frames.value.frameLimit) {
    if (isFree(frames, frame)) {
      setUsed(frames, frame);
      frames.value.framesFree = frames.value.framesFree - 1;
      frames.value.framesTotal = frames.value.framesTotal - 1;
    }
    frame++;
  }
}
