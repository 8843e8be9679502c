/**
 * Random operations on the allocators, compared with a model that knows for each 16 bytes of memory whose they are. Sizes, alignments, the number of live
 * blocks and the share of resizes change from run to run; memory is small enough to run out now and then.
 */
import { u32 as toU32, type u32, u64, usize } from "osmium";
import { type Pointer, pointer, staticBytes, struct } from "osmium/unsafe";
import type { Allocator } from "../../../kernel/src/memory/allocator.ts";
import { BumpAllocator } from "../../../kernel/src/memory/bump.ts";
import { FreeListAllocator } from "../../../kernel/src/memory/free-list.ts";
import { listOf, SegregatedAllocator } from "../../../kernel/src/memory/segregated.ts";
import { checkFreeList, lowestFit } from "./free-list-check.ts";
import { operationsDone, repeat, seed } from "./options.ts";
import { Random } from "./random.ts";
import { endTests, test } from "./tap.ts";

const memoryBytes: usize = 0x800000;
const memory: usize = staticBytes(0x800000, 0x1000).address;

/** A block in use: `address` is 0 in a slot without one. */
@struct
class Slot {
  address!: usize;
  bytes!: usize;
  stamp!: u64;
}

function slotAt(index: u64): Pointer<Slot> {
  return staticBytes(196608, 16).cast<Slot>().add(index);
}

/** For each 16 bytes of memory the slot whose block lies there, plus 1; 0 is nobody. */
function ownerAt(address: usize): Pointer<u32> {
  return staticBytes(0x200000, 16)
    .cast<u32>()
    .add((address - memory) >>> 4);
}

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

interface Mix {
  readonly name: string;
  readonly make: (start: usize, end: usize) => Allocator;
  readonly operations: u64;
  readonly slots: u64;
  /** Sizes are below; small ones are more frequent. */
  readonly bytesMax: u64;
  /** Of 256 requests, those that ask for an alignment up to a page, and of 256 operations on a block in use those that resize. */
  readonly aligned: u64;
  readonly resized: u64;
  /** Does freeing all leave one free block in each region? */
  readonly merges: boolean;
}

class Model {
  readonly #random: Random;
  readonly #allocator: Allocator;
  readonly #mix: Mix;
  #live: u64 = 0;
  #allocations: u64 = 0;
  #failures: u64 = 0;

  constructor(mix: Mix) {
    this.#mix = mix;
    this.#random = new Random(seed + mix.slots + mix.bytesMax);
    // In two steps that adjoin, and a third that does not.
    this.#allocator = mix.make(memory, memory + memoryBytes / 4);
    this.#allocator.addMemory(memory + memoryBytes / 4, memory + memoryBytes / 2);
    this.#allocator.addMemory(memory + memoryBytes / 2 + 4096, memory + memoryBytes);
    for (let at = memory; at < memory + memoryBytes; at += 16) ownerAt(at).write(0);
    for (let index: u64 = 0; index < mix.slots; index++) slotAt(index).value.address = 0;
  }

  /** One random operation. */
  step(): void {
    const index = this.#random.below(this.#mix.slots);
    const slot = slotAt(index);
    if (slot.value.address === 0) this.#allocate(index, slot);
    else if (this.#random.below(256) < this.#mix.resized) this.#resize(index, slot);
    else this.#free(slot);
  }

  #size(): usize {
    const isSmall = this.#random.below(16) < 12;
    return usize(this.#random.below(isSmall ? u64(264) : this.#mix.bytesMax));
  }

  #allocate(index: u64, slot: Pointer<Slot>): void {
    const bytes = this.#size();
    const isAligned = this.#random.below(256) < this.#mix.aligned;
    const align = isAligned ? usize(1) << usize(this.#random.below(13)) : usize(16);
    const address = this.#allocator.allocate(bytes, align);
    if (address === 0) {
      this.#failures++;
      return;
    }
    this.#allocations++;
    this.#live++;
    check(address % 16 === 0 && address % align === 0, "the address is not aligned");
    slot.value.address = address;
    slot.value.bytes = this.#allocator.usableBytes(address);
    check(slot.value.bytes >= bytes, "the block is too small");
    this.#claim(index, address, address + slot.value.bytes);
    this.#stamp(slot);
  }

  /** The bytes become a slot's; nobody else may have them. */
  #claim(index: u64, start: usize, end: usize): void {
    check(start >= memory && end <= memory + memoryBytes, "the block lies outside of the memory");
    for (let at = start; at < end; at += 16) {
      const owner = ownerAt(at);
      check(owner.read() === 0, "the block overlaps with another");
      owner.write(toU32(index + 1));
    }
  }

