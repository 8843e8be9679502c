/**
 * `osc --watch`: compiles, then again whenever a file changes that the last result depended on: sources, the runtime library, tsconfig.json, the linker
 * script. The checker's program and the parsed files stay in memory; only what changed is read again. Of large programs,
 * LLVM compiles only the parts that changed. Folders are watched, not files, because
 * editors replace files. Only one compilation runs at a time; what changes meanwhile begins the next one.
 *
 * Behind the first compilation of a large program, some more are rehearsed while nobody waits: V8 makes fast what has run often.
 */

import { type FSWatcher, mkdtempSync, rmSync, statSync, watch as watchFolder } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { forgetSource, keepSources } from "./frontend/load.ts";
import { type Rehearse, rehearseUntil } from "./rehearse.ts";

/** Editors write a file in several steps, and "save all" writes several files. */
const settleMs = 50;

/** Programs that are compiled sooner than that need no rehearsal. */
const largeMs = 4000;

/** Compiles once and says what the result depends on; gives the exit code. `cache` is a folder for what may serve again. */
export type Build = (cache: string, sourcesOf: (sources: readonly string[]) => void) => Promise<number>;

/** Builds until the user ends it; gives the exit code. */
export async function watch(build: Build, rehearse: Rehearse): Promise<number> {
  keepSources();
  const changes = new Changes();
  const cache = mkdtempSync(join(tmpdir(), "osc-cache-"));
  let isEnded = false;
  const ended = new Promise<"ended">((resolve) => {
    const end = (): void => {
      isEnded = true;
      resolve("ended");
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  });
  try {
    for (let isFirst = true; ; isFirst = false) {
      const [start, startDate] = [performance.now(), Date.now()];
      const code = await build(cache, (sources) => changes.watch(sources, startDate));
      if (changes.isIdle) return code;
      const milliseconds = performance.now() - start;
      const seconds = (milliseconds / 1000).toFixed(1);
      if (code === interruptedCode) return 0;
      process.stderr.write(`osc: ${code === 0 ? "done" : "failed"} after ${seconds} s; waiting for changes\n`);
      const isLarge = milliseconds > largeMs;
      if (isFirst && code === 0 && isLarge) await rehearseUntil(() => changes.hasSome || isEnded, rehearse);
      const next = await Promise.race([ended, changes.next()]);
      if (next === "ended") return 0;
      for (const name of next) forgetSource(name);
      process.stderr.write(`osc: ${next.length === 1 ? next[0] : `${next.length} files`} changed\n`);
    }
  } finally {
    changes.close();
    rmSync(cache, { recursive: true, force: true });
  }
}

/** What the build gives when Ctrl-C ended one of its tools. */
const interruptedCode = 130;

/** Collects changes of the files that matter. */
class Changes {
  readonly #folders = new Map<string, FSWatcher>();
  #files: ReadonlySet<string> = new Set();
  readonly #changed = new Set<string>();
  #wake: (() => void) | undefined;

  /** Is nothing watched? */
  get isIdle(): boolean {
    return this.#folders.size === 0;
  }

  /** Has something changed since the last time? */
  get hasSome(): boolean {
    return this.#changed.size > 0;
  }

  /** From here on these files matter. In folders that were not watched before, they count as changed if they are younger than `since`. */
  watch(files: readonly string[], since: number): void {
    this.#files = new Set(files);
    const folders = new Set(files.map((file) => dirname(file)));
    for (const [folder, watcher] of this.#folders) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#folders.delete(folder);
    }
    for (const folder of folders) {
      if (this.#folders.has(folder)) continue;
      const watcher = watchFolder(folder, (_event, name) => {
        if (name !== null) this.#note(join(folder, name));
      });
      // The folder is gone: the next compilation says so.
      watcher.on("error", () => this.#folders.delete(folder));
      this.#folders.set(folder, watcher);
      for (const file of files) {
        if (dirname(file) === folder && (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > since)
          this.#note(file);
      }
    }
  }

  /** A file that is new may be what an import was missing. */
  #note(file: string): void {
    if (!this.#files.has(file) && !/\.tsx?$|\/tsconfig\.json$/.test(file)) return;
    this.#changed.add(file);
    this.#wake?.();
  }

  /** The files that have changed since the last time, at least one, when no more follow at once. */
  async next(): Promise<string[]> {
    while (this.#changed.size === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    for (let count = 0; count !== this.#changed.size; ) {
      count = this.#changed.size;
      await new Promise((resolve) => setTimeout(resolve, settleMs));
    }
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  close(): void {
    for (const watcher of this.#folders.values()) watcher.close();
  }
}
