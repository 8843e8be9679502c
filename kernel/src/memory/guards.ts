/**
 * Guards around blocks, for finding who writes where nothing is his: in front of what the owner sees a word that only this file knows, behind it
 * bytes of a pattern, and poison in what was freed. They are looked at when the block is freed and when its memory is used again. A heap
 * that checks gives out guarded blocks; blocks with and without guards live side by side, so the checks can be switched on at any time.
 *
 *   payload of the heap's block:  canary, header (`block.ts`: guarded, 16 times the bytes asked for), the owner's bytes, pattern to the end
 */
import { type u8, u64, usize } from "osmium";
import { fillBytes, type Pointer, pointer } from "osmium/unsafe";
import { blockGuarded, blockSizeMask, blockSmall, blockUsed, headerOf, setHeader } from "./block.ts";
import { type SegregatedState, segregatedFree, segregatedUsableBytes } from "./segregated.ts";
import { smallRequestMax } from "./size-classes.ts";

/** What is wrong with a block that was to be freed. */
export type HeapFault = "NotInUse" | "WrittenBefore" | "WrittenBehind";

/** Bytes from the payload of the heap's block to what the owner sees. */
export const frontBytes: usize = 16;
const backBytes: usize = 16;
const canary: u64 = 0x5ca1ab1e0ddba11;
const patternByte: u8 = 0xfd;
/** Odd, so that a pointer made of it can be told at once; not canonical, so that using one faults. */
const poisonByte: u8 = 0xdf;

/** Is this a block in use with guards around it? */
export function isGuarded(payload: usize): boolean {
  return (headerOf(payload) & (blockGuarded | blockUsed)) === (blockGuarded | blockUsed);
}

function requestOf(payload: usize): usize {
  return usize((headerOf(payload) & blockSizeMask) >>> 4);
}

/** Do all bytes from `start` to below `end` have a value? */
function isFilled(start: usize, end: usize, value: u8): boolean {
  // SAFETY: the bytes are inside of a block of the heap.
  for (let at = start; at < end; at++) if (pointer<u8>(at).read() !== value) return false;
  return true;
}

function fill(start: usize, end: usize, value: u8): void {
  // SAFETY: as above; nobody uses them.
  fillBytes(pointer<u8>(start), value, end - start);
}

/** Bytes to allocate for a request with guards around it. */
export function guardedBytes(request: usize): usize {
  return request + frontBytes + backBytes;
}

/**
 * Puts guards around a block of `guardedBytes(request)` that was just allocated; gives what its owner gets. That is poisoned: nothing says that it is zero.
 */
export function guard(heap: Pointer<SegregatedState>, block: usize, request: usize): usize {
  const payload = block + frontBytes;
  // SAFETY: the block is ours.
  pointer<u64>(block).write(canary);
  setHeader(payload, (u64(request) << 4) | blockUsed | blockGuarded);
  fill(payload, payload + request, poisonByte);
  fill(payload + request, block + segregatedUsableBytes(heap, block), patternByte);
  return payload;
}

/** What is wrong with a block that is to be freed; null if nothing is. Only for blocks with guards. */
export function guardFault(heap: Pointer<SegregatedState>, payload: usize): HeapFault | null {
  if (!isGuarded(payload)) return "NotInUse";
  const block = payload - frontBytes;
  if (pointer<u64>(block).read() !== canary) return "WrittenBefore";
  const end = block + segregatedUsableBytes(heap, block);
  const request = requestOf(payload);
  if (payload + request > end) return "WrittenBefore";
  return isFilled(payload + request, end, patternByte) ? null : "WrittenBehind";
}

/**
 * As `segregatedFree`, for blocks with guards; what was the owner's is poisoned. False: see `guardFault`.
 * @param period a number below 65,536 for the time since the checks were switched on last
 */
export function guardedFree(heap: Pointer<SegregatedState>, payload: usize, period: u64): boolean {
  if (guardFault(heap, payload) !== null) return false;
  fill(payload, payload + requestOf(payload), poisonByte);
  setHeader(payload, (headerOf(payload) & blockSizeMask) | blockGuarded | (period << 48));
  return segregatedFree(heap, payload - frontBytes);
}

/**
 * Was this block of the heap, which has just been allocated again, written to since it was freed with guards? Only blocks in slabs can tell: the
 * tree of free blocks lies in the others. Before this period the block may have had an owner without guards, who left the inner header as it was.
 */
export function wasWrittenAfterFree(block: usize, period: u64): boolean {
  if ((headerOf(block) & blockSmall) === 0) return false;
  const payload = block + frontBytes;
  // What a freed block's inner header says; anything else was no block with guards.
  if ((headerOf(payload) & ~blockSizeMask) !== (blockGuarded | (period << 48))) return false;
  const request = requestOf(payload);
  return request <= smallRequestMax && !isFilled(payload, payload + request, poisonByte);
}
