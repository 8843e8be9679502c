/** The workloads with the kernel's free list. */
import type { u64, usize } from "osmium";
import { staticBytes } from "osmium/unsafe";
import { addRegion, type FreeListState, freeListAllocate, freeListFree } from "../../../kernel/src/memory/free-list.ts";
import { measure } from "./workload.ts";

const memoryBytes: usize = 0x4000000;
const memory = staticBytes(0x4000000, 4096).address;
// SAFETY: more than the state needs.
const heap = staticBytes(4096, 64).cast<FreeListState>();
addRegion(heap, memory, memory + memoryBytes);

function run(live: u64, sizes: u64, operations: u64): void {
  measure(
    live,
    sizes,
    operations,
    (bytes) => freeListAllocate(heap, bytes, 16),
    (block) => void freeListFree(heap, block),
  );
}

run(64, 256, 8000000);
run(1000, 256, 8000000);
run(10000, 256, 8000000);
run(10000, 4096, 4000000);
