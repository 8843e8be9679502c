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

@struct
class Entry {
  readonly serial!: u64;
  readonly hash!: u32;
  /** The next entry of the same bucket. */
  next!: u32;
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
  private entries: Pointer<Entry> = nullPointer<Entry>();
  private keys: Pointer<K> = nullPointer<K>();
  private values: Pointer<V> = nullPointer<V>();
  /** The first entry of each bucket; there are as many buckets as places. */
  private buckets: Pointer<u32> = nullPointer<u32>();

  /** The place of a key, or `none`. */
  find(key: K): u32 {
    if (this.size === 0) return none;
    const hash = hashOf(key);
    let place = this.buckets.at(hash & (this.capacity - 1));
    while (place !== none) {
      const entry = this.entries.add(place).value;
      if (entry.hash === hash && sameKey(this.keys.at(place), key)) return place;
      place = entry.next;
    }
    return none;
  }

  valueAt(place: u32): V {
    return this.values.at(place);
  }

  keyAt(place: u32): K {
    return this.keys.at(place);
  }

  /** Adds a key, or gives the one that is there another value. */
  set(key: K, value: V): void {
    const place = this.find(key);
    if (place !== none) {
      const old = this.values.add(place);
      const previous = take(old);
      old.write(value);
      void previous;
      return;
    }
    if (this.used === this.capacity) this.resize();
    const hash = hashOf(key);
    const bucket = hash & (this.capacity - 1);
    const fresh = this.used;
    this.writeEntry(fresh, hash, this.nextSerial, this.buckets.at(bucket));
    this.buckets.set(bucket, fresh);
    if (isNegativeZero(key)) this.writeZero(fresh);
    else this.keys.set(fresh, key);
    this.values.set(fresh, value);
    this.nextSerial += 1;
    this.used += 1;
    this.size += 1;
  }

  /** The key zero: what -0 becomes. */
  private writeZero(place: u32): void {
    const key = this.keys.add(place);
    // SAFETY: a key of a counted type is one that can hold any value; the zero of any other is zero bits.
    if (isCounted<K>()) key.cast<unknown>().write(0);
    else fillBytes(key.cast<u8>(), 0, sizeOf<K>());
  }

  private writeEntry(place: u32, hash: u32, serial: u64, next: u32): void {
    const at = this.entries.add(place);
    at.cast<u64>().write(serial);
    at.cast<u32>().set(2, hash);
    at.cast<u32>().set(3, next);
  }

  remove(key: K): boolean {
    const place = this.find(key);
    if (place === none) return false;
    this.unlink(place);
    this.size -= 1;
    const oldKey = take(this.keys.add(place));
    const oldValue = take(this.values.add(place));
    void oldKey;
    void oldValue;
    return true;
  }

  /** Takes an entry out of its bucket. */
  private unlink(place: u32): void {
    const entry = this.entries.add(place).value;
    const bucket = entry.hash & (this.capacity - 1);
    let at = this.buckets.at(bucket);
    if (at === place) this.buckets.set(bucket, entry.next);
    else {
      while (this.entries.add(at).value.next !== place) at = this.entries.add(at).value.next;
      this.entries.add(at).value.next = entry.next;
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
      if (this.entries.add(place).value.next === removed) continue;
      dropAt(this.keys.add(place));
      dropAt(this.values.add(place));
    }
  }

  /** Makes room: more of it if the table is really full, else only by moving the entries together. */
  private resize(): void {
    const capacity: u32 = this.capacity === 0 ? 4 : this.size > this.capacity / 2 ? this.capacity * 2 : this.capacity;
    const entries = allocateBuffer(usize(capacity) * sizeOf<Entry>()).cast<Entry>();
    const keys = allocateBuffer(usize(capacity) * sizeOf<K>()).cast<K>();
    const values = allocateBuffer(usize(capacity) * sizeOf<V>()).cast<V>();
    const buckets = allocateBuffer(usize(capacity) * 4).cast<u32>();
    fillBytes(buckets.cast<u8>(), 0xff, usize(capacity) * 4);
    const oldEntries = this.entries;
    this.entries = entries;
    let to: u32 = 0;
    for (let place: u32 = 0; place < this.used; place++) {
      const entry = oldEntries.add(place).value;
      if (entry.next === removed) continue;
      // Keys and values move, bits and all.
      copyBytes(keys.add(to).cast<u8>(), this.keys.add(place).cast<u8>(), sizeOf<K>());
      copyBytes(values.add(to).cast<u8>(), this.values.add(place).cast<u8>(), sizeOf<V>());
      const bucket = entry.hash & (capacity - 1);
      this.writeEntry(to, entry.hash, entry.serial, buckets.at(bucket));
      buckets.set(bucket, to);
      to += 1;
    }
    freeBuffer(oldEntries.cast<u8>());
    freeBuffer(this.keys.cast<u8>());
    freeBuffer(this.values.cast<u8>());
    freeBuffer(this.buckets.cast<u8>());
    this.keys = keys;
    this.values = values;
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
      (place > 0 && this.entries.add(place - 1).value.serial >= serial) ||
      (place < this.used && this.entries.add(place).value.serial < serial)
    ) {
      place = this.search(serial);
    }
    while (place < this.used && this.entries.add(place).value.next === removed) place += 1;
    return place < this.used ? place : none;
  }

  private search(serial: u64): u32 {
    let low: u32 = 0;
    let high = this.used;
    while (low < high) {
      const middle = (low + high) / 2;
      if (this.entries.add(middle).value.serial < serial) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  serialAt(place: u32): u64 {
    return this.entries.add(place).value.serial;
  }

  [tracing](): void {
    if (!isCounted<K>() && !isCounted<V>()) return;
    for (let place: u32 = 0; place < this.used; place++) {
      if (this.entries.add(place).value.next === removed) continue;
      traceAt(this.keys.add(place));
      traceAt(this.values.add(place));
    }
  }

  [finalizer](): void {
    this.dropEntries();
    freeBuffer(this.entries.cast<u8>());
    freeBuffer(this.keys.cast<u8>());
    freeBuffer(this.values.cast<u8>());
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
