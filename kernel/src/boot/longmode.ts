/**
 * From 32-bit protected mode to 64-bit TypeScript: `boot_start`, which the second stage enters, and `pvh_start`, which QEMU's
 * `-kernel` enters by the PVH protocol. Both meet at `.Llong_mode`: check the processor, build the page tables, switch over.
 *
 * The first page tables are already final in kind:
 * - the kernel at the top 2 GiB in 4 KiB pages: code readable and executable, constants readable, data writable; no page is both
 *   writable and executable, and the page below the boot stack is not mapped;
 * - the first 4 GiB of physical memory at the direct map, never executable, and read-only where the kernel's code and constants are;
 * - an identity map of the kernel's own pages, which `kernel_entry` removes again. Virtual page 0 is never mapped.
 *
 * Page table entries: bit 0 present, 1 writable, 7 large page, 63 no execution (Intel SDM vol. 3, 4.5).
 */
import { moduleAsm } from "osmium/unsafe";
import {
  bootInfoMagic,
  bootStackBytes,
  directMapBase,
  directMapBootTables,
  infoBootDevice,
  infoBytes,
  infoCommandLine,
  infoKernelEnd,
  infoKernelStart,
  infoMagic,
  infoMemoryMap,
  infoMemoryMapCount,
  infoProtocol,
  kernelTables,
  memoryMapEntriesMax,
  memoryMapEntryBytes,
  protocolPvh,
} from "./layout.ts";

// The note by which QEMU and Xen find the 32-bit entry (XEN_ELFNOTE_PHYS32_ENTRY).
moduleAsm`
  .section .note.Xen, "a", @note
  .balign 4
  .long 4, 8, 18
  .asciz "Xen"
  .quad pvh_start
  .text
`;

