/** Values whose type is only known at run time. */

import { addressOf, objectText, stringLength } from "osmium/internal";
import { numberToString } from "./number-text.ts";
import { textToNumber } from "./parse-number.ts";

export function truth(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0 && value === value;
  if (typeof value === "string") return stringLength(value) !== 0;
  return value !== null && value !== undefined;
}

export function referenceEquals(a: unknown, b: unknown): boolean {
  if (typeof a === "string" && typeof b === "string") return a === b;
  return sameObject(a, b);
}

function sameObject(a: unknown, b: unknown): boolean {
  return addressOf(a) === addressOf(b);
}

/** `===` on any two values. */
export function anyEquals(a: unknown, b: unknown): boolean {
  if (typeof a === "number") return typeof b === "number" && a === b;
  if (typeof a === "boolean") return typeof b === "boolean" && a === b;
  if (typeof b === "number" || typeof b === "boolean") return false;
  return referenceEquals(a, b);
}

export function typeName(value: unknown): string {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "undefined") return "undefined";
  if (typeof value === "function") return "function";
  return "object";
}

export function anyToString(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberToString(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value === undefined) return "undefined";
  if (value === null) return "null";
  if (value instanceof Error) return value.toString();
  return "[object Object]";
}

/** The text of any value: brings in that of each class of the program. */
export function anyText(value: unknown): string {
  const isObject = typeof value === "function" || (typeof value === "object" && value !== null);
  return isObject ? objectText(value) : anyToString(value);
}

export function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") return textToNumber(value);
  return value === null ? 0 : NaN;
}
