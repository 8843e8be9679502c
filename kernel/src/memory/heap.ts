/**
 * The heap: blocks with boundary tags, free blocks in lists by size. Allocating and freeing take constant time, but for blocks above
 * 1 KiB, whose lists are searched; a freed block merges with both neighbours at once.
 *
 *   block:   previousBytes u64, bytes u64 (bit 0: in use), payload. `bytes` counts the header's 16; sizes are multiples of 16
 *   free:    the payload starts with the next and the previous free block of the same class
 *   region:  the first block has previousBytes 0; the last is a used block without payload, where merging stops
 *
 * All state lies in zeroed static memory, since the runtime allocates before any module body has run. It begins with a static arena;
 * more comes through `addMemory`. Never called from interrupt handlers. A double or wild free stops the kernel where it can be told.
 */
import { type u8, u64, usize } from "osmium";
import {
  callAddress,
  type InlineArray,
  leadingZeros,
  nullPointer,
  type Pointer,
  pointer,
  staticBytes,
  struct,
  trailingZeros,
} from "osmium/unsafe";

@struct
class Block {
  previousBytes!: u64;
  bytesAndUsed!: u64;
  next!: Pointer<Block>;
  previous!: Pointer<Block>;
}

@struct
class HeapState {
  /** Bit c: the list of class c is not empty. */
  classes!: u64;
  bytesTotal!: u64;
  bytesUsed!: u64;
  bytesUsedPeak!: u64;
  allocations!: u64;
  frees!: u64;
  failures!: u64;
  /** The end marker of the region that was added last, to which adjoining memory is joined. */
  lastEnd!: usize;
  /** Address of `grow(bytes): 1 if it has added memory`, or 0. */
  grow!: usize;
  lists!: InlineArray<Pointer<Block>, 64>;
}

export interface HeapStatistics {
  readonly bytesTotal: number;
  readonly bytesUsed: number;
  readonly bytesUsedPeak: number;
  readonly allocations: number;
  readonly frees: number;
  readonly failures: number;
}

function state(): Pointer<HeapState> {
  // SAFETY: 592 bytes hold a HeapState (584).
  return staticBytes(592, 16).cast<HeapState>();
}

function sizeOfBlock(block: Pointer<Block>): u64 {
  return block.value.bytesAndUsed & 0xfffffffffffffff0;
}

function isUsed(block: Pointer<Block>): boolean {
  return (block.value.bytesAndUsed & 1) !== 0;
}

/** The block after one in memory. */
function following(block: Pointer<Block>): Pointer<Block> {
  // SAFETY: a region ends with a marker, which nobody asks for its follower.
  return pointer<Block>(block.address + usize(sizeOfBlock(block)));
}

/** Class of a block: 0 to 47 by 16 bytes up to 784, above by powers of two. */
function classOf(bytes: u64): u64 {
  if (bytes < 800) return bytes / 16 - 2;
  const power = 63 - leadingZeros(bytes); // 9 or more
  const result: u64 = 39 + power;
  return result > 63 ? 63 : result;
}

function insert(heap: Pointer<HeapState>, block: Pointer<Block>): void {
  const size = classOf(sizeOfBlock(block));
  const first = heap.value.lists.at(usize(size));
  block.value.next = first;
  block.value.previous = nullPointer<Block>();
  if (!first.isNull) first.value.previous = block;
  heap.value.lists.set(usize(size), block);
  heap.value.classes = heap.value.classes | (u64(1) << size);
}

function remove(heap: Pointer<HeapState>, block: Pointer<Block>): void {
  const next = block.value.next;
  const previous = block.value.previous;
  if (!next.isNull) next.value.previous = previous;
  if (!previous.isNull) {
    previous.value.next = next;
    return;
  }
  const size = classOf(sizeOfBlock(block));
  heap.value.lists.set(usize(size), next);
  if (next.isNull) heap.value.classes = heap.value.classes & ~(u64(1) << size);
}

/** Makes a free block and joins it with free neighbours. */
function release(heap: Pointer<HeapState>, start: Pointer<Block>, size: u64): void {
  let block = start;
  let bytes = size;
  // SAFETY: neighbours are found by the sizes in the tags, which only this file writes.
  const after = pointer<Block>(block.address + usize(bytes));
  if (!isUsed(after)) {
    remove(heap, after);
    bytes += sizeOfBlock(after);
  }
  const before = block.value.previousBytes;
  if (before !== 0) {
    const neighbour = pointer<Block>(block.address - usize(before));
    if (!isUsed(neighbour)) {
      remove(heap, neighbour);
      bytes += sizeOfBlock(neighbour);
      block = neighbour;
    }
  }
  block.value.bytesAndUsed = bytes;
  following(block).value.previousBytes = bytes;
  insert(heap, block);
}

