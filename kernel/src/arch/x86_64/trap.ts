/** The way from an exception's stub to the reports above: the raw frame becomes an ordinary object. */
import { type u8, type u16, u32, u64, type usize } from "osmium";
import { functionAddress, type Pointer } from "osmium/unsafe";
import { readCr2, takeDebugStatus } from "./cpu.ts";
import type { InterruptFrame } from "./frame.ts";
import { loadInterrupts } from "./idt.ts";
import { dispatch } from "./irq.ts";

/** The stub saves the floating-point state right below the frame (FXSAVE: x87 status word at 2, MXCSR at 24). */
const savedStateBytes = -512;
const savedX87Status = 2;
const savedSimdStatus = 24;

/** The registers at an exception. */
export class Registers {
  vector: u32 = 0;
  errorCode: u64 = 0;
  rip: usize = 0;
  rsp: usize = 0;
  rbp: usize = 0;
  rflags: u64 = 0;
  cs: u64 = 0;
  ss: u64 = 0;
  /** CR2: the address of the last page fault. */
  faultAddress: usize = 0;
  /** DR6. */
  debugStatus: u64 = 0;
  x87Status: u16 = 0;
  /** MXCSR. */
  simdStatus: u32 = 0;
  /** In the order of `registerNames`. */
  readonly general: u64[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
}

export const registerNames: readonly string[] = [
  "rax",
  "rbx",
  "rcx",
  "rdx",
  "rsi",
  "rdi",
  "rbp",
  "rsp",
  "r8",
  "r9",
  "r10",
  "r11",
  "r12",
  "r13",
  "r14",
  "r15",
];

let report: ((registers: Registers) => void) | null = null;

/** Made beforehand: an exception may come when there is no memory. A second one inside a report overwrites it and ends the kernel. */
const registers = new Registers();

/** Called by the stubs. Returns only if the report does: then the interrupted code goes on. */
function onException(frame: Pointer<InterruptFrame>): void {
  const f = frame.value;
  registers.vector = u32(f.vector);
  registers.errorCode = f.errorCode;
  registers.rip = f.rip;
  registers.rsp = f.rsp;
  registers.rbp = f.rbp;
  registers.rflags = f.rflags;
  registers.cs = f.cs;
  registers.ss = f.ss;
  registers.faultAddress = readCr2();
  registers.debugStatus = takeDebugStatus();
  // SAFETY: exception_common has put the state there.
  const state = frame.cast<u8>().add(savedStateBytes);
  registers.x87Status = state.add(savedX87Status).cast<u16>().read();
  registers.simdStatus = state.add(savedSimdStatus).cast<u32>().read();
  const { general } = registers;
  general[0] = f.rax;
  general[1] = f.rbx;
  general[2] = f.rcx;
  general[3] = f.rdx;
  general[4] = f.rsi;
  general[5] = f.rdi;
  general[6] = u64(f.rbp);
  general[7] = u64(f.rsp);
  general[8] = f.r8;
  general[9] = f.r9;
  general[10] = f.r10;
  general[11] = f.r11;
  general[12] = f.r12;
  general[13] = f.r13;
  general[14] = f.r14;
  general[15] = f.r15;
  if (report !== null) report(registers);
}

/** Loads the interrupt descriptor table. From now on exceptions go to `onReport`. */
export function initTraps(onReport: (registers: Registers) => void): void {
  report = onReport;
  loadInterrupts(functionAddress(onException), dispatch);
}
