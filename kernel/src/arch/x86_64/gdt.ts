/**
 * Segments and the task state segment (Intel SDM vol. 3, 3.4.5 and 8.7). In 64-bit mode segments only say "code" or "data"; the TSS
 * holds the interrupt stacks.
 *
 *   selector  0x08 kernel code, 0x10 kernel data, 0x18 TSS (two entries), 0x28 data that is not present, for `faults.ts`
 */
import { type u8, type u16, u32, u64, usize } from "osmium";
import { asm, type Pointer, staticBytes } from "osmium/unsafe";
import { interruptStackTop, istCount, protectStacks } from "./stacks.ts";

export const kernelCode: u16 = 0x08;
const kernelData: u16 = 0x10;
const taskState: u16 = 0x18;
export const missingSegment: u32 = 0x28;
const tssBytes: u64 = 104;
/** Offset of the first interrupt stack in the TSS. */
const tssIst: usize = 36;

function table(): Pointer<u64> {
  return staticBytes(48, 16).cast<u64>();
}

function taskStateSegment(): Pointer<u8> {
  return staticBytes(112, 16);
}

/** The operand of LGDT and LIDT: a limit of 16 bits, then the address. */
export function writeDescriptor(at: Pointer<u8>, limit: u16, address: usize): void {
  // SAFETY: the caller gives ten bytes.
  at.cast<u16>().write(limit);
  at.add(2).cast<usize>().write(address);
}

/** Replaces the boot stages' segments, whose memory is about to go, and installs the interrupt stacks. */
export function loadSegments(): void {
  protectStacks();

  const tss = taskStateSegment();
  for (let ist: u32 = 1; ist <= istCount; ist++) {
    // SAFETY: seven stacks of eight bytes lie from offset 36.
    tss
      .add(tssIst + usize(ist - 1) * 8)
      .cast<usize>()
      .write(interruptStackTop(ist));
  }
  // SAFETY: offset 102 is the I/O map's offset: beyond the limit, there is none.
  tss.add(102).cast<u16>().write(104);

  const base = u64(tss.address);
  const gdt = table();
  gdt.set(0, 0);
  gdt.set(1, 0x00af9b000000ffff);
  gdt.set(2, 0x00cf93000000ffff);
  gdt.set(3, (tssBytes - 1) | ((base & 0xffffff) << 16) | 0x0000890000000000 | (((base >>> 24) & 0xff) << 56));
  gdt.set(4, base >>> 32);
  gdt.set(5, 0x00cf13000000ffff);

  const descriptor = staticBytes(16, 16);
  writeDescriptor(descriptor, 47, gdt.address);
  // SAFETY: the table has just been filled; the selectors are those of its entries.
  asm`lgdt (${asm.in("reg", descriptor)})
    pushq ${asm.in("rcx", u64(kernelCode))}
    leaq 1f(%rip), %rax
    pushq %rax
    lretq
  1:
    movl ${asm.in("edx", u32(kernelData))}, %ds
    movl %edx, %es
    movl %edx, %ss
    ltr ${asm.in("si", taskState)}
    ${asm.clobber("rax")}`;
}

/** The selectors in CS, DS, ES and SS. */
export function segmentSelectors(): u32[] {
  // SAFETY: reads registers.
  return [
    asm<u32>`movl %cs, ${asm.out("eax")}`,
    asm<u32>`movl %ds, ${asm.out("eax")}`,
    asm<u32>`movl %es, ${asm.out("eax")}`,
    asm<u32>`movl %ss, ${asm.out("eax")}`,
  ];
}
