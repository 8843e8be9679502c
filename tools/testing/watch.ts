/** `--watch`: runs again what is made from files that have changed. The compiler writes beside each kernel what it was made from. */
import { type FSWatcher, watch } from "node:fs";
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
    await runFiles(project, files, options, makeReporter());
    console.error("\nWaiting for changes. Ctrl-C ends.");
    do {
      const all = findTestFiles(project, given);
      await changeIn(foldersOf(project, all));
      files = findTestFiles(project, given).filter((file) => !isFresh(kernelOf(project, file)));
    } while (files.length === 0);
  }
}

/** The folders of all sources; of a kernel that did not compile, at least its own. */
function foldersOf(project: Project, files: readonly string[]): Set<string> {
  return new Set(files.flatMap((file) => [file, ...sourcesOf(kernelOf(project, file))]).map((path) => dirname(path)));
}

/** Waits until something has changed in one of the folders. */
async function changeIn(folders: ReadonlySet<string>): Promise<void> {
  const watchers: FSWatcher[] = [];
  try {
    await new Promise<void>((resolve) => {
      for (const folder of folders) watchers.push(watch(folder, () => setTimeout(resolve, settleMs)));
    });
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}
