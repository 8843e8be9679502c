/**
 * Deliberate faults: what the shell's `fault` command and the tests provoke, to see that each ends in a readable report. Every exception is
 * raised by the means that raises it in earnest, but for three that only INT can raise here, which say so. Not among them: #TS, which
 * 64-bit mode has no way to; #AC, which needs user mode; #VE, #CP, #HV, #VC and #SX, which need features that are off.
 */
import { u8, type u16, type u32, type u64 } from "osmium";
import { asm, nullPointer, pointer, staticBytes, symbolAddress } from "osmium/unsafe";
import { breakpoint } from "./cpu.ts";
import { missingSegment } from "./gdt.ts";
import { interrupt, setIrqHandler } from "./irq.ts";
import { damageKernelPage, physicalToVirtual } from "./paging.ts";

export interface FaultKind {
  readonly name: string;
  /** What happens, for `help`. */
  readonly help: string;
  readonly provoke: () => void;
  /** The kernel goes on afterwards. */
  readonly returns?: boolean;
}

/** Divides by zero in the processor, which TypeScript code never does. */
export function divideError(): void {
  // SAFETY: raises #DE.
  asm`xorl %ecx, %ecx
    divl %ecx
    ${asm.clobber("rax")}${asm.clobber("rcx")}${asm.clobber("rdx")}`;
}

/** Sets the trap flag. */
export function singleStep(): void {
  // SAFETY: raises #DB behind the instruction after POPF.
  asm`pushfq
    orq $0x100, (%rsp)
    popfq
    nop`;
}

/** Has the processor watch a word, and writes there. */
export function watchpoint(): void {
  const word = staticBytes(8, 8).cast<u64>();
  // SAFETY: DR7 enables breakpoint 0 for writes of eight bytes; raises #DB behind the store.
  asm`movq ${asm.in("rdi", word)}, %dr0
    movl $0x90401, %eax
    movq %rax, %dr7
    movq $1, (%rdi)
    nop
    ${asm.clobber("rax")}`;
}

/** The local APIC's registers, where the firmware leaves them (Intel SDM vol. 3, 10.4.1). */
const localApic: u64 = 0xfee00000;
const apicId: u64 = 0x20;
const interruptCommandLow: u64 = 0x300;
const interruptCommandHigh: u64 = 0x310;
/** Delivery mode NMI, level: assert. */
const sendNmi: u32 = 0x4400;

/** Sends an NMI from this core to itself. */
export function nonMaskableInterrupt(): void {
  // SAFETY: the direct map covers the first 4 GiB; the registers are 32 bits wide.
  const id = pointer<u32>(physicalToVirtual(localApic + apicId)).readVolatile();
  pointer<u32>(physicalToVirtual(localApic + interruptCommandHigh)).writeVolatile(id);
  pointer<u32>(physicalToVirtual(localApic + interruptCommandLow)).writeVolatile(sendNmi);
  // SAFETY: time for it to arrive.
  asm`movl $1000000, %ecx
  1:
    pause
    decl %ecx
    jnz 1b
    ${asm.clobber("rcx")}`;
}

/** INT 4: 64-bit mode has no INTO. */
function overflowTrap(): void {
  // SAFETY: raises #OF.
  asm`int $4`;
}

/** INT 5: 64-bit mode has no BOUND. */
function boundTrap(): void {
  // SAFETY: raises #BR.
  asm`int $5`;
}

/** Executes an instruction that does not exist. */
export function invalidInstruction(): void {
  // SAFETY: raises #UD.
  asm`ud2`;
}

/** Uses the floating-point unit while CR0.TS says that its state is another's. */
export function noFloatingPoint(): void {
  // SAFETY: raises #NM; the handler clears TS.
  asm`movq %cr0, %rax
    orq $8, %rax
    movq %rax, %cr0
    fldz
    ${asm.clobber("rax")}`;
}

