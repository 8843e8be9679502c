/**
 * Runs of frames by the buddy system (Knuth, The Art of Computer Programming, vol. 1, 2.5): free memory is kept as blocks of 2^k frames at multiples
 * of their size, a set for each order k. A request takes the lowest block of the smallest order that holds it and gives back what it does not need; a
 * freed block joins with its other half as long as that is free. All of this takes as many steps as there are orders, whatever the size of memory.
 *
 * A run for which no block is large enough may still fit over several neighbours: then free blocks are walked by address, which takes as long as there are
 * free blocks. Frames are numbers here; where the bitmaps lie is the caller's choice, so everything can be tried over made-up memory.
 */
import { u64, usize } from "osmium";
import {
  type InlineArray,
  leadingZeros,
  offsetOf,
  type Pointer,
  pointer,
  sizeOf,
  struct,
  trailingZeros,
} from "osmium/unsafe";
import {
  type BitTree,
  bitTreeBytes,
  clearBit,
  hasBit,
  initBitTree,
  lowestBit,
  nextBit,
  noBit,
  setBit,
} from "./bit-tree.ts";

/** Orders 0 (4 KiB) to 18 (1 GiB, the largest page). */
const orders: u64 = 19;
/** No frame: out of memory. */
export const noFrame: u64 = 0xffffffffffffffff;

@struct
export class Buddies {
  framesFree!: u64;
  /** Bit k: there are free blocks of order k. */
  available!: u64;
  /** Frames are numbers below this. */
  limit!: u64;
  /** Orders in use: no block of a higher one fits below the limit. */
  orders!: u64;
  sets!: InlineArray<BitTree, 19>;
}

function setOf(buddies: Pointer<Buddies>, order: u64): Pointer<BitTree> {
  return pointer<BitTree>(buddies.address + offsetOf<Buddies>("sets") + usize(order) * sizeOf<BitTree>());
}

/** Blocks of an order that lie wholly or partly below a limit. */
function blocksBelow(limit: u64, order: u64): u64 {
  return (limit + (u64(1) << order) - 1) >>> order;
}

function ordersFor(limit: u64): u64 {
  const highest = 63 - leadingZeros(limit);
  return highest + 1 < orders ? highest + 1 : orders;
}

/** Bytes of storage for the frames below `limit`, which is not 0: a little more than a quarter of a byte for each. */
export function buddyBytes(limit: u64): u64 {
  let bytes: u64 = 0;
  for (let order: u64 = 0; order < ordersFor(limit); order++) bytes += bitTreeBytes(blocksBelow(limit, order));
  return bytes;
}

/** Starts without free frames. `storage` are `buddyBytes(limit)` zeroed bytes. */
export function initBuddies(buddies: Pointer<Buddies>, limit: u64, storage: usize): void {
  buddies.value.framesFree = 0;
  buddies.value.available = 0;
  buddies.value.limit = limit;
  buddies.value.orders = ordersFor(limit);
  let at = storage;
  for (let order: u64 = 0; order < buddies.value.orders; order++) {
    const blocks = blocksBelow(limit, order);
    initBitTree(setOf(buddies, order), blocks, at);
    at += usize(bitTreeBytes(blocks));
  }
}

// ---- blocks ----

function addBlock(buddies: Pointer<Buddies>, frame: u64, order: u64): void {
  setBit(setOf(buddies, order), frame >>> order);
  buddies.value.available = buddies.value.available | (u64(1) << order);
}

function removeBlock(buddies: Pointer<Buddies>, frame: u64, order: u64): void {
  if (!clearBit(setOf(buddies, order), frame >>> order)) {
    buddies.value.available = buddies.value.available & ~(u64(1) << order);
  }
}

/** Frees a block and joins it with its buddies. */
function joinBlock(buddies: Pointer<Buddies>, frame: u64, order: u64): void {
  let start = frame;
  let size = order;
  while (size + 1 < buddies.value.orders) {
    const buddy = start ^ (u64(1) << size);
    if (buddy >= buddies.value.limit || !hasBit(setOf(buddies, size), buddy >>> size)) break;
    removeBlock(buddies, buddy, size);
    start = start & ~(u64(1) << size);
    size++;
  }
  addBlock(buddies, start, size);
}

/** The order of the free block that a frame lies in; `noFrame` when the frame is not free. */
function orderOfFree(buddies: Pointer<Buddies>, frame: u64): u64 {
  for (let order: u64 = 0; order < buddies.value.orders; order++) {
    if (hasBit(setOf(buddies, order), frame >>> order)) return order;
  }
  return noFrame;
}

/** The smallest order whose blocks have at least `count` frames. */
function orderFor(count: u64): u64 {
  return count <= 1 ? u64(0) : 64 - leadingZeros(count - 1);
}

/** The largest block that starts at a frame and ends at `end` at the latest. */
function orderOfPiece(buddies: Pointer<Buddies>, frame: u64, end: u64): u64 {
  let order = 63 - leadingZeros(end - frame);
  if (frame !== 0 && trailingZeros(frame) < order) order = trailingZeros(frame);
  return order < buddies.value.orders ? order : buddies.value.orders - 1;
}

