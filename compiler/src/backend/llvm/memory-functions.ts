/**
 * `memcpy`, `memmove`, `memset`, `memcmp` (and `bcmp`, its name when only equality matters): LLVM calls them for copies that
 * it does not expand, whether the program has them or not. Written in assembly so that LLVM can't turn a copy loop into a call of itself; without
 * vector registers, so that interrupt handlers may use them. Each has a section of its own, which the linker drops when unused.
 *
 * Up to 32 bytes are moved by overlapping loads and stores, which is right for overlapping regions too because all loads come first.
 * From `stringFrom` bytes on the processor's string instructions win over the loop.
 */

const stringFrom = 512;

/** Small sizes: all loads before all stores. Falls through to `large` with more than 32 bytes in rdx. */
function smallCopy(large: string): string {
  return `
	movq %rdi, %rax
	cmpq $16, %rdx
	jbe 1f
	cmpq $32, %rdx
	ja ${large}
	movq (%rsi), %rcx
	movq 8(%rsi), %r8
	movq -16(%rsi,%rdx), %r9
	movq -8(%rsi,%rdx), %r10
	movq %rcx, (%rdi)
	movq %r8, 8(%rdi)
	movq %r9, -16(%rdi,%rdx)
	movq %r10, -8(%rdi,%rdx)
	ret
1:	cmpl $8, %edx
	jb 2f
	movq (%rsi), %rcx
	movq -8(%rsi,%rdx), %r8
	movq %rcx, (%rdi)
	movq %r8, -8(%rdi,%rdx)
	ret
2:	cmpl $4, %edx
	jb 3f
	movl (%rsi), %ecx
	movl -4(%rsi,%rdx), %r8d
	movl %ecx, (%rdi)
	movl %r8d, -4(%rdi,%rdx)
	ret
3:	testl %edx, %edx
	je 4f
	movzbl (%rsi), %ecx
	movzbl -1(%rsi,%rdx), %r8d
	cmpl $3, %edx
	jne 5f
	movzbl 1(%rsi), %r9d
	movb %r9b, 1(%rdi)
5:	movb %cl, (%rdi)
	movb %r8b, -1(%rdi,%rdx)
4:	ret`;
}

/** More than 32 bytes, upwards. The last 16 are loaded first and stored last, so that the loop may stop short of them. */
const copyUp = `
	cmpq $${stringFrom}, %rdx
	jae 8f
	movq -16(%rsi,%rdx), %r9
	movq -8(%rsi,%rdx), %r10
	leaq -16(%rdi,%rdx), %r11
6:	movq (%rsi), %rcx
	movq 8(%rsi), %r8
	addq $16, %rsi
	movq %rcx, (%rdi)
	movq %r8, 8(%rdi)
	addq $16, %rdi
	cmpq %r11, %rdi
	jb 6b
	movq %r9, (%r11)
	movq %r10, 8(%r11)
	ret
8:	movq %rdx, %rcx
	rep movsb
	ret`;

/** More than 32 bytes, downwards, for a destination that begins inside the source. The first 16 are stored last. */
const copyDown = `
	movq (%rsi), %r9
	movq 8(%rsi), %r10
7:	movq -8(%rsi,%rdx), %rcx
	movq -16(%rsi,%rdx), %r8
	movq %rcx, -8(%rdi,%rdx)
	movq %r8, -16(%rdi,%rdx)
	subq $16, %rdx
	cmpq $16, %rdx
	ja 7b
	movq %r9, (%rdi)
	movq %r10, 8(%rdi)
	ret`;

const memset = `
	movq %rdi, %rax
	movzbl %sil, %esi
	movabsq $0x0101010101010101, %rcx
	imulq %rcx, %rsi
	cmpq $16, %rdx
	jb 1f
	cmpq $${stringFrom}, %rdx
	jae 8f
	movq %rsi, -16(%rdi,%rdx)
	movq %rsi, -8(%rdi,%rdx)
	leaq -16(%rdi,%rdx), %r11
6:	movq %rsi, (%rdi)
	movq %rsi, 8(%rdi)
	addq $16, %rdi
	cmpq %r11, %rdi
	jb 6b
	ret
8:	movq %rax, %r9
	movl %esi, %eax
	movq %rdx, %rcx
	rep stosb
	movq %r9, %rax
	ret
1:	cmpl $8, %edx
	jb 2f
	movq %rsi, (%rdi)
	movq %rsi, -8(%rdi,%rdx)
	ret
2:	cmpl $4, %edx
	jb 3f
	movl %esi, (%rdi)
	movl %esi, -4(%rdi,%rdx)
	ret
3:	testl %edx, %edx
	je 4f
	movb %sil, (%rdi)
	movb %sil, -1(%rdi,%rdx)
	cmpl $3, %edx
	jne 4f
	movb %sil, 1(%rdi)
4:	ret`;

/** Eight bytes at a time; the first word that differs is compared in big-endian order. */
const memcmp = `
	cmpq $8, %rdx
	jb 2f
1:	movq (%rdi), %rax
	movq (%rsi), %rcx
	cmpq %rcx, %rax
	jne 5f
	addq $8, %rdi
	addq $8, %rsi
	subq $8, %rdx
	cmpq $8, %rdx
	jae 1b
2:	testq %rdx, %rdx
	je 4f
3:	movzbl (%rdi), %eax
	movzbl (%rsi), %ecx
	subl %ecx, %eax
	jne 6f
	incq %rdi
	incq %rsi
	decq %rdx
	jne 3b
4:	xorl %eax, %eax
6:	ret
5:	bswapq %rax
	bswapq %rcx
	cmpq %rcx, %rax
	sbbl %eax, %eax
	orl $1, %eax
	ret`;

const functions: readonly { readonly names: readonly string[]; readonly body: string }[] = [
  { names: ["memcpy"], body: `${smallCopy(".Lmemcpy_large")}\n.Lmemcpy_large:${copyUp}` },
  {
    names: ["memmove"],
    body: `${smallCopy(".Lmemmove_large")}
.Lmemmove_large:
	movq %rdi, %rcx
	subq %rsi, %rcx
	cmpq %rdx, %rcx
	jae 9f${copyDown}
9:${copyUp}`,
  },
  { names: ["memset"], body: memset },
  { names: ["memcmp", "bcmp"], body: memcmp },
];

/** The assembly of all of them. */
export function memoryFunctionsAsm(): string {
  return functions
    .map(({ names, body }) =>
      [
        `.section .text.${names[0]},"ax",@progbits`,
        ".p2align 4",
        ...names.flatMap((name) => [`.globl ${name}`, `.hidden ${name}`, `.type ${name},@function`]),
        ...names.map((name) => `${name}:`),
        body.replace(/^\n/, ""),
        ...names.map((name) => `.size ${name}, . - ${name}`),
      ].join("\n"),
    )
    .join("\n")
    .concat("\n.text");
}
