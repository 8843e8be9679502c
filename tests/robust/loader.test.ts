/** How the compiler loads itself: from one file in the user's cache, which must never be older than its source. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "osc-loader-"));
after(() => rmSync(folder, { recursive: true, force: true }));

for (const name of ["compiler", "runtime"]) cpSync(join(root, name), join(folder, name), { recursive: true });
symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
for (const name of ["package.json", "tsconfig.json", "tsconfig.base.json"])
  cpSync(join(root, name), join(folder, name));

const cache = join(folder, "cache");

function help(cacheHome: string): string {
  const result = spawnSync(process.execPath, [join(folder, "compiler/bin/osc.mjs"), "--help"], {
    encoding: "utf8",
    env: { ...process.env, XDG_CACHE_HOME: cacheHome },
  });
  assert.equal(result.status, 0, result.stderr);
  return result.stdout;
}

const kept = (extension: string): string[] =>
  readdirSync(join(cache, "osmium"))
    .filter((name) => name.endsWith(extension))
    .sort();
const bundles = (): string[] => kept(".cjs");

test("a change of the source is seen, an unchanged source is not translated again", () => {
  assert.match(help(cache), /Compiles TypeScript/);
  const first = bundles();
  assert.equal(first.length, 1);
  help(cache);
  assert.deepEqual(bundles(), first);

  const cli = join(folder, "compiler/src/cli.ts");
  writeFileSync(cli, readFileSync(cli, "utf8").replace("Compiles TypeScript", "Translates TypeScript"));
  assert.match(help(cache), /Translates TypeScript/);
  assert.equal(bundles().length, 2);

  const shared = join(folder, "runtime/src/std/regexp/flags.ts");
  writeFileSync(shared, `${readFileSync(shared, "utf8")}\n`);
  help(cache);
  assert.equal(bundles().length, 3);
});

test("V8's code is kept with the bundle; code that is damaged is not used", () => {
  help(cache);
  const codes = kept(".code");
  assert.ok(codes.length > 0);
  for (const name of codes) writeFileSync(join(cache, "osmium", name), "damaged");
  assert.match(help(cache), /TypeScript/);
  const isDamaged = (name: string): boolean => readFileSync(join(cache, "osmium", name), "utf8") === "damaged";
  assert.ok(kept(".code").some((name) => !isDamaged(name)));
});

test("without a place for the cache the compiler runs all the same", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  assert.match(help(file), /TypeScript/);
});
