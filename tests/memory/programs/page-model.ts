/**
 * Random operations on the page mapper over made-up physical memory, compared with a plain list of the pages that are mapped: results, errors, translations,
 * what was flushed, and what is left of tables. Memory for tables runs out now and then.
 */
import { type u8, u64, usize } from "osmium";
import { fillBytes, pointer, staticBytes } from "osmium/unsafe";
import {
  type MappedPage,
  type PageKind,
  PageMapper,
  type PageSize,
  type TableMemory,
} from "../../../kernel/src/memory/page-mapper.ts";
import { operationsDone, repeat, seed } from "./options.ts";
import { Random } from "./random.ts";
import { endTests, test } from "./tap.ts";

function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

function equal(actual: string, expected: string, what: string): void {
  if (actual !== expected) throw new Error(`${what}: expected ${expected}, got ${actual}`);
}

const kib4: u64 = 0x1000;
const mib2: u64 = 0x200000;
const gib1: u64 = 0x40000000;
const kinds: readonly PageKind[] = ["Data", "Constant", "Code", "Device"];
const sizes: readonly PageSize[] = ["4K", "4K", "2M", "1G"];

function bytesOf(size: PageSize): u64 {
  return size === "4K" ? kib4 : size === "2M" ? mib2 : gib1;
}

/** Frames for tables, which begin at 1 MiB of made-up physical memory. */
class FakeMemory implements TableMemory {
  static readonly frames: number = 64;
  readonly #start: usize = staticBytes(0x40000, 4096).address;
  readonly #used: boolean[] = new Array<boolean>(FakeMemory.frames).fill(false);
  readonly flushed: usize[] = [];
  inUse = 0;
  /** How many may be in use. */
  limit = FakeMemory.frames;
  /** Has a request been refused since this was set to false? */
  refused = false;

  constructor() {
    // The mapper wants an empty root; that it clears other tables itself is to be seen.
    fillBytes(pointer<u8>(this.#start), 0, 4096);
    fillBytes(pointer<u8>(this.#start + 4096), 0xff, 0x3f000);
  }

  allocate(): u64 | null {
    for (let i = 0; i < FakeMemory.frames && this.inUse < this.limit; i++) {
      if (this.#used[i]) continue;
      this.#used[i] = true;
      this.inUse++;
      return 0x100000 + u64(i) * kib4;
    }
    this.refused = true;
    return null;
  }

  #indexOf(table: u64): number {
    check(table >= 0x100000 && table % kib4 === 0 && (table - 0x100000) / kib4 < FakeMemory.frames, "not a table");
    const index = (table - 0x100000) / kib4;
    check(this.#used[index], "a table that was freed is used");
    return index;
  }

  owns(table: u64): boolean {
    return this.#indexOf(table) > 0;
  }

  free(table: u64): void {
    this.#used[this.#indexOf(table)] = false;
    this.inUse--;
  }

  virtual(physical: u64): usize {
    this.#indexOf(physical);
    return this.#start + usize(physical - 0x100000);
  }

  flush(address: usize): void {
    if (!this.flushed.includes(address)) this.flushed.push(address);
  }
}

/** A page in the model. */
interface Page {
  readonly address: u64;
  readonly physical: u64;
  readonly bytes: u64;
  kind: PageKind;
}

class Model {
  readonly #random = new Random(seed);
  readonly #memory = new FakeMemory();
  readonly #mapper: PageMapper;
  readonly #hasHugePages: boolean;
  #pages: Page[] = [];
  /** Addresses that the operation must have flushed. */
  #changed: u64[] = [];

  constructor(hasHugePages: boolean) {
    const root = this.#memory.allocate();
    if (root === null) throw new Error("no root");
    this.#hasHugePages = hasHugePages;
    this.#mapper = new PageMapper(root, this.#memory, hasHugePages);
  }

  // ---- what may come ----

  /** An address near one of three gigabytes: in the middle of nowhere, at the end of the lower half, at the end of all. */
  #address(): u64 {
    const windows: readonly u64[] = [0x40000000, 0x7fffc0000000, 0xffffffffc0000000];
    const random = this.#random;
    const window = windows[random.below(3)];
    return window + random.below(3) * mib2 + (random.below(2) === 0 ? random.below(6) * kib4 : u64(0));
  }

  #physical(): u64 {
    return (
      this.#random.below(4) * gib1 + this.#random.below(4) * mib2 + this.#random.below(2) * this.#random.below(8) * kib4
    );
  }

  #kind(): PageKind {
    return kinds[this.#random.below(4)];
  }

  #length(): u64 {
    if (this.#random.below(8) === 0) return 2 * mib2 + this.#random.below(3) * kib4;
    return this.#random.below(12) * kib4 + (this.#random.below(16) === 0 ? mib2 : u64(0));
  }

  // ---- what must be ----

  #pageAt(address: u64): Page | undefined {
    return this.#pages.find((page) => address >= page.address && address - page.address < page.bytes);
  }

  #isAnyIn(address: u64, bytes: u64): boolean {
    if (bytes === 0) return false;
    return this.#pages.some(
      (page) => page.address - address < bytes || (address >= page.address && address - page.address < page.bytes),
    );
  }

