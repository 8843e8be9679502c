/**
 * The code behind the interrupt descriptor table: 256 stubs of 16 bytes, each of which pushes its vector (and a zero where the processor
 * pushes no error code), and two common parts that complete an `InterruptFrame` and call TypeScript.
 *
 * - Exceptions (vectors 0 to 31) may print, so their part also saves the vector registers.
 * - Interrupts run code that is proved to touch no vector register: theirs saves only the general ones.
 *
 * In both the stack is 16-aligned at the call: the processor aligns it, and the frame has 176 bytes.
 */
import { moduleAsm } from "osmium/unsafe";

moduleAsm`
  .text
  .balign 16
  .globl interrupt_stubs
interrupt_stubs:
  .set vector, 0
  .rept 256
  .balign 16
  .if (vector == 8) || (vector >= 10 && vector <= 14) || (vector == 17) || (vector == 21) || (vector == 29) || (vector == 30)
  .else
  pushq $0
  .endif
  pushq $vector
  .if vector < 32
  jmp exception_common
  .else
  jmp interrupt_common
  .endif
  .set vector, vector + 1
  .endr

  .macro save_registers
  pushq %rax
  pushq %rbx
  pushq %rcx
  pushq %rdx
  pushq %rsi
  pushq %rdi
  pushq %rbp
  pushq %r8
  pushq %r9
  pushq %r10
  pushq %r11
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  cld
  .endm

  .macro restore_registers
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %r11
  popq %r10
  popq %r9
  popq %r8
  popq %rbp
  popq %rdi
  popq %rsi
  popq %rdx
  popq %rcx
  popq %rbx
  popq %rax
  addq $16, %rsp                         # vector, error code
  iretq
  .endm

  .balign 16
exception_common:
  save_registers
  movq %rsp, %rdi
  movq %rsp, %rbx                        # kept by the callee
  clts                                   # or saving would raise the "no floating-point unit" that is being reported
  subq $512, %rsp
  fxsave64 (%rsp)                        # onException reads it: see savedStateBytes in trap.ts
  callq *exception_handler
  .globl exception_return
exception_return:
  fxrstor64 (%rsp)
  movq %rbx, %rsp
  restore_registers

  .balign 16
interrupt_common:
  save_registers
  movq %rsp, %rdi
  callq *interrupt_handler
  .globl interrupt_return
interrupt_return:
  restore_registers

  .bss
  .balign 8
  .globl exception_handler
exception_handler:
  .skip 8
  .globl interrupt_handler
interrupt_handler:
  .skip 8
  .text
`;