moduleAsm`
  .section .boot, "ax", @progbits
  .code32
  .globl boot_start
# ESI: BootInfo. Flat segments, interrupts off, paging off.
boot_start:
  movl $.Lboot_zeroed, %ebp
  jmp .Lzero_bss
.Lboot_zeroed:
  movl $boot_stack_top_physical, %esp
  jmp .Llong_mode

# EBX: the hvm_start_info structure. Its map of memory has the layout of E820.
  .globl pvh_start
pvh_start:
  cli
  cld
  movl $.Lpvh_zeroed, %ebp
  jmp .Lzero_bss
.Lpvh_zeroed:
  movl $boot_stack_top_physical, %esp
  movl $.Lbad_pvh, %esi
  cmpl $0x336ec578, (%ebx)               # magic
  jne .Lfail
  cmpl $1, 4(%ebx)                       # the version that brought the memory map
  jb .Lfail
  movl $pvh_boot_info, %edx
  movl $${bootInfoMagic}, ${infoMagic}(%edx)
  movl $${protocolPvh}, ${infoProtocol}(%edx)
  movl $pvh_memory_map, ${infoMemoryMap}(%edx)
  movl $-1, ${infoBootDevice}(%edx)
  movl 24(%ebx), %eax                    # command line
  movl %eax, ${infoCommandLine}(%edx)
  movl 48(%ebx), %eax                    # entries
  cmpl $${memoryMapEntriesMax}, %eax
  jbe .Lpvh_count
  movl $${memoryMapEntriesMax}, %eax
.Lpvh_count:
  movl %eax, ${infoMemoryMapCount}(%edx)
  imull $${memoryMapEntryBytes}, %eax, %ecx
  movl 40(%ebx), %esi
  movl $pvh_memory_map, %edi
  rep movsb
  movl %edx, %esi
  jmp .Llong_mode

# Zeroes the memory that the ELF file only reserves, then jumps to EBP (there is no stack yet).
.Lzero_bss:
  xorl %eax, %eax
  movl $zero_low_start, %edi
  movl $zero_low_end, %ecx
  subl %edi, %ecx
  shrl $2, %ecx
  rep stosl
  movl $bss_start_physical, %edi
  movl $bss_end_physical, %ecx
  subl %edi, %ecx
  shrl $2, %ecx
  rep stosl
  jmp *%ebp

.Llong_mode:
  movl $kernel_physical_start, ${infoKernelStart}(%esi)
  movl $kernel_physical_end, ${infoKernelEnd}(%esi)
  pushl %esi

  # ---- The processor: CPUID, long mode, no-execute. ----
  movl $.Lno_long_mode, %esi
  pushfl
  popl %eax
  movl %eax, %ecx
  xorl $0x200000, %eax                   # EFLAGS.ID can be changed where CPUID exists
  pushl %eax
  popfl
  pushfl
  popl %eax
  xorl %ecx, %eax
  testl $0x200000, %eax
  jz .Lfail
  movl $0x80000000, %eax
  cpuid
  cmpl $0x80000001, %eax
  jb .Lfail
  movl $0x80000001, %eax
  cpuid
  btl $29, %edx                          # long mode
  jnc .Lfail
  movl $.Lno_nx, %esi
  btl $20, %edx                          # no-execute pages
  jnc .Lfail

  # ---- The kernel's pages. boot_tables_kernel is indexed by the physical page. ----
  movl $kernel_physical_start, %eax
  movl $boot_code_end, %edx
  movl $1, %ebx                          # present
  xorl %ecx, %ecx                        # executable
  call .Lmap_range
  movl $text_start_physical, %eax
  movl $text_end_physical, %edx
  call .Lmap_range
  movl $0x80000000, %ecx                 # not executable
  movl $rodata_start_physical, %eax
  movl $rodata_end_physical, %edx
  call .Lmap_range
  movl $3, %ebx                          # present, writable
  movl $data_start_physical, %eax
  movl $bss_end_physical, %edx
  call .Lmap_range
  movl $boot_stack_guard_physical, %eax
  shrl $12, %eax
  movl $0, boot_tables_kernel(, %eax, 8)
  movl $0, boot_tables_kernel + 4(, %eax, 8)

  # ---- The direct map: 4 KiB pages where the kernel lies, 2 MiB pages above. ----
  xorl %eax, %eax
.Ldirect_small:
  movl %eax, %edx
  shll $12, %edx
  orl $3, %edx
  movl boot_tables_kernel(, %eax, 8), %ecx
  andl $3, %ecx
  cmpl $1, %ecx                          # the kernel may not write there: nobody may
  jne .Ldirect_writable
  andl $~2, %edx
.Ldirect_writable:
  movl %edx, boot_tables_direct(, %eax, 8)
  movl $0x80000000, boot_tables_direct + 4(, %eax, 8)
  incl %eax
  cmpl $${kernelTables * 512}, %eax
  jb .Ldirect_small

  xorl %eax, %eax
.Ldirect_large:
  movl %eax, %edx
  cmpl $${kernelTables}, %eax
  jb .Ldirect_by_table
  shll $21, %edx
  orl $0x83, %edx                        # present, writable, 2 MiB
  jmp .Ldirect_set
.Ldirect_by_table:
  shll $12, %edx
  addl $boot_tables_direct + 3, %edx
.Ldirect_set:
  movl %edx, boot_directories_direct(, %eax, 8)
  movl $0x80000000, boot_directories_direct + 4(, %eax, 8)
  incl %eax
  cmpl $${directMapBootTables * 512}, %eax
  jb .Ldirect_large

  # ---- The levels above. ----
  movl $boot_tables_kernel + 3, %eax
  xorl %ecx, %ecx
.Lkernel_directory:
  movl %eax, boot_directory_kernel(, %ecx, 8)
  addl $4096, %eax
  incl %ecx
  cmpl $${kernelTables}, %ecx
  jb .Lkernel_directory
  movl $boot_directories_direct + 3, %eax
  xorl %ecx, %ecx
.Ldirect_pointers:
  movl %eax, boot_pointers_direct(, %ecx, 8)
  addl $4096, %eax
  incl %ecx
  cmpl $${directMapBootTables}, %ecx
  jb .Ldirect_pointers
  movl $boot_directory_kernel + 3, boot_pointers_kernel + 510 * 8
  movl $boot_directory_kernel + 3, boot_pointers_identity
  movl $boot_pointers_identity + 3, boot_pml4
  movl $boot_pointers_direct + 3, boot_pml4 + 256 * 8
  movl $boot_pointers_kernel + 3, boot_pml4 + 511 * 8

  # ---- The switch (Intel SDM vol. 3, 9.8.5). ----
  popl %esi
  movl %cr4, %eax
  orl $0x6e0, %eax                       # PAE, MCE, PGE, OSFXSR, OSXMMEXCPT: doubles are SSE
  movl %eax, %cr4
  movl $boot_pml4, %eax
  movl %eax, %cr3
  movl $0xc0000080, %ecx                 # EFER
  rdmsr
  orl $0x900, %eax                       # long mode, no-execute
  wrmsr
  movl %cr0, %eax
  andl $~0x6000000c, %eax                # caches on, no emulation of floating point
  orl $0x80010022, %eax                  # paging, write protection in ring 0, NE, MP
  movl %eax, %cr0
  lgdt .Lgdt64_descriptor
  ljmp $0x08, $.Llong

# Maps the pages from EAX to EDX with the flags EBX (low) and ECX (high).
.Lmap_range:
  cmpl %edx, %eax
  jae .Lmap_done
  movl %eax, %edi
  shrl $12, %edi
  movl %eax, %ebp
  orl %ebx, %ebp
  movl %ebp, boot_tables_kernel(, %edi, 8)
  movl %ecx, boot_tables_kernel + 4(, %edi, 8)
  addl $4096, %eax
  jmp .Lmap_range
.Lmap_done:
  ret

# Prints the text at ESI in the top line of the screen and on COM1, and stops.
.Lfail:
  movl $0xb8000, %edi
  movl $.Lfail_prefix, %ebx
  xchgl %ebx, %esi
.Lfail_next:
  lodsb
  testb %al, %al
  jnz .Lfail_put
  testl %ebx, %ebx
  jz .Lfail_stop
  movl %ebx, %esi
  xorl %ebx, %ebx
  jmp .Lfail_next
.Lfail_put:
  movw $0x3f8, %dx
  outb %al, %dx
  movb $0x4f, %ah
  stosw
  jmp .Lfail_next
.Lfail_stop:
  cli
  hlt
  jmp .Lfail_stop

  .balign 8
# Accessed bits are set beforehand: these pages are read-only once paging is on.
.Lgdt64:
  .quad 0
  .quad 0x00af9b000000ffff
  .quad 0x00cf93000000ffff
.Lgdt64_descriptor:
  .word . - .Lgdt64 - 1
  .long .Lgdt64

.Lfail_prefix:
  .asciz "Osmium: "
.Lbad_pvh:
  .asciz "the loader gives no memory map (PVH)"
.Lno_long_mode:
  .asciz "this processor has no 64-bit mode"
.Lno_nx:
  .asciz "this processor has no no-execute pages, or the firmware has switched them off"

  .code64
.Llong:
  movl $0x10, %eax
  movl %eax, %ds
  movl %eax, %es
  movl %eax, %ss
  xorl %eax, %eax
  movl %eax, %fs
  movl %eax, %gs
  movl %esi, %edi                        # BootInfo, zero-extended
  movabsq $kernel_entry, %rax
  jmpq *%rax

  .section .boot.bss, "aw", @nobits
  .balign 4096
boot_pml4:
  .skip 4096
boot_pointers_identity:
  .skip 4096
boot_pointers_kernel:
  .skip 4096
boot_directory_kernel:
  .skip 4096
boot_tables_kernel:
  .skip ${kernelTables * 4096}
boot_pointers_direct:
  .skip 4096
boot_directories_direct:
  .skip ${directMapBootTables * 4096}
boot_tables_direct:
  .skip ${kernelTables * 4096}
pvh_boot_info:
  .skip ${infoBytes}
pvh_memory_map:
  .skip ${memoryMapEntriesMax * memoryMapEntryBytes}
  .text
`;

// The first instructions at the kernel's own addresses: a stack, no identity map, then TypeScript.
moduleAsm`
  .text
  .globl kernel_entry
kernel_entry:
  movq $boot_stack_top, %rsp
  movabsq $${directMapBase}, %rax
  addq %rax, %rdi
  movq %rdi, boot_info
  movl $boot_pml4, %ecx
  movq $0, (%rax, %rcx)
  movq %rcx, %cr3
  xorl %ebp, %ebp                        # where stack traces end
  call osm_start
.Lkernel_ended:
  cli
  hlt
  jmp .Lkernel_ended

  .bss
  .balign 8
  .globl boot_info
boot_info:
  .skip 8
  .balign 4096
  .globl boot_stack_guard
boot_stack_guard:
  .skip 4096
  .globl boot_stack_bottom
boot_stack_bottom:
  .skip ${bootStackBytes}
  .globl boot_stack_top
boot_stack_top:
  .text
`;
