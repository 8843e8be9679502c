/**
 * Blocks of the heap. The word in front of each block's payload tells what it is. Payloads are multiples of 16, so a header lies 8 bytes
 * before one, and a block's bytes end 8 bytes before the next payload.
 *
 *   bits 0-3    flags, below
 *   bits 4-47   in bytes, a multiple of 16: the block's size with its header; of a block in a slab, its distance from the slab
 *   bits 48-63  used: marks, below; free: the block's priority in the tree of free blocks
 *
 * A guarded block (`guards.ts`) has a second word of this kind inside, in front of what its owner sees.
 */
import { type u64, usize } from "osmium";
import { pointer } from "osmium/unsafe";

export const blockUsed: u64 = 0x1;
/** The block lies in a slab. */
export const blockSmall: u64 = 0x2;
/** The block before this one in memory is in use: there is nothing to merge with. Not for blocks in slabs. */
export const blockPreviousUsed: u64 = 0x4;
/** Not a block but the inside of one with guards around it. */
export const blockGuarded: u64 = 0x8;
/** The flags that say what `free` has to do. */
export const blockKindMask: u64 = 0xb;
export const blockSizeMask: u64 = 0x0000fffffffffff0;

/** A block in use holds an object, whose header names its class. */
export const markObject: u64 = 0x0001000000000000;
/** A block in use is a slab. */
export const markSlab: u64 = 0x0002000000000000;
/** A block in use has guards inside. */
export const markGuards: u64 = 0x0004000000000000;

export const headerBytes: usize = 8;
/** What every payload is a multiple of. */
export const grain: usize = 16;
/** Requests above are refused: sizes must fit the header. */
export const requestMax: usize = 0x100000000000;

/** The word in front of a payload. */
export function headerOf(payload: usize): u64 {
  // SAFETY: every payload has a header, which lies in the heap's memory.
  return pointer<u64>(payload - headerBytes).read();
}

export function setHeader(payload: usize, word: u64): void {
  // SAFETY: as above.
  pointer<u64>(payload - headerBytes).write(word);
}

/** Bytes of a block outside of slabs, with its header. */
export function blockBytes(payload: usize): usize {
  return usize(headerOf(payload) & blockSizeMask);
}
