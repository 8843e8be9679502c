/** Errors that compiled code throws on its own account. */

import { OutOfMemoryError } from "../std/error.ts";
import { numberToString } from "./number-text.ts";

export function throwOutOfMemory(): never {
  throw OutOfMemoryError.instance();
}

export function throwIndex(index: number, length: number): never {
  if (index !== index || index % 1 !== 0) throw new RangeError(`index ${numberToString(index)} is not an integer`);
  throw new RangeError(`index ${numberToString(index)} is outside of the array's ${numberToString(length)} elements`);
}

export function throwNullish(what: string): never {
  throw new TypeError(`${what} is null or undefined`);
}

export function throwCast(type: string): never {
  throw new TypeError(`the value is not of type ${type}`);
}

/** A variable is used whose declaration has not been reached. */
export function throwEarly(name: string): never {
  throw new ReferenceError(`Cannot access '${name}' before initialization`);
}

export function throwDivision(): never {
  throw new RangeError("division by zero");
}

export function requireNonNull(value: unknown, what: string): void {
  if (value === null || value === undefined) throwNullish(what);
}
