/**
 * The default allocator. Small requests are served by size classes (`size-classes.ts`): a block of the class's slab at hand, in constant time. Slabs and
 * large blocks, which are whole pages, come from the free list (`free-list.ts`), to which a slab returns when its last block is freed.
 *
 *   slab:     a block of the free list: the `Slab` below, then blocks of one size, carved off a few at a time
 *   class:    a queue of its slabs that have room, the one at hand first. Full slabs are in no queue; freeing a block puts one at the end
 *
 * A slab that is at hand is kept when it is empty, so that a program that allocates and frees one block in turn does not make a slab each time;
 * these are given up before memory runs out or the heap grows.
 *
 * The checks of `heapFree` cost nothing: the header that leads to the slab also says that the block is in use. Not for interrupt handlers.
 */
import { type u8, u32, u64, usize } from "osmium";
import {
  copyBytes,
  fillBytes,
  type InlineArray,
  nullPointer,
  offsetOf,
  type Pointer,
  pointer,
  sizeOf,
  staticBytes,
  struct,
} from "osmium/unsafe";
import type { Allocator, AllocatorStatistics, SizeClassStatistics } from "./allocator.ts";
import {
  blockBytes,
  blockKindMask,
  blockSizeMask,
  blockSmall,
  blockUsed,
  grain,
  headerBytes,
  headerOf,
  markSlab,
  requestMax,
  setHeader,
} from "./block.ts";
import {
  addRegion,
  bytesForRequest,
  type FreeListState,
  releaseBlock,
  resizeBlock,
  takeBlock,
  takeOrGrow,
  treeOf,
} from "./free-list.ts";
import { largestFreeBytes } from "./free-tree.ts";
import {
  classCount,
  geometricClassFor,
  linearClassFor,
  linearRequestMax,
  smallRequestMax,
  strideOf,
} from "./size-classes.ts";

@struct
export class Slab {
  /** The first free block that was in use before; 0 when there is none. Each leads to the next. */
  free!: usize;
  /** Where the next block is carved off, and where the blocks end. */
  fresh!: usize;
  end!: usize;
  next!: Pointer<Slab>;
  previous!: Pointer<Slab>;
  used!: u32;
  sizeClass!: u32;
  /** 1: in the queue of its class. */
  isQueued!: u32;
}

/** Bytes from a slab to its first payload: the struct and a header. */
const slabHeaderBytes: usize = 64;

@struct
class SizeClass {
  /** The slab at hand, or null; then the others that have room. */
  first!: Pointer<Slab>;
  last!: Pointer<Slab>;
  allocations!: u64;
  frees!: u64;
  /** Bytes of all slabs; of class 0, of all blocks in use. */
  heldBytes!: u64;
  stride!: u64;
}

/** Zeroed memory is an allocator without memory. */
@struct
export class SegregatedState {
  list!: FreeListState;
  bytesUsed!: u64;
  bytesUsedPeak!: u64;
  failures!: u64;
  classes!: InlineArray<SizeClass, 49>;
}

const pageBytes: usize = 4096;
/** A class's slabs grow with what it has in use, between these bounds; but each has at least a few blocks. */
const slabBytesMin: usize = 4096;
const slabBytesMax: usize = 65536;
const slabBlocksMin: usize = 4;
/** Blocks are carved off so many bytes at a time. */
const carveBytes: usize = 1024;

export function listOf(heap: Pointer<SegregatedState>): Pointer<FreeListState> {
  return pointer<FreeListState>(heap.address + offsetOf<SegregatedState>("list"));
}

function classAt(heap: Pointer<SegregatedState>, sizeClass: usize): Pointer<SizeClass> {
  return pointer<SizeClass>(heap.address + offsetOf<SegregatedState>("classes") + sizeClass * sizeOf<SizeClass>());
}

function countUsed(heap: Pointer<SegregatedState>, bytes: u64): void {
  const used = heap.value.bytesUsed + bytes;
  heap.value.bytesUsed = used;
  if (used > heap.value.bytesUsedPeak) heap.value.bytesUsedPeak = used;
}

/** The first block of a slab; those up to `fresh` have been carved off. */
export function firstInSlab(slab: Pointer<Slab>): usize {
  return slab.address + slabHeaderBytes;
}

// ---- allocating ----

/**
 * At least `request` bytes, at a multiple of 16; 0 when there is no memory.
 * @param mark what the block's header says besides: 0 or `markObject`
 */
