/**
 * The interrupt descriptor table (Intel SDM vol. 3, 6.10): every vector leads to its stub in `vectors.ts`, with interrupts off.
 * The four exceptions that can come at any moment or because the stack is broken get a stack of their own.
 */
import { type u8, u16, type u32, u64, type usize } from "osmium";
import { asm, type InterruptHandler, type Pointer, pointer, staticBytes, symbolAddress } from "osmium/unsafe";
import type { InterruptFrame } from "./frame.ts";
import { kernelCode, writeDescriptor } from "./gdt.ts";
import { istDoubleFault, istMachineCheck, istNmi, istPageFault } from "./stacks.ts";
import "./vectors.ts";

const stubBytes: usize = 16;

/** Interrupt stack of a vector; 0: the current stack. */
function stackFor(vector: u32): u8 {
  switch (vector) {
    case 2:
      return istNmi;
    case 8:
      return istDoubleFault;
    case 14:
      return istPageFault;
    case 18:
      return istMachineCheck;
    default:
      return 0;
  }
}

/**
 * Fills and loads the table.
 * @param onException address of a function that takes a `Pointer<InterruptFrame>`, for vectors below 32; it may print
 * @param onInterrupt the handler for all others
 */
export function loadInterrupts(onException: usize, onInterrupt: InterruptHandler<[Pointer<InterruptFrame>]>): void {
  // SAFETY: the symbols are two words in vectors.ts.
  pointer<usize>(symbolAddress("exception_handler")).write(onException);
  pointer<usize>(symbolAddress("interrupt_handler")).write(onInterrupt.address);

  const table = staticBytes(4096, 4096).cast<u64>();
  const stubs = symbolAddress("interrupt_stubs");
  for (let vector: u32 = 0; vector < 256; vector++) {
    const code = u64(stubs) + u64(vector) * u64(stubBytes);
    // offset 15:0, selector, stack, type: present 64-bit interrupt gate, offset 31:16
    const low =
      (code & 0xffff) |
      (u64(kernelCode) << 16) |
      (u64(stackFor(vector)) << 32) |
      0x00008e0000000000 |
      (((code >>> 16) & 0xffff) << 48);
    // SAFETY: 256 entries of 16 bytes.
    table.set(vector * 2, low);
    table.set(vector * 2 + 1, code >>> 32);
  }
  const descriptor = staticBytes(16, 16);
  writeDescriptor(descriptor, u16(4095), table.address);
  // SAFETY: the table stays where it is for good.
  asm`lidt (${asm.in("reg", descriptor)})`;
}
