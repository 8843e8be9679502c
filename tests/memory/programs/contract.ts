/**
 * What every allocator promises, and what distinguishes each of the three. The same tests run compiled for Linux and in the booted kernel: they get
 * memory and a way to declare tests.
 */
import { u8, usize } from "osmium";
import { fillBytes, functionAddress, pointer } from "osmium/unsafe";
import type { Allocator } from "../../../kernel/src/memory/allocator.ts";
import { BumpAllocator } from "../../../kernel/src/memory/bump.ts";
import { FreeListAllocator } from "../../../kernel/src/memory/free-list.ts";
import { listOf, SegregatedAllocator } from "../../../kernel/src/memory/segregated.ts";

export type Declare = (name: string, body: () => void) => void;

/** Bytes that the tests use at most, from one address on; each test starts anew. */
export const contractBytes: usize = 0x100000;

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

function equal(actual: number, expected: number, what: string): void {
  if (actual !== expected) throw new Error(`${what}: expected ${expected}, got ${actual}`);
}

type Make = (start: usize, end: usize) => Allocator;

const makeBump: Make = (start, end) => new BumpAllocator(start, end);
const makeFreeList: Make = (start, end) => new FreeListAllocator(start, end);
const makeSegregated: Make = (start, end) => new SegregatedAllocator(start, end);

/** Takes a block that must be there. */
function take(allocator: Allocator, bytes: usize, align: usize = 16): usize {
  const address = allocator.allocate(bytes, align);
  check(address !== 0, `no ${bytes} bytes`);
  return address;
}

/** Fills all that the owner of a block may use. */
function fill(allocator: Allocator, address: usize, value: u8): void {
  // SAFETY: the block is ours.
  fillBytes(pointer<u8>(address), value, allocator.usableBytes(address));
}

function isFilled(address: usize, bytes: usize, value: u8): boolean {
  for (let at: usize = 0; at < bytes; at++) if (pointer<u8>(address).at(at) !== value) return false;
  return true;
}

/** Allocates until there is no memory; gives the blocks. */
function exhaust(allocator: Allocator, bytes: usize): usize[] {
  const blocks: usize[] = [];
  for (let at = allocator.allocate(bytes, 16); at !== 0; at = allocator.allocate(bytes, 16)) blocks.push(at);
  return blocks;
}

