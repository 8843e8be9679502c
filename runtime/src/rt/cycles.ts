/**
 * The cycle collector, for what counting alone can't free: objects that are only reachable from each other.
 *
 * Synchronous trial deletion (Bacon and Rajan, Concurrent Cycle Collection in Reference Counted Systems, ECOOP 2001): an object whose count went
 * down but not to its end is a candidate. A collection follows all references from the candidates, counts for each object that it meets how
 * many of its references come from others that it met, and takes those for alive that have more, with all that they lead to. The rest
 * refers only to itself and goes at once. Nothing recurses, so a cycle may have a million members.
 *
 * Only objects of classes that the compiler could not prove acyclic are candidates, and only such are followed (`isCyclic`). What raw memory of the
 * library holds that no `[tracing]` method shows counts as held from outside, and so does what a coroutine holds that runs at the moment; a suspended one shows
 * what it holds to the `[tracing]` method of the object that owns it.
 *
 * Runs in the middle of a release, so it may not throw, and what it does to counted memory is no more than a release does: only garbage is changed.
 * Not for the kernel: the two words that it needs of each object are those of the Linux allocator's block header.
 */
import { type i32, type u8, u32, usize } from "osmium";
import {
  addressOf,
  checkedMode,
  dropFields,
  getRefCount,
  isCyclic,
  objectAt,
  setRefCount,
  traceFields,
} from "osmium/internal";
import { allocate as platformAllocate, free as platformFree } from "osmium/platform";
import { copyBytes, nullPointer, type Pointer, pointer } from "osmium/unsafe";
import { discard } from "./memory.ts";
import { forgetTarget, hasWeakReferences } from "./weak.ts";

/** A list of 32-bit or 64-bit items in raw memory; there is no memory for another when `push` gives false. */
let candidates: Pointer<usize> = nullPointer<usize>();
let candidateCount: u32 = 0;
let candidateRoom: u32 = 0;
/** When there was no room for a candidate: so many more go unnoted until room is asked for again, since asking may look through all memory. */
let unnoted: u32 = 0;

/** A collection is due at so many candidates: never fewer than the least, else about as many as the last one found alive. */
const leastThreshold: u32 = 1024;
let threshold: u32 = leastThreshold;

/** The objects that the running collection has met, and how many references to each come from others of them. */
let met: Pointer<usize> = nullPointer<usize>();
let inner: Pointer<u32> = nullPointer<u32>();
let metCount: u32 = 0;
let metRoom: u32 = 0;
/** In place of the number of inner references. */
const alive: u32 = 4294967295;

/** Places of living objects whose references have not been followed yet. */
let waiting: Pointer<u32> = nullPointer<u32>();
let waitingCount: u32 = 0;

const idle: u32 = 0;
const counting: u32 = 1;
const rescuing: u32 = 2;
const burying: u32 = 3;
let phase: u32 = idle;
let outOfMemory = false;

/** Two 32-bit words in front of each object, zero when nothing is noted: its place, from 1, among the candidates and among those met. */
const notesBefore: usize = checkedMode ? 8 : 16;

function notes(address: usize): Pointer<u32> {
  // SAFETY: the block's header or, in the checking mode, the chain's link has these bytes free.
  return pointer<u32>(address - notesBefore);
}

/** An object of a class that may be part of cycles has lost a reference and lives on. */
export function noteCandidate(object: object): void {
  const address = addressOf(object);
  const place = notes(address);
  if (place.read() !== 0) return;
  if (candidateCount === candidateRoom && !makeRoom()) return;
  candidates.set(candidateCount, address);
  candidateCount += 1;
  place.write(candidateCount);
}

/** Are there so many candidates that a collection pays? */
export function isCollectionDue(): boolean {
  return candidateCount >= threshold && phase === idle;
}

/** A candidate dies by itself. */
export function forgetCandidate(address: usize): void {
  const place = notes(address);
  const at = place.read();
  if (at === 0) return;
  place.write(0);
  candidateCount -= 1;
  const last = candidates.at(candidateCount);
  if (last === address) return;
  candidates.set(at - 1, last);
  notes(last).write(at);
}

/** Without memory for more candidates those that there are have to do. */
function makeRoom(): boolean {
  if (unnoted > 0) unnoted -= 1;
  else if (growCandidates()) return true;
  else {
    unnoted = candidateCount;
    threshold = candidateCount;
  }
  return false;
}

/** Is memory being asked for that the collector can do without? Then what is kept for telling that there is none stays. */
export let isOptional = false;

function allocateIfSpare(bytes: usize): Pointer<u8> {
  isOptional = true;
  const memory = platformAllocate(bytes);
  isOptional = false;
  return memory;
}

function growCandidates(): boolean {
  const room: u32 = candidateRoom === 0 ? leastThreshold : candidateRoom * 2;
  const grown = allocateIfSpare(usize(room) * 8);
  if (grown.isNull) return false;
  if (candidateRoom > 0) {
    copyBytes(grown, candidates.cast<u8>(), usize(candidateCount) * 8);
    platformFree(candidates.cast<u8>());
  }
  candidates = grown.cast<usize>();
  candidateRoom = room;
  return true;
}

