/** Expressions that print a value of a type, completely: numbers with the sign of zero, objects with their fields. */
import type { Context } from "./context.ts";
import { type Field, type Type, text } from "./types.ts";

/** A string-valued expression over `value`, which is evaluated once. */
export function show(c: Context, type: Type, value: string): string {
  switch (type.kind) {
    case "number":
      return `num(${value})`;
    case "string":
      return `'"' + ${operand(value)} + '"'`;
    case "boolean":
      return `String(${value})`;
    case "function":
      return `(id(${value}), "function")`;
    default:
      return `${printer(c, type)}(${value})`;
  }
}

const operand = (value: string): string => (/^[\w.]+$/.test(value) ? value : `(${value})`);

function printer(c: Context, type: Type): string {
  const key = text(type);
  const known = c.printers.get(key);
  if (known) return known.name;
  const entry = { name: c.fresh("show"), source: "" };
  c.printers.set(key, entry);
  entry.source = `function ${entry.name}(value: ${key}): string {\n${body(c, type)}\n}\n`;
  return entry.name;
}

function body(c: Context, type: Type): string {
  switch (type.kind) {
    case "maybe":
      return `return value === ${type.nothing} ? "${type.nothing}" : ${show(c, type.inner, "value")};`;
    case "array":
      return `return "[" + value.map((element) => ${show(c, type.element, "element")}).join(", ") + "]";`;
    case "set":
      return `let result = "{";\nfor (const element of value) result += ${show(c, type.element, "element")} + ";";\nreturn result + "}";`;
    case "map":
      return `let result = "{";\nfor (const [key, element] of value) result += ${show(c, type.key, "key")} + ": " + ${show(c, type.value, "element")} + ";";\nreturn result + "}";`;
    case "tuple":
      return `return "(" + ${type.elements.map((element, index) => show(c, element, `value[${index}]`)).join(` + ", " + `)} + ")";`;
    case "named": {
      const { declaration } = type;
      switch (declaration.kind) {
        case "enum":
          return `return "${declaration.name}." + value;`;
        case "class":
          return "return value.describe();";
        case "interface":
        case "record":
          return `return "{" + ${fields(c, declaration.fields)} + "}";`;
        case "union":
          return `switch (value.kind) {\n${declaration.variants
            .map((variant) => `case "${variant.tag}":\nreturn "${variant.tag}" + ${fields(c, variant.fields)};`)
            .join("\n")}\n}`;
      }
      break;
    }
    default:
      throw new Error(`${type.kind} has no printer`);
  }
  throw new Error("not reached");
}

export function fields(c: Context, all: readonly Field[], object = "value"): string {
  return all.length === 0
    ? '""'
    : all.map((field) => `"${field.name}=" + ${show(c, field.type, `${object}.${field.name}`)}`).join(` + " " + `);
}
