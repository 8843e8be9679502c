/** Any value as `console.log` shows it: what Node's `util.inspect` gives without options, but for the call stacks of errors. */
import { describe } from "osmium/internal";
import { joinTexts } from "../join.ts";
import { endsWith, includes, repeat, replaceAll, slice, startsWith } from "../string.ts";
import {
  accessorRole,
  type Description,
  elementsMax,
  getterRole,
  hiddenRole,
  methodRole,
  methodTypes,
  pointerRole,
  setterRole,
  valueRole,
} from "./description.ts";
import { type Layout, layOut } from "./layout.ts";
import { isPrimitive, primitiveText } from "./primitive.ts";
import { escaped, isIdentifier, quoted } from "./quote.ts";

const depthMax = 2;

export function inspect(value: unknown, depth: number = depthMax): string {
  return inspectTo(value, depth);
}

/** @param depth How many levels of objects inside others are shown. */
export function inspectTo(value: unknown, depth: number): string {
  return isPrimitive(value) ? primitiveText(value, 0) : new Inspector(depth).show(value, 0);
}

class Inspector {
  private readonly depth: number;
  private indentation = 0;
  /** The level of the object that was begun last. */
  private currentLevel = 0;
  /** The objects around the one that is being shown. */
  private readonly around: unknown[] = [];
  /** Objects that stand inside themselves, in the order in which that was seen. */
  private readonly circular: unknown[] = [];

  constructor(depth: number) {
    this.depth = depth;
  }

  show(value: unknown, level: number): string {
    if (isPrimitive(value)) return primitiveText(value, this.indentation);
    if (this.around.includes(value)) {
      if (!this.circular.includes(value)) this.circular.push(value);
      return `[Circular *${this.circular.indexOf(value) + 1}]`;
    }
    return this.object(value, describe<Description>(value), level);
  }

  private object(value: unknown, description: Description, level: number): string {
    const { kind, names } = description;
    const isPlain = kind === "object" && description.name === "Object";
    const prefix = isPlain ? "" : prefixOf(description);
    let base = "";
    if (kind === "function") base = functionText(description.name, description.text);
    else if (kind === "error") base = this.errorText(description);
    const open = openingBrace(kind, prefix);
    const isList = kind === "array" || kind === "numbers";
    if (names.length === 0) {
      if (base !== "") return base;
      if (description.size === 0 && kind !== "promise" && kind !== "bytes") return open + (isList ? "]" : "}");
    }
    if (level > this.depth) return `[${slice(nameOf(description), 0)}]`;
    this.around.push(value);
    this.currentLevel = level + 1;
    const parts = this.elements(description, level + 1);
    for (let index = 0; index < names.length; index++) parts.push(this.property(description, index, level + 1));
    this.around.pop();
    const reference = this.circular.indexOf(value);
    if (reference >= 0) base = base === "" ? `<ref *${reference + 1}>` : `<ref *${reference + 1}> ${base}`;
    const layout: Layout = {
      base,
      open,
      close: isList ? "]" : "}",
      indentation: this.indentation,
      levelsBelow: this.currentLevel - (level + 1),
      elements: !isList ? "none" : kind === "numbers" || allNumbers(description, parts.length) ? "numbers" : "others",
    };
    return layOut(parts, layout);
  }

  private property(description: Description, index: number, level: number): string {
    const name = description.names[index];
    const role = description.roles[index];
    const isSymbol = startsWith(name, "@@");
    const shown = isSymbol
      ? `[Symbol(Symbol.${slice(name, 2)})]`
      : role === hiddenRole
        ? `[${escaped(name, "'")}]`
        : name === "__proto__"
          ? "['__proto__']"
          : isIdentifier(name)
            ? name
            : quoted(name);
    return `${shown}: ${this.propertyText(description, index, role, isSymbol ? `[Symbol.${slice(name, 2)}]` : name, level)}`;
  }

  private propertyText(description: Description, index: number, role: number, name: string, level: number): string {
    if (role === valueRole || role === hiddenRole) {
      this.indentation += 2;
      const text = this.show(description.values[index], level);
      this.indentation -= 2;
      return text;
    }
    if (role === getterRole) return "[Getter]";
    if (role === setterRole) return "[Setter]";
    if (role === accessorRole) return "[Getter/Setter]";
    if (role === pointerRole) return "[Pointer]";
    return functionText(methodTypes[role - methodRole]!, name);
  }

  /** Texts of the elements that a list, map or set has beside its properties. */
  private elements(description: Description, level: number): string[] {
    const parts: string[] = [];
    const { kind, elements } = description;
    if (kind === "bytes") {
      parts.push(`[Uint8Contents]: <${description.text}>`);
      return parts;
    }
    if (kind === "promise" && description.text === "<pending>") {
      parts.push(description.text);
      return parts;
    }
    const count = description.size < elementsMax ? description.size : elementsMax;
    this.indentation += 2;
    for (let index = 0; index < count; index++) {
      if (kind === "map") {
        const key = this.show(elements[index * 2], level);
        parts.push(`${key} => ${this.show(elements[index * 2 + 1], level)}`);
      } else parts.push(this.show(elements[index], level));
    }
    this.indentation -= 2;
    if (kind === "promise" && description.text !== "") parts[0] = `${description.text} ${parts[0]}`;
    const rest = description.size - count;
    if (rest > 0) parts.push(`... ${rest} more item${rest > 1 ? "s" : ""}`);
    return parts;
  }

  /** Headline and call stack. Where the name is one of the library's, the class is named in front of it. */
  private errorText(description: Description): string {
    const { name, errorName, message } = description;
    const title =
      !endsWith(errorName, "Error") || errorName === name
        ? errorName
        : includes(name, errorName)
          ? name
          : `${name} [${errorName}]`;
    const headline = message === "" ? title : title === "" ? message : `${title}: ${message}`;
    const text = description.text === "" ? `[${headline}]` : headline + description.text;
    return this.indentation === 0 ? text : replaceAll(text, "\n", `\n${repeat(" ", this.indentation)}`);
  }
}

function allNumbers(description: Description, shown: number): boolean {
  for (let index = 0; index < shown; index++) if (typeof description.elements[index] !== "number") return false;
  return true;
}

/** `Foo `, `Map(2) `, `Foo(2) [Map] `. */
function prefixOf(description: Description): string {
  const { kind } = description;
  const size =
    kind === "array" || kind === "numbers" || kind === "map" || kind === "set" ? `(${description.size})` : "";
  return description.tag === "" || kind === "error"
    ? `${description.name}${size} `
    : `${description.name}${size} [${description.tag}] `;
}

function nameOf(description: Description): string {
  return description.tag === "" || description.kind === "error" || description.kind === "array"
    ? description.name
    : `${description.name} [${description.tag}]`;
}

function openingBrace(kind: string, prefix: string): string {
  if (kind === "array") return startsWith(prefix, "Array(") ? "[" : `${prefix}[`;
  if (kind === "numbers") return `${prefix}[`;
  return kind === "function" || kind === "error" ? "{" : `${prefix}{`;
}

function functionText(type: string, name: string): string {
  if (type === "RegExp") return name;
  if (type === "class") return joinTexts(["[class ", name, "]"], "");
  return joinTexts(["[", type, name === "" ? " (anonymous)" : `: ${name}`, "]"], "");
}
