/** `Set`: a table whose values say nothing. */
import { describing } from "osmium/internal";
import { HashTable, none, TableCursor } from "./hash-table.ts";
import { Description, elementsWanted } from "./inspect/description.ts";
import { MapKeys } from "./map.ts";

export class Set<T> {
  private readonly table: HashTable<T, boolean> = new HashTable<T, boolean>();

  constructor(values?: Iterable<T> | null) {
    if (values === undefined || values === null) return;
    for (const value of values) this.table.set(value, true);
  }

  get size(): number {
    return this.table.size;
  }

  add(value: T): this {
    this.table.set(value, true);
    return this;
  }

  clear(): void {
    this.table.clear();
  }

  delete(value: T): boolean {
    return this.table.remove(value);
  }

  forEach(visit: (value: T, key: T, set: Set<T>) => void): void {
    const cursor = new TableCursor<T, boolean>(this.table);
    for (let place = cursor.advance(); place !== none; place = cursor.advance()) {
      const value = this.table.keyAt(place);
      visit(value, value, this);
    }
  }

  has(value: T): boolean {
    return this.table.find(value) !== none;
  }

  /** The values of this set, then those of the other. */
  union(other: Set<T>): Set<T> {
    const result = new Set<T>(this);
    for (const value of other) result.add(value);
    return result;
  }

  /** In the order of the smaller set. */
  intersection(other: Set<T>): Set<T> {
    const result = new Set<T>();
    if (this.size > other.size) return other.intersection(this);
    for (const value of this) if (other.has(value)) result.add(value);
    return result;
  }

  difference(other: Set<T>): Set<T> {
    const result = new Set<T>();
    for (const value of this) if (!other.has(value)) result.add(value);
    return result;
  }

  symmetricDifference(other: Set<T>): Set<T> {
    const result = this.difference(other);
    for (const value of other) if (!this.has(value)) result.add(value);
    return result;
  }

  isSubsetOf(other: Set<T>): boolean {
    if (this.size > other.size) return false;
    for (const value of this) if (!other.has(value)) return false;
    return true;
  }

  isSupersetOf(other: Set<T>): boolean {
    return other.isSubsetOf(this);
  }

  isDisjointFrom(other: Set<T>): boolean {
    for (const value of this) if (other.has(value)) return false;
    return true;
  }

  entries(): IterableIterator<[T, T]> {
    return new SetEntries<T>(this.table);
  }

  keys(): IterableIterator<T> {
    return new MapKeys<T, boolean>(this.table);
  }

  values(): IterableIterator<T> {
    return new MapKeys<T, boolean>(this.table);
  }

  [Symbol.iterator](): IterableIterator<T> {
    return new MapKeys<T, boolean>(this.table);
  }

  [describing](): Description {
    const result = new Description("set", "Set");
    const cursor = new TableCursor<T, boolean>(this.table);
    for (
      let place = cursor.advance();
      place !== none && result.elements.length < elementsWanted;
      place = cursor.advance()
    )
      result.elements.push(this.table.keyAt(place));
    result.size = this.size;
    return result;
  }
}

class SetEntries<T> {
  private readonly table: HashTable<T, boolean>;
  private readonly cursor: TableCursor<T, boolean>;

  constructor(table: HashTable<T, boolean>) {
    this.table = table;
    this.cursor = new TableCursor<T, boolean>(table);
  }

  next(): IteratorResult<[T, T], undefined> {
    const place = this.cursor.advance();
    if (place === none) return { value: undefined, done: true };
    const value = this.table.keyAt(place);
    return { value: [value, value], done: false };
  }

  [Symbol.iterator](): IterableIterator<[T, T]> {
    return this;
  }
}
