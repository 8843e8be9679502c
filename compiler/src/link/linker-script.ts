/**
 * Linker scripts of the two targets. In both, code comes before `.trace`, the table of stack traces, which is made from the addresses of the
 * first link: adding it at the second must not move code.
 *
 * Kernel, virtual and physical (PA = VA - 0xffffffff80000000 for the upper part):
 *
 * | address              | sections                       | access | symbols                               |
 * | -------------------- | ------------------------------ | ------ | ------------------------------------- |
 * | 1 MiB (VA = PA)      | .boot.text .boot.rodata, notes | R X    | boot_start                            |
 * | next page (VA = PA)  | .boot.data .boot.bss           | R W    | boot_end                              |
 * | -2 GiB + next page   | .text                          | R X    | kernel_start, text_start, text_end    |
 * | next page            | .rodata .trace                 | R      | rodata_start, rodata_end              |
 * | next page            | .data .bss                     | R W    | data_…, bss_start, bss_end, kernel_end |
 *
 * All `…_start` and `…_end` of the upper part are page aligned, but `data_end` and `bss_start`. `kernel_physical_start` and
 * `kernel_physical_end` bound all of it in physical memory.
 */

import type { IrModule } from "../ir/ir.ts";

/** Where the upper part is linked, less its physical address. */
export const kernelBase = 0xffff_ffff_8000_0000n;
/** Where the kernel is loaded: the end of what real mode reaches. */
export const kernelLoadAddress = 0x10_0000n;

const hex = (value: bigint): string => `0x${value.toString(16)}`;

const kernelScript = `ENTRY(_start)
KERNEL_BASE = ${hex(kernelBase)};
PHDRS {
  boot PT_LOAD FLAGS(5);
  boot_data PT_LOAD FLAGS(6);
  text PT_LOAD FLAGS(5);
  rodata PT_LOAD FLAGS(4);
  data PT_LOAD FLAGS(6);
  note PT_NOTE FLAGS(4);
}
SECTIONS {
  . = ${hex(kernelLoadAddress)};
  kernel_physical_start = .;
  boot_start = .;
  .note : { KEEP(*(.note.Xen .note.*)) } :boot :note
  .boot.text : { KEEP(*(.boot.text .boot.text.*)) } :boot
  .boot.rodata : { KEEP(*(.boot.rodata .boot.rodata.*)) } :boot
  . = ALIGN(4096);
  .boot.data : { KEEP(*(.boot.data .boot.data.*)) } :boot_data
  .boot.bss (NOLOAD) : { KEEP(*(.boot.bss .boot.bss.*)) } :boot_data
  . = ALIGN(4096);
  boot_end = .;

  . += KERNEL_BASE;
  kernel_start = .;
  text_start = .;
  .text : AT(ADDR(.text) - KERNEL_BASE) { *(.text.hot .text.hot.*) *(.text .text.*) } :text
  . = ALIGN(4096);
  text_end = .;
  rodata_start = .;
  .rodata : AT(ADDR(.rodata) - KERNEL_BASE) { *(.rodata .rodata.*) *(.data.rel.ro .data.rel.ro.*) } :rodata
  .trace : AT(ADDR(.trace) - KERNEL_BASE) { *(.trace) } :rodata
  . = ALIGN(4096);
  rodata_end = .;
  data_start = .;
  .data : AT(ADDR(.data) - KERNEL_BASE) { *(.data .data.*) } :data
  data_end = .;
  bss_start = .;
  .bss : AT(ADDR(.bss) - KERNEL_BASE) { *(.bss .bss.*) *(COMMON) } :data
  . = ALIGN(4096);
  bss_end = .;
  kernel_end = .;
  kernel_physical_end = . - KERNEL_BASE;
  /DISCARD/ : { *(.eh_frame .eh_frame_hdr .comment .note.GNU-stack .llvm_addrsig) }
}
`;

/**
 * The next page in memory at the same offset within it: a page of the file at the border of two segments is mapped twice, once with the
 * access of each, instead of being filled up. Nothing becomes writable and executable at the same address.
 */
const nextPage = "ALIGN(4096) + (. & 4095)";

const linuxScript = `ENTRY(_start)
PHDRS {
  text PT_LOAD FILEHDR PHDRS FLAGS(5);
  rodata PT_LOAD FLAGS(4);
  data PT_LOAD FLAGS(6);
  stack PT_GNU_STACK FLAGS(6);
}
SECTIONS {
  . = 0x400000 + SIZEOF_HEADERS;
  . = ALIGN(64);
  text_start = .;
  .text : { *(.text.hot .text.hot.*) *(.text .text.*) } :text
  text_end = .;
  . = ${nextPage};
  .rodata : { *(.rodata .rodata.*) *(.data.rel.ro .data.rel.ro.*) } :rodata
  .trace : { *(.trace) } :rodata
  . = ${nextPage};
  .data : { *(.data .data.*) } :data
  .bss : { *(.bss .bss.*) *(COMMON) } :data
  /DISCARD/ : { *(.eh_frame .eh_frame_hdr .comment .note.GNU-stack .llvm_addrsig) }
}
`;

export function linkerScript(target: IrModule["target"]): string {
  return target === "kernel" ? kernelScript : linuxScript;
}
