/**
 * What the firmware's memory map really offers. Maps come unordered, with holes, overlaps, empty entries, entries that run over the end of the address space, and
 * "reserved" inside of "usable". Reserved always wins. Pure arithmetic: it runs under Node and for Linux as well.
 */
import type { u64 } from "osmium";
import { type MemoryRegion, usableMemory } from "../boot/info.ts";

/** A piece of physical memory, end exclusive. */
export interface PhysicalRange {
  readonly start: u64;
  readonly end: u64;
}

export const frameBytes: u64 = 4096;
/** Addresses have at most 52 bits (Intel SDM vol. 3, 4.1.4). */
export const physicalLimit: u64 = 0x10000000000000;

/** The end of a map's entry; what is beyond all addresses is cut off. */
function endOf(region: MemoryRegion): u64 {
  const end = region.base + region.length;
  return end < region.base || end > physicalLimit ? physicalLimit : end;
}

function covers(region: MemoryRegion, address: u64): boolean {
  return region.base <= address && address < endOf(region);
}

/** Is the byte at an address usable, and nobody's? */
function isUsable(map: readonly MemoryRegion[], reserved: readonly PhysicalRange[], address: u64): boolean {
  let found = false;
  for (const region of map) {
    if (!covers(region, address)) continue;
    if (region.type !== usableMemory) return false;
    found = true;
  }
  for (const { start, end } of reserved) if (start <= address && address < end) return false;
  return found;
}

/** The nearest start or end of anything above an address. */
function nextEdge(map: readonly MemoryRegion[], reserved: readonly PhysicalRange[], address: u64): u64 {
  let nearest = physicalLimit;
  const consider = (edge: u64): void => {
    if (edge > address && edge < nearest) nearest = edge;
  };
  for (const region of map) {
    consider(region.base);
    consider(endOf(region));
  }
  for (const { start, end } of reserved) {
    consider(start);
    consider(end);
  }
  return nearest;
}

/**
 * The whole frames that a memory map offers: in order, apart from each other, without what is reserved by the map or by the caller.
 * Between two edges of the entries nothing changes, so one look for each edge is enough.
 */
export function usableRanges(map: readonly MemoryRegion[], reserved: readonly PhysicalRange[]): PhysicalRange[] {
  const ranges: PhysicalRange[] = [];
  let start: u64 = 0;
  let inside = false;
  let at: u64 = 0;
  for (;;) {
    const usable = at < physicalLimit && isUsable(map, reserved, at);
    if (usable && !inside) start = at;
    if (!usable && inside) {
      const first = (start + frameBytes - 1) & ~(frameBytes - 1);
      const end = at & ~(frameBytes - 1);
      if (first < end) ranges.push({ start: first, end });
    }
    inside = usable;
    if (at >= physicalLimit) return ranges;
    at = nextEdge(map, reserved, at);
  }
}