/** The promises of the interface. */
function declareContract(declare: Declare, make: Make, start: usize): void {
  const end = start + contractBytes;
  const name = make(start, end).name;
  const test = (what: string, body: (allocator: Allocator) => void): void =>
    declare(`${name}: ${what}`, () => body(make(start, end)));

  test("blocks are as large as asked, multiples of 16, inside of the memory, and keep what is in them", (allocator) => {
    const blocks: usize[] = [];
    for (let bytes: usize = 0; bytes < 300; bytes++) blocks.push(take(allocator, bytes));
    for (let bytes: usize = 500; bytes < 20000; bytes += 777) blocks.push(take(allocator, bytes));
    for (let i: usize = 0; i < blocks.length; i++) {
      const block = blocks[i];
      const asked: usize = i < 300 ? i : 500 + (i - 300) * 777;
      check(block % 16 === 0, "the address is odd");
      check(block >= start && block + allocator.usableBytes(block) <= end, "it is outside of the memory");
      check(allocator.usableBytes(block) >= asked, "it is too small");
      fill(allocator, block, pattern(i));
    }
    for (let i: usize = 0; i < blocks.length; i++) {
      check(isFilled(blocks[i], allocator.usableBytes(blocks[i]), pattern(i)), "another block lies over it");
    }
    for (const block of blocks) check(allocator.free(block), "it can not be freed");
    equal(allocator.statistics().allocations - allocator.statistics().frees, 0, "blocks in use");
  });

  test("blocks are aligned as asked, from 1 byte to 64 KiB", (allocator) => {
    const blocks: usize[] = [];
    for (let align: usize = 1; align <= 0x10000; align = align * 2) {
      for (const bytes of [1, 100, 5000] as const) {
        const block = take(allocator, usize(bytes), align);
        equal(block % align, 0, `remainder by ${align}`);
        fill(allocator, block, 0xa5);
        blocks.push(block);
      }
    }
    for (const block of blocks) check(allocator.free(block), "it can not be freed");
  });

  test("no memory is an answer, counted, after which what is freed can be allocated again", (allocator) => {
    const blocks = exhaust(allocator, 1000);
    check(blocks.length > 500, "it ran out too early");
    equal(allocator.statistics().failures, 1, "failures");
    for (const block of blocks) check(allocator.free(block), "it can not be freed");
    // Not exactly as many: the sizes of slabs depend on what was in use before.
    check(exhaust(allocator, 1000).length >= blocks.length * 0.99, "much less could be allocated the second time");
  });

  test("sizes that no memory has are refused", (allocator) => {
    for (const bytes of [contractBytes, usize(0x7fffffffffffffff), usize(0xffffffffffffffff)]) {
      equal(allocator.allocate(bytes, 16), 0, `${bytes} bytes`);
      equal(allocator.allocate(bytes, 4096), 0, `${bytes} bytes, aligned`);
    }
    const block = take(allocator, 10000);
    check(!allocator.resizeInPlace(block, 0xffffffffffffffff), "a block became that large");
    take(allocator, 100);
  });

  test("what is not in use can not be freed", (allocator) => {
    for (const bytes of [24, 1000, 30000] as const) {
      const block = take(allocator, usize(bytes));
      const other = take(allocator, usize(bytes));
      check(!allocator.free(block + 8), "an address inside of a block");
      check(allocator.free(block), "a block in use");
      check(!allocator.free(block), "a block freed twice");
      check(allocator.free(other), "another block in use");
      check(!allocator.free(block), "a block freed twice, after its neighbour");
    }
    equal(allocator.statistics().frees, 6, "frees");
  });

  test("the statistics add up", (allocator) => {
    const before = allocator.statistics();
    equal(before.bytesUsed, 0, "bytes used at first");
    equal(before.freeRegions, 1, "free regions at first");
    equal(before.largestFreeBytes, before.bytesTotal, "the largest at first");
    const blocks: usize[] = [];
    let asked = 0;
    for (let bytes: usize = 1; bytes < 9000; bytes += 97) {
      blocks.push(take(allocator, bytes));
      asked += bytes;
    }
    const during = allocator.statistics();
    equal(during.bytesTotal, before.bytesTotal, "bytes in total");
    equal(during.bytesUsed + during.bytesFree, during.bytesTotal, "used and free");
    check(during.bytesUsed >= asked && during.bytesUsed < asked * 1.3 + 4096, "bytes used are not what was asked for");
    equal(during.bytesUsedPeak, during.bytesUsed, "the peak");
    equal(during.allocations, blocks.length, "allocations");
    for (const block of blocks) allocator.free(block);
    const after = allocator.statistics();
    equal(after.bytesUsed, 0, "bytes used at last");
    equal(after.frees, blocks.length, "frees");
    equal(after.bytesUsedPeak, during.bytesUsed, "the peak at last");
  });

  test("the newest large block grows and shrinks where it lies, as far as there is memory", (allocator) => {
    const block = take(allocator, 10000);
    fill(allocator, block, 0x11);
    check(allocator.resizeInPlace(block, 50000), "it did not grow");
    check(allocator.usableBytes(block) >= 50000, "it grew too little");
    check(isFilled(block, 10000, 0x11), "it lost what was in it");
    fill(allocator, block, 0x22);
    check(!allocator.resizeInPlace(block, contractBytes), "it grew out of the memory");
    check(allocator.usableBytes(block) >= 50000, "a refused growth has made it smaller");
    check(allocator.resizeInPlace(block, 9000), "it did not shrink");
    check(isFilled(block, 9000, 0x22), "shrinking lost what was in it");
    check(allocator.statistics().bytesUsed < 20000, "nothing became free");
    take(allocator, 700000);
    check(allocator.free(block), "it can not be freed");
  });

  declare(`${name}: memory that adjoins the last is joined to it, other memory is used as well`, () => {
    const half = start + 0x40000;
    const allocator = make(start, half);
    equal(allocator.allocate(0x60000, 16), 0, "more than there is");
    allocator.addMemory(half, half + 0x40000);
    equal(allocator.statistics().freeRegions, 1, "free regions");
    const block = take(allocator, 0x60000);
    check(allocator.free(block), "it can not be freed");
    allocator.addMemory(half + 0x60000, half + 0xa0000);
    const first = take(allocator, 0x60000);
    const second = take(allocator, 0x38000);
    check(second >= half + 0x60000, "the second region is not used");
    fill(allocator, first, 1);
    fill(allocator, second, 2);
    check(allocator.free(first) && allocator.free(second), "they can not be freed");
    take(allocator, 0x60000);
  });
}

function pattern(index: usize): u8 {
  return u8(index * 37 + 1);
}

/**
 * Allocates and frees blocks in turn while one lives. Together they are many times what the memory holds.
 * @returns how many rounds there was memory for
 */
