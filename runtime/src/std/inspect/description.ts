/**
 * What an object is made of, as `console.log` and `Object.keys` see it. The compiler writes a function for each class that fills one in; it calls
 * `describeObject` and its kin for what the class is, then `addProperty` for each property in JavaScript's order.
 */
import type { u32 } from "osmium";
import { arrayLength } from "osmium/internal";

/** What is shown of an array, map or set at most; one more is kept, since it decides how the others are aligned. */
export const elementsMax = 100;

/** What is asked for of a map, a set or a typed array: `elementsMax`, or all when values are compared. */
export let elementsWanted = elementsMax;

/** Sets how many elements the descriptions made from now on hold; gives how many it was. */
export function wantElements(most: number): number {
  const before = elementsWanted;
  elementsWanted = most;
  return before;
}

export type DescriptionKind =
  | "object"
  | "array"
  | "numbers"
  | "map"
  | "set"
  | "promise"
  | "error"
  | "function"
  | "bytes";

/** A property's value as it is; the other roles have no value that is shown. */
export const valueRole = 0;
export const getterRole = 1;
export const setterRole = 2;
export const accessorRole = 3;
export const pointerRole = 4;
/** Methods, by how they run; see `methodTypes`. */
export const methodRole = 5;
/** The constructors of functions as `console.log` names them: plain, async, generator, async generator. */
export const methodTypes: readonly string[] = [
  "Function",
  "AsyncFunction",
  "GeneratorFunction",
  "AsyncGeneratorFunction",
];
/** Shown in brackets, and no key of the object: the `cause` of an error. */
export const hiddenRole = 9;

export class Description {
  readonly kind: DescriptionKind;
  /** The class's name; `Object` for literals. */
  name: string;
  /** The class of the library that it extends, if that is not itself. */
  tag = "";
  readonly names: string[] = [];
  readonly values: unknown[] = [];
  readonly roles: number[] = [];
  /** The first elements; keys and values by turns for a map. */
  readonly elements: unknown[] = [];
  /** How many elements there are. */
  size = 0;
  /** Bytes in hexadecimal, the state of a promise, the call stack of an error. */
  text = "";
  /** Of an error. */
  errorName = "";
  message = "";

  constructor(kind: DescriptionKind, name: string) {
    this.kind = kind;
    this.name = name;
  }
}

export function describeObject(name: string): Description {
  return new Description("object", name);
}

export function describeFunction(name: string, type: string): Description {
  const result = new Description("function", type);
  result.text = name;
  return result;
}

/** @param most How many elements are wanted. */
export function describeArray<T>(array: T[], most: number): Description {
  const result = new Description("array", "Array");
  const length = arrayLength(array);
  for (let index: u32 = 0; index < length && index < most; index++) result.elements.push(array[index]);
  result.size = length;
  return result;
}

/** A tuple: its elements follow one by one. */
export function describeTuple(): Description {
  return new Description("array", "Array");
}

export function addElement(to: Description, value: unknown): void {
  to.elements.push(value);
  to.size += 1;
}

export function addProperty(to: Description, name: string, value: unknown, role: number): void {
  to.names.push(name);
  to.values.push(value);
  to.roles.push(role);
}

/** An optional property of an object literal, which is only there once something has been assigned to it. */
export function addAssigned(to: Description, name: string, value: unknown): void {
  if (value !== undefined) addProperty(to, name, value, valueRole);
}

/** The name of the object's class, and of the class of the library that it is or extends. */
export function nameDescription(of: Description, name: string, libraryName: string): void {
  of.name = name;
  of.tag = name === libraryName ? "" : libraryName;
}
