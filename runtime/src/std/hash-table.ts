/**
 * The table behind `Map` and `Set`: entries in order of insertion, found through chains of equal hash buckets.
 *
 * A removed entry leaves its place empty until the table grows or is mostly empty, when the others move together. Each entry has a serial number, so that an
 * iterator finds its place again after such a move: what is removed before it is reached is not visited, what is added is, as in JavaScript.
 * Keys are compared as `Map` does it: NaN equals NaN, and zeros equal each other.
 */
import { type u8, type u32, type u64, usize } from "osmium";
import { dropAt, finalizer, isCounted, take, traceAt, tracing } from "osmium/internal";
import { copyBytes, fillBytes, nullPointer, type Pointer, sizeOf, struct } from "osmium/unsafe";
import { allocateBuffer, freeBuffer } from "../rt/memory.ts";
import { hashOf } from "./hash.ts";

/** The end of a chain, and no entry at all. */
export const none: u32 = 4294967295;
/** In place of a chain's next entry: the entry has been removed. */
const removed: u32 = 4294967294;

/** The head of a record. The key and the value follow, each at a multiple of eight bytes: a look at an entry touches one place in memory. */
@struct
class Entry {
  readonly serial!: u64;
  readonly hash!: u32;
  /** The next entry of the same bucket. */
  next!: u32;
}

/** Bytes of an `Entry`. */
const headBytes: usize = 16;

function rounded(bytes: usize): usize {
  return (bytes + 7) & ~usize(7);
}

function recordBytes<K, V>(): usize {
  return headBytes + rounded(sizeOf<K>()) + rounded(sizeOf<V>());
}

function writeEntry(record: Pointer<u8>, hash: u32, serial: u64, next: u32): void {
  record.cast<u64>().write(serial);
  record.cast<u32>().set(2, hash);
  record.cast<u32>().set(3, next);
}

function isNegativeZero(key: unknown): boolean {
  return typeof key === "number" && key === 0 && 1 / key < 0;
}

export class HashTable<K, V> {
  /** Entries that are there. */
  size: u32 = 0;
  /** Places that have been used, those of removed entries included. */
  private used: u32 = 0;
  private capacity: u32 = 0;
  private nextSerial: u64 = 0;
  /** Records one behind the other: see `Entry`. */
  private records: Pointer<u8> = nullPointer<u8>();
  /** The first entry of each bucket; there are as many buckets as places. */
  private buckets: Pointer<u32> = nullPointer<u32>();

  private recordAt(place: u32): Pointer<u8> {
    return this.records.add(usize(place) * recordBytes<K, V>());
  }

  private entryAt(place: u32): Entry {
    return this.recordAt(place).cast<Entry>().value;
  }

  private keyPlace(place: u32): Pointer<K> {
    return this.recordAt(place).add(headBytes).cast<K>();
  }

  private valuePlace(place: u32): Pointer<V> {
    return this.recordAt(place)
      .add(headBytes + rounded(sizeOf<K>()))
      .cast<V>();
  }

  /** The place of a key, or `none`. */
  find(key: K): u32 {
    return this.size === 0 ? none : this.findHashed(key, hashOf(key));
  }

  private findHashed(key: K, hash: u32): u32 {
    if (this.size === 0) return none;
    let place = this.buckets.at(hash & (this.capacity - 1));
    while (place !== none) {
      const entry = this.entryAt(place);
      if (entry.hash === hash && sameKey(this.keyPlace(place).read(), key)) return place;
      place = entry.next;
    }
    return none;
  }

  valueAt(place: u32): V {
    return this.valuePlace(place).read();
  }

  keyAt(place: u32): K {
    return this.keyPlace(place).read();
  }

  /** Adds a key, or gives the one that is there another value. */
  set(key: K, value: V): void {
    const hash = hashOf(key);
    const place = this.findHashed(key, hash);
    if (place !== none) {
      const old = this.valuePlace(place);
      const previous = take(old);
      old.write(value);
      void previous;
      return;
    }
    if (this.used === this.capacity) this.resize();
    const bucket = hash & (this.capacity - 1);
    const fresh = this.used;
    writeEntry(this.recordAt(fresh), hash, this.nextSerial, this.buckets.at(bucket));
    this.buckets.set(bucket, fresh);
    if (isNegativeZero(key)) this.writeZero(fresh);
    else this.keyPlace(fresh).write(key);
    this.valuePlace(fresh).write(value);
    this.nextSerial += 1;
    this.used += 1;
    this.size += 1;
  }

  /** The key zero: what -0 becomes. */
  private writeZero(place: u32): void {
    const key = this.keyPlace(place);
    // SAFETY: a key of a counted type is one that can hold any value; the zero of any other is zero bits.
    if (isCounted<K>()) key.cast<unknown>().write(0);
    else fillBytes(key.cast<u8>(), 0, sizeOf<K>());
  }

