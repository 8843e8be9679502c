/** Frames, pages and heap in the booted kernel. */
import type { u64, usize } from "osmium";
import { kernelBase, physicalToVirtual } from "../../../kernel/src/arch/x86_64/paging.ts";
import { allocateFrame, freeFrame, freeFrames, totalFrames } from "../../../kernel/src/memory/frames.ts";
import { heapStatistics } from "../../../kernel/src/memory/heap.ts";
import { usableBytes } from "../../../kernel/src/memory/index.ts";
import { isMapped, mapPage, pageData, translate, unmapPage } from "../../../kernel/src/memory/pages.ts";
import { boot, check, equal, runTests, test } from "./harness.ts";

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
  equal(freeFrames(), before - 200);
  for (const frame of frames) freeFrame(frame);
  equal(freeFrames(), before);
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
  equal(message, "the frame is already free");
});

test("a page leads to its frame while it is mapped, and nowhere afterwards", () => {
  const frame = allocateFrame();
  if (frame === null) throw new Error("out of frames");
  check(!isMapped(somewhere), "mapped from the start");
  equal(mapPage(somewhere, frame, pageData), "Mapped");
  equal(mapPage(somewhere, frame, pageData), "AlreadyMapped");
  check(translate(somewhere) === frame, "leads elsewhere");
  check(unmapPage(somewhere) === frame, "led elsewhere");
  check(!isMapped(somewhere), "still mapped");
  freeFrame(frame);
});

test("page 0 and the identity map are not mapped, the direct map is", () => {
  check(!isMapped(0), "page 0 is mapped");
  check(!isMapped(0x100000), "the loader's identity map is still there");
  check(translate(physicalToVirtual(0xb8000)) === 0xb8000, "video memory is elsewhere");
  check(isMapped(kernelBase + 0x100000), "the kernel's image is not mapped");
});

test("a large page of the direct map can not be mapped over", () => {
  equal(mapPage(physicalToVirtual(0x1000000), 0x1000000, pageData), "LargePage");
});

test("objects that come and go leave no bytes behind", () => {
  const before = heapStatistics().bytesUsed;
  for (let round = 0; round < 50; round++) {
    const lists: number[][] = [];
    for (let i = 0; i < 100; i++) lists.push(new Array<number>(i).fill(i));
    let sum = 0;
    for (const list of lists) sum += list.length;
    equal(sum, 4950);
  }
  equal(heapStatistics().bytesUsed, before);
});

test("the heap grows beyond its first arena and keeps what is in it", () => {
  const texts: string[] = [];
  for (let i = 0; i < 20000; i++) texts.push(`text number ${i}`);
  for (let i = 0; i < texts.length; i++) equal(texts[i], `text number ${i}`);
  check(heapStatistics().bytesTotal > 0x40000, "it has not grown");
});

test("out of memory is an error for the one who asked", () => {
  let name = "";
  try {
    const many = new Array<number>(1000000000).fill(0);
    equal(many.length, 0);
  } catch (error) {
    if (error instanceof Error) name = error.name;
  }
  equal(name, "RangeError");
});

runTests();