export function roundsWithLongLivedBlock(allocator: Allocator, rounds: number): number {
  const longLived = take(allocator, 16);
  // Not the block that was allocated last, which even the bump allocator takes back.
  let previous = take(allocator, 1024);
  for (let round = 0; round < rounds; round++) {
    const block = allocator.allocate(1024, 16);
    if (block === 0) return round;
    check(allocator.free(previous), "it can not be freed");
    previous = block;
  }
  check(allocator.free(longLived), "the long-lived block can not be freed");
  return rounds;
}

/** Fills memory with small blocks, frees them all in a mixed-up order, and asks for one block of most of the memory. */
function mergesSmallIntoLarge(allocator: Allocator): boolean {
  const blocks: usize[] = [];
  for (const bytes of [8, 24, 40, 100, 260, 1000] as const) {
    for (let i = 0; i < 300; i++) blocks.push(take(allocator, usize(bytes)));
  }
  const most = (allocator.statistics().bytesTotal * 9) / 10;
  equal(allocator.allocate(usize(most), 16), 0, "most of the memory while small blocks are in use");
  // 7919 is prime, so this meets each block once.
  for (let i = 0; i < blocks.length; i++)
    check(allocator.free(blocks[(i * 7919) % blocks.length]), "it can not be freed");
  return allocator.allocate(usize(most), 16) !== 0;
}