// ---- frames ----

/** Is the frame free? False for one that is not there. */
export function isFrameFree(buddies: Pointer<Buddies>, frame: u64): boolean {
  return frame < buddies.value.limit && orderOfFree(buddies, frame) !== noFrame;
}

/** Makes the frames from `first` to below `end`, none of which is free, free. */
export function freeFramesBetween(buddies: Pointer<Buddies>, first: u64, end: u64): void {
  let frame = first;
  while (frame < end) {
    const order = orderOfPiece(buddies, frame, end);
    joinBlock(buddies, frame, order);
    frame += u64(1) << order;
  }
  buddies.value.framesFree = buddies.value.framesFree + (end - first);
}

/** Takes the lowest frame of the smallest block; `noFrame` when there is none. */
export function takeFrame(buddies: Pointer<Buddies>): u64 {
  if (buddies.value.available === 0) return noFrame;
  let order = trailingZeros(buddies.value.available);
  const frame = lowestBit(setOf(buddies, order)) << order;
  removeBlock(buddies, frame, order);
  while (order > 0) {
    order--;
    addBlock(buddies, frame + (u64(1) << order), order);
  }
  buddies.value.framesFree = buddies.value.framesFree - 1;
  return frame;
}

/**
 * Takes `count` frames in a row.
 * @param align a power of two: the first frame is a multiple of it
 * @param below the run ends at this frame at the latest
 * @returns the first frame, or `noFrame`
 */
export function takeRun(buddies: Pointer<Buddies>, count: u64, align: u64, below: u64): u64 {
  if (count === 0 || count > buddies.value.framesFree) return noFrame;
  const order = orderFor(count > align ? count : align);
  let first = order < buddies.value.orders ? lowestBlock(buddies, order) : noFrame;
  if (first === noFrame || first + count > below) {
    first = walkForRun(buddies, count, align, below);
    if (first === noFrame) return noFrame;
  }
  takeFramesBetween(buddies, first, first + count);
  return first;
}

/** The lowest frame where a block of at least this order is free; `noFrame` when there is none. */
function lowestBlock(buddies: Pointer<Buddies>, least: u64): u64 {
  let lowest = noFrame;
  let available = (buddies.value.available >>> least) << least;
  while (available !== 0) {
    const order = trailingZeros(available);
    const frame = lowestBit(setOf(buddies, order)) << order;
    if (frame < lowest) lowest = frame;
    available &= available - 1;
  }
  return lowest;
}

/** Looks for a run over neighbouring free blocks, from the lowest on. */
function walkForRun(buddies: Pointer<Buddies>, count: u64, align: u64, below: u64): u64 {
  let start: u64 = 0;
  let end: u64 = 0;
  for (;;) {
    const block = nextFreeFrame(buddies, end);
    if (block === noFrame || block >= below) return noFrame;
    if (block !== end) start = (block + align - 1) & ~(align - 1);
    end = block + (u64(1) << orderOfFree(buddies, block));
    if (start + count <= end) return start + count <= below ? start : noFrame;
  }
}

/** The first free frame at or behind one; it starts a block, unless it is `from` itself. */
function nextFreeFrame(buddies: Pointer<Buddies>, from: u64): u64 {
  if (from >= buddies.value.limit) return noFrame;
  let nearest = noFrame;
  for (let available = buddies.value.available; available !== 0; available &= available - 1) {
    const order = trailingZeros(available);
    const next = nextBit(setOf(buddies, order), (from + (u64(1) << order) - 1) >>> order);
    if (next !== noBit && next << order < nearest) nearest = next << order;
  }
  return nearest;
}

/** Takes frames that are all free: each block that they lie in is taken, and what is too much of it given back. */
function takeFramesBetween(buddies: Pointer<Buddies>, first: u64, end: u64): void {
  let frame = first;
  while (frame < end) {
    const order = orderOfFree(buddies, frame);
    const blockStart = (frame >>> order) << order;
    const blockEnd = blockStart + (u64(1) << order);
    removeBlock(buddies, blockStart, order);
    buddies.value.framesFree = buddies.value.framesFree - (u64(1) << order);
    if (blockStart < frame) freeFramesBetween(buddies, blockStart, frame);
    if (blockEnd > end) freeFramesBetween(buddies, end, blockEnd);
    frame = blockEnd;
  }
}

/** Frees `count` frames in a row, not all of which need come from one call. False: one of them is free already or not there. */
export function freeRunOf(buddies: Pointer<Buddies>, first: u64, count: u64): boolean {
  if (count === 0 || first + count > buddies.value.limit || first + count < first) return false;
  // A single frame or a whole block that is free is told by its own bit or one above; a free part of a run, by looking for the next free frame.
  if (orderOfFree(buddies, first) !== noFrame) return false;
  if (count > 1 && nextFreeFrame(buddies, first) < first + count) return false;
  freeFramesBetween(buddies, first, first + count);
  return true;
}
