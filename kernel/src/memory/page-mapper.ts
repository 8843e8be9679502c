/**
 * The page mapper: which virtual page leads to which physical memory (Intel SDM vol. 3, 4.5). It maps, unmaps and protects pages of 4 KiB, 2 MiB and 1 GiB, one or a
 * range of them. What can't be done is an error value that says why, and then nothing has changed; nothing splits a large page silently.
 *
 * Tables are made where they are needed and freed when they are empty, except those that the loader made. Exactly the pages whose translation changed are
 * flushed. No page can be both writable and executable: there is no such kind.
 *
 * It works on any tables in any memory, so it can be tried out over a buffer. It never allocates from the heap, which calls it to grow.
 */
import { type u8, u64, usize } from "osmium";
import { fillBytes, type Pointer, pointer } from "osmium/unsafe";
import { entryAddressMask, entryLarge, entryNoExecute, entryPresent, entryWritable } from "../arch/x86_64/paging.ts";

/** What a page is for, from which its permissions follow. `Device`: registers in memory, past all caches. */
export type PageKind = "Data" | "Constant" | "Code" | "Device";
export type PageSize = "4K" | "2M" | "1G";

/** Why nothing was done. */
export type PageError =
  /** A page, or a table of smaller pages, is there already. */
  | "AlreadyMapped"
  /** There is no page, or not everywhere in the range. */
  | "NotMapped"
  /** There is no memory for a table. */
  | "OutOfFrames"
  /** The address lies in a page that is larger than asked for, or reaches out of the range. */
  | "LargePage"
  /** Smaller pages than asked for are there. */
  | "SmallPages"
  /** An address or a length is no multiple of the page's size. */
  | "Misaligned"
  /** The address or the range is not one that the processor knows (bits 47 to 63 are the same). */
  | "NotCanonical"
  /** The processor has no pages of 1 GiB. */
  | "NoHugePages";

export type MapResult = "Mapped" | PageError;
export type UnmapResult = "Unmapped" | PageError;
export type ProtectResult = "Protected" | PageError;

/** A page that is mapped. */
export interface MappedPage {
  readonly address: usize;
  readonly physical: u64;
  readonly bytes: u64;
  readonly writable: boolean;
  readonly executable: boolean;
}

/** Where tables come from, and what else the mapper needs of its machine. */
export interface TableMemory {
  /** Physical address of a frame for a table; null when there is none. */
  allocate(): u64 | null;
  /** Does a table come from `allocate`? */
  owns(table: u64): boolean;
  free(table: u64): void;
  /** Where a physical address can be read and written. */
  virtual(physical: u64): usize;
  /** The translation of a page has changed. */
  flush(address: usize): void;
}

const entryUncached: u64 = 0x10;
const entriesPerTable: u64 = 512;

function bitsOf(kind: PageKind): u64 {
  switch (kind) {
    case "Data":
      return entryPresent | entryWritable | entryNoExecute;
    case "Constant":
      return entryPresent | entryNoExecute;
    case "Code":
      return entryPresent;
    case "Device":
      return entryPresent | entryWritable | entryNoExecute | entryUncached;
  }
}

/** The level of the entry that maps a page of this size. */
function levelOf(size: PageSize): u64 {
  switch (size) {
    case "4K":
      return 1;
    case "2M":
      return 2;
    case "1G":
      return 3;
  }
}

/** Bytes that an entry of a level stands for. */
function spanOf(level: u64): u64 {
  return u64(1) << (3 + 9 * level);
}

function isCanonical(address: usize): boolean {
  const upper = address >>> 47;
  return upper === 0 || upper === 0x1ffff;
}

/** Is the value of an entry a page, not a table or nothing? */
function isPage(value: u64, level: u64): boolean {
  return (value & entryPresent) !== 0 && (level === 1 || (level < 4 && (value & entryLarge) !== 0));
}

/** The physical address in the entry of a page; bit 12 of a large page's entry belongs to its attributes. */
function physicalIn(value: u64, level: u64): u64 {
  return value & entryAddressMask & ~(spanOf(level) - 1);
}