/** What tells the three apart. */
function declareDistinctions(declare: Declare, start: usize): void {
  const end = start + contractBytes;

  declare("bump: one block that lives long makes it run out of memory, as it must", () => {
    const allocator = makeBump(start, end);
    const rounds = roundsWithLongLivedBlock(allocator, 5000);
    check(rounds < 1024, "it went on");
    check(allocator.statistics().bytesFree < 2048, "there was memory left");
  });

  declare("bump: when all is free, it starts over", () => {
    const allocator = makeBump(start, end);
    const first = take(allocator, 100);
    const second = take(allocator, 100);
    allocator.free(first);
    check(take(allocator, 100) > second, "it reused a block");
    allocator.free(second);
    allocator.free(second + (second - first));
    equal(take(allocator, 100), first, "the first block of the new start");
  });

  for (const make of [makeFreeList, makeSegregated]) {
    const name = make(start, end).name;
    declare(`${name}: one block that lives long does not matter`, () => {
      equal(roundsWithLongLivedBlock(make(start, end), 5000), 5000, "rounds");
    });
    declare(`${name}: small blocks that are free merge into a large one`, () => {
      check(mergesSmallIntoLarge(make(start, end)), "they did not");
    });
    declare(`${name}: a large block grows over a free neighbour, and only as far as that reaches`, () => {
      const allocator = make(start, end);
      const block = take(allocator, 8184 + 8);
      const neighbour = take(allocator, 40000);
      const wall = take(allocator, 8184 + 8);
      check(!allocator.resizeInPlace(block, 20000), "it grew over a block in use");
      allocator.free(neighbour);
      check(allocator.resizeInPlace(block, 20000), "it did not grow over a free one");
      check(allocator.resizeInPlace(block, 40000), "nor a second time");
      check(!allocator.resizeInPlace(block, 70000), "it grew over the block behind");
      fill(allocator, block, 0x33);
      check(allocator.free(block) && allocator.free(wall), "the blocks were damaged");
      equal(allocator.statistics().bytesUsed, 0, "bytes used");
      equal(allocator.statistics().freeRegions, 1, "free regions");
    });
  }

  declare("free list: a request takes the lowest block that is large enough", () => {
    const allocator = makeFreeList(start, end);
    const blocks: usize[] = [];
    // In use between any two, so that none merge.
    for (const bytes of [200, 100, 400, 100, 200, 100, 400, 100] as const) blocks.push(take(allocator, usize(bytes)));
    for (const index of [6, 2, 4, 0]) allocator.free(blocks[index]);
    equal(take(allocator, 300), blocks[2], "the first of 300 bytes");
    equal(take(allocator, 150), blocks[0], "the first of 150 bytes");
    equal(take(allocator, 150), blocks[4], "the second of 150 bytes");
    check(take(allocator, 40) < blocks[1], "what is left of the first one is not used");
    check(take(allocator, 40) < blocks[3], "what is left of the first large one is not used");
  });

  declare("free list: a freed block merges with both neighbours into one region", () => {
    const allocator = makeFreeList(start, end);
    const [a, b, c, wall] = [take(allocator, 100), take(allocator, 100), take(allocator, 100), take(allocator, 100)];
    allocator.free(a);
    allocator.free(c);
    equal(allocator.statistics().freeRegions, 3, "regions around the middle block");
    allocator.free(b);
    equal(allocator.statistics().freeRegions, 2, "regions after merging");
    equal(take(allocator, 300), a, "a block over all three");
    allocator.free(wall);
    equal(allocator.statistics().freeRegions, 1, "regions at last");
  });

  declare("free list: an aligned block leaves what is in front of and behind it free", () => {
    const allocator = makeFreeList(start, end);
    const total = allocator.statistics().bytesTotal;
    const block = take(allocator, 4096, 4096);
    equal(allocator.statistics().freeRegions, 2, "free regions");
    check(allocator.statistics().bytesUsed < 4096 + 64, "it took more than it needs");
    const front = take(allocator, 48);
    check(front < block, "the front is not used");
    equal(block % 4096, 0, "alignment");
    allocator.free(block);
    allocator.free(front);
    equal(allocator.statistics().largestFreeBytes, total, "one region again");
  });

  declare("free list: an aligned request finds the only place that fits", () => {
    const allocator = makeFreeList(start, end);
    // A block that starts at a page and another page's worth, all else in use.
    const fitting = take(allocator, 4088, 4096);
    exhaust(allocator, 4000);
    exhaust(allocator, 16);
    equal(allocator.allocate(4000, 4096), 0, "before there is room");
    allocator.free(fitting);
    equal(allocator.allocate(4000, 4096), fitting, "the only place");
  });

  declare("segregated: small blocks come from slabs, large ones are whole pages", () => {
    const allocator = makeSegregated(start, end);
    const first = take(allocator, 24);
    equal(take(allocator, 20) - first, 32, "the distance of two small blocks of a class");
    allocator.free(first);
    equal(take(allocator, 17), first, "the block that was freed last");
    const large = take(allocator, 10000);
    equal((allocator.usableBytes(large) + 8) % 4096, 0, "part of a page");
  });

  declare("segregated: when nothing fits, the heap grows by what is needed, or says that there is no memory", () => {
    const allocator = new SegregatedAllocator(start, start + 0x10000);
    listOf(allocator.state()).value.grow = functionAddress(growTestHeap);
    growing = allocator;
    growthAt = start + 0x10000;
    growthEnd = end;
    const blocks: usize[] = [];
    for (const bytes of [30, 3000, 30000, 250000] as const) {
      for (let i = 0; i < 3; i++) blocks.push(take(allocator, usize(bytes)));
    }
    check(growthAt > start + 0xc0000, "it has hardly grown");
    equal(allocator.allocate(250000, 16), 0, "more than there is");
    for (const block of blocks) check(allocator.free(block), "it can not be freed");
    equal(allocator.allocate(900000, 16) === 0 ? 0 : 1, 1, "one block over all that was added");
  });

  declare("segregated: the histogram knows each class", () => {
    const allocator = makeSegregated(start, end);
    for (let i = 0; i < 10; i++) take(allocator, 100);
    const block = take(allocator, 100);
    take(allocator, 100000);
    allocator.free(block);
    const classes = allocator.statistics().sizeClasses;
    const of100 = classes.find((one) => one.bytes >= 100);
    const large = classes.at(-1);
    if (of100 === undefined || large === undefined) throw new Error("a class is missing");
    equal(of100.bytes, 104, "bytes of the class");
    equal(of100.live, 10, "live blocks");
    equal(of100.liveBytes, 1120, "live bytes");
    equal(of100.allocations, 11, "allocations");
    check(of100.heldBytes >= 2048 && of100.heldBytes <= 4096, "not one slab");
    equal(large.live, 1, "large blocks");
    equal(large.bytes, Infinity, "bytes of the last class");
    equal(large.liveBytes, 102400, "bytes in large blocks");
    let bytes = 0;
    for (const one of classes) bytes += one.liveBytes;
    equal(bytes, allocator.statistics().bytesUsed, "the sum over all classes");
  });
}

// What the heap under test grows by: memory up to an end.
let growing: Allocator | null = null;
let growthAt: usize = 0;
let growthEnd: usize = 0;

/** As `growHeap` of the kernel: gives the heap at least `bytes` more. */
function growTestHeap(bytes: usize): usize {
  const step = (bytes + 64 + 4095) & ~usize(4095);
  if (growing === null || step > growthEnd - growthAt) return 0;
  growing.addMemory(growthAt, growthAt + step);
  growthAt += step;
  return 1;
}

/** @param start `contractBytes` of memory that is nobody's */
export function declareAllocatorTests(declare: Declare, start: usize): void {
  for (const make of [makeBump, makeFreeList, makeSegregated]) declareContract(declare, make, start);
  declareDistinctions(declare, start);
}
