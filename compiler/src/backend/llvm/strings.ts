/**
 * The pool of string constants and the two singletons `null` and `undefined`: immortal objects in read-only memory. Their count is
 * negative, so counting never writes to them.
 */

import { createHash } from "node:crypto";
import { escapeBytes, globalName } from "./names.ts";

/** Far below zero: no sequence of increments that anyone forgot to guard reaches a live count. */
export const immortalCount = -0x40000000;
/** Fixed places in the class numbering. */
export const nullClassId = 0;
export const undefinedClassId = 1;
export const stringClassId = 2;

export const nullName = "@osm.null";
export const undefinedName = "@osm.undefined";

const twoBytesFlag = 1;

export class StringPool {
  readonly #names = new Map<string, string>();
  readonly #isShared: boolean;

  /** `isShared`: other modules of the program have pools, too; of what several have, the linker keeps one. */
  constructor(isShared: boolean) {
    this.#isShared = isShared;
  }

  /** The name of the object for a text. */
  reference(text: string): string {
    let name = this.#names.get(text);
    if (name === undefined) {
      name = this.#isShared ? globalName(`string:${hashOf(text)}`) : `@string.${this.#names.size}`;
      this.#names.set(text, name);
    }
    return name;
  }

  lines(): string[] {
    const linkage = this.#isShared ? "linkonce_odr hidden" : "internal";
    return [...this.#names].map(([text, name]) => `${name} = ${linkage} ${stringObject(text)}`);
  }
}

/** By code units: a text may have lone surrogates. */
const hashOf = (text: string): string => createHash("sha256").update(text, "utf16le").digest("hex").slice(0, 32);

/** The singletons. `linkage` is how the module that has them shows them to others. */
export const singletonLines = (linkage: "internal" | "hidden"): string[] => [
  `${nullName} = ${linkage} constant { i32, i32 } { i32 ${immortalCount}, i32 ${nullClassId} }, align 8`,
  `${undefinedName} = ${linkage} constant { i32, i32 } { i32 ${immortalCount}, i32 ${undefinedClassId} }, align 8`,
];

/** For the modules that don't have them. */
export const singletonDeclarations: readonly string[] = [nullName, undefinedName].map(
  (name) => `${name} = external hidden constant { i32, i32 }, align 8`,
);

function stringObject(text: string): string {
  const wide = /[^\0-\xff]/.test(text);
  const units = new Uint8Array(text.length * (wide ? 2 : 1));
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (wide) {
      units[2 * index] = unit & 0xff;
      units[2 * index + 1] = unit >> 8;
    } else units[index] = unit;
  }
  const type = `{ i32, i32, i32, i32, [${units.length} x i8] }`;
  const flags = wide ? twoBytesFlag : 0;
  const header = `i32 ${immortalCount}, i32 ${stringClassId}, i32 ${text.length}, i32 ${flags}`;
  return `constant ${type} { ${header}, [${units.length} x i8] c"${escapeBytes(units)}" }, align 8`;
}
