/** Which test kernels there are: files named `*.test.ts` that import the framework. Others of that name run elsewhere: under Node, say. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { UserError } from "../errors.ts";
import type { Project } from "../project.ts";

const skipped = new Set(["node_modules", "build", "dist"]);
const framework =
  /^import\b[^"']*\bfrom\s+["'](?:osmium-os\/test|[^"']*kernel\/src\/test\/(?:index|framework)\.ts)["']/m;

/** The test kernels of a project, or those of the files and folders that are given. Throws `UserError` when there are none. */
export function findTestFiles(project: Project, given: readonly string[]): string[] {
  const files = given.length === 0 ? testFilesIn(project.folder) : given.flatMap(named);
  if (files.length > 0) return [...new Set(files)].sort();
  const where = given.length === 0 ? `in ${project.folder}` : "there";
  throw new UserError(`there are no test kernels ${where}: files *.test.ts that import "osmium-os/test"`);
}

/** A file is taken whatever its name. */
function named(given: string): string[] {
  const path = resolve(given);
  if (!existsSync(path)) throw new UserError(`there is no ${given}`, 2);
  return statSync(path).isDirectory() ? testFilesIn(path) : [path];
}

function testFilesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) || entry.name.startsWith(".") ? [] : testFilesIn(path);
    return entry.name.endsWith(".test.ts") && framework.test(readFileSync(path, "utf8")) ? [path] : [];
  });
}

/** Where a test file's kernel goes. */
export function kernelOf(project: Project, file: string): string {
  const inside = relative(project.folder, file).replaceAll("..", "up").replace(/\.ts$/, ".elf");
  return join(project.buildFolder, "tests", inside);
}
