/**
 * The entry point of Linux programs. The kernel starts a process with argc at rsp, then the argument and environment pointers (System V
 * ABI, AMD64 supplement, 3.4.1). They are left in symbols for the runtime; `osm_start` never returns.
 *
 * The program runs on a stack of its own, so that how deep it may recurse doesn't depend on the shell's limits: pages are given when they are
 * touched. `osm_stack_limit` is the lowest frame address that a function which may recurse accepts (see `passes/recursion.ts`). If
 * there is no address space for it, the part of the system's stack that is there for certain must do.
 */
/** 10,000 frames of 3 KiB. */
const stackBytes = 32 << 20;
/** Left for what functions below the limit call: chains of functions that don't recurse, and making the error. */
const reserveBytes = 1 << 20;
const fallbackBytes = 1 << 20;
/** System call numbers and flags of the kernel's x86-64 interface: mmap, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK. */
const mmap = 9;
const readWrite = 3;
const flags = 0x24022;

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
	leaq -${fallbackBytes}(%rsp), %rbx
	movl $${mmap}, %eax
	xorl %edi, %edi
	movl $${stackBytes}, %esi
	movl $${readWrite}, %edx
	movl $${flags}, %r10d
	movq $-1, %r8
	xorl %r9d, %r9d
	syscall
	cmpq $-4096, %rax
	ja 1f
	leaq ${stackBytes}(%rax), %rsp
	leaq ${reserveBytes}(%rax), %rbx
1:
	movq %rbx, osm_stack_limit(%rip)
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
.globl osm_stack_limit
osm_stack_limit: .zero 8
.text`;
