/** Properties of `Number`. */
import { floorDouble } from "osmium/internal";

export const MAX_VALUE = 1.7976931348623157e308;
export const MIN_VALUE = 5e-324;
export const EPSILON = 2.220446049250313e-16;
export const MAX_SAFE_INTEGER = 9007199254740991;
export const MIN_SAFE_INTEGER = -9007199254740991;
export const POSITIVE_INFINITY = 1 / 0;
export const NEGATIVE_INFINITY = -1 / 0;
const notANumber = 0 / 0;

export { notANumber as NaN };

export function isFinite(value: number): boolean {
  return value - value === 0;
}

export function isInteger(value: number): boolean {
  return value - value === 0 && floorDouble(value) === value;
}

export function isNaN(value: number): boolean {
  return value !== value;
}

export function isSafeInteger(value: number): boolean {
  return isInteger(value) && value >= -9007199254740991 && value <= 9007199254740991;
}

export { parseFloat, parseInt } from "../rt/parse-number.ts";
