/**
 * The kernel's stacks, each with an unmapped page below it. The boot stack comes from `boot/longmode.ts`; the others are the
 * interrupt stacks (IST) for exceptions that must not run on a stack that may itself be the problem.
 */
import type { u8, u32, usize } from "osmium";
import { type Pointer, staticBytes, symbolAddress } from "osmium/unsafe";
import { unmapKernelPage } from "./paging.ts";

const pageBytes: usize = 4096;
/** Enough for a report that formats text; more than the deepest one measured. */
const stackBytes: usize = 0x8000;

/** Numbers of the interrupt stacks in the TSS (1 to 7). */
export const istDoubleFault: u8 = 1;
export const istNmi: u8 = 2;
export const istMachineCheck: u8 = 3;
export const istPageFault: u8 = 4;
export const istCount: u32 = 4;

/** The region of an interrupt stack: a guard page, then the stack. Literal sizes: 4096 + 0x8000. */
function region(ist: u32): Pointer<u8> {
  switch (ist) {
    case 1:
      return staticBytes(0x9000, 4096);
    case 2:
      return staticBytes(0x9000, 4096);
    case 3:
      return staticBytes(0x9000, 4096);
    default:
      return staticBytes(0x9000, 4096);
  }
}

/** Where the stack pointer starts on an interrupt stack. */
export function interruptStackTop(ist: u32): usize {
  return region(ist).address + pageBytes + stackBytes;
}

/** Takes the guard pages of the interrupt stacks out of the page tables. The boot stack's has never been in them. */
export function protectStacks(): void {
  for (let ist: u32 = 1; ist <= istCount; ist++) {
    unmapKernelPage(region(ist).address);
  }
}

function isIn(page: usize, address: usize): boolean {
  return address >= page && address < page + pageBytes;
}

/** The name of the stack below which an address lies in the guard page, or null. */
export function guardedStackAt(address: usize): string | null {
  if (isIn(symbolAddress("boot_stack_guard"), address)) return "the kernel stack";
  if (isIn(region(1).address, address)) return "the double fault stack";
  if (isIn(region(2).address, address)) return "the NMI stack";
  if (isIn(region(3).address, address)) return "the machine check stack";
  if (isIn(region(4).address, address)) return "the page fault stack";
  return null;
}

/** Is the address on an interrupt stack? The guard page below is not. */
function isOnInterruptStack(ist: u32, address: usize): boolean {
  const bottom = region(ist).address + pageBytes;
  return address >= bottom && address < bottom + stackBytes;
}

/** Lowest address of the stack on which an address lies; 0 when it is on none. */
export function stackLowOf(address: usize): usize {
  if (address >= symbolAddress("boot_stack_bottom") && address < symbolAddress("boot_stack_top")) {
    return symbolAddress("boot_stack_bottom");
  }
  for (let ist: u32 = 1; ist <= istCount; ist++) {
    if (isOnInterruptStack(ist, address)) return region(ist).address + pageBytes;
  }
  return 0;
}

/** The address behind the stack on which an address lies; 0 when it is on none. */
export function stackHighOf(address: usize): usize {
  const low = stackLowOf(address);
  if (low === 0) return 0;
  return low === symbolAddress("boot_stack_bottom") ? symbolAddress("boot_stack_top") : low + stackBytes;
}
