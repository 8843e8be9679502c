/**
 * The simplest allocator: the next bytes of its memory. It can reuse nothing until all is free, and then starts over; only the block that was
 * allocated last can be freed or resized by itself. One block that lives long is enough for it to run out of memory, however little is in use.
 *
 *   region:  address of the next region, its end, then blocks with headers (`block.ts`), gapless but for alignment
 */
import { type u8, u64, usize } from "osmium";
import { fillBytes, type Pointer, pointer, sizeOf, struct } from "osmium/unsafe";
import type { Allocator, AllocatorStatistics } from "./allocator.ts";
import {
  blockKindMask,
  blockSizeMask,
  blockUsed,
  grain,
  headerBytes,
  headerOf,
  requestMax,
  setHeader,
} from "./block.ts";

/** Zeroed memory is an allocator without memory. */
@struct
export class BumpState {
  firstRegion!: Pointer<BumpRegion>;
  lastRegion!: Pointer<BumpRegion>;
  /** The region at hand, and the header of the next block in it. */
  region!: Pointer<BumpRegion>;
  next!: usize;
  live!: u64;
  bytesTotal!: u64;
  /** Bytes that can't be given out before all is free. */
  bytesTaken!: u64;
  bytesUsedPeak!: u64;
  allocations!: u64;
  frees!: u64;
  failures!: u64;
}

@struct
class BumpRegion {
  after!: Pointer<BumpRegion>;
  end!: usize;
}

const regionHeaderBytes: usize = 16;

function startOf(region: Pointer<BumpRegion>): usize {
  return region.address + regionHeaderBytes;
}

/** Gives a region to the allocator; one that starts where the last ended is joined to it. */
export function bumpAddMemory(bump: Pointer<BumpState>, start: usize, end: usize): void {
  const first = (start + grain - 1) & ~(grain - 1);
  const last = end & ~(grain - 1);
  if (last < first + regionHeaderBytes * 2) return;
  const previous = bump.value.lastRegion;
  if (!previous.isNull && previous.value.end === first) {
    previous.value.end = last;
    bump.value.bytesTotal = bump.value.bytesTotal + u64(last - first);
    return;
  }
  // SAFETY: the caller gives mapped memory that is nobody's.
  const region = pointer<BumpRegion>(first);
  region.value.after = pointer<BumpRegion>(0);
  region.value.end = last;
  bump.value.lastRegion = region;
  bump.value.bytesTotal = bump.value.bytesTotal + u64(last - startOf(region));
  if (previous.isNull) {
    bump.value.firstRegion = region;
    startOver(bump);
  } else previous.value.after = region;
}

/** Nothing is in use: all memory is new again. */
function startOver(bump: Pointer<BumpState>): void {
  bump.value.region = bump.value.firstRegion;
  bump.value.next = startOf(bump.value.firstRegion);
  bump.value.bytesTaken = 0;
}

/** At least `request` bytes at a multiple of `align`, a power of two; 0 when what is left is too small. */
export function bumpAllocate(bump: Pointer<BumpState>, request: usize, align: usize): usize {
  const alignment = align > grain ? align : grain;
  const bytes = (request + headerBytes + grain - 1) & ~(grain - 1);
  while (request <= requestMax && !bump.value.region.isNull) {
    const header = bump.value.next;
    const payload = (header + headerBytes + alignment - 1) & ~(alignment - 1);
    // The block ends where the next payload's header may begin.
    const next = payload + bytes - headerBytes;
    if (next <= bump.value.region.value.end) {
      setHeader(payload, u64(bytes) | blockUsed);
      bump.value.next = next;
      bump.value.live = bump.value.live + 1;
      bump.value.allocations = bump.value.allocations + 1;
      bump.value.bytesTaken = bump.value.bytesTaken + u64(next - header);
      if (bump.value.bytesTaken > bump.value.bytesUsedPeak) bump.value.bytesUsedPeak = bump.value.bytesTaken;
      return payload;
    }
    const region = bump.value.region.value.after;
    if (region.isNull) break;
    // What is left of this region has to wait for the new start, too.
    bump.value.bytesTaken = bump.value.bytesTaken + u64(bump.value.region.value.end - header);
    bump.value.region = region;
    bump.value.next = startOf(region);
  }
  bump.value.failures = bump.value.failures + 1;
  return 0;
}

