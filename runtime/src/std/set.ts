/** `Set`: a table whose values say nothing. */
import { HashTable, none, TableCursor } from "./hash-table.ts";
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
    if (place === none) return { done: true, value: undefined };
    const value = this.table.keyAt(place);
    return { done: false, value: [value, value] };
  }

  [Symbol.iterator](): IterableIterator<[T, T]> {
    return this;
  }
}