export class PageMapper {
  readonly #root: u64;
  readonly #memory: TableMemory;
  readonly #hasHugePages: boolean;
  /** Level of the entry that `#find` found last. */
  #level: u64 = 4;

  /**
   * @param root physical address of the table of level 4
   * @param hasHugePages may pages of 1 GiB be used?
   */
  constructor(root: u64, memory: TableMemory, hasHugePages: boolean) {
    this.#root = root;
    this.#memory = memory;
    this.#hasHugePages = hasHugePages;
  }

  // ---- single pages ----

  /** Maps a page. Both addresses are multiples of its size. */
  map(address: usize, physical: u64, kind: PageKind, size: PageSize = "4K"): MapResult {
    const level = levelOf(size);
    const error = this.#refusal(address, physical, level);
    if (error !== null) return error;
    return this.#mapAt(address, physical, bitsOf(kind), level);
  }

  /** Unmaps a page. What it led to stays its owner's. */
  unmap(address: usize, size: PageSize = "4K"): UnmapResult {
    const level = levelOf(size);
    const error = this.#refusal(address, 0, level) ?? this.#missing(address, level);
    if (error !== null) return error;
    this.#clear(address, level);
    this.#prune(address, level);
    return "Unmapped";
  }

  /** Changes what a page is for. */
  protect(address: usize, kind: PageKind, size: PageSize = "4K"): ProtectResult {
    const level = levelOf(size);
    const error = this.#refusal(address, 0, level) ?? this.#missing(address, level);
    if (error !== null) return error;
    this.#change(address, level, bitsOf(kind));
    return "Protected";
  }

