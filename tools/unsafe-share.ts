/**
 * Counts lines of kernel code: all of them, those of assembly in `moduleAsm` templates, and those of TypeScript that may use unsafe
 * operations, because their file imports "osmium/unsafe" and the project's configuration lets it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./build.ts";

export interface LineCount {
  readonly total: number;
  readonly assembly: number;
  /** Without the assembly. */
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

/** Lines inside `moduleAsm` templates. */
function assemblyLines(text: string): number {
  const templates = [...text.matchAll(/\bmoduleAsm`([^`]*)`/g)];
  return templates.reduce(
    (sum, [, body]) => sum + (body ?? "").split("\n").filter((line) => line.trim() !== "").length,
    0,
  );
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
  const preset = join(root, "tsconfig");
  const { osmium } = JSON.parse(readFileSync(join(preset, "kernel.json"), "utf8")) as { osmium: { unsafe: string[] } };
  const listed = osmium.unsafe.map((pattern) => join(preset, pattern));
  const isListed = (path: string): boolean =>
    listed.some((pattern) => (pattern.endsWith("/**") ? path.startsWith(pattern.slice(0, -2)) : path === pattern));
  let total = 0;
  let assembly = 0;
  let unsafe = 0;
  for (const folder of [join(root, "kernel", "src"), join(root, "programs")]) {
    for (const file of typeScriptFiles(folder)) {
      const text = readFileSync(file, "utf8");
      const lines = codeLines(text);
      total += lines;
      const inAssembly = assemblyLines(text);
      assembly += inAssembly;
      if (isListed(file) && /from "osmium\/unsafe"/.test(text)) unsafe += lines - inAssembly;
    }
  }
  return { total, assembly, unsafe };
}
