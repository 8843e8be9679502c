/**
 * A folder of object files with their line information, named by a hash of all that they are made from: the text of an LLVM module, what is done to it, and the
 * tools. What is in it is never out of date, and it may be deleted at any time. Several compilers may use it at once.
 */
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { ObjectLines } from "./line-info.ts";

/** What nobody has used for this long goes. */
const keptMs = 3 * 24 * 3600 * 1000;

/** An object file, and its line information if the program can print stack traces. */
export interface CompiledObject {
  readonly object: string;
  readonly lines?: ObjectLines;
}

export class ObjectCache {
  readonly #folder: string;

  /** Makes the folder, and drops what is old. Throws the system's error if it can't be written. */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (/\.(o|lines)(\.\d+)?$/.test(name) && age > keptMs) rmSync(path, { force: true });
    }
  }

  /** What was made from these texts, or nothing. */
  find(from: readonly string[]): CompiledObject | undefined {
    const [object, lines] = this.#pathsOf(from);
    if (!existsSync(object) || !existsSync(lines)) return undefined;
    const now = new Date();
    for (const path of [object, lines]) utimesSync(path, now, now);
    return { object, ...(JSON.parse(readFileSync(lines, "utf8")) as Omit<CompiledObject, "object">) };
  }

  /** Keeps a copy. The object file comes last: what is there is whole. */
  keep(from: readonly string[], { object, ...rest }: CompiledObject): void {
    const [objectPath, linesPath] = this.#pathsOf(from);
    putInPlace(linesPath, (partial) => writeFileSync(partial, JSON.stringify(rest)));
    putInPlace(objectPath, (partial) => copyFileSync(object, partial));
  }

  #pathsOf(from: readonly string[]): readonly [object: string, lines: string] {
    const hash = createHash("sha256");
    for (const text of from) hash.update(`${text.length}:`).update(text);
    const name = join(this.#folder, hash.digest("hex").slice(0, 40));
    return [`${name}.o`, `${name}.lines`];
  }
}

function putInPlace(path: string, write: (partial: string) => void): void {
  const partial = `${path}.${process.pid}`;
  write(partial);
  renameSync(partial, path);
}
