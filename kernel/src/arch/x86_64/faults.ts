/** Deliberate faults: what the shell's `fault` command and the tests provoke, to see that each ends in a readable report. */
import { u8, type u64 } from "osmium";
import { asm, nullPointer, pointer, symbolAddress } from "osmium/unsafe";

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

/** Executes an instruction that does not exist. */
export function invalidInstruction(): void {
  // SAFETY: raises #UD.
  asm`ud2`;
}

/** Divides by zero in the processor, which TypeScript code never does. */
export function divideError(): void {
  // SAFETY: raises #DE.
  asm`xorl %ecx, %ecx
    divl %ecx
    ${asm.clobber("rax")}${asm.clobber("rcx")}${asm.clobber("rdx")}`;
}

/** Loads an address that is not canonical. */
export function protectionFault(): number {
  // SAFETY: not safe; raises #GP.
  return pointer<u64>(0x8000000000000000).readVolatile();
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

/** Recurses until the stack ends. Each call uses its result, so that none is a jump. */
export function overflowStack(depth: u64): u64 {
  return overflowStack(depth + 1) + depth;
}
