/**
 * The kernel's heap: one segregated allocator (`segregated.ts`) that `new` and everything else in the kernel allocates from. All its state lies in zeroed
 * static memory, since the runtime allocates before any module body has run. It begins with a static arena; more comes from `grow`.
 *
 * The heap can check its users: see `checkHeap`. Never called from interrupt handlers.
 */
import type { u8, u64, usize } from "osmium";
import { nullPointer, offsetOf, type Pointer, pointer, staticBytes, struct } from "osmium/unsafe";
import type { AllocatorStatistics } from "./allocator.ts";
import { markGuards, markObject } from "./block.ts";
import { addRegion } from "./free-list.ts";
import {
  guard,
  guardedBytes,
  guardedFree,
  guardFault,
  type HeapFault,
  isGuarded,
  wasWrittenAfterFree,
} from "./guards.ts";
import {
  listOf,
  type SegregatedState,
  segregatedAllocate,
  segregatedFree,
  segregatedResize,
  segregatedStatistics,
} from "./segregated.ts";

/** What the heap holds and has done. */
export type HeapStatistics = AllocatorStatistics;

@struct
class HeapState {
  allocator!: SegregatedState;
  /** Not 0: blocks get guards. The number says how often that was switched on, modulo 2^16. */
  checks!: u64;
  timesChecked!: u64;
  /** A block that was written to after it had been freed, or 0. */
  writtenAfterFree!: usize;
}

function state(): Pointer<HeapState> {
  // SAFETY: 4096 bytes hold a HeapState (2,512).
  return staticBytes(4096, 64).cast<HeapState>();
}

/** The allocator behind the heap. */
export function heapAllocator(): Pointer<SegregatedState> {
  return pointer<SegregatedState>(state().address + offsetOf<HeapState>("allocator"));
}

/** At least `bytes` bytes, 16-aligned; the null pointer when there is no more memory or a check has failed (`heapFault`). */
export function heapAllocate(bytes: usize): Pointer<u8> {
  if (state().value.checks !== 0) return allocateChecked(bytes, 0);
  const block = segregatedAllocate(heapAllocator(), bytes, 0);
  return block === 0 ? allocateFirst(bytes, 0) : pointer<u8>(block);
}

/** As `heapAllocate`, for an object, whose header names its class: it is counted by `liveObjects`. */
export function heapAllocateObject(bytes: usize): Pointer<u8> {
  if (state().value.checks !== 0) return allocateChecked(bytes, markObject);
  const block = segregatedAllocate(heapAllocator(), bytes, markObject);
  return block === 0 ? allocateFirst(bytes, markObject) : pointer<u8>(block);
}

/** Nothing fits: this is the first allocation, or memory is exhausted. */
function allocateFirst(bytes: usize, mark: u64): Pointer<u8> {
  const allocator = heapAllocator();
  if (allocator.value.list.firstRegion !== 0) return nullPointer<u8>();
  const arena = staticBytes(0x40000, 4096).address;
  addRegion(listOf(allocator), arena, arena + 0x40000);
  allocator.value.failures = 0;
  return pointer<u8>(segregatedAllocate(allocator, bytes, mark));
}

function allocateChecked(request: usize, mark: u64): Pointer<u8> {
  const allocator = heapAllocator();
  const block = segregatedAllocate(allocator, guardedBytes(request), mark | markGuards);
  if (block === 0) return nullPointer<u8>();
  if (wasWrittenAfterFree(block, state().value.checks)) {
    state().value.writtenAfterFree = block;
    return nullPointer<u8>();
  }
  return pointer<u8>(guard(allocator, block, request));
}

/** Frees what `heapAllocate` gave. False: something is wrong with it (`heapFault`), and it was not freed. */
export function heapFree(block: Pointer<u8>): boolean {
  return segregatedFree(heapAllocator(), block.address) || freeChecked(block.address);
}

function freeChecked(block: usize): boolean {
  return isGuarded(block) && guardedFree(heapAllocator(), block, state().value.checks);
}

/** Makes a block larger or smaller where it lies; false when that can't be. Blocks with guards never change. */
export function heapResize(block: Pointer<u8>, bytes: usize): boolean {
  return !isGuarded(block.address) && segregatedResize(heapAllocator(), block.address, bytes);
}

/**
 * From now on blocks get guards: freed memory is poisoned, and a block that was written beyond its ends or after it was freed is found when it
 * is freed or its memory is used again. Each block takes 32 bytes more. Blocks that are in use stay what they are.
 */
export function checkHeap(on: boolean): void {
  const heap = state();
  heap.value.timesChecked = (heap.value.timesChecked % 65535) + 1;
  heap.value.checks = on ? heap.value.timesChecked : 0;
}

/** Why `heapFree` refused a block. */
export function heapFault(block: Pointer<u8>): HeapFault {
  return guardFault(heapAllocator(), block.address) ?? "NotInUse";
}

/** Has `heapAllocate` found a block that was written to after it had been freed? */
export function wasHeapWrittenAfterFree(): boolean {
  return state().value.writtenAfterFree !== 0;
}

/** Gives a region to the heap. One that starts where the last ended is joined to it. */
export function addMemory(start: usize, end: usize): void {
  addRegion(listOf(heapAllocator()), start, end);
}

/** Where more memory comes from: the address of `grow(bytes)`, which calls `addMemory` and returns 1, or returns 0. It must not allocate. */
export function setGrow(grow: usize): void {
  listOf(heapAllocator()).value.grow = grow;
}

/** What the heap holds and has done, now. */
export function heapStatistics(): HeapStatistics {
  return segregatedStatistics(heapAllocator());
}