/** Gives a region to the heap. One that starts where the last ended is joined to it. */
export function addMemory(start: usize, end: usize): void {
  const heap = state();
  let first = (start + 15) & ~usize(15);
  const last = (end & ~usize(15)) - 16;
  if (last <= first + 32) return;
  let before: u64 = 0;
  if (heap.value.lastEnd !== 0 && heap.value.lastEnd + 16 === first) {
    first -= 16; // the old end marker becomes the header of the new block
    before = pointer<Block>(first).value.previousBytes;
  }
  // SAFETY: the caller gives mapped memory that is nobody's.
  const marker = pointer<Block>(last);
  marker.value.bytesAndUsed = 1;
  const block = pointer<Block>(first);
  block.value.previousBytes = before;
  heap.value.lastEnd = last;
  heap.value.bytesTotal = heap.value.bytesTotal + u64(last - first);
  release(heap, block, u64(last - first));
}

/** A free block of at least `bytes`, taken out of its list; null when there is none. */
function find(heap: Pointer<HeapState>, bytes: u64): Pointer<Block> {
  const size = classOf(bytes);
  if (size >= 48) {
    // Blocks of this class may be too small.
    let block = heap.value.lists.at(usize(size));
    while (!block.isNull) {
      if (sizeOfBlock(block) >= bytes) {
        remove(heap, block);
        return block;
      }
      block = block.value.next;
    }
  }
  const least: u64 = size >= 48 ? size + 1 : size;
  if (least > 63) return nullPointer<Block>();
  const fitting = (heap.value.classes >>> least) << least;
  if (fitting === 0) return nullPointer<Block>();
  const block = heap.value.lists.at(usize(trailingZeros(fitting)));
  remove(heap, block);
  return block;
}

/** Uses the first `bytes` of a free block and gives back the rest. */
function use(heap: Pointer<HeapState>, block: Pointer<Block>, bytes: u64): void {
  let size = sizeOfBlock(block);
  const rest = size - bytes;
  if (rest >= 32) {
    const remainder = pointer<Block>(block.address + usize(bytes));
    remainder.value.previousBytes = bytes;
    remainder.value.bytesAndUsed = rest;
    following(remainder).value.previousBytes = rest;
    insert(heap, remainder);
    size = bytes;
  }
  block.value.bytesAndUsed = size | 1;
  heap.value.allocations = heap.value.allocations + 1;
  const used = heap.value.bytesUsed + size;
  heap.value.bytesUsed = used;
  if (used > heap.value.bytesUsedPeak) heap.value.bytesUsedPeak = used;
}

/** At least `size` bytes, 16-aligned; the null pointer when there is no more memory. */
export function heapAllocate(size: usize): Pointer<u8> {
  const heap = state();
  if (heap.value.bytesTotal === 0) {
    const arena = staticBytes(0x40000, 4096);
    addMemory(arena.address, arena.address + 0x40000);
  }
  if (size > 0x100000000000) {
    heap.value.failures = heap.value.failures + 1;
    return nullPointer<u8>();
  }
  let bytes: u64 = (u64(size) + 31) & 0xfffffffffffffff0;
  if (bytes < 32) bytes = 32;
  let block = find(heap, bytes);
  if (block.isNull && heap.value.grow !== 0) {
    // SAFETY: setGrow took the address of a function of this shape.
    if (callAddress(heap.value.grow, usize(bytes)) !== 0) block = find(heap, bytes);
  }
  if (block.isNull) {
    heap.value.failures = heap.value.failures + 1;
    return nullPointer<u8>();
  }
  use(heap, block, bytes);
  return pointer<u8>(block.address + 16);
}

/** Frees what `heapAllocate` gave. False: it was not in use. */
export function heapFree(payload: Pointer<u8>): boolean {
  const heap = state();
  // SAFETY: the caller vouches for the pointer; the header lies before it.
  const block = pointer<Block>(payload.address - 16);
  if (!isUsed(block)) return false;
  const size = sizeOfBlock(block);
  heap.value.bytesUsed = heap.value.bytesUsed - size;
  heap.value.frees = heap.value.frees + 1;
  release(heap, block, size);
  return true;
}

/** Where more memory comes from: the address of `grow(bytes)`, which calls `addMemory` and returns 1, or returns 0. It must not allocate. */
export function setGrow(grow: usize): void {
  state().value.grow = grow;
}

export function heapStatistics(): HeapStatistics {
  const heap = state();
  return {
    bytesTotal: heap.value.bytesTotal,
    bytesUsed: heap.value.bytesUsed,
    bytesUsedPeak: heap.value.bytesUsedPeak,
    allocations: heap.value.allocations,
    frees: heap.value.frees,
    failures: heap.value.failures,
  };
}
