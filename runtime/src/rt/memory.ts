/**
 * Objects in memory: where they come from and how they go.
 *
 * An object dies when its count falls below zero. Its fields may be the last references to others, and so on down a list of a million nodes:
 * dead objects are therefore put on a list and taken from it one after the other, never by recursion. The list needs no memory: a
 * dead object's count field holds the distance to the next one.
 */
import { type i32, i32 as toI32, u32 as toU32, type u8, usize } from "osmium";
import {
  addressOf,
  checkedMode,
  classId,
  className,
  dropFields,
  getRefCount,
  isCyclic,
  objectAt,
  setRefCount,
} from "osmium/internal";
import {
  allocateObject,
  allocate as platformAllocate,
  free as platformFree,
  resize as platformResize,
} from "osmium/platform";
import { type Pointer, pointer } from "osmium/unsafe";
import { collect, forgetCandidate, isCollectionDue, noteCandidate } from "./cycles.ts";
import { throwOutOfMemory } from "./throw.ts";
import { forgetTarget, hasWeakReferences } from "./weak.ts";

/** Objects that exist, for the checking mode and for statistics. */
export let liveObjects: usize = 0;

/**
 * Checking mode: the newest object; the first of two words in front of each leads to the one before it. Freed objects stay
 * in this chain. The second word is for the cycle collector.
 */
let newest: usize = 0;
const linkBytes: usize = 16;

export function allocate(bytes: usize): Pointer<u8> {
  const memory = checkedMode ? platformAllocate(bytes + linkBytes) : allocateObject(bytes);
  if (memory.isNull) throwOutOfMemory();
  liveObjects += 1;
  if (!checkedMode) return memory;
  memory.cast<usize>().write(newest);
  newest = memory.address;
  memory.cast<usize>().set(1, 0);
  return memory.add(16);
}

/** Checking mode: calls back for each object that was never freed. */
export function visitLeaks(visit: (object: object) => void): void {
  for (let at = newest; at !== 0; at = pointer<usize>(at).read()) {
    const object = objectAt<object>(at + linkBytes);
    if (getRefCount(object) !== freed) visit(object);
  }
}

/** Coroutine frames, buffers of arrays: null when there is no memory. */
export function allocateFrame(bytes: usize): Pointer<u8> {
  return platformAllocate(bytes);
}

export function freeFrame(frame: Pointer<u8>): void {
  platformFree(frame);
}

/** Memory for elements; throws when there is none. */
export function allocateBuffer(bytes: usize): Pointer<u8> {
  const memory = platformAllocate(bytes);
  if (memory.isNull) throwOutOfMemory();
  return memory;
}

/** Elements of an array of the image lie 8 bytes behind a multiple of 16 (`backend/llvm/statics.ts`), where the allocator puts nothing. */
function isInImage(buffer: Pointer<u8>): boolean {
  return (buffer.address & 8) !== 0;
}

/** Makes memory for elements larger where it lies; false when it has to be moved. */
export function growBuffer(buffer: Pointer<u8>, bytes: usize): boolean {
  return !buffer.isNull && !isInImage(buffer) && platformResize(buffer, bytes);
}

export function freeBuffer(buffer: Pointer<u8>): void {
  if (!buffer.isNull && !isInImage(buffer)) platformFree(buffer);
}

/** Dead objects that wait for their turn: the address of the first; the others are linked through their count fields. */
let pending: usize = 0;
let draining = false;

/**
 * Blocks are aligned to 16, so the distance to the next one is kept as a number of sixteenths from the start of a region of 64 GiB,
 * which 32 bits can hold. What lies in another region than the list's first object is buried at once.
 */
const grain: usize = 16;
const regionMask: usize = 0xfffffff000000000;
let origin: usize = 0;

const freed: i32 = -0x7ead;

/** The last reference to an object is gone. */
export function drop(object: object): void {
  // A text holds nothing, is in no cycle, and nothing refers to it weakly.
  if (classId(object) === classId("")) {
    discard(object);
    return;
  }
  forget(object);
  const address = addressOf(object);
  if (draining) {
    if (!pushPending(address, object)) bury(object);
    return;
  }
  draining = true;
  bury(object);
  while (pending !== 0) {
    const next = pending;
    popPending(next);
    bury(objectAt<object>(next));
  }
  draining = false;
}

/** Weak references and the cycle collector know objects by their place: not this one any longer, whose place is about to be another's. */
export function forget(object: object): void {
  const address = addressOf(object);
  if (hasWeakReferences) forgetTarget(address);
  if (isCyclic(object)) forgetCandidate(address);
}

/** An object of a class that may be part of cycles has lost a reference, but not its last. */
export function suspect(object: object): void {
  noteCandidate(object);
  // Objects that wait for their burial must not be looked at.
  if (!draining && isCollectionDue()) collect();
}

function pushPending(address: usize, object: object): boolean {
  const region = address & regionMask;
  if (pending === 0) origin = region;
  else if (region !== origin) return false;
  // SAFETY: the object is dead; nothing but this list reads its count.
  setRefCount(object, pending === 0 ? 0 : toI32(toU32((pending - origin) / grain)));
  pending = address;
  return true;
}

function popPending(address: usize): void {
  const link = toU32(getRefCount(objectAt<object>(address)));
  pending = link === 0 ? 0 : origin + usize(link) * grain;
}

/** Releases what a dead object holds and frees it. */
function bury(object: object): void {
  setRefCount(object, 0);
  dropFields(object);
  discard(object);
}

/** Frees an object whose fields have been released. */
export function discard(object: object): void {
  liveObjects -= 1;
  if (checkedMode) {
    // Kept, marked: a later use is found.
    setRefCount(object, freed);
    return;
  }
  // SAFETY: nothing refers to the object any more.
  platformFree(pointer<u8>(addressOf(object)));
}

/** `classNameAt` of "osmium/unsafe". */
export function classNameAt(object: usize): string {
  return className(objectAt<object>(object));
}

export function liveCount(): usize {
  return liveObjects;
}
