/** `console`: the compiler turns what is shown into text, as simply as the types of the values permit. */
import { writeText } from "../rt/process.ts";
import { formatValues } from "./inspect/format.ts";

/** To standard output. `info` and `debug` are the same. */
export function log(text: string): void {
  writeText(text + "\n", false);
}

export function info(text: string): void {
  log(text);
}

export function debug(text: string): void {
  log(text);
}

/** To standard error, as `warn`. */
export function error(text: string): void {
  writeText(text + "\n", true);
}

export function warn(text: string): void {
  error(text);
}

/** `console.log` as a value, which is passed anything. */
export function logValues(...values: unknown[]): void {
  log(formatValues(values));
}

/** `console.error` as a value. */
export function errorValues(...values: unknown[]): void {
  error(formatValues(values));
}
