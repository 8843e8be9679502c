/** Random operations on the frame allocator over made-up maps from 32 MiB to 1 TiB, compared with a model that has a bit for each frame. */
import { type u8, u64, usize } from "osmium";
import { fillBytes, type Pointer, staticBytes } from "osmium/unsafe";
import { type MemoryRegion, usableMemory } from "../../../kernel/src/boot/info.ts";
import {
  type Buddies,
  buddyBytes,
  freeFramesBetween,
  freeRunOf,
  initBuddies,
  isFrameFree,
  noFrame,
  takeFrame,
  takeRun,
} from "../../../kernel/src/memory/buddy.ts";
import { frameBytes, type PhysicalRange, physicalLimit, usableRanges } from "../../../kernel/src/memory/memory-map.ts";
import { operationsDone, repeat, seed } from "./options.ts";
import { Random } from "./random.ts";
import { endTests, test } from "./tap.ts";

const reservedMemory = 2;
const mebibyte: u64 = 0x100000;
const gibibyte: u64 = 0x40000000;

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

// ---- memory maps ----

/** Is a frame wholly usable? Looks at every 256 bytes of it, which is what the random maps are multiples of. */
function isFrameUsable(map: readonly MemoryRegion[], frame: u64): boolean {
  for (let at = frame * frameBytes; at < (frame + 1) * frameBytes; at += 256) {
    let usable = false;
    for (const { base, length, type } of map) {
      // Without the end, which may be beyond the last address.
      if (at < base || at - base >= length) continue;
      if (type !== usableMemory) return false;
      usable = true;
    }
    if (!usable) return false;
  }
  return true;
}

function hasFrame(ranges: readonly PhysicalRange[], frame: u64): boolean {
  for (const { start, end } of ranges) if (start <= frame * frameBytes && (frame + 1) * frameBytes <= end) return true;
  return false;
}

function describe(map: readonly MemoryRegion[]): string {
  let text = "";
  for (const { base, length, type } of map) text += ` ${base}+${length}:${type}`;
  return text;
}

/** Frames of address space that the random maps are about. */
const mapFrames: u64 = 48;

test("usable ranges of random maps: unordered, overlapping, empty, odd, and beyond the last address", () => {
  const random = new Random(seed);
  repeat(2000, () => {
    const map: MemoryRegion[] = [];
    const count = random.below(12);
    for (let i: u64 = 0; i < count; i++) {
      const base = random.below(mapFrames * 16) * 256;
      const type = random.below(3) === 0 ? reservedMemory : usableMemory;
      switch (random.below(10)) {
        case 0:
          map.push({ base, length: 0, type });
          break;
        case 1:
          map.push({ base, length: 0xffffffffffffffff - base + 1 + random.below(2), type });
          break;
        case 2:
          map.push({ base: 0xffffffffffff0000, length: 0x10000 + random.below(4) * 4096, type });
          break;
        default:
          map.push({ base, length: random.below(mapFrames * 8) * 256, type });
          break;
      }
    }
    const ranges = usableRanges(map, []);
    for (let frame: u64 = 0; frame < mapFrames * 2; frame++) {
      check(hasFrame(ranges, frame) === isFrameUsable(map, frame), `frame ${frame} of${describe(map)}`);
    }
    for (let i = 0; i < ranges.length; i++) {
      const { start, end } = ranges[i];
      check(start < end && start % frameBytes === 0 && end % frameBytes === 0, "a range is odd or empty");
      check(end <= physicalLimit, "a range ends beyond all addresses");
      if (i > 0) check(ranges[i - 1].end < start, "ranges are not in order, or touch");
    }
  });
});

test("what the caller reserves is not usable", () => {
  const map: MemoryRegion[] = [{ base: 0, length: 64 * mebibyte, type: usableMemory }];
  const ranges = usableRanges(map, [
    { start: 0, end: mebibyte },
    { start: 3 * mebibyte + 1, end: 4 * mebibyte - 1 },
  ]);
  check(ranges.length === 2, "not two ranges");
  check(ranges[0].start === mebibyte && ranges[0].end === 3 * mebibyte, "the first is wrong");
  check(ranges[1].start === 4 * mebibyte && ranges[1].end === 64 * mebibyte, "the second is wrong");
});

