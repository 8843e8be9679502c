/** The way from an exception's stub to the reports above: the raw frame becomes an ordinary object. */
import { u64, type usize } from "osmium";
import { functionAddress, type Pointer } from "osmium/unsafe";
import type { InterruptFrame } from "./frame.ts";
import { loadInterrupts } from "./idt.ts";
import { dispatch } from "./irq.ts";

/** The registers at an exception. */
export interface Registers {
  readonly vector: number;
  readonly errorCode: u64;
  readonly rip: usize;
  readonly rsp: usize;
  readonly rbp: usize;
  readonly rflags: u64;
  /** In the order of `registerNames`. */
  readonly general: readonly u64[];
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
  "r8 ",
  "r9 ",
  "r10",
  "r11",
  "r12",
  "r13",
  "r14",
  "r15",
];

let report: ((registers: Registers) => void) | null = null;

/** Called by the stubs. Returns only if the report does: then the interrupted code goes on. */
function onException(frame: Pointer<InterruptFrame>): void {
  const f = frame.value;
  const registers: Registers = {
    vector: f.vector,
    errorCode: f.errorCode,
    rip: f.rip,
    rsp: f.rsp,
    rbp: f.rbp,
    rflags: f.rflags,
    general: [
      f.rax,
      f.rbx,
      f.rcx,
      f.rdx,
      f.rsi,
      f.rdi,
      u64(f.rbp),
      u64(f.rsp),
      f.r8,
      f.r9,
      f.r10,
      f.r11,
      f.r12,
      f.r13,
      f.r14,
      f.r15,
    ],
  };
  if (report !== null) report(registers);
}

/** Loads the interrupt descriptor table. From now on exceptions go to `onReport`. */
export function initTraps(onReport: (registers: Registers) => void): void {
  report = onReport;
  loadInterrupts(functionAddress(onException), dispatch);
}