export function segregatedAllocate(heap: Pointer<SegregatedState>, request: usize, mark: u64): usize {
  let index: usize = 0;
  if (request <= linearRequestMax) index = linearClassFor(request);
  else if (request <= smallRequestMax) index = geometricClassFor(request);
  else return allocateLarge(heap, request, mark);
  const sizeClass = classAt(heap, index);
  let slab = sizeClass.value.first;
  if (slab.isNull || slab.value.free === 0) {
    slab = slabWithRoom(heap, index);
    if (slab.isNull) return 0;
  }
  const payload = slab.value.free;
  // SAFETY: a free block holds the address of the next one.
  slab.value.free = pointer<usize>(payload).read();
  slab.value.used = slab.value.used + 1;
  setHeader(payload, headerOf(payload) | blockUsed | mark);
  sizeClass.value.allocations = sizeClass.value.allocations + 1;
  countUsed(heap, sizeClass.value.stride);
  return payload;
}

/** A slab of a class with a free block, at the head of the class's queue; null when there is no memory. */
function slabWithRoom(heap: Pointer<SegregatedState>, index: usize): Pointer<Slab> {
  const sizeClass = classAt(heap, index);
  for (;;) {
    let slab = sizeClass.value.first;
    if (slab.isNull) {
      slab = makeSlab(heap, index);
      if (slab.isNull) return slab;
    }
    if (slab.value.free === 0) carve(slab, strideOf(index));
    if (slab.value.free !== 0) return slab;
    unqueue(sizeClass, slab);
  }
}

/** A slab for a class, in its queue; null when there is no memory. */
function makeSlab(heap: Pointer<SegregatedState>, index: usize): Pointer<Slab> {
  const stride = strideOf(index);
  const sizeClass = classAt(heap, index);
  sizeClass.value.stride = u64(stride);
  let wanted = usize(sizeClass.value.allocations - sizeClass.value.frees) * stride;
  if (wanted < slabBytesMin) wanted = slabBytesMin;
  if (wanted > slabBytesMax) wanted = slabBytesMax;
  // By doubling: a division can throw for all that the compiler knows, and an allocator must not.
  let blocks = slabBlocksMin;
  while (blocks * stride * 2 <= wanted) blocks *= 2;
  let address = takeOrTrim(heap, slabHeaderBytes + blocks * stride, grain);
  if (address === 0) {
    // Rather a slab with a single block than none.
    blocks = 1;
    address = takeBlock(listOf(heap), slabHeaderBytes + stride, grain);
  }
  if (address === 0) {
    heap.value.failures = heap.value.failures + 1;
    return nullPointer<Slab>();
  }
  setHeader(address, headerOf(address) | markSlab);
  // SAFETY: the block is ours and large enough.
  const slab = pointer<Slab>(address);
  slab.value.free = 0;
  slab.value.fresh = firstInSlab(slab);
  slab.value.end = slab.value.fresh + blocks * stride;
  slab.value.used = 0;
  slab.value.sizeClass = u32(index);
  sizeClass.value.heldBytes = sizeClass.value.heldBytes + u64(blockBytes(address));
  enqueue(sizeClass, slab);
  return slab;
}

/** Makes blocks of the next bytes of a slab that were never used, the first ones first in the list. */
function carve(slab: Pointer<Slab>, stride: usize): void {
  const start = slab.value.fresh;
  if (start === slab.value.end) return;
  let at = start;
  while (at < slab.value.end && at < start + carveBytes) {
    setHeader(at, u64(at - slab.address) | blockSmall);
    // SAFETY: nobody has the block yet; it leads to the one behind it.
    pointer<usize>(at).write(at + stride);
    // Nothing that was here before is taken for a guard's header (`guards.ts`).
    if (stride > grain) pointer<usize>(at).set(1, 0);
    at += stride;
  }
  pointer<usize>(at - stride).write(0);
  slab.value.free = start;
  slab.value.fresh = at;
}

/** Whole pages from the free list. */
function allocateLarge(heap: Pointer<SegregatedState>, request: usize, mark: u64): usize {
  let payload: usize = 0;
  if (request <= requestMax) {
    payload = takeOrTrim(heap, largeBytes(request), grain);
    // Near the end of memory the request itself may fit where whole pages don't.
    if (payload === 0) payload = takeBlock(listOf(heap), bytesForRequest(request), grain);
  }
  return countLarge(heap, payload, mark);
}

function largeBytes(request: usize): usize {
  return (request + headerBytes + pageBytes - 1) & ~(pageBytes - 1);
}

