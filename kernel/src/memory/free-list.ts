/**
 * Address-ordered first fit: a request gets the lowest free block that is large enough, of which the rest stays free; a freed block merges with
 * both neighbours at once, which boundary tags find. The order by address is kept by a tree (`free-tree.ts`), so nothing walks a list.
 *
 *   block:   header (`block.ts`), payload; of a free block, the last word repeats the size
 *   region:  address of the next region, blocks, and the header of an end that is in use, where merging stops
 *
 * Larger alignments split a block at the front, too. Not for interrupt handlers. Memory is never given back to where it came from.
 */
import { type u8, u64, usize } from "osmium";
import { callAddress, fillBytes, offsetOf, type Pointer, pointer, sizeOf, struct } from "osmium/unsafe";
import type { Allocator, AllocatorStatistics } from "./allocator.ts";
import {
  blockBytes,
  blockKindMask,
  blockPreviousUsed,
  blockSizeMask,
  blockUsed,
  grain,
  headerBytes,
  headerOf,
  requestMax,
  setHeader,
} from "./block.ts";
import {
  type FreeBlock,
  type FreeTree,
  firstFit,
  insertFree,
  largestFreeBytes,
  moveFree,
  nextFit,
  removeFree,
  resizeFree,
} from "./free-tree.ts";

/** A header, what the tree keeps in a free block, and the size at its end. */
export const blockBytesMin: usize = 48;

/** Zeroed memory is an allocator without memory. */
@struct
export class FreeListState {
  tree!: FreeTree;
  bytesTotal!: u64;
  bytesFree!: u64;
  bytesUsedPeak!: u64;
  allocations!: u64;
  frees!: u64;
  failures!: u64;
  /** Address of `grow(bytes): 1 if it has added memory`, or 0. */
  grow!: usize;
  /** The region that was added first, and the one that was added last with its end. */
  firstRegion!: usize;
  lastRegion!: usize;
  lastEnd!: usize;
}

export function treeOf(list: Pointer<FreeListState>): Pointer<FreeTree> {
  return pointer<FreeTree>(list.address + offsetOf<FreeListState>("tree"));
}

/** Of a free block: its size once more at its end, for the block behind. */
function setFooter(payload: usize, bytes: usize): void {
  // SAFETY: the last word of a free block, in front of the next one's header.
  pointer<usize>(payload + bytes - headerBytes * 2).write(bytes);
}

function setPreviousUsed(payload: usize, isUsed: boolean): void {
  const word = headerOf(payload);
  setHeader(payload, isUsed ? word | blockPreviousUsed : word & ~blockPreviousUsed);
}

/** A block's bytes for a request: header included, a multiple of 16. */
export function bytesForRequest(request: usize): usize {
  const bytes = (request + headerBytes + grain - 1) & ~(grain - 1);
  return bytes < blockBytesMin ? blockBytesMin : bytes;
}

/** Where a block with this alignment would start inside a free one. What is left in front must be a block, too. */
function alignedIn(start: usize, align: usize): usize {
  if ((start & (align - 1)) === 0) return start;
  return (start + blockBytesMin + align - 1) & ~(align - 1);
}

function fits(block: Pointer<FreeBlock>, bytes: usize, align: usize): boolean {
  return alignedIn(block.address, align) + bytes <= block.address + blockBytes(block.address);
}

/** Takes the lowest block of at least `bytes` bytes (see `bytesForRequest`) at a multiple of `align`; 0 when there is none. */
export function takeBlock(list: Pointer<FreeListState>, bytes: usize, align: usize): usize {
  const tree = treeOf(list);
  let block = firstFit(tree, bytes);
  if (align > grain) while (!block.isNull && !fits(block, bytes, align)) block = nextFit(block, bytes);
  if (block.isNull) return 0;
  const start = block.address;
  const payload = align > grain ? alignedIn(start, align) : start;
  const front = payload - start;
  let size = bytes;
  const back = blockBytes(start) - front - bytes;
  if (front !== 0) {
    resizeFree(block, front);
    setFooter(start, front);
  }
  if (back < blockBytesMin) {
    size += back;
    if (front === 0) removeFree(tree, block);
    setPreviousUsed(payload + size, true);
  } else {
    const rest = payload + size;
    if (front === 0) moveFree(tree, block, rest, back);
    else insertFree(tree, rest, back);
    setFooter(rest, back);
  }
  setHeader(payload, u64(size) | blockUsed | (front === 0 ? blockPreviousUsed : u64(0)));
  list.value.bytesFree = list.value.bytesFree - u64(size);
  return payload;
}