/** Frees all garbage that the candidates lead to. Gives the number of objects freed; 0 also if there is no memory to find out. */
export function collect(): u32 {
  if (phase !== idle) return 0;
  if (unshown !== null) unshown = null;
  phase = counting;
  outOfMemory = false;
  for (let index: u32 = 0; index < candidateCount && !outOfMemory; index++) meet(candidates.at(index));
  for (let index: u32 = 0; index < metCount && !outOfMemory; index++) traceFields(objectAt<object>(met.at(index)));
  if (outOfMemory || !rescue()) {
    for (let index: u32 = 0; index < metCount; index++) notes(met.at(index)).set(1, 0);
    endCollection();
    // Not again at once.
    threshold = candidateCount * 2;
    return 0;
  }
  for (let index: u32 = 0; index < candidateCount; index++) notes(candidates.at(index)).write(0);
  candidateCount = 0;
  unnoted = 0;
  const garbage = separateGarbage();
  const survivors = metCount - garbage;
  bury(garbage);
  endCollection();
  threshold = survivors > leastThreshold ? survivors : leastThreshold;
  return garbage;
}

function endCollection(): void {
  if (metRoom > 0) {
    platformFree(met.cast<u8>());
    platformFree(inner.cast<u8>());
  }
  metCount = 0;
  metRoom = 0;
  phase = idle;
}

/** Notes an object that the collection meets for the first time; gives its place, from 1, or 0 without memory. */
function meet(address: usize): u32 {
  // Asked for once only: whoever asks in vain may look through all memory.
  if (outOfMemory || (metCount === metRoom && !growMet())) {
    outOfMemory = true;
    return 0;
  }
  met.set(metCount, address);
  inner.set(metCount, 0);
  metCount += 1;
  notes(address).set(1, metCount);
  return metCount;
}

function growMet(): boolean {
  const room: u32 = metRoom === 0 ? leastThreshold : metRoom * 2;
  const objects = allocateIfSpare(usize(room) * 8);
  if (objects.isNull) return false;
  const counts = allocateIfSpare(usize(room) * 4);
  if (counts.isNull) {
    platformFree(objects);
    return false;
  }
  if (metRoom > 0) {
    copyBytes(objects, met.cast<u8>(), usize(metCount) * 8);
    copyBytes(counts, inner.cast<u8>(), usize(metCount) * 4);
    platformFree(met.cast<u8>());
    platformFree(inner.cast<u8>());
  }
  met = objects.cast<usize>();
  inner = counts.cast<u32>();
  metRoom = room;
  return true;
}

/**
 * What owns a coroutine that could not show what it holds because it runs. What it leads to was taken for alive; once the coroutine is suspended nothing else
 * may hold that, though no count went down since. Being held here, it is a candidate for the next collection.
 */
let unshown: object | null = null;

/** For `[tracing]` methods. There is at most one such object, since between registering with what it waits for and its suspension a coroutine resumes no other. */
export function lookAgainAt(object: object): void {
  unshown = object;
}

/** Called for each reference that `traceFields` and `[tracing]` methods find. */
export function visitReference(object: object): void {
  if (!isCyclic(object) || getRefCount(object) < 0) return;
  const address = addressOf(object);
  let place = notes(address).at(1);
  if (phase === counting) {
    if (place === 0) place = meet(address);
    if (place !== 0) inner.set(place - 1, inner.at(place - 1) + 1);
  } else if (place !== 0) keepAlive(place - 1);
}

/** Marks as alive what is referred to from outside, and all that it leads to; false without memory for that. */
function rescue(): boolean {
  const memory = allocateIfSpare(usize(metCount) * 4 + 4);
  if (memory.isNull) return false;
  waiting = memory.cast<u32>();
  waitingCount = 0;
  phase = rescuing;
  for (let index: u32 = 0; index < metCount; index++) {
    // A count of 0 is one reference.
    if (inner.at(index) !== alive && inner.at(index) < u32(getRefCount(objectAt<object>(met.at(index)))) + 1) {
      keepAlive(index);
      while (waitingCount > 0) {
        waitingCount -= 1;
        traceFields(objectAt<object>(met.at(waiting.at(waitingCount))));
      }
    }
  }
  platformFree(memory);
  return true;
}

function keepAlive(index: u32): void {
  if (inner.at(index) === alive) return;
  inner.set(index, alive);
  waiting.set(waitingCount, index);
  waitingCount += 1;
}

/** Moves the garbage to the front of what was met, takes all notes back, and makes the garbage's counts immune. Gives how many it is. */
function separateGarbage(): u32 {
  let garbage: u32 = 0;
  for (let index: u32 = 0; index < metCount; index++) {
    const address = met.at(index);
    notes(address).set(1, 0);
    if (inner.at(index) === alive) continue;
    met.set(garbage, address);
    garbage += 1;
    setRefCount(objectAt<object>(address), condemned);
    if (hasWeakReferences) forgetTarget(address);
  }
  return garbage;
}

/** Never changes: references of the garbage to each other are not counted any more. */
const condemned: i32 = -1;

/** Runs finalizers and releases what the garbage holds of the rest of the world; only then memory goes, since members may look at each other. */
function bury(garbage: u32): void {
  phase = burying;
  for (let index: u32 = 0; index < garbage; index++) dropFields(objectAt<object>(met.at(index)));
  for (let index: u32 = 0; index < garbage; index++) discard(objectAt<object>(met.at(index)));
}

/** `collectCycles` of "osmium". */
export function collectCycles(): number {
  return collect();
}