// ---- frames ----

/** Bits of all frames of 1 TiB: in use or not there. */
const framesMax: u64 = 0x10000000;
const used: Pointer<u64> = staticBytes(0x2000000, 4096).cast<u64>();
/** The bitmaps of the allocator: 65 MiB for 1 TiB. */
const storage: Pointer<u8> = staticBytes(0x4200000, 4096);

function isUsed(frame: u64): boolean {
  return ((used.at(frame >>> 6) >>> (frame & 63)) & 1) !== 0;
}

function setUsed(first: u64, count: u64, value: boolean): void {
  let frame = first;
  const end = first + count;
  while (frame < end) {
    const isWord = (frame & 63) === 0 && frame + 64 <= end;
    const mask: u64 = isWord ? 0xffffffffffffffff : u64(1) << (frame & 63);
    const word = used.at(frame >>> 6);
    used.set(frame >>> 6, value ? word | mask : word & ~mask);
    frame += isWord ? u64(64) : u64(1);
  }
}

interface Run {
  first: u64;
  count: u64;
}

interface MachineMemory {
  readonly name: string;
  readonly map: readonly MemoryRegion[];
  readonly operations: u64;
  readonly runs: u64;
  /** Frames of a run are fewer. */
  readonly countMax: u64;
  /** Is a refusal compared with a search through all frames? */
  readonly isSearched: boolean;
}

/** Is there a run in the model? */
function runExists(limit: u64, count: u64, align: u64, below: u64): boolean {
  const end = below < limit ? below : limit;
  let start: u64 = 0;
  for (let frame: u64 = 0; frame < end; frame++) {
    if (isUsed(frame)) start = (frame + align) & ~(align - 1);
    else if (frame + 1 >= start + count) return true;
  }
  return false;
}

class Model {
  readonly #random: Random = new Random(seed);
  readonly #buddies: Pointer<Buddies> = staticBytes(2048, 16).cast<Buddies>();
  readonly #memory: MachineMemory;
  readonly #limit: u64;
  readonly #runs: Run[] = [];
  #free: u64 = 0;

