/** The arguments of `console.log` as one line: a first text with `%` signs takes up the values that follow. */
import { anyToString, toNumber } from "../../rt/any.ts";
import { numberForConsole } from "../../rt/number-text.ts";
import { parseFloat, parseInt } from "../../rt/parse-number.ts";
import { charCodeAt, replaceAll, slice } from "../string.ts";
import { inspect, inspectTo } from "./inspector.ts";
import { isPrimitive, primitiveText } from "./primitive.ts";
import { escaped } from "./quote.ts";

type Show = (value: unknown, depth: number) => string;

/** Of any values. */
export function formatValues(values: unknown[]): string {
  return formatWith(values, inspectTo);
}

/** Of values that are no objects. */
export function formatPrimitives(values: unknown[]): string {
  return formatWith(values, primitiveOnly);
}

function primitiveOnly(value: unknown, _depth: number): string {
  return primitiveText(value, 0);
}

/** One value: a text as it is. */
export function textForConsole(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

/** The same for a value that is no object. */
export function primitiveForConsole(value: unknown): string {
  return typeof value === "string" ? value : primitiveText(value, 0);
}

const percent = 37;

function formatWith(values: unknown[], show: Show): string {
  let text = "";
  let next = 0;
  const first = values.length === 0 ? "" : values[0];
  if (typeof first === "string") {
    next = 1;
    let copied = 0;
    for (let index = 0; values.length > 1 && index < first.length - 1; index++) {
      if (charCodeAt(first, index) !== percent) continue;
      index++;
      const code = charCodeAt(first, index);
      if (code === percent) {
        text += slice(first, copied, index);
        copied = index + 1;
      } else if (next < values.length && isPlaceholder(code)) {
        text += slice(first, copied, index - 1) + placeholderText(code, values[next], show);
        next++;
        copied = index + 1;
      }
    }
    text += slice(first, copied);
  }
  for (let index = next; index < values.length; index++) {
    const value = values[index];
    if (index > 0) text += " ";
    text += typeof value === "string" ? value : show(value, 2);
  }
  return text;
}

/** c, d, f, i, j, o, O, s */
function isPlaceholder(code: number): boolean {
  return (
    code === 99 ||
    code === 100 ||
    code === 102 ||
    code === 105 ||
    code === 106 ||
    code === 111 ||
    code === 79 ||
    code === 115
  );
}

function placeholderText(code: number, value: unknown, show: Show): string {
  switch (code) {
    case 115: // s
      if (typeof value === "number") return numberForConsole(value);
      return isPrimitive(value) ? anyToString(value) : show(value, 0);
    case 100: // d
      return numberForConsole(isPrimitive(value) ? toNumber(value) : NaN);
    case 105: // i
      return numberForConsole(isPrimitive(value) ? parseInt(anyToString(value), 10) : NaN);
    case 102: // f
      return numberForConsole(isPrimitive(value) ? parseFloat(anyToString(value)) : NaN);
    case 106: // j
      return typeof value === "string" ? `"${replaceAll(escaped(value, '"'), '"', '\\"')}"` : show(value, 2);
    case 99: // c: a style, which a terminal has not
      return "";
    default: // o, O
      return show(value, code === 111 ? 4 : 2);
  }
}
