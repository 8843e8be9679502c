/** `console`: the compiler turns what is shown into text. */
import { writeText } from "../rt/process.ts";

export function log(text: string): void {
  writeText(text + "\n", false);
}

export function error(text: string): void {
  writeText(text + "\n", true);
}
