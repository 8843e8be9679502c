/** Single instructions of the processor as functions. Safe to call from anywhere unless the comment says otherwise. */
import type { u32, u64, usize } from "osmium";
import { asm } from "osmium/unsafe";

/** RFLAGS.IF: interrupts are enabled. */
const interruptFlag: u64 = 0x200;

export function enableInterrupts(): void {
  // SAFETY: changes only RFLAGS.IF.
  asm`sti`;
}

export function disableInterrupts(): void {
  // SAFETY: changes only RFLAGS.IF.
  asm`cli`;
}

/** RFLAGS. */
export function readFlags(): u64 {
  // SAFETY: pushes and pops one word; kernel code has no red zone.
  return asm<u64>`pushfq
    popq ${asm.out("rax")}`;
}

export function interruptsEnabled(): boolean {
  return (readFlags() & interruptFlag) !== 0;
}

/**
 * Enables interrupts and sleeps until one has been handled. Call it with interrupts off, right after finding that there is nothing to
 * do: STI takes effect after the next instruction, so no interrupt fits between the two, and no wake-up is lost.
 */
export function waitForInterrupt(): void {
  // SAFETY: the handlers keep every register.
  asm`sti
    hlt`;
}

/** Stops for good. Only an NMI gets through, and that does not return. */
export function halt(): never {
  for (;;) {
    // SAFETY: ends in nothing.
    asm`cli
      hlt`;
  }
}

/** Raises #BP, which reports and returns. */
export function breakpoint(): void {
  // SAFETY: the handler keeps every register.
  asm`int3`;
}

/** The number of the core that runs this: always the first, since nothing starts the others. */
export function currentCore(): u32 {
  return 0;
}

/** The address whose access faulted last. */
export function readCr2(): usize {
  // SAFETY: reads a register.
  return asm<usize>`movq %cr2, ${asm.out("rax")}`;
}

/** DR6, what caused a debug exception; cleared for the next one (Intel SDM vol. 3, 17.2.3). */
export function takeDebugStatus(): u64 {
  // SAFETY: no code depends on DR6. Its reserved bits read as ones and are written so.
  return asm<u64>`movq %dr6, ${asm.out("rax")}
    movl $0xffff0ff0, %ecx
    movq %rcx, %dr6
    ${asm.clobber("rcx")}`;
}

/** Physical address of the root page table, with its flags. */
export function readCr3(): u64 {
  // SAFETY: reads a register.
  return asm<u64>`movq %cr3, ${asm.out("rax")}`;
}

/** Forgets the cached translation of one page. */
export function flushPage(address: usize): void {
  // SAFETY: INVLPG changes no memory.
  asm`invlpg (${asm.in("reg", address)})`;
}

/** The time-stamp counter. */
export function readTimestamp(): u64 {
  // SAFETY: reads a register pair.
  return asm<u64>`rdtsc
    shlq $32, %rdx
    orq %rdx, ${asm.out("rax")}
    ${asm.clobber("rdx")}`;
}

/** A model-specific register. Raises #GP for a number that the processor does not know. */
export function readMsr(register: u32): u64 {
  // SAFETY: reads a register pair; ECX names it.
  return asm<u64>`rdmsr # ${asm.in("ecx", register)}
    shlq $32, %rdx
    orq %rdx, ${asm.out("rax")}
    ${asm.clobber("rdx")}`;
}
