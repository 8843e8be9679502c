/** What a run leaves behind: tables for the terminal, JSON, and the tables once more as Markdown. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HeapMeasurement, Measurements } from "./measure.ts";

const ratio = (value: number): string => `${value.toFixed(2)} ×`;
const nanoseconds = (value: number): string => value.toFixed(value < 100 ? 1 : 0);

const heapColumns = ["ns per operation", "glibc", "model", "default", "÷ glibc", "free list", "÷ model"];

function heapCells({ workload, nanoseconds: of }: HeapMeasurement): string[] {
  return [
    workload,
    nanoseconds(of.glibc),
    nanoseconds(of.model),
    nanoseconds(of.segregated),
    ratio(of.segregated / of.glibc),
    nanoseconds(of.freeList),
    ratio(of.freeList / of.model),
  ];
}

/** Rows of cells, the first of them the heading. */
function tablesOf({ heap, frames }: Measurements): string[][][] {
  return [
    [heapColumns, ...heap.map(heapCells)],
    [["ns per operation", "frames"], ...frames.map(({ workload, nanoseconds: time }) => [workload, nanoseconds(time)])],
  ];
}

/** The tables as they are printed. */
export function printed(measurements: Measurements): string {
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(32) : cell.padStart(10))).join("");
  return tablesOf(measurements)
    .map((rows) => rows.map(line).join("\n"))
    .join("\n\n");
}

function markdown(rows: readonly (readonly string[])[]): string {
  const [heading, ...rest] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(heading!), line(heading!.map((_, column) => (column === 0 ? "---" : "---:"))), ...rest.map(line)].join(
    "\n",
  );
}

const introduction = `# Speed of memory management

Written by \`npm run bench:memory -- --save\`. All programs pick slots at random, with the same random numbers: a slot that holds a block frees it, an empty one gets
one of random size. Our allocators are the kernel's, compiled for Linux over a buffer; \`default\` is what the kernel's \`new\` uses
(\`kernel/src/memory/segregated.ts\`), \`free list\` the address-ordered one below it. \`glibc\` is \`malloc\` and \`free\`; \`model\` is the reference kernel's
allocator in C (\`bench/memory/programs/first-fit.c\`): a singly linked list of free regions in order of their addresses, first fit. Medians.`;

/** Writes `memory.json` and `memory.md` into a folder. */
export function saveMemory(folder: string, measurements: Measurements, about: Record<string, string>): void {
  writeFileSync(join(folder, "memory.json"), `${JSON.stringify({ ...about, ...measurements }, null, 2)}\n`);
  const facts = Object.entries(about).map(([name, value]) => `${name} ${value}`);
  const parts = [introduction, ...tablesOf(measurements).map(markdown), `Measured with: ${facts.join(", ")}.`];
  writeFileSync(join(folder, "memory.md"), `${parts.join("\n\n")}\n`);
}
