/**
 * The boot sector: the 512 bytes that the BIOS loads to 0x7c00 and jumps to in real mode. It checks for the BIOS's extended disk
 * services (EDD), loads the second stage by LBA and jumps there. What fails is printed on screen and COM1.
 *
 * Bytes 3 to 0x59 stay free: some BIOSes write a parameter block (BPB) there when they boot a USB stick. The partition table names the
 * image as one active partition, without which many BIOSes refuse a stick; the image tool fills in its size. The drive's
 * number is whatever the BIOS says in DL.
 */
import { moduleAsm } from "osmium/unsafe";

moduleAsm`
  .section .bootsector, "ax", @progbits
  .code16
boot_sector:
  jmp .Lsector_start
  nop
  .org boot_sector + 0x5a                # room for a BPB

.Lsector_start:
  cli
  xorw %ax, %ax
  movw %ax, %ds
  movw %ax, %es
  movw %ax, %ss
  movw $0x7c00, %sp
  ljmp $0, $.Lsector_canonical           # some BIOSes jump to 0x07c0:0
.Lsector_canonical:
  sti
  cld
  movb %dl, boot_drive

  movb $0x41, %ah                        # EDD installation check
  movw $0x55aa, %bx
  int $0x13
  movw $.Lno_extensions, %si
  jc boot_fail
  cmpw $0xaa55, %bx
  jne boot_fail
  testb $1, %cl                          # packet access
  jz boot_fail

  movl $1, %eax
  movw $stage2_sectors, %cx
  movw $0x7e0, %bx
  call disk_read
  jmp stage2_start

# Reads CX sectors from LBA EAX to BX:0. Five tries; does not return when they all fail.
disk_read:
  pushal
  movw %cx, .Lpacket_count
  movw %bx, .Lpacket_segment
  movl %eax, .Lpacket_lba
  movw $5, %bp
.Lread_try:
  movw $.Lpacket, %si
  movb boot_drive, %dl
  movb $0x42, %ah
  int $0x13
  jnc .Lread_done
  xorb %ah, %ah                          # reset the drive, then once more
  movb boot_drive, %dl
  int $0x13
  decw %bp
  jnz .Lread_try
  movw $.Lread_error, %si
  jmp boot_fail
.Lread_done:
  popal
  ret

# Prints "Osmium: " and the text at SI on screen and COM1, and stops.
boot_fail:
  pushw %si
  movw $.Lprefix, %si
  call .Lprint
  popw %si
  call .Lprint
.Lstop:
  cli
  hlt
  jmp .Lstop

.Lprint:
  lodsb
  testb %al, %al
  jz .Lprinted
  movw $0x3f8, %dx
  outb %al, %dx
  movb $0x0e, %ah
  movw $7, %bx
  int $0x10
  jmp .Lprint
.Lprinted:
  ret

  .balign 4
.Lpacket:
  .word 16
.Lpacket_count:
  .word 0
  .word 0
.Lpacket_segment:
  .word 0
.Lpacket_lba:
  .quad 0
boot_drive:
  .byte 0

.Lprefix:
  .asciz "Osmium: "
.Lno_extensions:
  .asciz "this BIOS has no INT 13h extensions"
.Lread_error:
  .asciz "disk read error"

  .org boot_sector + 0x1b8
  .ascii "OSMI"                          # disk signature
  .word 0
  .byte 0x80, 0, 2, 0                    # active, first sector by CHS
  .byte 0xda, 0xff, 0xff, 0xff           # "data without a file system", last sector by CHS
  .long 1, 0                             # first sector by LBA, sectors
  .org boot_sector + 0x1fe
  .word 0xaa55
  .code64
  .text
`;
