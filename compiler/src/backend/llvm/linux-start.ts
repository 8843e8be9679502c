/**
 * The entry point of Linux programs. The kernel starts a process with argc at rsp, then the argument and environment pointers (System V
 * ABI, AMD64 supplement, 3.4.1). They are left in symbols for the runtime; `osm_start` never returns.
 */
export const linuxStartAsm = `.section .text._start,"ax",@progbits
.globl _start
.type _start,@function
_start:
	xorl %ebp, %ebp
	movq (%rsp), %rax
	movq %rax, osm_argc(%rip)
	leaq 8(%rsp), %rcx
	movq %rcx, osm_argv(%rip)
	leaq 8(%rcx,%rax,8), %rdx
	movq %rdx, osm_envp(%rip)
	andq $-16, %rsp
	call osm_start
	ud2
.size _start, . - _start
.section .bss.osm_arguments,"aw",@nobits
.p2align 3
.globl osm_argc
osm_argc: .zero 8
.globl osm_argv
osm_argv: .zero 8
.globl osm_envp
osm_envp: .zero 8
.text`;
