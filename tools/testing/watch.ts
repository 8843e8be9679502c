/** `--watch`: runs again what is made from files that have changed. The compiler writes beside each kernel what it was made from. */
import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname } from "node:path";
import { isFresh, sourcesOf } from "../build.ts";
import type { Project } from "../project.ts";
import { findTestFiles, kernelOf } from "./files.ts";
import { type Reporter, type RunOptions, runFiles } from "./run.ts";

/** Editors write a file in several steps. */
const settleMs = 150;

/** Runs all files, then those that changes concern, until the process ends. */
export async function watchFiles(
  project: Project,
  given: readonly string[],
  options: RunOptions,
  makeReporter: () => Reporter,
): Promise<never> {
  let files = findTestFiles(project, given);
  for (;;) {
    let since = Date.now();
    await runFiles(project, files, options, makeReporter());
    do {
      await changeIn(sourcesOfAll(project, findTestFiles(project, given)), since);
      since = Date.now();
      files = findTestFiles(project, given).filter((file) => !isFresh(kernelOf(project, file)));
    } while (files.length === 0);
  }
}

/** All sources; of a kernel that did not compile, at least its own. */
function sourcesOfAll(project: Project, files: readonly string[]): Set<string> {
  return new Set(files.flatMap((file) => [file, ...sourcesOf(kernelOf(project, file))]));
}

/** Waits until something has changed beside one of the sources. One that has changed since a time, while nobody was looking, counts at once. */
async function changeIn(sources: ReadonlySet<string>, since: number): Promise<void> {
  const watchers: FSWatcher[] = [];
  try {
    await new Promise<void>((resolve) => {
      const changed = (): void => void setTimeout(resolve, settleMs);
      for (const folder of new Set([...sources].map((path) => dirname(path)))) watchers.push(watch(folder, changed));
      const isNew = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > since;
      if ([...sources].some(isNew)) changed();
      else console.error("\nWaiting for changes. Ctrl-C ends.");
    });
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}
