/** Commands about memory. */
import { println } from "../../../kernel/src/console/console.ts";
import { bytesText } from "../../../kernel/src/console/format.ts";
import { freeFrames, totalFrames } from "../../../kernel/src/memory/frames.ts";
import { heapStatistics } from "../../../kernel/src/memory/heap.ts";
import { atMost, program } from "../../program.ts";

export const mem = program({
  name: "mem",
  summary: "physical memory and the heap",
  run: async ({ args }) => {
    atMost(args, 0);
    const heap = heapStatistics();
    println(`frames  ${bytesText(freeFrames() * 4096)} free of ${bytesText(totalFrames() * 4096)}`);
    println(
      `heap    ${bytesText(heap.bytesUsed)} used of ${bytesText(heap.bytesTotal)}, peak ${bytesText(heap.bytesUsedPeak)}`,
    );
    println(`        ${heap.allocations} allocations, ${heap.frees} frees, ${heap.failures} failures`);
  },
});
