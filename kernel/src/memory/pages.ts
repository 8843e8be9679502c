/**
 * The page mapper: which virtual page leads to which frame. It maps pages of 4 KiB, and 2 MiB pages for the direct map. Exactly the page that
 * changed is flushed. Errors are values that say why.
 */
import { type u8, u64, usize } from "osmium";
import { fillBytes, pointer } from "osmium/unsafe";
import { flushPage } from "../arch/x86_64/cpu.ts";
import {
  entryAddressMask,
  entryAt,
  entryLarge,
  entryPresent,
  entryWritable,
  physicalToVirtual,
  rootTable,
} from "../arch/x86_64/paging.ts";
import { allocateFrame } from "./frames.ts";

export type MapResult = "Mapped" | "AlreadyMapped" | "OutOfFrames" | "LargePage";

/** Permissions of a page as bits of its entry. */
export const pageData: u64 = 0x8000000000000003; // read, write, never execute
export const pageConstant: u64 = 0x8000000000000001; // read

/** Maps a page of 4 KiB (level 1) or 2 MiB (level 2), and makes the tables on the way. */
function mapAt(address: usize, frame: u64, flags: u64, lowest: u64): MapResult {
  let table = rootTable();
  let level: u64 = 4;
  while (level > lowest) {
    const entry = entryAt(table, level, address);
    const value = entry.read();
    if ((value & entryPresent) === 0) {
      const made = allocateFrame();
      if (made === null) return "OutOfFrames";
      // SAFETY: the frame is ours, and the direct map covers it.
      fillBytes(pointer<u8>(physicalToVirtual(made)), 0, 4096);
      entry.write(made | entryPresent | entryWritable);
      table = made;
    } else {
      if (level < 4 && (value & entryLarge) !== 0) return "LargePage";
      table = value & entryAddressMask;
    }
    level--;
  }
  const entry = entryAt(table, lowest, address);
  if ((entry.read() & entryPresent) !== 0) return "AlreadyMapped";
  // SAFETY: the page led nowhere, so nobody's memory changes; no translation of it can be cached.
  entry.write(frame | flags);
  return "Mapped";
}

/** Maps a page of 4 KiB to a frame. The virtual and the physical address are multiples of 4096. */
export function mapPage(address: usize, frame: u64, flags: u64): MapResult {
  return mapAt(address, frame, flags, 1);
}

/** Maps 2 MiB at once; both addresses are multiples of that. */
export function mapLargePage(address: usize, frame: u64, flags: u64): MapResult {
  return mapAt(address, frame, flags | entryLarge, 2);
}

/** Unmaps a page of 4 KiB and returns the frame that it led to; null when it led to none. The frame stays the caller's. */
export function unmapPage(address: usize): u64 | null {
  let table = rootTable();
  for (let level: u64 = 4; level > 1; level--) {
    const value = entryAt(table, level, address).read();
    if ((value & entryPresent) === 0 || (level < 4 && (value & entryLarge) !== 0)) return null;
    table = value & entryAddressMask;
  }
  const entry = entryAt(table, 1, address);
  const value = entry.read();
  if ((value & entryPresent) === 0) return null;
  // SAFETY: the caller gives the page up.
  entry.write(0);
  flushPage(address);
  return value & entryAddressMask;
}

/** The physical address behind a virtual one; null where nothing is mapped. */
export function translate(address: usize): u64 | null {
  let table = rootTable();
  let level: u64 = 4;
  while (level > 0) {
    const value = entryAt(table, level, address).read();
    if ((value & entryPresent) === 0) return null;
    const last = level === 1 || (level < 4 && (value & entryLarge) !== 0);
    if (last) {
      const offsetMask: u64 = (u64(1) << (3 + 9 * level)) - 1;
      return (value & entryAddressMask & ~offsetMask) | (u64(address) & offsetMask);
    }
    table = value & entryAddressMask;
    level--;
  }
  return null;
}

/** Is the address mapped at all? */
export function isMapped(address: usize): boolean {
  return translate(usize(address)) !== null;
}
