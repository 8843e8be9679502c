/** Frames, pages and heap in the booted kernel. */
import type { u64, usize } from "osmium";
import { kernelBase, physicalToVirtual } from "../../../kernel/src/arch/x86_64/paging.ts";
import { auditPages } from "../../../kernel/src/memory/audit.ts";
import {
  allocateFrame,
  allocateFrameRun,
  freeFrame,
  freeFrameRun,
  freeFrames,
  totalFrames,
} from "../../../kernel/src/memory/frames.ts";
import { checkHeap, heapStatistics } from "../../../kernel/src/memory/heap.ts";
import { usableBytes } from "../../../kernel/src/memory/index.ts";
import { liveObjects } from "../../../kernel/src/memory/live-objects.ts";
import { isMapped, kernelPages, mapPage, pageData, translate, unmapPage } from "../../../kernel/src/memory/pages.ts";
import { expect, test } from "../../../kernel/src/test/framework.ts";
import { contractBytes, declareAllocatorTests } from "../../memory/programs/contract.ts";
import { boot, check } from "./boot.ts";

const info = boot();
const somewhere: usize = 0xffffd00000000000;

test("the memory map has usable memory above 1 MiB, and the kernel lies in it", () => {
  check(usableBytes(info) > 16 * 1024 * 1024, "less than 16 MiB usable");
  check(info.kernelStart === 0x100000, "the kernel starts at 1 MiB");
  check(info.kernelEnd > info.kernelStart, "the kernel has no extent");
});

test("frames given out are distinct, above the kernel, and can be given back", () => {
  const before = freeFrames();
  check(before > 0 && before <= totalFrames(), "no frames");
  const frames: u64[] = [];
  for (let i = 0; i < 200; i++) {
    const frame = allocateFrame();
    if (frame === null) throw new Error("out of frames");
    check(frame >= info.kernelEnd, "a frame of the kernel");
    check(!frames.includes(frame), "given out twice");
    frames.push(frame);
  }
  expect(freeFrames()).toBe(before - 200);
  for (const frame of frames) freeFrame(frame);
  expect(freeFrames()).toBe(before);
});

test("a frame freed twice is an error", () => {
  const frame = allocateFrame();
  if (frame === null) throw new Error("out of frames");
  freeFrame(frame);
  let message = "";
  try {
    freeFrame(frame);
  } catch (error) {
    if (error instanceof Error) message = error.message;
  }
  expect(message).toBe("the frame is already free");
});

test("a page leads to its frame while it is mapped, and nowhere afterwards", () => {
  const frame = allocateFrame();
  if (frame === null) throw new Error("out of frames");
  check(!isMapped(somewhere), "mapped from the start");
  expect(mapPage(somewhere, frame, pageData)).toBe("Mapped");
  expect(mapPage(somewhere, frame, pageData)).toBe("AlreadyMapped");
  check(translate(somewhere) === frame, "leads elsewhere");
  check(unmapPage(somewhere) === frame, "led elsewhere");
  check(!isMapped(somewhere), "still mapped");
  freeFrame(frame);
});

test("runs of frames lie in a row, aligned, below a limit, and can be given back in parts", () => {
  const before = freeFrames();
  const run = allocateFrameRun(100, 0x10000, 0x1000000);
  if (run === null) throw new Error("no run");
  check(run % 0x10000 === 0 && run + 100 * 4096 <= 0x1000000, "it is not where it was to be");
  expect(freeFrames()).toBe(before - 100);
  freeFrameRun(run + 40 * 4096, 60);
  freeFrameRun(run, 40);
  expect(freeFrames()).toBe(before);
  check(allocateFrameRun(0x10000000) === null, "a terabyte");
});

