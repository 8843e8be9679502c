/** Looks whether a free list is whole: its blocks, their tags, and the tree over the free ones. */
import { u32, u64, type usize } from "osmium";
import { type Pointer, pointer } from "osmium/unsafe";
import { blockBytes, blockPreviousUsed, blockUsed, headerOf } from "../../../kernel/src/memory/block.ts";
import {
  blockBytesMin,
  bytesForRequest,
  type FreeListState,
  firstBlockOf,
  regionAfter,
} from "../../../kernel/src/memory/free-list.ts";
import type { FreeBlock } from "../../../kernel/src/memory/free-tree.ts";

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

interface Seen {
  blocks: u64;
  last: usize;
}

/** Checks a subtree; gives the grains of its largest block. */
function checkSubtree(block: Pointer<FreeBlock>, parent: Pointer<FreeBlock>, seen: Seen): u32 {
  if (block.isNull) return 0;
  check(block.value.parent.address === parent.address, "a parent is wrong");
  check(
    parent.isNull || headerOf(parent.address) >>> 48 >= headerOf(block.address) >>> 48,
    "a priority is above its parent's",
  );
  const left = checkSubtree(block.value.left, block, seen);
  check(seen.last < block.address, "the tree is not in order");
  check(
    (headerOf(block.address) & (blockUsed | blockPreviousUsed)) === blockPreviousUsed,
    "a free block's flags are wrong",
  );
  seen.last = block.address;
  seen.blocks += 1;
  const right = checkSubtree(block.value.right, block, seen);
  check(left === block.value.leftLargest && right === block.value.rightLargest, "the largest block is wrong");
  let largest = u32(blockBytes(block.address) >>> 4);
  if (left > largest) largest = left;
  if (right > largest) largest = right;
  return largest;
}

/** Throws an error that says what is wrong. */
export function checkFreeList(list: Pointer<FreeListState>): void {
  const seen: Seen = { blocks: 0, last: 0 };
  checkSubtree(list.value.tree.root, pointer<FreeBlock>(0), seen);
  check(seen.blocks === list.value.tree.count, "the count of free blocks is wrong");
  let free: u64 = 0;
  let bytesFree: u64 = 0;
  let bytesTotal: u64 = 0;
  for (let region = list.value.firstRegion; region !== 0; region = regionAfter(region)) {
    let isPreviousUsed = true;
    let block = firstBlockOf(region);
    for (let bytes = blockBytes(block); bytes !== 0; bytes = blockBytes(block)) {
      const isUsed = (headerOf(block) & blockUsed) !== 0;
      check(((headerOf(block) & blockPreviousUsed) !== 0) === isPreviousUsed, "a block is wrong about the one before");
      check(isUsed || isPreviousUsed, "two free blocks lie side by side");
      if (!isUsed) {
        free += 1;
        bytesFree += u64(bytes);
        check(pointer<usize>(block + bytes - 16).read() === bytes, "a size at the end of a free block is wrong");
      }
      bytesTotal += u64(bytes);
      isPreviousUsed = isUsed;
      block += bytes;
    }
  }
  check(free === list.value.tree.count, "a free block is not in the tree");
  check(bytesFree === list.value.bytesFree && bytesTotal === list.value.bytesTotal, "the bytes were not counted");
}

/** Where an allocator that walks all blocks from the lowest on would put a request; 0: nowhere. */
export function lowestFit(list: Pointer<FreeListState>, request: usize, align: usize): usize {
  const wanted = bytesForRequest(request);
  for (let region = list.value.firstRegion; region !== 0; region = regionAfter(region)) {
    let block = firstBlockOf(region);
    for (let bytes = blockBytes(block); bytes !== 0; bytes = blockBytes(block)) {
      let start = block;
      // What is left in front must be large enough for a block of its own.
      while (start % align !== 0 || (start !== block && start < block + blockBytesMin)) start += 16;
      if ((headerOf(block) & blockUsed) === 0 && start + wanted <= block + bytes) return start;
      block += bytes;
    }
  }
  return 0;
}
