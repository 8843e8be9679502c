/** Commands about memory. */
import type { u32, u64 } from "osmium";
import { bootInfo, type MemoryRegion } from "../../../kernel/src/boot/info.ts";
import { bytesText, hex } from "../../../kernel/src/console/format.ts";
import type { SizeClassStatistics } from "../../../kernel/src/memory/allocator.ts";
import { freeFrames } from "../../../kernel/src/memory/frames.ts";
import { heapStatistics } from "../../../kernel/src/memory/heap.ts";
import { usableBytes } from "../../../kernel/src/memory/index.ts";
import { liveObjects } from "../../../kernel/src/memory/live-objects.ts";
import { atMost, program, UsageError } from "../../program.ts";
import { page } from "../pager.ts";

const frameBytes = 4096;
const barColumns = 30;

/** A bar of eighths, as wide as a share of the most. */
function bar(value: number, most: number): string {
  const halves = most === 0 ? 0 : Math.round((value / most) * barColumns * 2);
  return "█".repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? "▌" : "");
}

function overview(): string[] {
  const heap = heapStatistics();
  const free = freeFrames() * frameBytes;
  const total = usableBytes(bootInfo());
  return [
    `memory   ${bytesText(total - free)} used, ${bytesText(free)} free of ${bytesText(total)}`,
    `heap     ${bytesText(heap.bytesUsed)} used, ${bytesText(heap.bytesFree)} free of ${bytesText(heap.bytesTotal)}; peak ${bytesText(heap.bytesUsedPeak)}`,
    `         ${heap.allocations} allocations, ${heap.frees} frees, ${heap.allocations - heap.frees} alive, ${heap.failures} failed`,
    `         ${heap.freeRegions} free regions, the largest ${bytesText(heap.largestFreeBytes)}`,
  ];
}

function classRows(): string[] {
  const classes = heapStatistics().sizeClasses.filter(({ live }) => live > 0);
  const most = Math.max(0, ...classes.map(({ liveBytes }) => liveBytes));
  return [
    "   up to     blocks      bytes",
    ...classes.map((each) => {
      const size = sizeText(each).padStart(8);
      const bytes = bytesText(each.liveBytes).padStart(11);
      return `${size} ${`${each.live}`.padStart(10)}${bytes}  ${bar(each.liveBytes, most)}`;
    }),
  ];
}

function sizeText({ bytes }: SizeClassStatistics): string {
  return bytes === Infinity ? "larger" : `${bytes}`;
}

function objectRows(): string[] {
  // Object literals of different shapes are different classes with one name.
  const byName = new Map<string, { live: number; bytes: number }>();
  for (const { name, live, bytes } of liveObjects()) {
    const sum = byName.get(name) ?? { live: 0, bytes: 0 };
    byName.set(name, { live: sum.live + live, bytes: sum.bytes + bytes });
  }
  const sorted = [...byName].sort(([, a], [, b]) => b.bytes - a.bytes);
  return [
    "    bytes  objects  class",
    ...sorted.map(([name, { live, bytes }]) => `${`${bytes}`.padStart(9)} ${`${live}`.padStart(8)}  ${name}`),
  ];
}

export const mem = program({
  name: "mem",
  usage: "[objects]",
  summary: "physical memory and the heap",
  details: ["A bar for each size of block. `mem objects` lists what is alive by class."],
  complete: () => ["objects"],
  run: async (context) => {
    atMost(context.args, 1);
    if (context.args.length === 0) return await page([...overview(), ...classRows()], context);
    if (context.args[0] !== "objects") throw new UsageError(`"${context.args[0]}" is not "objects"`);
    await page(objectRows(), context);
  },
});

/** Types of regions by number: ACPI 6.5, 15.2. */
const regionTypes: readonly string[] = ["type 0", "usable", "reserved", "ACPI tables", "ACPI NVS", "defective"];

function typeText(type: u32): string {
  return type < regionTypes.length ? regionTypes[type] : `type ${type}`;
}

function regionRow({ base, length, type }: MemoryRegion): string {
  const end: u64 = base + length - 1;
  return `${hex(base, 12)} to ${hex(end, 12)}  ${bytesText(length).padStart(10)}  ${typeText(type)}`;
}

export const memmap = program({
  name: "memmap",
  summary: "physical memory, as the firmware told it",
  run: async (context) => {
    atMost(context.args, 0);
    const { memoryMap, kernelStart, kernelEnd, protocol } = bootInfo();
    const size = bytesText(kernelEnd - kernelStart);
    await page(
      [
        ...memoryMap.map(regionRow),
        `the kernel lies from ${hex(kernelStart)} to ${hex(kernelEnd)}, ${size}; started by ${protocol}`,
      ],
      context,
    );
  },
});
