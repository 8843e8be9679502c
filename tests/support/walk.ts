/** Following a document: its blocks between fences, and its changes of files, which are applied as a reader would apply them. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Block {
  readonly language: string;
  readonly body: string;
}

/** The blocks between fences, with the language that stands behind the first. */
export function blocksOf(text: string): Block[] {
  const found = text.matchAll(/^```(\w*)\n(.*?)^```$/gms);
  return [...found].map(([, language = "", body = ""]) => ({ language, body }));
}

/** Applies a `diff` block to the one of some files that has the lines which it shows. */
export function applyChange(folder: string, files: readonly string[], change: string): void {
  const lines = change.replace(/\n$/, "").split("\n");
  const side = (marks: string): string =>
    lines
      .filter((line) => marks.includes(line[0] ?? ""))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const [before, after] = [side(" -"), side(" +")];
  const places = files.filter((file) => readFileSync(join(folder, file), "utf8").split(before).length === 2);
  assert.equal(places.length, 1, `these lines stand in ${places.length} files:\n${before}`);
  const path = join(folder, places[0] ?? "");
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(before, () => after),
  );
}
