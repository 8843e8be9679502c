/**
 * Memory comes up: frames from the memory map, the direct map beyond what the loader has mapped, a heap that grows by mapping pages.
 */
import { u64, usize } from "osmium";
import { functionAddress } from "osmium/unsafe";
import { physicalToVirtual } from "../arch/x86_64/paging.ts";
import { type BootInfo, usableMemory } from "../boot/info.ts";
import { allocateFrame, freeFrameCount, initFrames } from "./frames.ts";
import { addMemory, setGrow } from "./heap.ts";
import { mapLargePage, mapPage, pageData } from "./pages.ts";

/**
 * The heap has a region of its own, with nothing mapped around it. It lies less than 32 GiB from its first part, the static arena in the
 * kernel's image: the runtime links dead objects by distances of that reach.
 */
const heapBase: usize = 0xfffffff900000000;
/** 24 GiB. */
const heapLimit: usize = 0xffffffff00000000;
const growStep: usize = 0x40000;
const largePage: u64 = 0x200000;
/** What the loader has mapped of physical memory. */
const bootMapped: u64 = 0x100000000;

let heapEnd: usize = heapBase;

/** Maps more pages behind the heap: at least `bytes`. Called by the heap when nothing fits; must not allocate from it. */
function growHeap(bytes: usize): usize {
  let step = (bytes + 64 + 4095) & ~usize(4095);
  if (step < growStep) step = growStep;
  const start = heapEnd;
  const wanted = start + step;
  if (wanted > heapLimit) return 0;
  // With one page of tables for 512 pages, and one for each higher level. Mapping all that is left and then failing would help nobody.
  const pages = u64(step) / 4096;
  if (pages + pages / 512 + 4 > freeFrameCount()) return 0;
  while (heapEnd < wanted) {
    const frame = allocateFrame();
    if (frame === null || mapPage(heapEnd, frame, pageData) !== "Mapped") break;
    heapEnd += 4096;
  }
  if (heapEnd > start) addMemory(start, heapEnd);
  return heapEnd >= wanted ? 1 : 0;
}

/** Extends the direct map over memory above 4 GiB. */
function mapHighMemory(boot: BootInfo): void {
  for (const region of boot.memoryMap) {
    const end = region.base + region.length;
    if (region.type !== usableMemory || end <= bootMapped) continue;
    let address = region.base & ~(largePage - 1);
    if (address < bootMapped) address = bootMapped;
    while (address < end) {
      if (mapLargePage(physicalToVirtual(address), address, pageData) === "OutOfFrames") return;
      address += largePage;
    }
  }
}

/** Takes over physical memory. Until now the heap has lived in its static arena. */
export function initMemory(boot: BootInfo): void {
  initFrames(boot.memoryMap, boot.kernelEnd, bootMapped);
  mapHighMemory(boot);
  setGrow(functionAddress(growHeap));
}

/** Bytes of usable memory in a map. */
export function usableBytes(boot: BootInfo): number {
  let bytes: u64 = 0;
  for (const region of boot.memoryMap) {
    if (region.type === usableMemory) bytes += region.length;
  }
  return bytes;
}