  /** The physical address behind a virtual one; null where nothing is mapped. */
  translate(address: usize): u64 | null {
    if (!isCanonical(address)) return null;
    const value = this.#find(address, 1).read();
    if (!isPage(value, this.#level)) return null;
    return physicalIn(value, this.#level) | (u64(address) & (spanOf(this.#level) - 1));
  }

  /** The page that an address lies in; null where nothing is mapped. */
  lookup(address: usize): MappedPage | null {
    if (!isCanonical(address)) return null;
    const value = this.#find(address, 1).read();
    if (!isPage(value, this.#level)) return null;
    return this.#describe(address & ~usize(spanOf(this.#level) - 1), value, this.#level, true, true);
  }

  // ---- ranges ----

  /** Maps a range to physical memory in a row, by the largest pages that fit. Addresses and length are multiples of 4096. */
  mapRange(address: usize, physical: u64, bytes: u64, kind: PageKind): MapResult {
    const error = this.#refusalOfRange(address, physical, bytes);
    if (error !== null) return error;
    if (this.#hasPages(address, bytes)) return "AlreadyMapped";
    const bits = bitsOf(kind);
    let done: u64 = 0;
    while (done < bytes) {
      const level = this.#levelThatFits(u64(address) + done, physical + done, bytes - done);
      const result = this.#mapAt(address + usize(done), physical + done, bits, level);
      if (result !== "Mapped") {
        // All or nothing. These pages were mapped a moment ago, so unmapping can't fail.
        if (done > 0) this.#unmapAll(address, done);
        return result;
      }
      done += spanOf(level);
    }
    return "Mapped";
  }

  /** Unmaps a range that is mapped everywhere, by pages of any size that lie wholly in it. */
  unmapRange(address: usize, bytes: u64): UnmapResult {
    const error = this.#refusalOfRange(address, 0, bytes) ?? this.#missingInRange(address, bytes);
    if (error !== null) return error;
    this.#unmapAll(address, bytes);
    return "Unmapped";
  }

  /** Changes what a range is for that is mapped everywhere, by pages of any size that lie wholly in it. */
  protectRange(address: usize, bytes: u64, kind: PageKind): ProtectResult {
    const error = this.#refusalOfRange(address, 0, bytes) ?? this.#missingInRange(address, bytes);
    if (error !== null) return error;
    const bits = bitsOf(kind);
    for (let done: u64 = 0; done < bytes; ) {
      this.#find(address + usize(done), 1);
      const level = this.#level;
      this.#change(address + usize(done), level, bits);
      done += spanOf(level);
    }
    return "Protected";
  }

  /** Shows all pages, from the lowest address on. What a table does not permit, its pages don't. */
  visit(visit: (page: MappedPage) => void): void {
    this.#visitTable(this.#root, 4, 0, true, true, visit);
  }

  // ---- checks ----

  /** Why a page can't be there, whatever is mapped. */
  #refusal(address: usize, physical: u64, level: u64): PageError | null {
    if (((u64(address) | physical) & (spanOf(level) - 1)) !== 0) return "Misaligned";
    if (!isCanonical(address)) return "NotCanonical";
    return level === 3 && !this.#hasHugePages ? "NoHugePages" : null;
  }

  #refusalOfRange(address: usize, physical: u64, bytes: u64): PageError | null {
    if (((u64(address) | physical | bytes) & (spanOf(1) - 1)) !== 0) return "Misaligned";
    if (bytes === 0) return null;
    const last = address + usize(bytes) - 1;
    const isWhole = last >= address && last >>> 47 === address >>> 47;
    return isWhole && isCanonical(address) && physical + bytes > physical ? null : "NotCanonical";
  }

  /** Why there is no page of a level to unmap or to change. */
  #missing(address: usize, level: u64): PageError | null {
    const value = this.#find(address, level).read();
    if ((value & entryPresent) === 0) return "NotMapped";
    if (this.#level > level) return "LargePage";
    return isPage(value, level) ? null : "SmallPages";
  }

  #missingInRange(address: usize, bytes: u64): PageError | null {
    for (let done: u64 = 0; done < bytes; ) {
      const at = u64(address) + done;
      if (!isPage(this.#find(usize(at), 1).read(), this.#level)) return "NotMapped";
      const span = spanOf(this.#level);
      if ((at & (span - 1)) !== 0 || span > bytes - done) return "LargePage";
      done += span;
    }
    return null;
  }

  /** Is anything mapped in a range? */
  #hasPages(address: usize, bytes: u64): boolean {
    for (let done: u64 = 0; done < bytes; ) {
      const at = u64(address) + done;
      if (isPage(this.#find(usize(at), 1).read(), this.#level)) return true;
      // Nothing below this entry.
      const span = spanOf(this.#level);
      done += span - (at & (span - 1));
    }
    return false;
  }

  /** The level of the largest page that may start here. */
  #levelThatFits(address: u64, physical: u64, bytes: u64): u64 {
    let level: u64 = this.#hasHugePages ? 3 : 2;
    while (
      level > 1 &&
      (((address | physical) & (spanOf(level) - 1)) !== 0 ||
        spanOf(level) > bytes ||
        this.#hasTable(usize(address), level))
    ) {
      level--;
    }
    return level;
  }

  /** Is there a table in the way of a page? Only the loader's are kept when they are empty. */
  #hasTable(address: usize, level: u64): boolean {
    const value = this.#find(address, level).read();
    return this.#level === level && (value & entryPresent) !== 0;
  }

  // ---- tables ----

  /** The entry of a table at a level for an address. */
  #entryIn(table: u64, level: u64, address: usize): Pointer<u64> {
    const index = (address >>> usize(3 + 9 * level)) & 0x1ff;
    // SAFETY: the memory behind the mapper's tables is its own; the index is below 512.
    return pointer<u64>(this.#memory.virtual(table)).add(index);
  }

  /** Follows the tables down to a level, or to where a page or nothing is; `#level` says where it ended. */
  #find(address: usize, lowest: u64): Pointer<u64> {
    let table = this.#root;
    let level: u64 = 4;
    for (;;) {
      const entry = this.#entryIn(table, level, address);
      const value = entry.read();
      if (level === lowest || (value & entryPresent) === 0 || isPage(value, level)) {
        this.#level = level;
        return entry;
      }
      table = value & entryAddressMask;
      level--;
    }
  }

  #mapAt(address: usize, physical: u64, bits: u64, lowest: u64): MapResult {
    let entry = this.#find(address, lowest);
    while (this.#level > lowest) {
      if ((entry.read() & entryPresent) !== 0) return "LargePage";
      const table = this.#memory.allocate();
      if (table === null) {
        this.#prune(address, this.#level);
        return "OutOfFrames";
      }
      // SAFETY: the frame is ours.
      fillBytes(pointer<u8>(this.#memory.virtual(table)), 0, 4096);
      // A page's own entry has the say about writing and executing.
      entry.write(table | entryPresent | entryWritable);
      entry = this.#find(address, lowest);
    }
    if ((entry.read() & entryPresent) !== 0) return "AlreadyMapped";
    // SAFETY: the page led nowhere, so nobody's memory changes; no translation of it can be cached.
    entry.write(physical | bits | (lowest > 1 ? entryLarge : u64(0)));
    return "Mapped";
  }

  #change(address: usize, level: u64, bits: u64): void {
    const entry = this.#find(address, level);
    const old = entry.read();
    const changed = physicalIn(old, level) | bits | (level > 1 ? entryLarge : u64(0));
    // Accessed and dirty (bits 5 and 6) are the processor's.
    if ((old & ~u64(0x60)) === changed) return;
    entry.write(changed);
    this.#memory.flush(address);
  }

  /** Takes a page that is there out of its table. */
  #clear(address: usize, level: u64): void {
    // SAFETY: the caller gives the page up.
    this.#find(address, level).write(0);
    this.#memory.flush(address);
  }

  #unmapAll(address: usize, bytes: u64): void {
    for (let done: u64 = 0; done < bytes; ) {
      const at = address + usize(done);
      this.#find(at, 1);
      const level = this.#level;
      this.#clear(at, level);
      done += spanOf(level);
      // Look for empty tables once a table.
      const isLastInTable = ((u64(at) + spanOf(level)) & (spanOf(level + 1) - 1)) === 0;
      if (isLastInTable || done >= bytes) this.#prune(at, level);
    }
  }

  /** Frees the tables from a level on up that hold an address's entries and are empty. */
  #prune(address: usize, lowest: u64): void {
    for (let level = lowest; level < 4; level++) {
      const above = this.#find(address, level + 1);
      const value = above.read();
      if (this.#level !== level + 1 || (value & entryPresent) === 0 || isPage(value, level + 1)) return;
      const table = value & entryAddressMask;
      if (!this.#memory.owns(table) || !this.#isEmpty(table)) return;
      above.write(0);
      // The processor may also have kept where the table was (SDM vol. 3, 4.10.4.1: INVLPG forgets that, too).
      this.#memory.flush(address);
      this.#memory.free(table);
    }
  }

  #isEmpty(table: u64): boolean {
    const entries = pointer<u64>(this.#memory.virtual(table));
    for (let index: u64 = 0; index < entriesPerTable; index++) if (entries.at(index) !== 0) return false;
    return true;
  }

  #describe(address: usize, value: u64, level: u64, writable: boolean, executable: boolean): MappedPage {
    return {
      address,
      physical: physicalIn(value, level),
      bytes: spanOf(level),
      writable: writable && (value & entryWritable) !== 0,
      executable: executable && (value & entryNoExecute) === 0,
    };
  }

  #visitTable(
    table: u64,
    level: u64,
    start: usize,
    writable: boolean,
    executable: boolean,
    visit: (page: MappedPage) => void,
  ): void {
    for (let index: u64 = 0; index < entriesPerTable; index++) {
      const value = pointer<u64>(this.#memory.virtual(table)).at(index);
      if ((value & entryPresent) === 0) continue;
      let address = start + usize(index * spanOf(level));
      if (level === 4 && index >= 256) address = address | usize(0xffff000000000000);
      if (isPage(value, level)) visit(this.#describe(address, value, level, writable, executable));
      else {
        const mayWrite = writable && (value & entryWritable) !== 0;
        const mayExecute = executable && (value & entryNoExecute) === 0;
        this.#visitTable(value & entryAddressMask, level - 1, address, mayWrite, mayExecute, visit);
      }
    }
  }
}
