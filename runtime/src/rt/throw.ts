/** Errors that compiled code throws on its own account. */

import type { i64 } from "osmium";
import { OutOfMemoryError } from "../std/error.ts";
import { intToString, numberToString } from "./number-text.ts";

export function throwOutOfMemory(): never {
  throw OutOfMemoryError.instance();
}

export function throwIndex(index: i64, length: i64): never {
  throw new RangeError(`index ${intToString(index)} is outside of the array's ${intToString(length)} elements`);
}

/** Apart from `throwIndex`, so that only programs that index by numbers which may be fractions need the text of all numbers. */
export function throwFraction(index: number): never {
  throw new RangeError(`index ${numberToString(index)} is not an integer`);
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

/** A constructor has called `super` before. */
export function throwSuperAgain(): never {
  throw new ReferenceError("Super constructor may only be called once");
}

/** A method that was taken off its object asks for `this`. */
export function throwNoThis(message: string): never {
  throw new TypeError(message);
}

export function throwDivision(): never {
  throw new RangeError("division by zero");
}

/** Only with `--trap-overflow`. */
export function throwOverflow(): never {
  throw new RangeError("integer overflow");
}

export function requireNonNull(value: unknown, what: string): void {
  if (value === null || value === undefined) throwNullish(what);
}
