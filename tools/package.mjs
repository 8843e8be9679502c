/**
 * What the npm package has instead of the sources of compiler and tools: each in one JavaScript file. npm runs it before it packs (`node tools/package.mjs make`), and
 * afterwards (`remove`), so that a repository never holds a copy that is out of date.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleToMove } from "../compiler/bin/bundle.mjs";
import { programs } from "../compiler/bin/load.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "dist");

rmSync(folder, { recursive: true, force: true });
if (process.argv[2] === "make") {
  mkdirSync(folder);
  for (const [name, { entry }] of Object.entries(programs)) {
    const file = join(folder, `${name}.mjs`);
    writeFileSync(file, await bundleToMove(root, entry, file));
  }
}
