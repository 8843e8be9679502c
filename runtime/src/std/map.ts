/** `Map`. */
import { describing } from "osmium/internal";
import { HashTable, none, TableCursor } from "./hash-table.ts";
import { Description, elementsWanted } from "./inspect/description.ts";

export class Map<K, V> {
  private readonly table: HashTable<K, V> = new HashTable<K, V>();

  constructor(entries?: Iterable<readonly [K, V]> | null) {
    if (entries === undefined || entries === null) return;
    for (const entry of entries) this.table.set(entry[0], entry[1]);
  }

  /** The items in lists by what `keyOf` says of them. */
  static groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> {
    const groups = new Map<K, T[]>();
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
      index++;
    }
    return groups;
  }

  get size(): number {
    return this.table.size;
  }

  clear(): void {
    this.table.clear();
  }

  delete(key: K): boolean {
    return this.table.remove(key);
  }

  forEach(visit: (value: V, key: K, map: Map<K, V>) => void): void {
    const cursor = new TableCursor<K, V>(this.table);
    for (let place = cursor.advance(); place !== none; place = cursor.advance())
      visit(this.table.valueAt(place), this.table.keyAt(place), this);
  }

  get(key: K): V | undefined {
    const place = this.table.find(key);
    return place === none ? undefined : this.table.valueAt(place);
  }

  has(key: K): boolean {
    return this.table.find(key) !== none;
  }

  set(key: K, value: V): this {
    this.table.set(key, value);
    return this;
  }

  entries(): IterableIterator<[K, V]> {
    return new MapEntries<K, V>(this.table);
  }

  keys(): IterableIterator<K> {
    return new MapKeys<K, V>(this.table);
  }

  values(): IterableIterator<V> {
    return new MapValues<K, V>(this.table);
  }

  [Symbol.iterator](): IterableIterator<[K, V]> {
    return new MapEntries<K, V>(this.table);
  }

  [describing](): Description {
    const result = new Description("map", "Map");
    const cursor = new TableCursor<K, V>(this.table);
    for (
      let place = cursor.advance();
      place !== none && result.elements.length < 2 * elementsWanted;
      place = cursor.advance()
    ) {
      result.elements.push(this.table.keyAt(place));
      result.elements.push(this.table.valueAt(place));
    }
    result.size = this.size;
    return result;
  }
}

class MapEntries<K, V> {
  private readonly table: HashTable<K, V>;
  private readonly cursor: TableCursor<K, V>;

  constructor(table: HashTable<K, V>) {
    this.table = table;
    this.cursor = new TableCursor<K, V>(table);
  }

  next(): IteratorResult<[K, V], undefined> {
    const place = this.cursor.advance();
    if (place === none) return { value: undefined, done: true };
    return { value: [this.table.keyAt(place), this.table.valueAt(place)], done: false };
  }

  [Symbol.iterator](): IterableIterator<[K, V]> {
    return this;
  }
}

/** The keys of a map, and the values of a set. */
export class MapKeys<K, V> {
  private readonly table: HashTable<K, V>;
  private readonly cursor: TableCursor<K, V>;

  constructor(table: HashTable<K, V>) {
    this.table = table;
    this.cursor = new TableCursor<K, V>(table);
  }

  next(): IteratorResult<K, undefined> {
    const place = this.cursor.advance();
    if (place === none) return { value: undefined, done: true };
    return { value: this.table.keyAt(place), done: false };
  }

  [Symbol.iterator](): IterableIterator<K> {
    return this;
  }
}

class MapValues<K, V> {
  private readonly table: HashTable<K, V>;
  private readonly cursor: TableCursor<K, V>;

  constructor(table: HashTable<K, V>) {
    this.table = table;
    this.cursor = new TableCursor<K, V>(table);
  }

  next(): IteratorResult<V, undefined> {
    const place = this.cursor.advance();
    if (place === none) return { value: undefined, done: true };
    return { value: this.table.valueAt(place), done: false };
  }

  [Symbol.iterator](): IterableIterator<V> {
    return this;
  }
}