  constructor(memory: MachineMemory) {
    this.#memory = memory;
    const ranges = usableRanges(memory.map, [{ start: 0, end: mebibyte }]);
    this.#limit = ranges[ranges.length - 1].end / frameBytes;
    check(this.#limit <= framesMax, "the model is too small");
    check(buddyBytes(this.#limit) <= 0x4200000, "more than 65 MiB of bitmaps");
    fillBytes(storage, 0, usize(buddyBytes(this.#limit)));
    initBuddies(this.#buddies, this.#limit, storage.address);
    fillBytes(used.cast<u8>(), 0xff, usize((this.#limit + 63) / 64) * 8);
    for (const { start, end } of ranges) {
      freeFramesBetween(this.#buddies, start / frameBytes, end / frameBytes);
      setUsed(start / frameBytes, (end - start) / frameBytes, false);
      this.#free += (end - start) / frameBytes;
    }
    for (let i: u64 = 0; i < memory.runs; i++) this.#runs.push({ first: 0, count: 0 });
  }

  step(): void {
    const run = this.#runs[this.#random.below(this.#memory.runs)];
    if (run.count === 0) this.#take(run);
    else this.#give(run);
    check(this.#buddies.value.framesFree === this.#free, "free frames were not counted");
  }

  #take(run: Run): void {
    let count: u64 = 1;
    let align: u64 = 1;
    let below = framesMax;
    if (this.#random.below(4) !== 0) run.first = takeFrame(this.#buddies);
    else {
      count = 1 + this.#random.below(this.#random.below(8) === 0 ? this.#memory.countMax : 8);
      if (this.#random.below(4) === 0) align = u64(1) << this.#random.below(10);
      if (this.#random.below(8) === 0) below = this.#random.below(this.#limit);
      run.first = takeRun(this.#buddies, count, align, below);
    }
    if (run.first === noFrame) {
      if (this.#memory.isSearched) {
        check(!runExists(this.#limit, count, align, below), `${count} frames were refused, but they are there`);
      }
      return;
    }
    run.count = count;
    check(run.first + count <= below && run.first % align === 0, "a run is not where it was to be");
    for (let frame = run.first; frame < run.first + count; frame++) {
      check(frame < this.#limit && !isUsed(frame), "a frame is in use or not there");
    }
    setUsed(run.first, count, true);
    this.#free -= count;
    check(!isFrameFree(this.#buddies, run.first), "a frame in use counts as free");
  }

  #give(run: Run): void {
    // Now and then only the front of it.
    const count = this.#random.below(4) === 0 ? 1 + this.#random.below(run.count) : run.count;
    check(freeRunOf(this.#buddies, run.first, count), "a run in use was refused");
    check(!freeRunOf(this.#buddies, run.first, count), "a run was freed twice");
    if (count > 1) check(!freeRunOf(this.#buddies, run.first + count - 1, 1), "the end of a run was freed twice");
    if (count < run.count)
      check(!freeRunOf(this.#buddies, run.first, run.count), "a run was freed that is free in part");
    setUsed(run.first, count, false);
    this.#free += count;
    run.first += count;
    run.count -= count;
  }

  /** Frees all; then every frame of the map is free again, and one run takes what one block can. */
  finish(): void {
    for (const run of this.#runs) {
      if (run.count > 0) check(freeRunOf(this.#buddies, run.first, run.count), "a run in use was refused");
      this.#free += run.count;
    }
    check(this.#buddies.value.framesFree === this.#free, "frames were lost");
  }
}

const machines: readonly MachineMemory[] = [
  {
    name: "32 MiB, as QEMU tells of it",
    map: [
      { base: 0, length: 0x9fc00, type: usableMemory },
      { base: 0x9fc00, length: 0x400, type: reservedMemory },
      { base: 0xf0000, length: 0x10000, type: reservedMemory },
      { base: mebibyte, length: 31 * mebibyte - 0x20000, type: usableMemory },
      { base: 32 * mebibyte - 0x20000, length: 0x20000, type: reservedMemory },
    ],
    operations: 800000,
    runs: 2000,
    countMax: 300,
    isSearched: true,
  },
  {
    name: "memory full of holes",
    map: [
      { base: 40 * mebibyte, length: 8 * mebibyte, type: usableMemory },
      { base: 0, length: 32 * mebibyte, type: usableMemory },
      { base: 5 * mebibyte + 0x123, length: 0x777, type: reservedMemory },
      { base: 20 * mebibyte, length: 30 * mebibyte, type: usableMemory },
      { base: 21 * mebibyte, length: mebibyte / 2, type: reservedMemory },
      { base: 0, length: 0, type: reservedMemory },
      { base: 49 * mebibyte, length: 0xffffffffffffffff, type: reservedMemory },
    ],
    operations: 800000,
    runs: 3000,
    countMax: 1000,
    isSearched: true,
  },
  {
    name: "6 GiB with the hole below 4 GiB",
    map: [
      { base: 4 * gibibyte, length: 3 * gibibyte, type: usableMemory },
      { base: 0, length: 3 * gibibyte, type: usableMemory },
    ],
    operations: 1000000,
    runs: 10000,
    countMax: 2000,
    isSearched: false,
  },
  {
    name: "1 TiB",
    map: [
      { base: 0, length: 3 * gibibyte, type: usableMemory },
      { base: 4 * gibibyte, length: 1020 * gibibyte, type: usableMemory },
    ],
    operations: 1000000,
    runs: 20000,
    countMax: 5000,
    isSearched: false,
  },
];

for (const machine of machines) {
  test(`frames of ${machine.name}`, () => {
    const model = new Model(machine);
    repeat(machine.operations, () => model.step());
    model.finish();
  });
}
console.log(`# ${operationsDone()} operations`);
endTests();
