/** The workloads with the kernel's default allocator. */
import type { u64, usize } from "osmium";
import { staticBytes } from "osmium/unsafe";
import { addRegion } from "../../../kernel/src/memory/free-list.ts";
import {
  listOf,
  type SegregatedState,
  segregatedAllocate,
  segregatedFree,
} from "../../../kernel/src/memory/segregated.ts";
import { measure } from "./workload.ts";

const memoryBytes: usize = 0x4000000;
const memory = staticBytes(0x4000000, 4096).address;
// SAFETY: more than the state needs.
const heap = staticBytes(4096, 64).cast<SegregatedState>();
addRegion(listOf(heap), memory, memory + memoryBytes);

function run(live: u64, sizes: u64, operations: u64): void {
  measure(
    live,
    sizes,
    operations,
    (bytes) => segregatedAllocate(heap, bytes, 0),
    (block) => void segregatedFree(heap, block),
  );
}

run(64, 256, 8000000);
run(1000, 256, 8000000);
run(10000, 256, 8000000);
run(10000, 4096, 4000000);
