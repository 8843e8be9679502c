/** A kernel that misuses its heap as the command line says. Each of these must end in a report. */
import { type u8, usize } from "osmium";
import { type Pointer, pointer } from "osmium/unsafe";
import { debugExit } from "../../../kernel/src/arch/x86_64/machine.ts";
import { println } from "../../../kernel/src/console/console.ts";
import { checkHeap } from "../../../kernel/src/memory/heap.ts";
import { allocate, free } from "../../../kernel/src/platform.ts";
import { boot } from "./harness.ts";

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
  default:
    break;
}
println("went on");
debugExit(0);
