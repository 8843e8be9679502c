/**
 * The processor's 32 exceptions (Intel SDM vol. 3, 6.15; AMD APM vol. 2, 8.2 for the last four): each is reported in words, with what is known
 * about its cause. A breakpoint returns; all others end the kernel. Allocates nothing.
 */
import { u32, u64, type usize } from "osmium";
import { guardedStackAt } from "../arch/x86_64/stacks.ts";
import type { Registers } from "../arch/x86_64/trap.ts";
import { beginReport, reportHex, reportText } from "../console/report.ts";
import { reportMachineCheck } from "./machine-check.ts";
import { reportNmi } from "./nmi.ts";

export const breakpointVector: u32 = 3;
const pageFaultVector: u32 = 14;

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

/** Starts the report of an exception with a headline that says what happened, as specific as the evidence permits. */
export function beginExceptionReport(registers: Registers): void {
  const { vector, faultAddress } = registers;
  if (vector === pageFaultVector) {
    // Page faults have a stack of their own, so an overflow of any other is one, whatever pushed the last word: a call or an interrupt.
    const stack = guardedStackAt(faultAddress);
    if (stack !== null) {
      beginReport("stack overflow on ", stack);
      return;
    }
    if (faultAddress < 4096 && (registers.errorCode & 1) === 0) {
      beginReport("null dereference");
      return;
    }
  }
  beginReport(exceptionName(vector));
}

/** Prints the lines below the headline, if there is anything to add. */
export function reportExceptionDetail(registers: Registers): void {
  const { errorCode } = registers;
  switch (registers.vector) {
    case 1:
      reportDebug(registers.debugStatus);
      break;
    case 2:
      reportNmi();
      break;
    case 7:
      reportText("CR0 says that the floating-point state is another task's (TS) or to be emulated (EM)\n");
      break;
    case 8:
      reportText("an exception came up while the processor delivered another one\n");
      break;
    case 10:
    case 11:
    case 12:
    case 13:
      reportSelector(errorCode);
      break;
    case 14:
      reportPageFault(errorCode, registers.faultAddress);
      break;
    case 16:
      reportFloatingPoint("x87 status", u64(registers.x87Status));
      break;
    case 17:
      reportText("an access at user level to an address that is no multiple of its size\n");
      break;
    case 18:
      reportMachineCheck();
      break;
    case 19:
      reportFloatingPoint("MXCSR", u64(registers.simdStatus));
      break;
    case 21:
      reportControlProtection(errorCode);
      break;
    case 29:
    case 30:
      reportExitCode(errorCode);
      break;
    default:
      break;
  }
}

/** DR6 (Intel SDM vol. 3, 17.2.3): bits 0 to 3 breakpoints, 11 bus lock (0: yes), 13 debug register, 14 single step, 15 task switch, 16 transaction (0: yes). */
function reportDebug(status: u64): void {
  for (let i: u32 = 0; i < 4; i++) {
    if ((status & (u64(1) << u64(i))) === 0) continue;
    reportText("breakpoint register DR");
    reportHex(u64(i), 1);
    reportText(" matched\n");
  }
  if ((status & 0x800) === 0) reportText("a bus lock\n");
  if ((status & 0x2000) !== 0) reportText("the next instruction accesses a debug register\n");
  if ((status & 0x4000) !== 0) reportText("single step\n");
  if ((status & 0x8000) !== 0) reportText("a task switch\n");
  if ((status & 0x10000) === 0) reportText("inside a transaction\n");
  if ((status & 0x1e80f) === 0x10800) reportText("none of the causes in DR6: an INT1 instruction\n");
}

/**
 * A page fault's error code in words: bit 0 the page is there, 1 write, 2 user mode, 3 reserved bit, 4 instruction fetch, 5 protection key, 6 shadow stack,
 * 15 enclave.
 */
function reportPageFault(errorCode: u64, address: usize): void {
  reportText((errorCode & 16) !== 0 ? "executing 0x" : (errorCode & 2) !== 0 ? "writing 0x" : "reading 0x");
  reportHex(u64(address), 16);
  if ((errorCode & 4) !== 0) reportText(" in user mode");
  if ((errorCode & 8) !== 0) reportText(": a page table entry has reserved bits set\n");
  else if ((errorCode & 1) === 0) reportText(": no page is mapped there\n");
  else if ((errorCode & 0x20) !== 0) reportText(": the page's protection key does not permit it\n");
  else if ((errorCode & 0x40) !== 0) reportText(": a shadow stack is only for calls and returns\n");
  else if ((errorCode & 0x8000) !== 0) reportText(": the page belongs to an enclave\n");
  else reportText(": the page does not permit it\n");
}

/** A selector error code in words: bit 0 external, bit 1 in the IDT, bit 2 in the LDT, bits 3 to 15 the entry. */
function reportSelector(errorCode: u64): void {
  if (errorCode === 0) {
    reportText("no descriptor is to blame: an address that is not canonical, or an operation that is not allowed\n");
    return;
  }
  reportText("entry 0x");
  reportHex((errorCode >>> 3) & 0x1fff, 4);
  reportText((errorCode & 2) !== 0 ? " of the IDT" : (errorCode & 4) !== 0 ? " of the LDT" : " of the GDT");
  reportText((errorCode & 1) !== 0 ? ", for an event from outside the program\n" : "\n");
}

/** Floating-point exceptions by the bit that x87 status word and MXCSR share (Intel SDM vol. 1, 4.9.1). */
const floatingPointErrors: readonly string[] = [
  "invalid operation",
  "denormal operand",
  "division by zero",
  "overflow",
  "underflow",
  "inexact result",
];

function reportFloatingPoint(register: string, status: u64): void {
  reportText(register);
  reportText(" 0x");
  reportHex(status, 4);
  let separator = ": ";
  for (let i: u32 = 0; i < u32(floatingPointErrors.length); i++) {
    if ((status & (u64(1) << u64(i))) === 0) continue;
    reportText(separator);
    reportText(floatingPointErrors[i]);
    separator = ", ";
  }
  reportText("\n");
}

/** What a control protection exception's error code numbers, from 1 (Intel SDM vol. 1, 17.1). */
const controlProtectionErrors: readonly string[] = [
  "a near return to where nothing was called from",
  "a far return to where nothing was called from",
  "an indirect jump to what is no target",
  "a damaged restore token of a shadow stack",
  "a shadow stack that is in use",
];

function reportControlProtection(errorCode: u64): void {
  const number = u32(errorCode & 0x7fff);
  if (number === 0 || number > controlProtectionErrors.length) return;
  reportText(controlProtectionErrors[number - 1]);
  reportText((errorCode & 0x8000) !== 0 ? ", in an enclave\n" : "\n");
}

function reportExitCode(errorCode: u64): void {
  reportText("the hypervisor's code for it is 0x");
  reportHex(errorCode, 8);
  reportText("\n");
}