  #refusal(address: u64, physical: u64, size: PageSize): string | undefined {
    if (address % bytesOf(size) !== 0 || physical % bytesOf(size) !== 0) return "Misaligned";
    return size === "1G" && !this.#hasHugePages ? "NoHugePages" : undefined;
  }

  /** Why there is no page of a size; undefined if there is one. */
  #missing(address: u64, size: PageSize): string | undefined {
    const page = this.#pageAt(address);
    if (page !== undefined && page.bytes > bytesOf(size)) return "LargePage";
    if (page !== undefined && page.bytes === bytesOf(size)) return undefined;
    return this.#isAnyIn(address, bytesOf(size)) ? "SmallPages" : "NotMapped";
  }

  #missingInRange(address: u64, bytes: u64): string | undefined {
    for (let done: u64 = 0; done < bytes; ) {
      const page = this.#pageAt(address + done);
      if (page === undefined) return "NotMapped";
      if (page.address !== address + done || page.bytes > bytes - done) return "LargePage";
      done += page.bytes;
    }
    return undefined;
  }

  /** A range of this model never leaves its half of the address space, unless it runs over its end. */
  #isBeyondEnd(address: u64, bytes: u64): boolean {
    const last = address + bytes - 1;
    return bytes > 0 && (last < address || last >>> 47 !== address >>> 47);
  }

  // ---- operations ----

  step(): void {
    this.#memory.flushed.length = 0;
    this.#memory.refused = false;
    this.#memory.limit =
      this.#random.below(8) === 0 ? this.#memory.inUse + Number(this.#random.below(3)) : FakeMemory.frames;
    this.#changed = [];
    // More to take than to give, or memory stays nearly empty.
    switch (this.#random.below(this.#pages.length > 600 ? 5 : 8)) {
      case 0:
        this.#unmap();
        break;
      case 1:
        this.#unmapRange();
        break;
      case 2:
        this.#protect();
        break;
      case 3:
        this.#protectRange();
        break;
      case 4:
        this.#translate();
        break;
      case 5:
        this.#mapRange();
        break;
      default:
        this.#map();
        break;
    }
    check(this.#memory.flushed.length === this.#changed.length, "too many or too few pages were flushed");
    for (const address of this.#changed) check(this.#memory.flushed.includes(usize(address)), "a page was not flushed");
  }

  /** Without memory for tables all is as it was; the freed ones were never used, but flushed they may be. */
  #ranOut(result: string): boolean {
    if (result !== "OutOfFrames") return false;
    check(this.#memory.refused, "memory for tables was not refused");
    this.#memory.flushed.length = 0;
    return true;
  }

  #map(): void {
    const size = sizes[this.#random.below(4)];
    const bytes = bytesOf(size);
    const exact = this.#random.below(16) !== 0;
    const address = exact ? this.#address() & ~(bytes - 1) : this.#address();
    const physical = exact ? this.#physical() & ~(bytes - 1) : this.#physical();
    const kind = this.#kind();
    const result = this.#mapper.map(usize(address), physical, kind, size);
    if (this.#ranOut(result)) return;
    const covering = this.#pageAt(address);
    const inTheWay = this.#isAnyIn(address, bytes) ? "AlreadyMapped" : undefined;
    const larger = covering !== undefined && covering.bytes > bytes ? "LargePage" : inTheWay;
    const refusal = this.#refusal(address, physical, size) ?? larger;
    equal(result, refusal ?? "Mapped", `mapping ${size}`);
    if (refusal === undefined) this.#pages.push({ address, physical, bytes, kind });
  }

  #unmap(): void {
    const size = sizes[this.#random.below(4)];
    const address = this.#someAddress(bytesOf(size));
    const refusal = this.#refusal(address, 0, size) ?? this.#missing(address, size);
    equal(this.#mapper.unmap(usize(address), size), refusal ?? "Unmapped", `unmapping ${size}`);
    if (refusal === undefined) this.#remove(address, bytesOf(size));
  }

  #protect(): void {
    const size = sizes[this.#random.below(4)];
    const address = this.#someAddress(bytesOf(size));
    const kind = this.#kind();
    const refusal = this.#refusal(address, 0, size) ?? this.#missing(address, size);
    equal(this.#mapper.protect(usize(address), kind, size), refusal ?? "Protected", `protecting ${size}`);
    if (refusal === undefined) this.#change(address, bytesOf(size), kind);
  }

  #translate(): void {
    const address = this.#address() + this.#random.below(kib4);
    const page = this.#pageAt(address);
    const found = this.#mapper.translate(usize(address));
    check(found === (page === undefined ? null : page.physical + (address - page.address)), "it leads elsewhere");
  }

  #mapRange(): void {
    const address = this.#address();
    const physical =
      this.#random.below(2) === 0 ? (this.#physical() & ~(mib2 - 1)) + (address & (mib2 - 1)) : this.#physical();
    const bytes = this.#length();
    const kind = this.#kind();
    const result = this.#mapper.mapRange(usize(address), physical, bytes, kind);
    if (this.#ranOut(result)) return;
    if (this.#isBeyondEnd(address, bytes)) {
      equal(result, "NotCanonical", "mapping beyond the end");
      return;
    }
    equal(result, this.#isAnyIn(address, bytes) ? "AlreadyMapped" : "Mapped", "mapping a range");
    if (result !== "Mapped") return;
    for (let done: u64 = 0; done < bytes; ) {
      const isLarge = ((address + done) | (physical + done)) % mib2 === 0 && bytes - done >= mib2;
      const size = isLarge ? mib2 : kib4;
      this.#pages.push({ address: address + done, physical: physical + done, bytes: size, kind });
      done += size;
    }
  }

  #unmapRange(): void {
    const address = this.#someAddress(kib4);
    const bytes = this.#length();
    const refusal = this.#isBeyondEnd(address, bytes) ? "NotCanonical" : this.#missingInRange(address, bytes);
    equal(this.#mapper.unmapRange(usize(address), bytes), refusal ?? "Unmapped", "unmapping a range");
    if (refusal === undefined) this.#remove(address, bytes);
  }

  #protectRange(): void {
    const address = this.#someAddress(kib4);
    const bytes = this.#length();
    const kind = this.#kind();
    const refusal = this.#isBeyondEnd(address, bytes) ? "NotCanonical" : this.#missingInRange(address, bytes);
    equal(this.#mapper.protectRange(usize(address), bytes, kind), refusal ?? "Protected", "protecting a range");
    if (refusal === undefined) this.#change(address, bytes, kind);
  }

  /** Often that of a page that is mapped. */
  #someAddress(bytes: u64): u64 {
    if (this.#pages.length > 0 && this.#random.below(4) !== 0) {
      return this.#pages[this.#random.below(u64(this.#pages.length))].address;
    }
    return this.#address() & ~(bytes - 1);
  }

  #remove(address: u64, bytes: u64): void {
    const rest: Page[] = [];
    for (const page of this.#pages) {
      if (page.address - address < bytes) this.#changed.push(page.address);
      else rest.push(page);
    }
    this.#pages = rest;
  }

  #change(address: u64, bytes: u64, kind: PageKind): void {
    for (const page of this.#pages) {
      if (page.address - address >= bytes || page.kind === kind) continue;
      page.kind = kind;
      this.#changed.push(page.address);
    }
  }

  // ---- all pages ----

  /** Compares all pages with what a walk through the tables shows. */
  checkAll(): void {
    const shown: MappedPage[] = [];
    this.#mapper.visit((page) => void shown.push(page));
    const expected = this.#pages.slice().sort((a, b) => (a.address < b.address ? -1 : 1));
    check(shown.length === expected.length, "there are more or fewer pages");
    for (let i = 0; i < shown.length; i++) {
      const { address, physical, bytes, kind } = expected[i];
      check(
        u64(shown[i].address) === address && shown[i].physical === physical && shown[i].bytes === bytes,
        "a page differs",
      );
      check(shown[i].writable === (kind === "Data" || kind === "Device"), "a page's permission to write differs");
      check(shown[i].executable === (kind === "Code"), "a page's permission to execute differs");
      check(!(shown[i].writable && shown[i].executable), "a page is writable and executable");
    }
  }

  /** Unmaps all; then only the root is left of the tables. */
  finish(): void {
    this.checkAll();
    for (const page of this.#pages) this.#mapper.unmapRange(usize(page.address), page.bytes);
    check(this.#memory.inUse === 1, "tables are left over");
  }
}

for (const hasHugePages of [true, false]) {
  test(`pages of a processor ${hasHugePages ? "with" : "without"} pages of 1 GiB`, () => {
    const model = new Model(hasHugePages);
    repeat(400000, (operation) => {
      model.step();
      if (operation % 256 === 0) model.checkAll();
    });
    model.finish();
  });
}

test("addresses that are none, and ranges over the end of the lower half, are refused", () => {
  const memory = new FakeMemory();
  const mapper = new PageMapper(memory.allocate() ?? 0, memory, true);
  for (const address of [0x800000000000, usize(0xffff7ffffffff000), usize(0x1000000000000)]) {
    equal(mapper.map(usize(address), 0x1000, "Data"), "NotCanonical", "mapping");
    equal(mapper.unmap(usize(address)), "NotCanonical", "unmapping");
    check(mapper.translate(usize(address)) === null, "it leads somewhere");
  }
  equal(mapper.mapRange(0x7ffffffff000, 0x1000, 0x2000, "Data"), "NotCanonical", "a range over the end");
  equal(mapper.mapRange(0xfffffffffffff000, 0x1000, 0x2000, "Data"), "NotCanonical", "a range over the end of all");
  equal(mapper.mapRange(0xfffffffffffff000, 0x1000, 0x1000, "Data"), "Mapped", "the last page");
  equal(mapper.unmapRange(0xfffffffffffff000, 0x1000), "Unmapped", "the last page");
  check(memory.inUse === 1, "tables are left over");
});

console.log(`# ${operationsDone()} operations`);
endTests();
