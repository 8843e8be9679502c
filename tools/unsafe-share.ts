/** Counts lines of kernel code, and how many of them may use unsafe operations by the project's configuration. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./build.ts";

export interface LineCount {
  readonly total: number;
  readonly unsafe: number;
}

/** Lines that hold code: neither blank nor comment alone. */
function codeLines(text: string): number {
  let inComment = false;
  let count = 0;
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (inComment) {
      if (line.includes("*/")) inComment = false;
    } else if (line.startsWith("/*")) {
      inComment = !line.includes("*/");
    } else if (line !== "" && !line.startsWith("//")) {
      count++;
    }
  }
  return count;
}

function* typeScriptFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* typeScriptFiles(path);
    else if (entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts")) yield path;
  }
}

/** Counts kernel/ and programs/. A file counts as unsafe if it lies in a listed place and imports "osmium/unsafe". */
export function countLines(): LineCount {
  const kernel = join(root, "kernel");
  const { osmium } = JSON.parse(readFileSync(join(kernel, "tsconfig.json"), "utf8")) as {
    osmium: { unsafe: string[] };
  };
  const isListed = (path: string): boolean =>
    osmium.unsafe.some((pattern) =>
      pattern.endsWith("/**") ? path.startsWith(pattern.slice(0, -2)) : path === pattern,
    );
  let total = 0;
  let unsafe = 0;
  for (const folder of [join(kernel, "src"), join(root, "programs")]) {
    for (const file of typeScriptFiles(folder)) {
      const text = readFileSync(file, "utf8");
      const lines = codeLines(text);
      total += lines;
      if (isListed(relative(kernel, file)) && /from "osmium\/unsafe"/.test(text)) unsafe += lines;
    }
  }
  return { total, unsafe };
}
