/**
 * Page tables as the processor reads them (Intel SDM vol. 3, 4.5). Tables are reached through the direct map, where all physical
 * memory lies at a fixed offset. What to map where is the business of `memory/pages.ts`.
 *
 *   bit 0 present, 1 writable, 7 large page (in levels 2 and 3), 8 global, 63 no execution; bits 12 to 51 physical address
 */
import { type u64, usize } from "osmium";
import { type Pointer, pointer } from "osmium/unsafe";
import { flushPage, readCr3 } from "./cpu.ts";

export const entryPresent: u64 = 0x1;
export const entryWritable: u64 = 0x2;
export const entryLarge: u64 = 0x80;
export const entryNoExecute: u64 = 0x8000000000000000;
/** Bits 12 to 51. */
export const entryAddressMask: u64 = 0x000ffffffffff000;

/** All physical memory is mapped here. */
export const directMapBase: usize = 0xffff800000000000;
/** The kernel's code and data are linked to run here, plus their physical address. */
export const kernelBase: usize = 0xffffffff80000000;

/** Where a physical address can be read and written. */
export function physicalToVirtual(physical: u64): usize {
  return directMapBase + usize(physical);
}

/** The root page table. */
export function rootTable(): u64 {
  return readCr3() & entryAddressMask;
}

/** The entry of a table at a level (4: root … 1: pages of 4 KiB) for a virtual address. */
export function entryAt(table: u64, level: u64, address: usize): Pointer<u64> {
  const index: usize = (address >>> usize(3 + 9 * level)) & 0x1ff;
  // SAFETY: the caller names a table; the index is below 512.
  return pointer<u64>(physicalToVirtual(table) + index * 8);
}

/** The lowest entry for a page of 4 KiB in the kernel's own image, whose tables always exist. */
function kernelEntry(address: usize): Pointer<u64> {
  let table = rootTable();
  for (let level: u64 = 4; level > 1; level--) {
    table = entryAt(table, level, address).read() & entryAddressMask;
  }
  return entryAt(table, 1, address);
}

/** Unmaps a page of 4 KiB in the kernel's own image. */
export function unmapKernelPage(address: usize): void {
  kernelEntry(address).write(0);
  flushPage(address);
}

/** Bit 51 of an entry is reserved on processors with shorter physical addresses, which are all but the largest. */
const reservedAddressBit: u64 = 0x0008000000000000;

/** Damages the entry of a page of 4 KiB in the kernel's own image, so that its next use faults: see `faults.ts`. */
export function damageKernelPage(address: usize): void {
  const entry = kernelEntry(address);
  entry.write(entry.read() | reservedAddressBit);
  flushPage(address);
}