test("a page of 2 MiB can be mapped, read only, and nothing smaller takes it apart", () => {
  const run = allocateFrameRun(512, 0x200000);
  if (run === null) throw new Error("no run");
  const before = freeFrames();
  expect(kernelPages.map(somewhere, run, "Data", "2M")).toBe("Mapped");
  expect(kernelPages.map(somewhere, run, "Data")).toBe("LargePage");
  expect(kernelPages.unmap(somewhere)).toBe("LargePage");
  expect(kernelPages.unmapRange(somewhere, 0x1000)).toBe("LargePage");
  check(translate(somewhere + 0x123456) === run + 0x123456, "it leads elsewhere");
  check(kernelPages.lookup(somewhere)?.writable === true, "it is not writable");
  expect(kernelPages.protect(somewhere, "Constant", "2M")).toBe("Protected");
  check(kernelPages.lookup(somewhere + 0x100000)?.writable === false, "it is writable");
  expect(kernelPages.unmap(somewhere, "2M")).toBe("Unmapped");
  expect(kernelPages.unmap(somewhere, "2M")).toBe("NotMapped");
  expect(freeFrames()).toBe(before);
  freeFrameRun(run, 512);
});

test("a range is mapped by the largest pages that fit, and leaves no tables behind", () => {
  const before = freeFrames();
  expect(kernelPages.mapRange(somewhere - 0x1000, 0x1fffff000, 0x40402000, "Constant")).toBe("Mapped");
  const huge = kernelPages.lookup(somewhere);
  check(huge !== null && (huge.bytes === 0x40000000 || huge.bytes === 0x200000), "small pages");
  check(kernelPages.lookup(somewhere - 1)?.bytes === 0x1000, "the first page is not small");
  check(kernelPages.lookup(somewhere + 0x40000000)?.bytes === 0x200000, "the middle is not of 2 MiB");
  check(translate(somewhere + 0x40400fff) === 0x240400fff, "the last page leads elsewhere");
  expect(kernelPages.mapRange(somewhere + 0x40000000, 0, 0x1000000, "Data")).toBe("AlreadyMapped");
  expect(kernelPages.unmapRange(somewhere - 0x1000, 0x40402000)).toBe("Unmapped");
  expect(freeFrames()).toBe(before);
});

test("no page is writable and executable, only code is executable, nobody can write to it, and page 0 is not there", () => {
  const { pages, executable, findings } = auditPages();
  check(pages > 1000 && executable > 10, "hardly any pages");
  expect(findings.join(", ")).toBe("");
});

test("page 0 and the identity map are not mapped, the direct map is", () => {
  check(!isMapped(0), "page 0 is mapped");
  check(!isMapped(0x100000), "the loader's identity map is still there");
  check(translate(physicalToVirtual(0xb8000)) === 0xb8000, "video memory is elsewhere");
  check(isMapped(kernelBase + 0x100000), "the kernel's image is not mapped");
});

test("a large page of the direct map can not be mapped over", () => {
  expect(mapPage(physicalToVirtual(0x1000000), 0x1000000, pageData)).toBe("LargePage");
});

test("objects that come and go leave no bytes behind", () => {
  const before = heapStatistics().bytesUsed;
  for (let round = 0; round < 50; round++) {
    const lists: number[][] = [];
    for (let i = 0; i < 100; i++) lists.push(new Array<number>(i).fill(i));
    let sum = 0;
    for (const list of lists) sum += list.length;
    expect(sum).toBe(4950);
  }
  expect(heapStatistics().bytesUsed).toBe(before);
});

test("the heap grows beyond its first arena and keeps what is in it", () => {
  const texts: string[] = [];
  for (let i = 0; i < 20000; i++) texts.push(`text number ${i}`);
  for (let i = 0; i < texts.length; i++) expect(texts[i]).toBe(`text number ${i}`);
  check(heapStatistics().bytesTotal > 0x40000, "it has not grown");
});

/** A list of pieces of memory, which itself takes no large block. */
class Piece {
  readonly memory: Uint8Array;
  readonly next: Piece | null;

  constructor(bytes: number, next: Piece | null) {
    this.memory = new Uint8Array(bytes);
    this.next = next;
  }
}

/** Keeps pieces of memory of a size until there is no more. */
function exhaust(bytes: number): { pieces: Piece | null; count: number; error: unknown } {
  let pieces: Piece | null = null;
  let count = 0;
  try {
    for (;;) {
      pieces = new Piece(bytes, pieces);
      count++;
    }
  } catch (error) {
    // Room for what looks at the outcome.
    for (let i = 0; i < 200 && bytes < 1000; i++) pieces = pieces?.next ?? null;
    return { pieces, count, error };
  }
}