/** Gives a block that is in use back. */
export function releaseBlock(list: Pointer<FreeListState>, payload: usize): void {
  const tree = treeOf(list);
  const word = headerOf(payload);
  let bytes = usize(word & blockSizeMask);
  list.value.bytesFree = list.value.bytesFree + u64(bytes);
  // Whoever frees it again finds this.
  setHeader(payload, 0);
  let next = payload + bytes;
  const after = headerOf(next);
  const mergesAfter = (after & blockUsed) === 0;
  if (mergesAfter) bytes += usize(after & blockSizeMask);
  // SAFETY: neighbours are found by sizes that only this file writes.
  const neighbour = pointer<FreeBlock>(next);
  next = payload + bytes;
  if ((word & blockPreviousUsed) === 0) {
    const before = payload - pointer<usize>(payload - headerBytes * 2).read();
    if (mergesAfter) removeFree(tree, neighbour);
    bytes = next - before;
    resizeFree(pointer<FreeBlock>(before), bytes);
    setFooter(before, bytes);
  } else {
    if (mergesAfter) moveFree(tree, neighbour, payload, bytes);
    else insertFree(tree, payload, bytes);
    setFooter(payload, bytes);
  }
  if (!mergesAfter) setPreviousUsed(next, false);
}

/** Makes a block in use `bytes` bytes large where it lies. False: what is behind it is in use or too small. */
export function resizeBlock(list: Pointer<FreeListState>, payload: usize, bytes: usize): boolean {
  const word = headerOf(payload);
  const old = usize(word & blockSizeMask);
  if (bytes <= old) {
    shrinkBlock(list, payload, bytes);
    return true;
  }
  const neighbour = pointer<FreeBlock>(payload + old);
  const after = headerOf(neighbour.address);
  if ((after & blockUsed) !== 0) return false;
  const both = old + usize(after & blockSizeMask);
  if (both < bytes) return false;
  let size = bytes;
  if (both - bytes < blockBytesMin) {
    size = both;
    removeFree(treeOf(list), neighbour);
    setPreviousUsed(payload + size, true);
  } else {
    const rest = payload + bytes;
    moveFree(treeOf(list), neighbour, rest, both - bytes);
    setFooter(rest, both - bytes);
  }
  setHeader(payload, (word & ~blockSizeMask) | u64(size));
  list.value.bytesFree = list.value.bytesFree - u64(size - old);
  return true;
}

/** Gives the end of a block back, if it makes a block. */
function shrinkBlock(list: Pointer<FreeListState>, payload: usize, bytes: usize): void {
  const word = headerOf(payload);
  const rest = usize(word & blockSizeMask) - bytes;
  if (rest < blockBytesMin) return;
  setHeader(payload, (word & ~blockSizeMask) | u64(bytes));
  setHeader(payload + bytes, u64(rest) | blockUsed | blockPreviousUsed);
  releaseBlock(list, payload + bytes);
}

/** Gives a region to the list; one that starts where the last ended is joined to it. Less than 64 bytes are ignored. */
export function addRegion(list: Pointer<FreeListState>, start: usize, end: usize): void {
  const region = (start + grain - 1) & ~(grain - 1);
  const last = end & ~(grain - 1);
  if (last < region + blockBytesMin + grain) return;
  let first = region;
  let flags = blockUsed | blockPreviousUsed;
  if (list.value.lastEnd === region) {
    // The old end becomes the header of the new block.
    flags = headerOf(first) | blockUsed;
  } else {
    first = region + grain;
    // SAFETY: the caller gives mapped memory that is nobody's.
    pointer<usize>(region).write(0);
    if (list.value.firstRegion === 0) list.value.firstRegion = region;
    else pointer<usize>(list.value.lastRegion).write(region);
    list.value.lastRegion = region;
  }
  list.value.lastEnd = last;
  setHeader(last, blockUsed);
  setHeader(first, u64(last - first) | (flags & (blockUsed | blockPreviousUsed)));
  list.value.bytesTotal = list.value.bytesTotal + u64(last - first);
  releaseBlock(list, first);
}

