/**
 * What is alive on the heap, by class. The header of a block says whether it holds an object, and the object's header names its class; so a walk over
 * the heap's memory finds them all, and nothing is counted while the kernel runs. Takes as long as the heap is large.
 */
import { type u8, type u32, u64, usize } from "osmium";
import { classNameAt, fillBytes, type Pointer, pointer, sizeOf, staticBytes, struct } from "osmium/unsafe";
import { blockBytes, blockUsed, headerOf, markGuards, markObject, markSlab } from "./block.ts";
import { firstBlockOf, regionAfter } from "./free-list.ts";
import { frontBytes } from "./guards.ts";
import { heapAllocator } from "./heap.ts";
import { firstInSlab, listOf, type Slab } from "./segregated.ts";
import { strideOf } from "./size-classes.ts";

export interface ClassStatistics {
  readonly name: string;
  /** Objects, and the bytes of their blocks. What an array or a map has outside of itself is not among them. */
  readonly live: number;
  readonly bytes: number;
}

/** Zeroed memory: nothing was found. */
@struct
class Tally {
  live!: u64;
  bytes!: u64;
  /** One of the objects. */
  object!: usize;
}

/** Classes that are told apart; a larger kernel's other classes are left out. */
const classesMax: u32 = 4096;

function tallyOf(classId: u32): Pointer<Tally> {
  // SAFETY: 4096 tallies of 24 bytes; callers compare with `classesMax`.
  return staticBytes(98304, 16).cast<Tally>().add(classId);
}

function countBlock(block: usize, bytes: usize): void {
  const word = headerOf(block);
  if ((word & (blockUsed | markObject)) !== (blockUsed | markObject)) return;
  const object = (word & markGuards) === 0 ? block : block + frontBytes;
  // SAFETY: an object's header is a count and the number of its class, 32 bits each.
  const classId = pointer<u32>(object).at(1);
  if (classId >= classesMax) return;
  const tally = tallyOf(classId);
  tally.value.live = tally.value.live + 1;
  tally.value.bytes = tally.value.bytes + u64(bytes);
  tally.value.object = object;
}

function countSlab(slab: Pointer<Slab>): void {
  const stride = strideOf(usize(slab.value.sizeClass));
  for (let block = firstInSlab(slab); block < slab.value.fresh; block += stride) countBlock(block, stride);
}

function countRegion(region: usize): void {
  let block = firstBlockOf(region);
  for (let bytes = blockBytes(block); bytes !== 0; bytes = blockBytes(block)) {
    const slabFlags = blockUsed | markSlab;
    if ((headerOf(block) & slabFlags) === slabFlags) countSlab(pointer<Slab>(block));
    else countBlock(block, bytes);
    block += bytes;
  }
}

/** Objects on the heap by class, most bytes first. */
export function liveObjects(): ClassStatistics[] {
  // SAFETY: all tallies.
  fillBytes(tallyOf(0).cast<u8>(), 0, usize(classesMax) * sizeOf<Tally>());
  const first = listOf(heapAllocator()).value.firstRegion;
  // The walk allocates nothing, so the heap holds still.
  for (let region = first; region !== 0; region = regionAfter(region)) countRegion(region);
  const classes: ClassStatistics[] = [];
  for (let classId: u32 = 0; classId < classesMax; classId++) {
    const { live, bytes, object } = tallyOf(classId).value;
    if (live > 0) classes.push({ name: classNameAt(object), live, bytes });
  }
  return classes.sort((a, b) => b.bytes - a.bytes);
}
