/**
 * The processor's 32 exceptions (Intel SDM vol. 3, 6.15): each is reported in words, with what is known about its cause, the registers and the
 * call stack. A breakpoint returns; all others end the kernel.
 */
import { u64, type usize } from "osmium";
import { readCr2 } from "../arch/x86_64/cpu.ts";
import { guardedStackAt } from "../arch/x86_64/stacks.ts";
import { hex } from "../console/format.ts";

export const breakpointVector = 3;
export const pageFaultVector = 14;
const doubleFaultVector = 8;

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

export function exceptionName(vector: number): string {
  return vector < names.length ? names[vector] : `vector ${vector}`;
}

/** A page fault's error code in words: bit 0 the page was there, 1 write, 2 user mode, 3 reserved bit, 4 instruction fetch. */
export function pageFaultText(errorCode: u64, address: usize): string {
  const action = (errorCode & 16) !== 0 ? "executing" : (errorCode & 2) !== 0 ? "writing" : "reading";
  const cause =
    (errorCode & 8) !== 0
      ? "a page table entry is damaged"
      : (errorCode & 1) !== 0
        ? "the page does not permit it"
        : "no page is mapped there";
  return `${action} ${hex(u64(address), 16)}: ${cause}`;
}

/** A selector error code in words: bit 0 external, bit 1 in the IDT, bit 2 in the LDT, bits 3 to 15 the entry. */
function selectorText(errorCode: u64): string {
  if (errorCode === 0) return "";
  const table = (errorCode & 2) !== 0 ? "IDT" : (errorCode & 4) !== 0 ? "LDT" : "GDT";
  return `entry ${hex((errorCode >>> 3) & 0x1fff)} of the ${table}`;
}

/** The headline of a report: what happened, as specific as the evidence permits. */
export function exceptionTitle(vector: number, errorCode: u64): string {
  if (vector === pageFaultVector || vector === doubleFaultVector) {
    const address = readCr2();
    const stack = guardedStackAt(address);
    if (stack !== null) return `stack overflow on ${stack}`;
    if (vector === pageFaultVector && address < 4096 && (errorCode & 1) === 0) return "null dereference";
  }
  return exceptionName(vector);
}

/** The line below the headline; empty when there is nothing to add. */
export function exceptionDetail(vector: number, errorCode: u64): string {
  switch (vector) {
    case pageFaultVector:
      return pageFaultText(errorCode, readCr2());
    case 10:
    case 11:
    case 12:
    case 13:
      return selectorText(errorCode);
    default:
      return "";
  }
}
