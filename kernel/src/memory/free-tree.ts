/**
 * Free blocks by address, as a tree in the blocks themselves. Each block knows how large the largest ones below it are, which leads to the
 * lowest block that is large enough in as many steps as the tree is deep.
 *
 * The tree is a treap (Seidel and Aragon, Randomized Search Trees, Algorithmica 1996): in order by address, and a heap by random priorities,
 * which keeps its depth near 2 ln n whatever happens. A block that moves or changes its size keeps its place and priority, and the way up to correct
 * the largest sizes ends where nothing changes; so a merge with a neighbour, found by boundary tags, is no search at all.
 */
import { u32, u64, usize } from "osmium";
import { nullPointer, type Pointer, pointer, struct } from "osmium/unsafe";
import { blockBytes, blockPreviousUsed, headerOf, setHeader } from "./block.ts";

/** What a free block's payload starts with. Sizes in grains of 16 bytes: up to 64 GiB. */
@struct
export class FreeBlock {
  left!: Pointer<FreeBlock>;
  right!: Pointer<FreeBlock>;
  parent!: Pointer<FreeBlock>;
  /** The largest block in the left and the right subtree; 0 when there is none. */
  leftLargest!: u32;
  rightLargest!: u32;
}

/** Zeroed memory is an empty tree. */
@struct
export class FreeTree {
  root!: Pointer<FreeBlock>;
  /** Blocks in the tree. */
  count!: u64;
  /** State of the generator of priorities. */
  seed!: u64;
}

function grainsOf(block: Pointer<FreeBlock>): u32 {
  return u32(blockBytes(block.address) >>> 4);
}

function priorityOf(block: Pointer<FreeBlock>): u64 {
  return headerOf(block.address) >>> 48;
}

function nextPriority(tree: Pointer<FreeTree>): u64 {
  // Knuth, The Art of Computer Programming, vol. 2, 3.3.4, line 26 of table 1: the upper bits are good.
  const seed = tree.value.seed * 6364136223846793005 + 1442695040888963407;
  tree.value.seed = seed;
  return seed >>> 48;
}

/** The largest block of a subtree. */
function largestIn(block: Pointer<FreeBlock>): u32 {
  let largest = grainsOf(block);
  if (block.value.leftLargest > largest) largest = block.value.leftLargest;
  if (block.value.rightLargest > largest) largest = block.value.rightLargest;
  return largest;
}

/** Bytes of the largest free block. */
export function largestFreeBytes(tree: Pointer<FreeTree>): usize {
  return tree.value.root.isNull ? 0 : usize(largestIn(tree.value.root)) << 4;
}

/** Tells the parent how large a subtree's largest block is. False: it knew. */
function tellParent(block: Pointer<FreeBlock>): boolean {
  const parent = block.value.parent;
  const largest = largestIn(block);
  if (parent.value.left.address === block.address) {
    if (parent.value.leftLargest === largest) return false;
    parent.value.leftLargest = largest;
  } else {
    if (parent.value.rightLargest === largest) return false;
    parent.value.rightLargest = largest;
  }
  return true;
}

/** Corrects the largest sizes above a block that has changed, as far up as that matters. */
function correctAbove(changed: Pointer<FreeBlock>): void {
  let block = changed;
  while (!block.value.parent.isNull && tellParent(block)) block = block.value.parent;
}

/** Corrects the largest sizes from a block up to an ancestor, all of which may be wrong. */
function correctBetween(lowest: Pointer<FreeBlock>, ancestor: Pointer<FreeBlock>): void {
  let block = lowest;
  while (block.address !== ancestor.address) {
    const parent = block.value.parent;
    if (parent.isNull) return;
    tellParent(block);
    block = parent;
  }
}

/** Makes `child`, which may be null, the left or right child of `parent`, or the root if that is null. */
function setChild(
  tree: Pointer<FreeTree>,
  parent: Pointer<FreeBlock>,
  onLeft: boolean,
  child: Pointer<FreeBlock>,
): void {
  let largest: u32 = 0;
  if (!child.isNull) {
    child.value.parent = parent;
    largest = largestIn(child);
  }
  if (parent.isNull) tree.value.root = child;
  else if (onLeft) {
    parent.value.left = child;
    parent.value.leftLargest = largest;
  } else {
    parent.value.right = child;
    parent.value.rightLargest = largest;
  }
}

/** Puts a block of `bytes` bytes, a multiple of 16, into the tree and writes its header. */
export function insertFree(tree: Pointer<FreeTree>, payload: usize, bytes: usize): void {
  const priority = nextPriority(tree);
  // SAFETY: the block is free, so its memory is ours.
  const block = pointer<FreeBlock>(payload);
  // Two free neighbours would have been merged.
  setHeader(payload, u64(bytes) | (priority << 48) | blockPreviousUsed);
  tree.value.count = tree.value.count + 1;
  let parent = nullPointer<FreeBlock>();
  let below = tree.value.root;
  let onLeft = false;
  while (!below.isNull && priorityOf(below) >= priority) {
    parent = below;
    onLeft = payload < below.address;
    below = onLeft ? below.value.left : below.value.right;
  }
  split(tree, block, below);
  setChild(tree, parent, onLeft, block);
  if (!parent.isNull) correctAbove(parent);
}

