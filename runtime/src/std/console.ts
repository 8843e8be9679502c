/** `console`: the compiler turns what is shown into text, as simply as the types of the values permit. */
import { writeText } from "../rt/process.ts";

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
