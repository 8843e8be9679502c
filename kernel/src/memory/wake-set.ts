/**
 * The set of woken slots: a bitmap of three levels in static memory. A bit of a higher level says that the word of 64 bits below it is not empty, so adding,
 * and finding the next member behind any place, look at three words, however many slots there are. A slot is in it once or not at all.
 *
 * Interrupt handlers add to it; everything else runs with interrupts enabled. No lock is needed, because each change of a word is one instruction, and an
 * interrupt comes between instructions. What a handler must not do is run in the middle of another one (interrupt gates see to that).
 */
import { u32, u64, usize } from "osmium";
import { asm, type Pointer, staticBytes, trailingZeros } from "osmium/unsafe";

/** 64 × 64 × 64: what three levels reach. */
export const wakeSlotCount: u32 = 262144;
/** Slots below are for devices: those of the first word. */
export const deviceSlotCount: u32 = 64;
/** No slot. */
export const noSlot: u32 = 0xffffffff;

const leafWords: usize = 4096;
const middleWords: usize = 64;

/** 4096 words of slots, 64 that sum those up, one that sums those up. */
function words(): Pointer<u64> {
  // SAFETY: (4096 + 64 + 1) * 8 bytes, zeroed: the empty set.
  return staticBytes(33288, 64).cast<u64>();
}

function middleAt(index: usize): Pointer<u64> {
  return words().add(leafWords + index);
}

function root(): Pointer<u64> {
  return words().add(leafWords + middleWords);
}

function bit(index: usize): u64 {
  return u64(1) << u64(index & 63);
}

/** One instruction: no interrupt comes between reading and writing. */
function setBits(at: Pointer<u64>, bits: u64): void {
  // SAFETY: `at` is a word of the set.
  asm`orq ${asm.in("reg", bits)}, (${asm.in("reg", at)})`;
}

/** As `setBits`. */
function clearBits(at: Pointer<u64>, bits: u64): void {
  // SAFETY: as above.
  asm`andq ${asm.in("reg", ~bits)}, (${asm.in("reg", at)})`;
}

/** Adds a slot, below `wakeSlotCount`; once, however often it is added. Interrupt context or not. */
export function addWoken(slot: u32): void {
  const leaf = usize(slot >>> 6) & (leafWords - 1);
  const middle = leaf >>> 6;
  setBits(words().add(leaf), bit(usize(slot)));
  setBits(middleAt(middle), bit(leaf));
  setBits(root(), bit(middle));
}

export function isWoken(slot: u32): boolean {
  const leaf = usize(slot >>> 6) & (leafWords - 1);
  return (words().add(leaf).readVolatile() & bit(usize(slot))) !== 0;
}

/** Is any slot woken? Before sleeping, ask with interrupts off. */
export function anyWoken(): boolean {
  return root().readVolatile() !== 0;
}

/** Removes a slot. Not in interrupt context. */
export function removeWoken(slot: u32): void {
  const leaf = usize(slot >>> 6) & (leafWords - 1);
  const middle = leaf >>> 6;
  clearBits(words().add(leaf), bit(usize(slot)));
  // A handler may add to a word between the look at it and the change of its sum: so look again afterwards.
  if (words().add(leaf).readVolatile() !== 0) return;
  clearBits(middleAt(middle), bit(leaf));
  if (words().add(leaf).readVolatile() !== 0) setBits(middleAt(middle), bit(leaf));
  if (middleAt(middle).readVolatile() !== 0) return;
  clearBits(root(), bit(middle));
  if (middleAt(middle).readVolatile() !== 0) setBits(root(), bit(middle));
}

/** The bits of a word from one on. */
function bitsFrom(word: u64, from: usize): u64 {
  return from > 63 ? 0 : (word >>> u64(from)) << u64(from);
}

/** The one task's slot that is woken, if it is among the first 4032; `noSlot` if there is none or there are others. */
function onlyWokenTask(): u32 {
  if (root().readVolatile() !== 1) return noSlot;
  const leaves = middleAt(0).readVolatile() & ~u64(1); // the first word is the devices'
  if (!isPowerOfTwo(leaves)) return noSlot;
  const leaf = usize(trailingZeros(leaves));
  const slots = words().add(leaf).readVolatile();
  return isPowerOfTwo(slots) ? u32Of(leaf, trailingZeros(slots)) : noSlot;
}

function isPowerOfTwo(word: u64): boolean {
  return word !== 0 && (word & (word - 1)) === 0;
}

/** The first woken slot at or behind a place; `noSlot` if there is none. */
function firstWokenFrom(from: u32): u32 {
  const leaf = usize(from >>> 6) & (leafWords - 1);
  const inLeaf = bitsFrom(words().add(leaf).readVolatile(), usize(from & 63));
  if (inLeaf !== 0) return u32Of(leaf, trailingZeros(inLeaf));
  const middle = leaf >>> 6;
  const inMiddle = bitsFrom(middleAt(middle).readVolatile(), (leaf & 63) + 1);
  if (inMiddle !== 0) return firstOfLeaf((middle << 6) + usize(trailingZeros(inMiddle)));
  const inRoot = bitsFrom(root().readVolatile(), middle + 1);
  if (inRoot === 0) return noSlot;
  const found = usize(trailingZeros(inRoot));
  const leaves = middleAt(found).readVolatile();
  if (leaves === 0) return noSlot;
  return firstOfLeaf((found << 6) + usize(trailingZeros(leaves)));
}

function firstOfLeaf(leaf: usize): u32 {
  const slots = words().add(leaf).readVolatile();
  return slots === 0 ? noSlot : u32Of(leaf, trailingZeros(slots));
}

function u32Of(leaf: usize, inLeaf: u64): u32 {
  return u32((leaf << 6) + usize(inLeaf));
}

/**
 * Removes and gives the next woken slot that is no device's, at or behind `from`, going round at the end; `noSlot` if there is none. Not in interrupt context.
 */
export function takeWokenTask(from: u32): u32 {
  let slot = onlyWokenTask(); // as it is most often: then there are no turns to take
  if (slot === noSlot && from < wakeSlotCount) slot = firstWokenFrom(from);
  if (slot === noSlot) slot = firstWokenFrom(deviceSlotCount);
  if (slot !== noSlot) removeWoken(slot);
  return slot;
}

/** Removes and gives the first woken slot of a device; `noSlot` if there is none. Not in interrupt context. */
export function takeWokenDevice(): u32 {
  const slots = words().readVolatile();
  if (slots === 0) return noSlot;
  const slot = u32Of(0, trailingZeros(slots));
  removeWoken(slot);
  return slot;
}
