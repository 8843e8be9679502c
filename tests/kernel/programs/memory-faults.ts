/** A kernel that misuses its memory as the command line says. Each of these must end in a report. */
import { type u8, u64, usize } from "osmium";
import { asm, type Pointer, pointer, symbolAddress } from "osmium/unsafe";
import { debugExit } from "../../../kernel/src/arch/x86_64/machine.ts";
import { kernelBase, physicalToVirtual } from "../../../kernel/src/arch/x86_64/paging.ts";
import { println } from "../../../kernel/src/console/console.ts";
import { allocateFrame } from "../../../kernel/src/memory/frames.ts";
import { checkHeap } from "../../../kernel/src/memory/heap.ts";
import { heapBase } from "../../../kernel/src/memory/index.ts";
import { allocate, free } from "../../../kernel/src/platform.ts";
import { boot } from "./boot.ts";

/** Frees a block twice, with others freed in between. */
function freeTwice(bytes: usize): void {
  const [block, other] = [allocate(bytes), allocate(bytes)];
  free(block);
  free(other);
  free(block);
}

/** Writes a byte beside a block and frees it. */
function writeBeside(block: Pointer<u8>, offset: number): void {
  block.add(offset).write(0);
  free(block);
}

/** Calls what is no code. */
function call(address: usize): void {
  asm`callq *${asm.in("rax", address)}`;
}

const kind = boot().commandLine.trim();
switch (kind) {
  case "small":
    freeTwice(24);
    break;
  case "large":
    freeTwice(100000);
    break;
  case "inside":
    free(allocate(100).add(32));
    break;
  case "guarded":
    checkHeap(true);
    freeTwice(24);
    break;
  case "behind":
    checkHeap(true);
    writeBeside(allocate(21), 21);
    break;
  case "before":
    checkHeap(true);
    writeBeside(allocate(21), -16);
    break;
  case "after": {
    checkHeap(true);
    const block = allocate(40);
    free(block);
    block.add(20).write(0);
    // The block that was freed last is the next one.
    allocate(40);
    break;
  }
  case "poison": {
    checkHeap(true);
    const block = allocate(40);
    block.write(7);
    free(block);
    checkHeap(false);
    println(
      `the freed block holds ${pointer<u8>(block.address + usize(8))
        .read()
        .toString(16)}`,
    );
    break;
  }
  case "execute-heap":
    call(allocate(64).address);
    break;
  case "execute-frame":
    call(physicalToVirtual(allocateFrame() ?? 0));
    break;
  case "execute-boot":
    call(kernelBase + symbolAddress("kernel_physical_start"));
    break;
  case "write-constant":
    pointer<u8>(symbolAddress("rodata_start")).writeVolatile(0);
    break;
  case "write-alias":
    pointer<u8>(physicalToVirtual(u64(symbolAddress("text_start") - kernelBase))).writeVolatile(0);
    break;
  case "read-guard":
    pointer<u8>(symbolAddress("boot_stack_guard") + 8).readVolatile();
    break;
  case "read-beyond":
    pointer<u8>(heapBase - 1).readVolatile();
    break;
  case "read-identity":
    pointer<u8>(symbolAddress("kernel_physical_start")).readVolatile();
    break;
  default:
    break;
}
println("went on");
debugExit(0);
