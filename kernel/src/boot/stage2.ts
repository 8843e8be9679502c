/**
 * The second stage: real-mode code that finds out what only the BIOS knows (memory map, boot drive), loads the kernel's ELF
 * segments to where they belong above 1 MiB, and enters protected mode at the ELF's entry, `boot_start`.
 *
 * The BIOS reads into a bounce buffer below 1 MiB, 32 KiB at a time; each piece is copied up in protected mode, entered for
 * just that, which works on every machine (unlike "unreal mode", which some BIOS calls end).
 * Not handled: sectors of other than 512 bytes, segments above 4 GiB.
 */
import { moduleAsm } from "osmium/unsafe";
import {
  bootInfoAddress,
  bootInfoMagic,
  bounceAddress,
  bounceSectors,
  bounceSegment,
  commandLineBytes,
  elfHeaderAddress,
  elfHeaderSectors,
  infoBootDevice,
  infoBytes,
  infoCommandLine,
  infoMagic,
  infoMemoryMap,
  infoMemoryMapCount,
  infoProtocol,
  memoryMapEntriesMax,
  memoryMapEntryBytes,
  protocolBios,
} from "./layout.ts";

moduleAsm`
  .section .stage2, "ax", @progbits
  .code16
  .globl stage2_start
stage2_start:
  movw $0x0003, %ax                      # text mode 3, 80 by 25, cleared
  int $0x10

  # BootInfo starts as zeros.
  xorl %eax, %eax
  movw $${bootInfoAddress}, %di
  movw $${infoBytes} / 2, %cx
  rep stosw
  movl $${bootInfoMagic}, ${bootInfoAddress} + ${infoMagic}
  movl $${protocolBios}, ${bootInfoAddress} + ${infoProtocol}
  movzbl boot_drive, %eax
  movl %eax, ${bootInfoAddress} + ${infoBootDevice}
  movl $boot_command_line, ${bootInfoAddress} + ${infoCommandLine}
  movl $${bootInfoAddress} + ${infoBytes}, ${bootInfoAddress} + ${infoMemoryMap}

  call enable_a20
  call read_memory_map
  call load_kernel

  cli
  lgdt .Lgdt_descriptor
  movl %cr0, %eax
  orb $1, %al
  movl %eax, %cr0
  movw $0x10, %ax
  movw %ax, %ds
  movw %ax, %es
  movw %ax, %ss
  movl $${bootInfoAddress}, %esi
  ljmpl *.Lentry                         # to 32-bit code

# ---- A20: address line 20, off in memory of the 8086. Three ways to switch it on; each is tested. ----

enable_a20:
  call .La20_test
  jnz .La20_done
  movw $0x2401, %ax                      # by the BIOS
  int $0x15
  call .La20_test
  jnz .La20_done
  call .Lkbc_wait                        # by the keyboard controller's output port
  jc .La20_fast
  movb $0xd1, %al
  outb %al, $0x64
  call .Lkbc_wait
  movb $0xdf, %al
  outb %al, $0x60
  call .Lkbc_wait
  call .La20_settle
  jnz .La20_done
.La20_fast:
  inb $0x92, %al                         # by system control port A; bit 0 would reset the machine
  testb $2, %al
  jnz .La20_fast_set
  orb $2, %al
  andb $0xfe, %al
  outb %al, $0x92
.La20_fast_set:
  call .La20_settle
  jnz .La20_done
  movw $.Lno_a20, %si
  jmp boot_fail
.La20_done:
  ret

# Zero flag clear: A20 is on. Looks whether FFFF:0510 (0x100500) is 0000:0500.
.La20_test:
  pushw %es
  movw $0xffff, %ax
  movw %ax, %es
  movw 0x500, %bx
  movw %es:0x510, %cx
  movw %bx, %ax
  notw %ax
  movw %ax, %es:0x510
  outb %al, $0x80                        # a moment for the bus
  cmpw %bx, 0x500                        # changed: it wrapped around
  movw %cx, %es:0x510
  movw %bx, 0x500
  je .La20_is_on
  xorw %ax, %ax                          # zero flag set
  popw %es
  ret
.La20_is_on:
  orw $1, %ax
  popw %es
  ret

# Tests up to 65,536 times: the controller may be slow.
.La20_settle:
  xorw %dx, %dx
.La20_again:
  call .La20_test
  jnz .La20_settled
  decw %dx
  jnz .La20_again
.La20_settled:
  ret

# Waits until the keyboard controller takes a byte. Carry: it never did.
.Lkbc_wait:
  movw $0xffff, %cx
.Lkbc_again:
  inb $0x64, %al
  testb $2, %al
  jz .Lkbc_ready
  loop .Lkbc_again
  stc
  ret
.Lkbc_ready:
  clc
  ret

# ---- The memory map: INT 15h, E820. ----

read_memory_map:
  xorl %ebx, %ebx
  movw $${bootInfoAddress} + ${infoBytes}, %di
.Lmap_next:
  movl $1, %es:20(%di)                   # attributes, for BIOSes that return 20 bytes: valid
  movl $0xe820, %eax
  movl $0x534d4150, %edx                 # "SMAP"
  movl $${memoryMapEntryBytes}, %ecx
  int $0x15
  jc .Lmap_end                           # some BIOSes end so, some with EBX = 0
  cmpl $0x534d4150, %eax
  jne .Lmap_end
  testb $1, 20(%di)                      # ACPI 3: ignore this entry
  jz .Lmap_skip
  movl 8(%di), %eax
  orl 12(%di), %eax
  jz .Lmap_skip                          # empty
  addw $${memoryMapEntryBytes}, %di
  incl ${bootInfoAddress} + ${infoMemoryMapCount}
  cmpl $${memoryMapEntriesMax}, ${bootInfoAddress} + ${infoMemoryMapCount}
  jae .Lmap_end
.Lmap_skip:
  testl %ebx, %ebx
  jnz .Lmap_next
.Lmap_end:
  movw $.Lno_map, %si
  movl ${bootInfoAddress} + ${infoMemoryMapCount}, %ecx
  jcxz .Lmap_fail

  # The end of the usable region that holds 1 MiB: what the kernel may fill.
  movw $${bootInfoAddress} + ${infoBytes}, %di
.Lmap_look:
  cmpl $1, 16(%di)
  jne .Lmap_other
  cmpl $0, 4(%di)                        # base below 4 GiB
  jne .Lmap_other
  movl (%di), %eax
  cmpl $0x100000, %eax
  ja .Lmap_other
  addl 8(%di), %eax
  jc .Lmap_huge
  cmpl $0, 12(%di)
  jne .Lmap_huge
  cmpl $0x100000, %eax
  ja .Lmap_found
.Lmap_other:
  addw $${memoryMapEntryBytes}, %di
  loop .Lmap_look
  movw $.Lno_memory, %si
.Lmap_fail:
  jmp boot_fail
.Lmap_huge:
  movl $0xffffffff, %eax
.Lmap_found:
  movl %eax, .Lmemory_end
  ret

# ---- The kernel: its ELF file lies on the disk behind this stage. ----

load_kernel:
  movl $stage2_sectors + 1, %eax
  movl %eax, .Lelf_lba
  movw $${elfHeaderSectors}, %cx
  movw $${elfHeaderAddress} / 16, %bx
  call disk_read
  movw $.Lbad_kernel, %si
  cmpl $0x464c457f, ${elfHeaderAddress}  # "\x7fELF"
  jne .Lkernel_fail
  cmpw $0x0102, ${elfHeaderAddress} + 4  # 64 bits, little endian
  jne .Lkernel_fail
  cmpl $64, ${elfHeaderAddress} + 32     # program headers right behind the header
  jne .Lkernel_fail
  cmpw $56, ${elfHeaderAddress} + 54     # of the usual size
  jne .Lkernel_fail
  movl ${elfHeaderAddress} + 24, %eax
  movl %eax, .Lentry
  movw ${elfHeaderAddress} + 56, %cx
  cmpw $${elfHeaderSectors * 9 - 2}, %cx # no more than were read
  ja .Lkernel_fail
  movw $${elfHeaderAddress} + 64, %bp
.Lsegment_next:
  cmpl $1, %ds:(%bp)                     # PT_LOAD
  jne .Lsegment_skip
  pushw %cx
  call .Lload_segment
  popw %cx
.Lsegment_skip:
  addw $56, %bp
  loop .Lsegment_next
  ret
.Lkernel_fail:
  jmp boot_fail

# Loads the segment whose program header is at BP.
.Lload_segment:
  movw $.Lno_memory, %si
  movl %ds:24(%bp), %edi                 # physical address
  movl %edi, %eax
  addl %ds:40(%bp), %eax                 # its end in memory
  jc .Lkernel_fail
  cmpl .Lmemory_end, %eax
  ja .Lkernel_fail
  movw $.Lbad_kernel, %si
  cmpl $0x100000, %edi
  jb .Lkernel_fail
  movl %ds:8(%bp), %ebx                  # offset in the file
  movl %ds:32(%bp), %edx                 # bytes left
.Lpiece:
  testl %edx, %edx
  jz .Lsegment_done
  movl %ebx, %eax
  shrl $9, %eax
  addl .Lelf_lba, %eax
  movl %ebx, %esi
  andl $511, %esi                        # where the piece starts in the buffer
  movl $${bounceSectors * 512}, %ecx
  subl %esi, %ecx                        # bytes that a full buffer would bring
  cmpl %edx, %ecx
  jbe .Lpiece_sized
  movl %edx, %ecx
.Lpiece_sized:
  pushl %ecx
  addl %esi, %ecx
  addl $511, %ecx
  shrl $9, %ecx
  pushw %bx
  movw $${bounceSegment}, %bx
  call disk_read
  popw %bx
  popl %ecx
  addl $${bounceAddress}, %esi
  addl %ecx, %ebx
  subl %ecx, %edx
  call .Lcopy_up
  jmp .Lpiece
.Lsegment_done:
  ret

# Copies ECX bytes from ESI to EDI, physical addresses; EDI moves on.
.Lcopy_up:
  cli
  lgdt .Lgdt_descriptor
  movl %cr0, %eax
  orb $1, %al
  movl %eax, %cr0
  ljmp $0x18, $.Lcopy_protected
.Lcopy_protected:
  movw $0x10, %ax
  movw %ax, %ds
  movw %ax, %es
  movl %ecx, %eax
  shrl $2, %ecx
  rep movsl (%esi), %es:(%edi)
  movl %eax, %ecx
  andl $3, %ecx
  rep movsb (%esi), %es:(%edi)
  movw $0x20, %ax                        # back to limits of 64 KiB
  movw %ax, %ds
  movw %ax, %es
  movl %cr0, %eax
  andb $0xfe, %al
  movl %eax, %cr0
  ljmp $0, $.Lcopy_real
.Lcopy_real:
  xorw %ax, %ax
  movw %ax, %ds
  movw %ax, %es
  sti
  ret

# 0x08 code 32 bits, 0x10 data of 4 GiB, 0x18 code 16 bits, 0x20 data of 64 KiB (Intel SDM vol. 3, 3.4.5)
  .balign 8
.Lgdt:
  .quad 0
  .quad 0x00cf9b000000ffff
  .quad 0x00cf93000000ffff
  .quad 0x00009b000000ffff
  .quad 0x000093000000ffff
.Lgdt_descriptor:
  .word . - .Lgdt - 1
  .long .Lgdt

.Lentry:
  .long 0
  .word 0x08
.Lmemory_end:
  .long 0
.Lelf_lba:
  .long 0

.Lno_a20:
  .asciz "address line 20 can not be enabled"
.Lno_map:
  .asciz "the BIOS gives no memory map (INT 15h, E820)"
.Lno_memory:
  .asciz "not enough memory above 1 MiB"
.Lbad_kernel:
  .asciz "the kernel on the disk is damaged"

  .globl boot_command_line
boot_command_line:
  .fill ${commandLineBytes}, 1, 0
  .code64
  .text
`;
