/**
 * Objects with any number of properties: what `Record<string, T>` and types with an index signature are. Properties come in JavaScript's order (ECMA-262,
 * OrdinaryOwnPropertyKeys): names that are array indices first, by value, then the others as they were added. Nothing is inherited.
 *
 * The compiler calls these methods; programs only see the properties.
 */
import { describing } from "osmium/internal";
import { append, newArray } from "../rt/array.ts";
import { unitAt } from "../rt/string.ts";
import { HashTable, none, TableCursor } from "./hash-table.ts";
import { addProperty, Description, valueRole } from "./inspect/description.ts";

export class Dictionary<V> {
  private readonly table: HashTable<string, V> = new HashTable<string, V>();
  /** Was there ever a name that is an array index? */
  private hasIndices: boolean = false;

  entryOf(name: string): V | undefined {
    const place = this.table.find(name);
    return place === none ? undefined : this.table.valueAt(place);
  }

  hasEntry(name: string): boolean {
    return this.table.find(name) !== none;
  }

  putEntry(name: string, value: V): void {
    this.table.set(name, value);
    if (!this.hasIndices) this.hasIndices = isIndex(name);
  }

  removeEntry(name: string): boolean {
    this.table.remove(name);
    return true;
  }

  /** As `{ ...other }` copies them. */
  putEntriesOf(other: Dictionary<V>): void {
    for (const name of other.entryNames()) {
      const place = other.table.find(name);
      if (place !== none) this.putEntry(name, other.table.valueAt(place));
    }
  }

  entryNames(): string[] {
    const indices = newArray<string>(0);
    const names = newArray<string>(0);
    const cursor = new TableCursor<string, V>(this.table);
    for (let place = cursor.advance(); place !== none; place = cursor.advance()) {
      const name = this.table.keyAt(place);
      append(this.hasIndices && isIndex(name) ? indices : names, name);
    }
    if (indices.length === 0) return names;
    indices.sort((a, b) => Number(a) - Number(b));
    for (const name of names) append(indices, name);
    return indices;
  }

  [describing](): Description {
    const result = new Description("object", "Object");
    for (const name of this.entryNames()) {
      const place = this.table.find(name);
      addProperty(result, name, this.table.valueAt(place), valueRole);
    }
    return result;
  }
}

const digitZero = 48;
const digitNine = 57;

/** Is it what a number below 2^32 - 1 is written as? */
function isIndex(name: string): boolean {
  const { length } = name;
  if (length === 0 || length > 10 || (length > 1 && unitAt(name, 0) === digitZero)) return false;
  let value = 0;
  for (let index = 0; index < length; index++) {
    const unit = name.charCodeAt(index);
    if (unit < digitZero || unit > digitNine) return false;
    value = value * 10 + (unit - digitZero);
  }
  return value < 4294967295;
}

/** What `{}` is where such an object is due. */
export function newDictionary<V>(): Dictionary<V> {
  return new Dictionary<V>();
}

/** The property of a name, for the library: outside of this file such an object shows its properties instead of its methods. */
export function entryIn<V>(dictionary: Dictionary<V>, name: string): V | undefined {
  return dictionary.entryOf(name);
}

/** `Object.fromEntries`. */
export function dictionaryFrom<K extends string | number, T>(entries: Iterable<readonly [K, T]>): Dictionary<T> {
  const result = new Dictionary<T>();
  for (const entry of entries) result.putEntry(`${entry[0]}`, entry[1]);
  return result;
}

/** `Object.groupBy`. */
export function dictionaryOfGroups<K extends string | number, T>(
  items: Iterable<T>,
  nameOf: (item: T, index: number) => K,
): Dictionary<T[] | undefined> {
  const result = new Dictionary<T[] | undefined>();
  let index = 0;
  for (const item of items) {
    const name = `${nameOf(item, index)}`;
    const group = result.entryOf(name);
    if (group === undefined) result.putEntry(name, [item]);
    else group.push(item);
    index++;
  }
  return result;
}