/** Enters a block from the free list, or its absence, into the books. */
function countLarge(heap: Pointer<SegregatedState>, payload: usize, mark: u64): usize {
  if (payload === 0) {
    heap.value.failures = heap.value.failures + 1;
    return 0;
  }
  setHeader(payload, headerOf(payload) | mark);
  const large = classAt(heap, 0);
  const bytes = u64(blockBytes(payload));
  large.value.allocations = large.value.allocations + 1;
  large.value.heldBytes = large.value.heldBytes + bytes;
  countUsed(heap, bytes);
  return payload;
}

/** At least `request` bytes at a multiple of `align`, a power of two. */
export function segregatedAllocateAligned(heap: Pointer<SegregatedState>, request: usize, align: usize): usize {
  if (align <= grain) return segregatedAllocate(heap, request, 0);
  const payload = request > requestMax ? usize(0) : takeOrTrim(heap, bytesForRequest(request), align);
  return countLarge(heap, payload, 0);
}

/** A block of the free list; if there is none, empty slabs are given up, and then the heap grows. */
function takeOrTrim(heap: Pointer<SegregatedState>, bytes: usize, align: usize): usize {
  const list = listOf(heap);
  const payload = takeBlock(list, bytes, align);
  if (payload !== 0) return payload;
  trim(heap);
  return takeOrGrow(list, bytes, align);
}

/** Gives up the empty slabs that are at hand. */
function trim(heap: Pointer<SegregatedState>): void {
  for (let index: usize = 1; index < classCount; index++) {
    const slab = classAt(heap, index).value.first;
    if (!slab.isNull && slab.value.used === 0) releaseSlab(heap, slab);
  }
}

// ---- freeing ----

/** Frees a block. False: it is none in use. */
export function segregatedFree(heap: Pointer<SegregatedState>, payload: usize): boolean {
  const word = headerOf(payload);
  if ((word & blockKindMask) !== (blockUsed | blockSmall)) return freeLarge(heap, payload, word);
  const distance = word & blockSizeMask;
  // SAFETY: the header of a block in a slab, which only this file writes.
  const slab = pointer<Slab>(payload - usize(distance));
  const sizeClass = classAt(heap, usize(slab.value.sizeClass));
  setHeader(payload, distance | blockSmall);
  pointer<usize>(payload).write(slab.value.free);
  slab.value.free = payload;
  const used = slab.value.used - 1;
  slab.value.used = used;
  sizeClass.value.frees = sizeClass.value.frees + 1;
  heap.value.bytesUsed = heap.value.bytesUsed - sizeClass.value.stride;
  if (slab.value.isQueued === 0) enqueue(sizeClass, slab);
  else if (used === 0 && sizeClass.value.first.address !== slab.address) releaseSlab(heap, slab);
  return true;
}

/** Frees a block that lies in no slab. */
function freeLarge(heap: Pointer<SegregatedState>, payload: usize, word: u64): boolean {
  if ((payload & (grain - 1)) !== 0 || (word & (blockKindMask | markSlab)) !== blockUsed) return false;
  const large = classAt(heap, 0);
  const bytes = word & blockSizeMask;
  large.value.frees = large.value.frees + 1;
  large.value.heldBytes = large.value.heldBytes - bytes;
  heap.value.bytesUsed = heap.value.bytesUsed - bytes;
  releaseBlock(listOf(heap), payload);
  return true;
}

/** Gives an empty slab that is in the queue of its class back to the free list. */
function releaseSlab(heap: Pointer<SegregatedState>, slab: Pointer<Slab>): void {
  const sizeClass = classAt(heap, usize(slab.value.sizeClass));
  unqueue(sizeClass, slab);
  sizeClass.value.heldBytes = sizeClass.value.heldBytes - u64(blockBytes(slab.address));
  releaseBlock(listOf(heap), slab.address);
}

// ---- queues of slabs ----

function enqueue(sizeClass: Pointer<SizeClass>, slab: Pointer<Slab>): void {
  const last = sizeClass.value.last;
  slab.value.isQueued = 1;
  slab.value.next = nullPointer<Slab>();
  slab.value.previous = last;
  if (last.isNull) sizeClass.value.first = slab;
  else last.value.next = slab;
  sizeClass.value.last = slab;
}

function unqueue(sizeClass: Pointer<SizeClass>, slab: Pointer<Slab>): void {
  const { next, previous } = slab.value;
  slab.value.isQueued = 0;
  if (previous.isNull) sizeClass.value.first = next;
  else previous.value.next = next;
  if (next.isNull) sizeClass.value.last = previous;
  else next.value.previous = previous;
}

// ---- blocks in use ----

