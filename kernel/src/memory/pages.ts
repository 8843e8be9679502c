/** The kernel's own address space: its mapper, which stays for as long as the kernel runs. */
import type { u32, u64, usize } from "osmium";
import { asm } from "osmium/unsafe";
import { flushPage } from "../arch/x86_64/cpu.ts";
import { physicalToVirtual, rootTable } from "../arch/x86_64/paging.ts";
import { allocateFrame, freeFrame, isManagedFrame } from "./frames.ts";
import { type MapResult, type PageKind, PageMapper, type TableMemory } from "./page-mapper.ts";

export type {
  MappedPage,
  MapResult,
  PageError,
  PageKind,
  PageSize,
  ProtectResult,
  UnmapResult,
} from "./page-mapper.ts";

export const pageBytes: u64 = 4096;
export const pageData: PageKind = "Data";
export const pageConstant: PageKind = "Constant";

class FrameTables implements TableMemory {
  allocate(): u64 | null {
    return allocateFrame();
  }

  owns(table: u64): boolean {
    return isManagedFrame(table);
  }

  free(table: u64): void {
    freeFrame(table);
  }

  virtual(physical: u64): usize {
    return physicalToVirtual(physical);
  }

  flush(address: usize): void {
    flushPage(address);
  }
}

/** Pages of 1 GiB: CPUID 8000_0001h, EDX bit 26 (Intel SDM vol. 2, CPUID). */
function hasHugePages(): boolean {
  // SAFETY: CPUID changes only the registers that it is said to change.
  const features = asm<u32>`movl $0x80000001, %eax
    cpuid
    movl %edx, ${asm.out("eax")}
    ${asm.clobber("rbx")}${asm.clobber("rcx")}${asm.clobber("rdx")}`;
  return ((features >>> 26) & 1) !== 0;
}

/** Maps, unmaps and protects pages of the kernel. */
export const kernelPages = new PageMapper(rootTable(), new FrameTables(), hasHugePages());

/** Maps a page of 4 KiB to a frame. The virtual and the physical address are multiples of 4096. */
export function mapPage(address: usize, frame: u64, kind: PageKind): MapResult {
  return kernelPages.map(address, frame, kind);
}

/** Unmaps a page of 4 KiB and returns the frame that it led to; null when it led to none. The frame stays the caller's. */
export function unmapPage(address: usize): u64 | null {
  const frame = kernelPages.translate(address);
  return kernelPages.unmap(address) === "Unmapped" ? frame : null;
}

/** The physical address behind a virtual one; null where nothing is mapped. */
export function translate(address: usize): u64 | null {
  return kernelPages.translate(address);
}

/** Is the address mapped at all? */
export function isMapped(address: usize): boolean {
  return kernelPages.translate(address) !== null;
}
