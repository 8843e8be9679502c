/** Medians over several runs, each contestant in turn, so that a change of the machine's mood meets all of them. */
import { type AllocatorName, allocators, frameWorkloads, type Programs, runProgram, workloads } from "./contestants.ts";

/** Median nanoseconds per operation. */
export interface HeapMeasurement {
  readonly workload: string;
  readonly nanoseconds: Readonly<Record<AllocatorName, number>>;
}

export interface FrameMeasurement {
  readonly workload: string;
  readonly nanoseconds: number;
}

export interface Measurements {
  readonly heap: readonly HeapMeasurement[];
  readonly frames: readonly FrameMeasurement[];
}

export function measureMemory(programs: Programs, runs: number): Measurements {
  const heap: Record<AllocatorName, number[][]> = { glibc: [], model: [], segregated: [], freeList: [] };
  const frames: number[][] = [];
  for (let round = 0; round < runs; round++) {
    for (const allocator of allocators) heap[allocator].push(runProgram(programs.allocators[allocator]));
    frames.push(runProgram(programs.frames));
  }
  const medianOf = (results: readonly number[][], line: number): number => median(results.map((lines) => lines[line]!));
  return {
    heap: workloads.map((workload, line) => ({
      workload,
      nanoseconds: {
        glibc: medianOf(heap.glibc, line),
        model: medianOf(heap.model, line),
        segregated: medianOf(heap.segregated, line),
        freeList: medianOf(heap.freeList, line),
      },
    })),
    frames: frameWorkloads.map((workload, line) => ({ workload, nanoseconds: medianOf(frames, line) })),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
}