  remove(key: K): boolean {
    const place = this.find(key);
    if (place === none) return false;
    this.unlink(place);
    this.size -= 1;
    const oldKey = take(this.keyPlace(place));
    const oldValue = take(this.valuePlace(place));
    void oldKey;
    void oldValue;
    return true;
  }

  /** Takes an entry out of its bucket. */
  private unlink(place: u32): void {
    const entry = this.entryAt(place);
    const bucket = entry.hash & (this.capacity - 1);
    let at = this.buckets.at(bucket);
    if (at === place) this.buckets.set(bucket, entry.next);
    else {
      while (this.entryAt(at).next !== place) at = this.entryAt(at).next;
      this.entryAt(at).next = entry.next;
    }
    entry.next = removed;
  }

  clear(): void {
    this.dropEntries();
    this.size = 0;
    this.used = 0;
    if (this.capacity > 0) fillBytes(this.buckets.cast<u8>(), 0xff, usize(this.capacity) * 4);
  }

  /** Releases keys and values; the entries themselves become removed ones. */
  private dropEntries(): void {
    if (!isCounted<K>() && !isCounted<V>()) return;
    const used = this.used;
    this.used = 0;
    for (let place: u32 = 0; place < used; place++) {
      if (this.entryAt(place).next === removed) continue;
      dropAt(this.keyPlace(place));
      dropAt(this.valuePlace(place));
    }
  }

  /** Makes room: more of it if the table is really full, else only by moving the entries together. */
  private resize(): void {
    const capacity: u32 = this.capacity === 0 ? 4 : this.size > this.capacity / 2 ? this.capacity * 2 : this.capacity;
    const bytes = recordBytes<K, V>();
    const records = allocateBuffer(usize(capacity) * bytes);
    const buckets = allocateBuffer(usize(capacity) * 4).cast<u32>();
    fillBytes(buckets.cast<u8>(), 0xff, usize(capacity) * 4);
    let to: u32 = 0;
    for (let place: u32 = 0; place < this.used; place++) {
      const entry = this.entryAt(place);
      if (entry.next === removed) continue;
      // Keys and values move, bits and all.
      const record = records.add(usize(to) * bytes);
      copyBytes(record, this.recordAt(place), bytes);
      const bucket = entry.hash & (capacity - 1);
      record.cast<Entry>().value.next = buckets.at(bucket);
      buckets.set(bucket, to);
      to += 1;
    }
    freeBuffer(this.records);
    freeBuffer(this.buckets.cast<u8>());
    this.records = records;
    this.buckets = buckets;
    this.capacity = capacity;
    this.used = to;
  }

  /**
   * The first entry that is there with at least this serial number, or `none`. The hint is where it would be if nothing had moved.
   */
  placeFrom(serial: u64, hint: u32): u32 {
    let place = hint;
    if (
      place > this.used ||
      (place > 0 && this.entryAt(place - 1).serial >= serial) ||
      (place < this.used && this.entryAt(place).serial < serial)
    ) {
      place = this.search(serial);
    }
    while (place < this.used && this.entryAt(place).next === removed) place += 1;
    return place < this.used ? place : none;
  }

  private search(serial: u64): u32 {
    let low: u32 = 0;
    let high = this.used;
    while (low < high) {
      const middle = (low + high) / 2;
      if (this.entryAt(middle).serial < serial) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  serialAt(place: u32): u64 {
    return this.entryAt(place).serial;
  }

  [tracing](): void {
    if (!isCounted<K>() && !isCounted<V>()) return;
    for (let place: u32 = 0; place < this.used; place++) {
      if (this.entryAt(place).next === removed) continue;
      traceAt(this.keyPlace(place));
      traceAt(this.valuePlace(place));
    }
  }

  [finalizer](): void {
    this.dropEntries();
    freeBuffer(this.records);
    freeBuffer(this.buckets.cast<u8>());
  }
}

/** A place in a table that survives changes to it. */
export class TableCursor<K, V> {
  private table: HashTable<K, V> | undefined;
  private serial: u64 = 0;
  private hint: u32 = 0;

  constructor(table: HashTable<K, V>) {
    this.table = table;
  }

  /** The place of the next entry, or `none`; once at the end, the cursor stays there. */
  advance(): u32 {
    const table = this.table;
    if (table === undefined) return none;
    const place = table.placeFrom(this.serial, this.hint);
    if (place === none) {
      this.table = undefined;
      return none;
    }
    this.serial = table.serialAt(place) + 1;
    this.hint = place + 1;
    return place;
  }
}

function sameKey<K>(a: K, b: K): boolean {
  return a === b || (a !== a && b !== b);
}