// Only where it is done in a moment.
if (usableBytes(info) < 256 * 1024 * 1024) {
  test("memory that runs out is an error, after which what is freed serves again, large and small", () => {
    const before = heapStatistics();
    // Who looks at the outcome makes a list that grows through these sizes: with one of each held, there is room beside it for another.
    const held = [4, 8, 16, 32, 64].map((length) => new Array<object | null>(length).fill(null));
    for (const bytes of [1000000, 30000, 100]) {
      let { pieces, count, error } = exhaust(bytes);
      const during = heapStatistics();
      check(error instanceof RangeError && pieces !== null, `with ${bytes} bytes: not a RangeError`);
      check(during.failures > before.failures, "the failure was not counted");
      check(during.bytesUsed > 10 * 1024 * 1024, "it ran out too early");
      check(during.largestFreeBytes < bytes + 8192, "there was memory left");
      pieces = null;
      check(heapStatistics().bytesUsed < before.bytesUsed + 100000, "what was freed is not free");
      const again = exhaust(bytes);
      check(again.count > count * 0.95, "much less could be allocated the second time");
      check(again.error instanceof RangeError, "not a RangeError the second time");
    }
    expect(held.length).toBe(5);
    expect(`${"it goes on"}, ${[1, 2, 3].join("")}`).toBe("it goes on, 123");
  });
}

test("a class's live objects are counted while they live", () => {
  class Marker {
    readonly link: Marker | null;

    constructor(link: Marker | null) {
      this.link = link;
    }
  }
  const count = (): number => liveObjects().find(({ name }) => name === "Marker")?.live ?? 0;
  expect(count()).toBe(0);
  let chain: Marker | null = null;
  for (let i = 0; i < 100; i++) chain = new Marker(chain);
  expect(count()).toBe(100);
  const bytes = liveObjects().find(({ name }) => name === "Marker")?.bytes ?? 0;
  check(bytes >= 1600 && bytes <= 6400, `${bytes} bytes`);
  checkHeap(true);
  // In an array, since what nobody keeps would not be on the heap.
  const guarded = [new Marker(chain)];
  checkHeap(false);
  expect(count()).toBe(101);
  chain = guarded[0]!.link?.link ?? null;
  check(chain !== null, "the chain is broken");
  chain = null;
});

test("the histogram of sizes adds up to what is in use", () => {
  const { sizeClasses, bytesUsed, bytesFree, bytesTotal, allocations, frees } = heapStatistics();
  let bytes = 0;
  let live = 0;
  for (const one of sizeClasses) {
    bytes += one.liveBytes;
    live += one.live;
    check(one.heldBytes >= one.liveBytes, "more in use than held");
  }
  expect(bytes).toBe(bytesUsed);
  expect(live).toBe(allocations - frees);
  expect(bytesUsed + bytesFree).toBe(bytesTotal);
});

test("with guards around its blocks the kernel works as without", () => {
  checkHeap(true);
  const texts: string[] = [];
  for (let i = 0; i < 3000; i++) texts.push(`text ${i}`);
  for (let i = 0; i < texts.length; i += 2) texts[i] = "";
  for (let i = 0; i < 3000; i++) texts.push(`more ${i}`);
  checkHeap(false);
  expect(texts[2999]).toBe("text 2999");
  expect(texts[5999]).toBe("more 2999");
});

test("out of memory is an error for the one who asked", () => {
  let name = "";
  try {
    // More than the heap's part of the address space.
    const many = new Array<number>(4000000000).fill(0);
    expect(many.length).toBe(0);
  } catch (error) {
    if (error instanceof Error) name = error.name;
  }
  expect(name).toBe("RangeError");
});

// The allocators again, over frames of their own.
const frames = allocateFrameRun(contractBytes / 4096, 0x10000);
check(frames !== null, "no memory for the allocators");
if (frames !== null) declareAllocatorTests(test, physicalToVirtual(frames));
