/**
 * Memory comes up: frames from the memory map, the direct map beyond what the loader has mapped, a heap that grows by mapping pages.
 */
import { u64, usize } from "osmium";
import { functionAddress, symbolAddress } from "osmium/unsafe";
import { kernelBase, physicalToVirtual } from "../arch/x86_64/paging.ts";
import { type BootInfo, usableMemory } from "../boot/info.ts";
import {
  addFrames,
  allocateFrame,
  allocateFrameRun,
  freeFrame,
  freeFrameCount,
  freeFrameRun,
  initFrames,
} from "./frames.ts";
import { addMemory, setGrow } from "./heap.ts";
import { physicalLimit, usableRanges } from "./memory-map.ts";
import { kernelPages } from "./pages.ts";

/**
 * The heap has a region of its own, with nothing mapped around it. It lies less than 32 GiB from its first part, the static arena in the
 * kernel's image: the runtime links dead objects by distances of that reach.
 */
export const heapBase: usize = 0xfffffff900000000;
/** 24 GiB. */
const heapLimit: usize = 0xffffffff00000000;
const growStep: usize = 0x40000;
const largePageBytes: usize = 0x200000;
/** What the loader has mapped of physical memory. */
const bootMapped: u64 = 0x100000000;

let heapEnd: usize = heapBase;

/** Maps 2 MiB behind the heap, if that much is wanted and there is a frame for it. */
function extendByLargePage(wanted: usize): boolean {
  if (heapEnd % largePageBytes !== 0 || wanted - heapEnd < largePageBytes) return false;
  const run = allocateFrameRun(512, u64(largePageBytes));
  if (run === null) return false;
  if (kernelPages.map(heapEnd, run, "Data", "2M") !== "Mapped") {
    freeFrameRun(run, 512);
    return false;
  }
  heapEnd += largePageBytes;
  return true;
}

function extendByPage(): boolean {
  const frame = allocateFrame();
  if (frame === null) return false;
  if (kernelPages.map(heapEnd, frame, "Data") !== "Mapped") {
    freeFrame(frame);
    return false;
  }
  heapEnd += 4096;
  return true;
}

/** Maps more pages behind the heap: at least `bytes`. Called by the heap when nothing fits; must not allocate from it. */
function growHeap(bytes: usize): usize {
  let step = (bytes + 64 + 4095) & ~usize(4095);
  if (step < growStep) step = growStep;
  const start = heapEnd;
  if (step > heapLimit - start) return 0;
  const wanted = start + step;
  // With one page of tables for 512 pages, and one for each higher level. Mapping all that is left and then failing would help nobody.
  const pages = u64(step) / 4096;
  if (pages + pages / 512 + 4 > freeFrameCount()) return 0;
  while (heapEnd < wanted && (extendByLargePage(wanted) || extendByPage())) {
    // until it is large enough
  }
  if (heapEnd > start) addMemory(start, heapEnd);
  return heapEnd >= wanted ? 1 : 0;
}

/** Extends the direct map over memory above 4 GiB. */
function mapHighMemory(boot: BootInfo): void {
  for (const { start, end } of usableRanges(boot.memoryMap, [{ start: 0, end: bootMapped }])) {
    const result = kernelPages.mapRange(physicalToVirtual(start), start, end - start, "Data");
    if (result !== "Mapped") throw new Error(`memory above 4 GiB can not be mapped: ${result}`);
  }
}

/** What runs before the kernel's own address space is never run again. */
function retireBootCode(): void {
  const start = symbolAddress("kernel_physical_start");
  const bytes = u64(symbolAddress("boot_code_end") - start);
  const result = kernelPages.protectRange(kernelBase + start, bytes, "Constant");
  if (result !== "Protected") throw new Error(`the boot code can not be retired: ${result}`);
}

/** Takes over physical memory. Until now the heap has lived in its static arena. */
export function initMemory(boot: BootInfo): void {
  initFrames(boot.memoryMap, boot.kernelEnd, bootMapped);
  mapHighMemory(boot);
  addFrames(bootMapped, physicalLimit);
  retireBootCode();
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