/** Frees a block. False: it is none in use. */
export function bumpFree(bump: Pointer<BumpState>, payload: usize): boolean {
  const word = headerOf(payload);
  if ((payload & (grain - 1)) !== 0 || (word & blockKindMask) !== blockUsed) return false;
  setHeader(payload, word & ~blockUsed);
  bump.value.live = bump.value.live - 1;
  bump.value.frees = bump.value.frees + 1;
  if (bump.value.live === 0) startOver(bump);
  else if (endOf(payload) === bump.value.next) {
    bump.value.next = payload - headerBytes;
    bump.value.bytesTaken = bump.value.bytesTaken - (word & blockSizeMask);
  }
  return true;
}

/** Where the header behind a block would be. */
function endOf(payload: usize): usize {
  return payload + usize(headerOf(payload) & blockSizeMask) - headerBytes;
}

/** Resizes the block that was allocated last, or makes another smaller without gain. False: it is too large for its place. */
export function bumpResize(bump: Pointer<BumpState>, payload: usize, request: usize): boolean {
  const word = headerOf(payload);
  const old = usize(word & blockSizeMask);
  const bytes = (request + headerBytes + grain - 1) & ~(grain - 1);
  if (request > requestMax) return false;
  if (endOf(payload) !== bump.value.next) return bytes <= old;
  const next = payload + bytes - headerBytes;
  if (next > bump.value.region.value.end) return false;
  setHeader(payload, u64(bytes) | blockUsed);
  bump.value.bytesTaken = bump.value.bytesTaken - u64(old) + u64(bytes);
  bump.value.next = next;
  if (bump.value.bytesTaken > bump.value.bytesUsedPeak) bump.value.bytesUsedPeak = bump.value.bytesTaken;
  return true;
}

export class BumpAllocator implements Allocator {
  readonly name: string = "bump";
  readonly #bump: Pointer<BumpState>;

  /** @param start, end memory that is nobody's; it also holds the allocator's state */
  constructor(start: usize, end: usize) {
    this.#bump = pointer<BumpState>(start);
    // SAFETY: the caller gives the memory away.
    fillBytes(this.#bump.cast<u8>(), 0, sizeOf<BumpState>());
    this.addMemory(start + sizeOf<BumpState>(), end);
  }

  addMemory(start: usize, end: usize): void {
    bumpAddMemory(this.#bump, start, end);
  }

  allocate(bytes: usize, align: usize): usize {
    return bumpAllocate(this.#bump, bytes, align);
  }

  free(address: usize): boolean {
    return bumpFree(this.#bump, address);
  }

  resizeInPlace(address: usize, bytes: usize): boolean {
    return bumpResize(this.#bump, address, bytes);
  }

  usableBytes(address: usize): usize {
    return usize(headerOf(address) & blockSizeMask) - headerBytes;
  }

  /** What waits for the new start counts as used. */
  statistics(): AllocatorStatistics {
    const bump = this.#bump.value;
    const bytesFree = bump.bytesTotal - bump.bytesTaken;
    let largest: usize = 0;
    let regions = 0;
    for (let region = bump.region; !region.isNull; region = region.value.after) {
      const start = region.address === bump.region.address ? bump.next : startOf(region);
      const bytes = region.value.end - start;
      if (bytes > 0) regions++;
      if (bytes > largest) largest = bytes;
    }
    return {
      bytesTotal: bump.bytesTotal,
      bytesUsed: bump.bytesTaken,
      bytesUsedPeak: bump.bytesUsedPeak,
      bytesFree,
      allocations: bump.allocations,
      frees: bump.frees,
      failures: bump.failures,
      freeRegions: regions,
      largestFreeBytes: largest,
      sizeClasses: [],
    };
  }
}