/** Raises an exception that can't be delivered, nor the one that this raises: a double fault. */
export function doubleFault(): void {
  // SAFETY: not safe; cuts the descriptor table off behind vector 8, so that both exceptions below have no entry.
  asm`subq $16, %rsp
    sidt (%rsp)
    movw $143, (%rsp)
    lidt (%rsp)
    addq $16, %rsp
    int $128`;
}

/** Loads a data segment that is not present. */
export function segmentNotPresent(): void {
  // SAFETY: raises #NP; FS stays as it is.
  asm`movl ${asm.in("eax", missingSegment)}, %fs`;
}

/** Loads a stack segment that is not present. */
export function stackSegmentFault(): void {
  // SAFETY: raises #SS; SS stays as it is.
  asm`movl ${asm.in("eax", missingSegment)}, %ss`;
}

/** Loads an address that is not canonical. */
export function protectionFault(): number {
  // SAFETY: not safe; raises #GP.
  return pointer<u64>(0x8000000000000000).readVolatile();
}

const beyondTable: u16 = 0x8000;

/** Loads a segment from beyond the end of the descriptor table. */
export function selectorFault(): void {
  // SAFETY: raises #GP; FS stays as it is.
  asm`movl ${asm.in("ax", beyondTable)}, %fs`;
}

/** Raises an interrupt whose vector is beyond the end of its table. */
export function gateFault(): void {
  // SAFETY: not safe; cuts the table off behind the exceptions. Raises #GP.
  asm`subq $16, %rsp
    sidt (%rsp)
    movw $511, (%rsp)
    lidt (%rsp)
    addq $16, %rsp
    int $128`;
}

/** Reads address 0. */
export function readNull(): number {
  // SAFETY: not safe; page 0 is never mapped, which is the point.
  return nullPointer<u64>().readVolatile();
}

/** Writes to the kernel's code. */
export function writeCode(): void {
  // SAFETY: not safe; code is never writable, which is the point.
  pointer<u8>(symbolAddress("text_start")).writeVolatile(u8(0xcc));
}

/** Jumps into data. */
export function executeData(): void {
  // SAFETY: not safe; data is never executable, which is the point.
  asm`callq *${asm.in("rax", symbolAddress("data_start"))}`;
}

/** Writes to where nothing is mapped. */
export function writeUnmapped(): void {
  // SAFETY: not safe; nothing uses this half of the address space.
  pointer<u64>(0x123456789000).writeVolatile(1);
}

/** Pushes onto a stack that is nowhere. The handler needs a stack of its own for that. */
export function badStack(): void {
  // SAFETY: not safe; raises #PF, and does not return.
  asm`movabsq $0x123456789000, %rsp
    pushq %rax`;
}

/** Reads a page whose page table entry has reserved bits set. */
export function damagedPageTable(): number {
  const page = staticBytes(4096, 4096);
  damageKernelPage(page.address);
  // SAFETY: not safe; raises #PF.
  return page.cast<u64>().readVolatile();
}

/** Divides by zero on the x87 with that error unmasked. */
export function x87Error(): void {
  // SAFETY: raises #MF at FWAIT. The x87 is not used otherwise.
  asm`fninit
    pushq $0x37b
    fldcw (%rsp)
    addq $8, %rsp
    fldz
    fld1
    fdiv %st(1), %st
    fwait`;
}

/** Divides by zero in a vector register with that error unmasked. QEMU does not implement that: there, it goes on. */
export function simdError(): void {
  // SAFETY: raises #XM at DIVSS; restores MXCSR where it does not.
  asm`pushq $0x1d80
    ldmxcsr (%rsp)
    movl $0x3f800000, %eax
    movd %eax, %xmm0
    xorps %xmm1, %xmm1
    divss %xmm1, %xmm0
    movq $0x1f80, (%rsp)
    ldmxcsr (%rsp)
    addq $8, %rsp
    ${asm.clobber("rax")}${asm.clobber("xmm0")}${asm.clobber("xmm1")}`;
}

