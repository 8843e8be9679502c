/**
 * A folder of object files, named by a hash of all that they are made from: the text of an LLVM module, what is done to it, and the tools. What is in it is never
 * out of date, and it may be deleted at any time. Several compilers may use it at once.
 */
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

/** What nobody has used for this long goes. */
const keptMs = 3 * 24 * 3600 * 1000;

export class ObjectCache {
  readonly #folder: string;

  /** Makes the folder, and drops what is old. Throws the system's error if it can't be written. */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (/\.o(\.\d+)?$/.test(name) && age > keptMs) rmSync(path, { force: true });
    }
  }

  /** The object file made from these texts, or nothing. */
  find(from: readonly string[]): string | undefined {
    const path = this.#pathOf(from);
    if (!existsSync(path)) return undefined;
    const now = new Date();
    utimesSync(path, now, now);
    return path;
  }

  /** Keeps a copy of an object file. */
  keep(from: readonly string[], object: string): void {
    const path = this.#pathOf(from);
    const partial = `${path}.${process.pid}`;
    copyFileSync(object, partial);
    renameSync(partial, path);
  }

  #pathOf(from: readonly string[]): string {
    const hash = createHash("sha256");
    for (const text of from) hash.update(`${text.length}:`).update(text);
    return join(this.#folder, `${hash.digest("hex").slice(0, 40)}.o`);
  }
}