/** Divides a subtree into what lies below and what lies above a block in memory, as its left and right child. */
function split(tree: Pointer<FreeTree>, block: Pointer<FreeBlock>, subtree: Pointer<FreeBlock>): void {
  const none = nullPointer<FreeBlock>();
  let low = block;
  let lowOnLeft = true;
  let high = block;
  let highOnLeft = false;
  let rest = subtree;
  while (!rest.isNull) {
    if (rest.address < block.address) {
      setChild(tree, low, lowOnLeft, rest);
      low = rest;
      lowOnLeft = false;
      rest = rest.value.right;
    } else {
      setChild(tree, high, highOnLeft, rest);
      high = rest;
      highOnLeft = true;
      rest = rest.value.left;
    }
  }
  setChild(tree, low, lowOnLeft, none);
  setChild(tree, high, highOnLeft, none);
  correctBetween(low, block);
  correctBetween(high, block);
}

/** Takes a block out of the tree. */
export function removeFree(tree: Pointer<FreeTree>, block: Pointer<FreeBlock>): void {
  tree.value.count = tree.value.count - 1;
  const parent = block.value.parent;
  let low = block.value.left;
  let high = block.value.right;
  let top = parent;
  let onLeft = !parent.isNull && parent.value.left.address === block.address;
  while (!low.isNull && !high.isNull) {
    if (priorityOf(low) >= priorityOf(high)) {
      setChild(tree, top, onLeft, low);
      top = low;
      onLeft = false;
      low = low.value.right;
    } else {
      setChild(tree, top, onLeft, high);
      top = high;
      onLeft = true;
      high = high.value.left;
    }
  }
  setChild(tree, top, onLeft, low.isNull ? high : low);
  if (top.isNull) return;
  correctBetween(top, parent);
  if (!parent.isNull) correctAbove(parent);
}

/** A block's start and size change, while it stays between the same neighbours. */
export function moveFree(tree: Pointer<FreeTree>, from: Pointer<FreeBlock>, to: usize, bytes: usize): void {
  const priority = priorityOf(from);
  const { left, right, parent, leftLargest, rightLargest } = from.value;
  // SAFETY: the block's new start is as free as its old; it may overlap with it, so all has been read before.
  const block = pointer<FreeBlock>(to);
  setHeader(to, u64(bytes) | (priority << 48) | blockPreviousUsed);
  block.value.left = left;
  block.value.right = right;
  block.value.parent = parent;
  block.value.leftLargest = leftLargest;
  block.value.rightLargest = rightLargest;
  if (!left.isNull) left.value.parent = block;
  if (!right.isNull) right.value.parent = block;
  if (parent.isNull) {
    tree.value.root = block;
    return;
  }
  if (parent.value.left.address === from.address) parent.value.left = block;
  else parent.value.right = block;
  correctAbove(block);
}

/** A block's end changes. */
export function resizeFree(block: Pointer<FreeBlock>, bytes: usize): void {
  setHeader(block.address, u64(bytes) | (priorityOf(block) << 48) | blockPreviousUsed);
  correctAbove(block);
}

/** The lowest block of a subtree that has at least `grains` grains; there is one. */
function lowestIn(subtree: Pointer<FreeBlock>, grains: u32): Pointer<FreeBlock> {
  let block = subtree;
  for (;;) {
    if (block.value.leftLargest >= grains) block = block.value.left;
    else if (grainsOf(block) >= grains) return block;
    else block = block.value.right;
  }
}

/** The free block with the lowest address that has at least `bytes` bytes; null when there is none. */
export function firstFit(tree: Pointer<FreeTree>, bytes: usize): Pointer<FreeBlock> {
  const root = tree.value.root;
  if (bytes > largestFreeBytes(tree)) return nullPointer<FreeBlock>();
  return lowestIn(root, u32(bytes >>> 4));
}

/** The next one after a block. */
export function nextFit(after: Pointer<FreeBlock>, bytes: usize): Pointer<FreeBlock> {
  const grains = u32(bytes >>> 4);
  let block = after;
  let wasRight = false;
  if (block.value.rightLargest >= grains) return lowestIn(block.value.right, grains);
  for (;;) {
    const parent = block.value.parent;
    if (parent.isNull) return parent;
    wasRight = parent.value.right.address === block.address;
    block = parent;
    if (wasRight) continue;
    if (grainsOf(block) >= grains) return block;
    if (block.value.rightLargest >= grains) return lowestIn(block.value.right, grains);
  }
}