/** Bytes that the owner of a block may use. */
export function segregatedUsableBytes(heap: Pointer<SegregatedState>, payload: usize): usize {
  const word = headerOf(payload);
  if ((word & blockSmall) === 0) return blockBytes(payload) - headerBytes;
  const slab = pointer<Slab>(payload - usize(word & blockSizeMask));
  return usize(classAt(heap, usize(slab.value.sizeClass)).value.stride) - headerBytes;
}

/** Makes a block larger or smaller where it lies; a block of a class keeps its size. False: it is too small and can't grow. */
export function segregatedResize(heap: Pointer<SegregatedState>, payload: usize, request: usize): boolean {
  if ((headerOf(payload) & blockSmall) !== 0) return request <= segregatedUsableBytes(heap, payload);
  if (request > requestMax) return false;
  const list = listOf(heap);
  const old = u64(blockBytes(payload));
  if (!resizeBlock(list, payload, largeBytes(request)) && !resizeBlock(list, payload, bytesForRequest(request))) {
    return false;
  }
  const bytes = u64(blockBytes(payload));
  const large = classAt(heap, 0);
  large.value.heldBytes = large.value.heldBytes - old + bytes;
  heap.value.bytesUsed = heap.value.bytesUsed - old;
  countUsed(heap, bytes);
  return true;
}

// ---- statistics ----

/** What a class has in use. */
function sizeClassStatistics(heap: Pointer<SegregatedState>, index: usize): SizeClassStatistics {
  const sizeClass = classAt(heap, index).value;
  const live = sizeClass.allocations - sizeClass.frees;
  return {
    bytes: index === 0 ? Infinity : strideOf(index) - headerBytes,
    live,
    liveBytes: index === 0 ? sizeClass.heldBytes : live * u64(strideOf(index)),
    allocations: sizeClass.allocations,
    heldBytes: sizeClass.heldBytes,
  };
}

/** All classes by size; what is too large for any comes last. */
export function segregatedStatistics(heap: Pointer<SegregatedState>): AllocatorStatistics {
  const largest = largestFreeBytes(treeOf(listOf(heap)));
  // Making the statistics allocates, maybe from this heap: they are those of the moment before.
  const snapshot = staticBytes(4096, 64).cast<SegregatedState>();
  // SAFETY: a SegregatedState has less than 4096 bytes.
  copyBytes(snapshot.cast<u8>(), heap.cast<u8>(), sizeOf<SegregatedState>());
  const { list, bytesUsed, bytesUsedPeak, failures } = snapshot.value;
  let allocations: u64 = 0;
  let frees: u64 = 0;
  const sizeClasses: SizeClassStatistics[] = [];
  for (let index: usize = 1; index <= classCount; index++) {
    const at = index % classCount;
    allocations += classAt(snapshot, at).value.allocations;
    frees += classAt(snapshot, at).value.frees;
    sizeClasses.push(sizeClassStatistics(snapshot, at));
  }
  return {
    bytesTotal: list.bytesTotal,
    bytesUsed,
    bytesUsedPeak,
    bytesFree: list.bytesTotal - bytesUsed,
    allocations,
    frees,
    failures,
    freeRegions: list.tree.count,
    largestFreeBytes: largest,
    sizeClasses,
  };
}

export class SegregatedAllocator implements Allocator {
  readonly name: string = "segregated";
  readonly #heap: Pointer<SegregatedState>;

  /** @param start, end memory that is nobody's; it also holds the allocator's state */
  constructor(start: usize, end: usize) {
    this.#heap = pointer<SegregatedState>(start);
    // SAFETY: the caller gives the memory away.
    fillBytes(this.#heap.cast<u8>(), 0, sizeOf<SegregatedState>());
    this.addMemory(start + sizeOf<SegregatedState>(), end);
  }

  /** For tests that look inside. */
  state(): Pointer<SegregatedState> {
    return this.#heap;
  }

  addMemory(start: usize, end: usize): void {
    addRegion(listOf(this.#heap), start, end);
  }

  allocate(bytes: usize, align: usize): usize {
    return segregatedAllocateAligned(this.#heap, bytes, align);
  }

  free(address: usize): boolean {
    return segregatedFree(this.#heap, address);
  }

  resizeInPlace(address: usize, bytes: usize): boolean {
    return segregatedResize(this.#heap, address, bytes);
  }

  usableBytes(address: usize): usize {
    return segregatedUsableBytes(this.#heap, address);
  }

  statistics(): AllocatorStatistics {
    return segregatedStatistics(this.#heap);
  }
}
