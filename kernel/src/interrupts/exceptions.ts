/**
 * The processor's 32 exceptions (Intel SDM vol. 3, 6.15): each is reported in words, with what is known about its cause, the registers and the
 * call stack. A breakpoint returns; all others end the kernel.
 */
import { type u32, u64, type usize } from "osmium";
import { readCr2 } from "../arch/x86_64/cpu.ts";
import { guardedStackAt } from "../arch/x86_64/stacks.ts";
import { beginReport, reportHex, reportText } from "../console/report.ts";

export const breakpointVector: u32 = 3;
const pageFaultVector: u32 = 14;
const doubleFaultVector: u32 = 8;

/** Names by vector. */
const names: readonly string[] = [
  "division error (#DE)",
  "debug exception (#DB)",
  "non-maskable interrupt (NMI)",
  "breakpoint (#BP)",
  "overflow (#OF)",
  "bound range exceeded (#BR)",
  "invalid instruction (#UD)",
  "no floating-point unit (#NM)",
  "double fault (#DF)",
  "coprocessor segment overrun",
  "invalid task state segment (#TS)",
  "segment not present (#NP)",
  "stack segment fault (#SS)",
  "general protection fault (#GP)",
  "page fault (#PF)",
  "reserved exception 15",
  "x87 floating-point error (#MF)",
  "alignment check (#AC)",
  "machine check (#MC)",
  "SIMD floating-point error (#XM)",
  "virtualization exception (#VE)",
  "control protection exception (#CP)",
  "reserved exception 22",
  "reserved exception 23",
  "reserved exception 24",
  "reserved exception 25",
  "reserved exception 26",
  "reserved exception 27",
  "hypervisor injection exception (#HV)",
  "VMM communication exception (#VC)",
  "security exception (#SX)",
  "reserved exception 31",
];

export function exceptionName(vector: u32): string {
  return vector < names.length ? names[vector] : "unknown exception";
}

/** A page fault's error code in words: bit 0 the page was there, 1 write, 2 user mode, 3 reserved bit, 4 instruction fetch. */
function reportPageFault(errorCode: u64, address: usize): void {
  reportText((errorCode & 16) !== 0 ? "executing 0x" : (errorCode & 2) !== 0 ? "writing 0x" : "reading 0x");
  reportHex(u64(address), 16);
  if ((errorCode & 8) !== 0) reportText(": a page table entry is damaged\n");
  else if ((errorCode & 1) !== 0) reportText(": the page does not permit it\n");
  else reportText(": no page is mapped there\n");
}

/** A selector error code in words: bit 0 external, bit 1 in the IDT, bit 2 in the LDT, bits 3 to 15 the entry. */
function reportSelector(errorCode: u64): void {
  if (errorCode === 0) return;
  reportText("entry 0x");
  reportHex((errorCode >>> 3) & 0x1fff, 4);
  reportText((errorCode & 2) !== 0 ? " of the IDT\n" : (errorCode & 4) !== 0 ? " of the LDT\n" : " of the GDT\n");
}

/** Starts the report of an exception with a headline that says what happened, as specific as the evidence permits. */
export function beginExceptionReport(vector: u32, errorCode: u64): void {
  if (vector === pageFaultVector || vector === doubleFaultVector) {
    const address = readCr2();
    const stack = guardedStackAt(address);
    if (stack !== null) {
      beginReport("stack overflow on ", stack);
      return;
    }
    if (vector === pageFaultVector && address < 4096 && (errorCode & 1) === 0) {
      beginReport("null dereference");
      return;
    }
  }
  beginReport(exceptionName(vector));
}

/** Prints the line below the headline, if there is anything to add. */
export function reportExceptionDetail(vector: u32, errorCode: u64): void {
  switch (vector) {
    case pageFaultVector:
      reportPageFault(errorCode, readCr2());
      break;
    case 10:
    case 11:
    case 12:
    case 13:
      reportSelector(errorCode);
      break;
    default:
      break;
  }
}
