/** What the interrupt stubs leave on the stack: the same layout for all 256 vectors. Keep it in step with `vectors.ts`. */
import type { u64, usize } from "osmium";
import { struct } from "osmium/unsafe";

@struct
export class InterruptFrame {
  r15!: u64;
  r14!: u64;
  r13!: u64;
  r12!: u64;
  r11!: u64;
  r10!: u64;
  r9!: u64;
  r8!: u64;
  rbp!: usize;
  rdi!: u64;
  rsi!: u64;
  rdx!: u64;
  rcx!: u64;
  rbx!: u64;
  rax!: u64;
  vector!: u64;
  /** What the processor pushed for the exceptions that have one, else 0. */
  errorCode!: u64;
  // pushed by the processor (Intel SDM vol. 3, 6.14.2):
  rip!: usize;
  cs!: u64;
  rflags!: u64;
  rsp!: usize;
  ss!: u64;
}
