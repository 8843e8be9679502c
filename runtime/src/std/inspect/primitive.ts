/** Values without parts, as they are shown inside others. */
import { numberForConsole } from "../../rt/number-text.ts";
import { joinTexts } from "../join.ts";
import { indexOf, repeat, slice } from "../string.ts";
import { lineWidth } from "./layout.ts";
import { quoted } from "./quote.ts";

const textMax = 10000;
/** Shorter texts stay on one line. */
const breakableLength = 16;

export function isPrimitive(value: unknown): boolean {
  return (
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean" ||
    value === undefined ||
    value === null
  );
}

export function primitiveText(value: unknown, indentation: number): string {
  if (typeof value === "string") return stringText(value, indentation);
  if (typeof value === "number") return numberForConsole(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  return value === null ? "null" : "undefined";
}

/** A long text gets a line for each of its lines. */
function stringText(text: string, indentation: number): string {
  let shown = text;
  let trailer = "";
  if (text.length > textMax) {
    const rest = text.length - textMax;
    shown = slice(text, 0, textMax);
    trailer = `... ${rest} more character${rest > 1 ? "s" : ""}`;
  }
  if (shown.length <= breakableLength || shown.length <= lineWidth - indentation - 4) return quoted(shown) + trailer;
  const lines: string[] = [];
  let start = 0;
  while (start < shown.length) {
    const found = indexOf(shown, "\n", start);
    const end = found < 0 ? shown.length : found + 1;
    lines.push(quoted(slice(shown, start, end)));
    start = end;
  }
  return joinTexts(lines, ` +\n${repeat(" ", indentation + 2)}`) + trailer;
}