/** INT 18: a real machine check comes from broken hardware only. */
function machineCheckTrap(): void {
  // SAFETY: #MC has no error code, so INT leaves the same frame.
  asm`int $18`;
}

/** Recurses until the stack ends. Each call uses its result, so that none is a jump. */
export function overflowStack(depth: u64): u64 {
  return overflowStack(depth + 1) + depth;
}

/** What the handler below recursed to. */
let depthReached: u64 = 0;

const onOverflow = interrupt((): void => {
  depthReached = overflowStack(depthReached);
});

const unusedIrq: u32 = 5;

/** Recurses until the stack ends in an interrupt handler. */
export function overflowInInterrupt(): void {
  setIrqHandler(unusedIrq, onOverflow);
  // SAFETY: the vector of request line 5; the stub keeps every register.
  asm`int $37`;
}

/** An interrupt that no device has asked for, at the vector of request line 7. */
export function spuriousInterrupt(): void {
  // SAFETY: the stub keeps every register.
  asm`int $39`;
}

/** As above, line 15: on the second controller. */
export function spuriousInterruptSlave(): void {
  // SAFETY: as above.
  asm`int $47`;
}

/** Everything that can be provoked, by vector. */
export const faultKinds: readonly FaultKind[] = [
  { name: "divide", help: "#DE: divide by zero", provoke: divideError },
  { name: "step", help: "#DB: single step", provoke: singleStep },
  { name: "watch", help: "#DB: write to a watched word", provoke: watchpoint },
  { name: "nmi", help: "NMI: sent by the local APIC", provoke: nonMaskableInterrupt },
  { name: "breakpoint", help: "#BP: report, and go on", provoke: breakpoint, returns: true },
  { name: "into", help: "#OF: by INT 4", provoke: overflowTrap },
  { name: "bound", help: "#BR: by INT 5", provoke: boundTrap },
  { name: "invalid", help: "#UD: an instruction that does not exist", provoke: invalidInstruction },
  { name: "no-fpu", help: "#NM: floating point while it is switched off", provoke: noFloatingPoint },
  { name: "double", help: "#DF: an exception that can't be delivered", provoke: doubleFault },
  { name: "segment", help: "#NP: load a segment that is not present", provoke: segmentNotPresent },
  { name: "stack-segment", help: "#SS: load a stack segment that is not present", provoke: stackSegmentFault },
  { name: "protection", help: "#GP: an address that is not canonical", provoke: () => void protectionFault() },
  { name: "selector", help: "#GP: a selector beyond the GDT", provoke: selectorFault },
  { name: "gate", help: "#GP: an interrupt beyond the IDT", provoke: gateFault },
  { name: "null", help: "#PF: read address 0", provoke: () => void readNull() },
  { name: "write", help: "#PF: write to the kernel's code", provoke: writeCode },
  { name: "execute", help: "#PF: jump into data", provoke: executeData },
  { name: "unmapped", help: "#PF: write to where nothing is", provoke: writeUnmapped },
  { name: "bad-stack", help: "#PF: push onto a stack that is nowhere", provoke: badStack },
  { name: "reserved", help: "#PF: a damaged page table", provoke: () => void damagedPageTable() },
  { name: "x87", help: "#MF: divide by zero on the x87", provoke: x87Error },
  { name: "machine-check", help: "#MC: by INT 18", provoke: machineCheckTrap },
  { name: "simd", help: "#XM: divide by zero in a vector register (not in QEMU)", provoke: simdError, returns: true },
  { name: "overflow", help: "recurse until the stack ends", provoke: () => void overflowStack(1) },
  { name: "interrupt-overflow", help: "the same in an interrupt handler", provoke: overflowInInterrupt },
  { name: "spurious", help: "an interrupt that no device asked for", provoke: spuriousInterrupt, returns: true },
];

/** The kind with a name; null when there is none. */
export function findFault(name: string): FaultKind | null {
  for (const kind of faultKinds) {
    if (kind.name === name) return kind;
  }
  return null;
}
