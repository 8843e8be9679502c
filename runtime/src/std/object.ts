/** `Object`: what can be asked of any object by the description of its class. `assign` and `freeze` are the compiler's. */
import { describe, enumerate } from "osmium/internal";
import { append, newArray } from "../rt/array.ts";
import type { Description } from "./inspect/description.ts";
import { startsWith } from "./string.ts";

export { dictionaryFrom as fromEntries, dictionaryOfGroups as groupBy } from "./dictionary.ts";

export function is(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") {
    if (a !== a) return b !== b;
    return a === b && (a !== 0 || 1 / a === 1 / b);
  }
  return a === b;
}

function isList(description: Description): boolean {
  return description.kind === "array" || description.kind === "numbers";
}

/** Properties with symbols for names are not listed. */
function isListed(name: string): boolean {
  return !startsWith(name, "@@");
}

export function keys(object: object): string[] {
  const description = describe<Description>(object);
  const result = newArray<string>(0);
  if (isList(description)) for (let index = 0; index < description.size; index++) append(result, `${index}`);
  for (const name of description.names) if (isListed(name)) append(result, name);
  return result;
}

export function values<T>(object: object): T[] {
  const description = enumerate<Description>(object);
  const result = newArray<T>(0);
  if (isList(description)) for (const element of description.elements) append(result, element as T);
  for (let index = 0; index < description.names.length; index++)
    if (isListed(description.names[index])) append(result, description.values[index] as T);
  return result;
}

export function entries<T>(object: object): [string, T][] {
  const names = keys(object);
  const contents = values<T>(object);
  const result = newArray<[string, T]>(0);
  for (let index = 0; index < names.length; index++) {
    const entry: [string, T] = [names[index], contents[index]];
    append(result, entry);
  }
  return result;
}

export function hasOwn(object: object, name: string): boolean {
  return keys(object).includes(name);
}
