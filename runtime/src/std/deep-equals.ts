/**
 * Are two values equal in all their parts, as Node's `util.isDeepStrictEqual` sees it? By the descriptions that the compiler makes of each class, so what
 * `console.log` shows is what counts: not private `#` fields, and not methods of classes. Functions, promises and weak references are equal to themselves
 * alone.
 */
import { enumerate } from "osmium/internal";
import { type Description, methodRole, wantElements } from "./inspect/description.ts";
import { isPrimitive } from "./inspect/primitive.ts";
import { is } from "./object.ts";
import { ArrayBuffer, bytesOf } from "./typed/buffer.ts";

/** The description of an object with all its elements. */
function describeAll(object: unknown): Description {
  const before = wantElements(Infinity);
  const description = enumerate<Description>(object);
  wantElements(before);
  return description;
}

/** @see osmium.d.ts */
export function deepEquals(a: unknown, b: unknown): boolean {
  return new Comparison().equal(a, b);
}

/** @see osmium.d.ts */
export function elementsOf(value: unknown): unknown[] {
  if (isPrimitive(value)) return [];
  const { kind, elements } = describeAll(value);
  if (kind !== "map") return elements;
  const pairs: unknown[] = [];
  for (let index = 0; index < elements.length; index += 2) {
    const pair: unknown[] = [elements[index], elements[index + 1]];
    pairs.push(pair);
  }
  return pairs;
}

/** One comparison of two values. */
class Comparison {
  /** The objects around those that are compared: what is inside itself is equal to what is inside itself in the same way. */
  private readonly left: unknown[] = [];
  private readonly right: unknown[] = [];

  equal(a: unknown, b: unknown): boolean {
    if (isPrimitive(a) || isPrimitive(b)) return is(a, b);
    if (a === b) return true;
    const at = this.left.indexOf(a);
    if (at >= 0) return this.right[at] === b;
    const [one, other] = [describeAll(a), describeAll(b)];
    if (one.kind !== other.kind || one.name !== other.name || one.tag !== other.tag || one.size !== other.size) {
      return false;
    }
    this.left.push(a);
    this.right.push(b);
    const equal = this.contents(a, b, one, other);
    this.left.pop();
    this.right.pop();
    return equal;
  }

  private contents(a: unknown, b: unknown, one: Description, other: Description): boolean {
    switch (one.kind) {
      case "function":
      case "promise":
        return false;
      case "bytes":
        return a instanceof ArrayBuffer && b instanceof ArrayBuffer && sameBytes(a, b);
      case "map":
        return this.maps(one.elements, other.elements);
      case "set":
        return this.sets(one.elements, other.elements);
      case "error":
        if (one.errorName !== other.errorName || one.message !== other.message) return false;
        return this.properties(one, other);
      default:
        return this.lists(one.elements, other.elements) && this.properties(one, other);
    }
  }

  private lists(a: unknown[], b: unknown[]): boolean {
    for (let index = 0; index < a.length; index++) if (!this.equal(a[index], b[index])) return false;
    return true;
  }

  /** In whatever order. */
  private properties(one: Description, other: Description): boolean {
    if (one.names.length !== other.names.length) return false;
    for (let index = 0; index < one.names.length; index++) {
      const found = other.names.indexOf(one.names[index]);
      // A method is a function of its own for each object.
      if (found < 0 || one.roles[index] === methodRole) return false;
      if (!this.equal(one.values[index], other.values[found])) return false;
    }
    return true;
  }

  private sets(a: unknown[], b: unknown[]): boolean {
    const left = b.slice();
    for (const element of a) {
      const found = this.place(element, left, 1);
      if (found < 0) return false;
      left.splice(found, 1);
    }
    return true;
  }

  /** Keys and values by turns. */
  private maps(a: unknown[], b: unknown[]): boolean {
    const left = b.slice();
    for (let index = 0; index < a.length; index += 2) {
      const found = this.place(a[index], left, 2);
      if (found < 0 || !this.equal(a[index + 1], left[found + 1])) return false;
      left.splice(found, 2);
    }
    return true;
  }

  /** Where something equal stands among every `step`th of a list; -1 if nowhere. Most often maps and sets have the same order. */
  private place(element: unknown, list: unknown[], step: number): number {
    for (let index = 0; index < list.length; index += step) if (this.equal(element, list[index])) return index;
    return -1;
  }
}

function sameBytes(a: ArrayBuffer, b: ArrayBuffer): boolean {
  if (a.size !== b.size) return false;
  for (let index = 0; index < a.byteLength; index++) {
    if (bytesOf(a).at(index) !== bytesOf(b).at(index)) return false;
  }
  return true;
}