  #yield(start: usize, end: usize): void {
    for (let at = start; at < end; at += 16) ownerAt(at).write(0);
  }

  /** Writes to a block's ends what they must hold later on. */
  #stamp(slot: Pointer<Slot>): void {
    slot.value.stamp = this.#random.next();
    pointer<u64>(slot.value.address).write(slot.value.stamp);
    pointer<u64>(slot.value.address + slot.value.bytes - 8).write(slot.value.stamp);
  }

  #checkStamp(slot: Pointer<Slot>, bytes: usize): void {
    check(pointer<u64>(slot.value.address).read() === slot.value.stamp, "the start of a block was written to");
    if (bytes === slot.value.bytes) {
      check(
        pointer<u64>(slot.value.address + bytes - 8).read() === slot.value.stamp,
        "the end of a block was written to",
      );
    }
  }

  #resize(index: u64, slot: Pointer<Slot>): void {
    const { address, bytes } = slot.value;
    const wanted = this.#size();
    const done = this.#allocator.resizeInPlace(address, wanted);
    const now = this.#allocator.usableBytes(address);
    check(!done || now >= wanted, "the block was resized to less than what was asked for");
    check(done || now === bytes, "the block was refused and changed all the same");
    this.#checkStamp(slot, now);
    this.#yield(address, address + bytes);
    this.#claim(index, address, address + now);
    slot.value.bytes = now;
    this.#stamp(slot);
  }

  #free(slot: Pointer<Slot>): void {
    const { address, bytes } = slot.value;
    this.#checkStamp(slot, bytes);
    this.#yield(address, address + bytes);
    check(this.#allocator.free(address), "a block in use was refused");
    slot.value.address = 0;
    this.#live--;
  }

  /** Compares the books. */
  checkStatistics(): void {
    const { allocations, frees, failures, bytesTotal, bytesUsed, bytesUsedPeak, bytesFree } =
      this.#allocator.statistics();
    check(allocations === this.#allocations && allocations - frees === this.#live, "allocations were not counted");
    check(failures >= this.#failures, "failures were not counted");
    check(bytesUsed + bytesFree === bytesTotal, "used and free memory are not all");
    check(bytesUsed <= bytesUsedPeak && bytesUsedPeak <= bytesTotal, "the peak is wrong");
    if (this.#allocator instanceof FreeListAllocator) checkFreeList(this.#allocator.state());
    if (this.#allocator instanceof SegregatedAllocator) checkFreeList(listOf(this.#allocator.state()));
  }

  /** Frees all; then all must be as at first. */
  finish(): void {
    for (let index: u64 = 0; index < this.#mix.slots; index++) {
      if (slotAt(index).value.address !== 0) this.#free(slotAt(index));
    }
    this.checkStatistics();
    const { bytesUsed, bytesTotal, bytesFree } = this.#allocator.statistics();
    check(bytesUsed === 0 && bytesFree === bytesTotal, "all was freed, and something is in use");
    // More than either region has apart makes segregated give up its empty slabs.
    this.#allocator.allocate(bytesTotal * 2 < memoryBytes ? memoryBytes : usize(bytesTotal), 16);
    if (this.#mix.merges) check(this.#allocator.statistics().freeRegions === 2, "the regions are not whole again");
  }
}

const segregated = (start: usize, end: usize): Allocator => new SegregatedAllocator(start, end);
const freeList = (start: usize, end: usize): Allocator => new FreeListAllocator(start, end);
const bump = (start: usize, end: usize): Allocator => new BumpAllocator(start, end);

const mixes: readonly Mix[] = [
  {
    name: "segregated, small blocks",
    make: segregated,
    operations: 4500000,
    slots: 8192,
    bytesMax: 264,
    aligned: 0,
    resized: 0,
    merges: true,
  },
  {
    name: "segregated, blocks up to 64 KiB, aligned and resized",
    make: segregated,
    operations: 1500000,
    slots: 1000,
    bytesMax: 65536,
    aligned: 16,
    resized: 64,
    merges: true,
  },
  {
    name: "free list, small blocks",
    make: freeList,
    operations: 2000000,
    slots: 8192,
    bytesMax: 264,
    aligned: 0,
    resized: 16,
    merges: true,
  },
  {
    name: "free list, blocks up to 64 KiB, aligned and resized",
    make: freeList,
    operations: 1500000,
    slots: 1000,
    bytesMax: 65536,
    aligned: 16,
    resized: 64,
    merges: true,
  },
  {
    name: "bump, blocks up to 4 KiB",
    make: bump,
    operations: 500000,
    slots: 16,
    bytesMax: 4096,
    aligned: 16,
    resized: 64,
    merges: false,
  },
];

for (const mix of mixes) {
  test(mix.name, () => {
    const model = new Model(mix);
    repeat(mix.operations, (operation) => {
      model.step();
      if (operation % 65536 === 0) model.checkStatistics();
    });
    model.finish();
  });
}
test("free list, each block is the lowest that fits", () => {
  const random = new Random(seed);
  const allocator = new FreeListAllocator(memory, memory + 0x40000);
  const blocks: usize[] = new Array<usize>(200).fill(0);
  repeat(300000, () => {
    const index = usize(random.below(200));
    if (blocks[index] !== 0) {
      check(allocator.free(blocks[index]), "a block in use was refused");
      blocks[index] = 0;
      return;
    }
    const bytes = usize(random.below(random.below(8) === 0 ? 8192 : 264));
    const align: usize = random.below(16) === 0 ? usize(1) << usize(random.below(13)) : 16;
    const expected = lowestFit(allocator.state(), bytes, align);
    blocks[index] = allocator.allocate(bytes, align);
    check(blocks[index] === expected, "there was a lower block, or none at all");
  });
});

console.log(`# ${operationsDone()} operations`);
endTests();