/** The first block of a region, whatever it is. The last one has size 0. */
export function firstBlockOf(region: usize): usize {
  return region + grain;
}

/** The region that was added after this one; 0 when there is none. */
export function regionAfter(region: usize): usize {
  // SAFETY: regions start so.
  return pointer<usize>(region).read();
}

/** Takes a block, after growing if need be. */
export function takeOrGrow(list: Pointer<FreeListState>, bytes: usize, align: usize): usize {
  const payload = takeBlock(list, bytes, align);
  if (payload !== 0 || list.value.grow === 0) return payload;
  const needed = align > grain ? bytes + align + blockBytesMin : bytes;
  // SAFETY: whoever set `grow` took the address of a function of this shape.
  if (callAddress(list.value.grow, needed) === 0) return 0;
  return takeBlock(list, bytes, align);
}

// ---- the allocator ----

/** At least `request` bytes at a multiple of `align`, a power of two; 0 when there is no memory. */
export function freeListAllocate(list: Pointer<FreeListState>, request: usize, align: usize): usize {
  const payload = request > requestMax ? usize(0) : takeOrGrow(list, bytesForRequest(request), align);
  if (payload === 0) {
    list.value.failures = list.value.failures + 1;
    return 0;
  }
  list.value.allocations = list.value.allocations + 1;
  const used = list.value.bytesTotal - list.value.bytesFree;
  if (used > list.value.bytesUsedPeak) list.value.bytesUsedPeak = used;
  return payload;
}

/** Frees a block. False: it is none in use. */
export function freeListFree(list: Pointer<FreeListState>, payload: usize): boolean {
  if ((payload & (grain - 1)) !== 0 || (headerOf(payload) & blockKindMask) !== blockUsed) return false;
  list.value.frees = list.value.frees + 1;
  releaseBlock(list, payload);
  return true;
}

export class FreeListAllocator implements Allocator {
  readonly name: string = "free list";
  readonly #list: Pointer<FreeListState>;

  /** @param start, end memory that is nobody's; it also holds the allocator's state */
  constructor(start: usize, end: usize) {
    this.#list = pointer<FreeListState>(start);
    // SAFETY: the caller gives the memory away.
    fillBytes(this.#list.cast<u8>(), 0, sizeOf<FreeListState>());
    this.addMemory(start + sizeOf<FreeListState>(), end);
  }

  /** For tests that look inside. */
  state(): Pointer<FreeListState> {
    return this.#list;
  }

  addMemory(start: usize, end: usize): void {
    addRegion(this.#list, start, end);
  }

  allocate(bytes: usize, align: usize): usize {
    return freeListAllocate(this.#list, bytes, align);
  }

  free(address: usize): boolean {
    return freeListFree(this.#list, address);
  }

  resizeInPlace(address: usize, bytes: usize): boolean {
    return bytes <= requestMax && resizeBlock(this.#list, address, bytesForRequest(bytes));
  }

  usableBytes(address: usize): usize {
    return blockBytes(address) - headerBytes;
  }

  statistics(): AllocatorStatistics {
    const list = this.#list.value;
    return {
      bytesTotal: list.bytesTotal,
      bytesUsed: list.bytesTotal - list.bytesFree,
      bytesUsedPeak: list.bytesUsedPeak,
      bytesFree: list.bytesFree,
      allocations: list.allocations,
      frees: list.frees,
      failures: list.failures,
      freeRegions: list.tree.count,
      largestFreeBytes: largestFreeBytes(treeOf(this.#list)),
      sizeClasses: [],
    };
  }
}
