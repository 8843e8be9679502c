/**
 * What the heap's three allocators have in common, so that one suite of tests and one benchmark serve them all. An allocator itself is a
 * `@struct` state and functions over it, which the kernel's heap calls directly; the classes that implement this interface only wrap them.
 */
import type { usize } from "osmium";

/** Blocks of one size class. */
export interface SizeClassStatistics {
  /** The largest request that the class serves; `Infinity` for blocks too large for a class. */
  readonly bytes: number;
  /** Blocks in use, and what they take of the heap, headers included. */
  readonly live: number;
  readonly liveBytes: number;
  readonly allocations: number;
  /** Memory held ready for the class: blocks in use and free ones. */
  readonly heldBytes: number;
}

export interface AllocatorStatistics {
  /** All memory that was added; used and free make it up. Headers count as part of their blocks. */
  readonly bytesTotal: number;
  readonly bytesUsed: number;
  readonly bytesUsedPeak: number;
  readonly bytesFree: number;
  readonly allocations: number;
  readonly frees: number;
  /** Requests that found no memory. */
  readonly failures: number;
  /** Contiguous free memory that a request of any size can be cut from, and the largest of these regions. */
  readonly freeRegions: number;
  readonly largestFreeBytes: number;
  /** By size; empty where the allocator has no classes. */
  readonly sizeClasses: readonly SizeClassStatistics[];
}

export interface Allocator {
  readonly name: string;
  /** Gives mapped memory that is nobody's to the allocator. Memory that starts where the last ended is joined to it. */
  addMemory(start: usize, end: usize): void;
  /** Address of at least `bytes` bytes, a multiple of `align` (a power of two) and of 16; 0 when there is no memory. */
  allocate(bytes: usize, align: usize): usize;
  /** Gives a block back. False: the address is not that of a block in use, and nothing was done. */
  free(address: usize): boolean;
  /** Makes a block in use larger or smaller where it lies. False: it can't be, and stays as it is. */
  resizeInPlace(address: usize, bytes: usize): boolean;
  /** Bytes that the owner of a block may use: at least what was asked for. */
  usableBytes(address: usize): usize;
  statistics(): AllocatorStatistics;
}
