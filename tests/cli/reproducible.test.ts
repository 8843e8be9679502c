/**
 * The same sources give the same image, wherever and by whomever they are built: so anybody can check that a published image is what its sources say.
 * Compiles the kernel once more: 15 s.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { buildImage, imagePath } from "../../tools/image.ts";
import { root } from "../../tools/project.ts";

const top = mkdtempSync(join(tmpdir(), "osmium-reproducible-"));
after(() => rmSync(top, { recursive: true, force: true }));

/** A folder with other names above it, another place for temporary files, another language, time zone and mask. */
function elsewhere(name: string): { readonly folder: string; readonly env: NodeJS.ProcessEnv } {
  const folder = join(top, name);
  const temporary = join(top, `${name} temporary`);
  mkdirSync(folder, { recursive: true });
  mkdirSync(temporary, { recursive: true });
  const env = { ...process.env, TMPDIR: temporary, LC_ALL: "C", TZ: "Asia/Kathmandu", HOME: top, XDG_CACHE_HOME: top };
  return { folder, env };
}

function runNode(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

test("two builds of one commit in different directories give the same image", () => {
  const { folder, env } = elsewhere("ein anderer Ort, tief/unten");
  for (const name of ["compiler", "kernel", "programs", "runtime", "tools", "tsconfig"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of ["package.json", "tsconfig.base.json"]) cpSync(join(root, name), join(folder, name));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  runNode([join(folder, "tools/bin/osmium.mjs"), "image"], folder, env);
  buildImage();
  assert.ok(readFileSync(imagePath).equals(readFileSync(join(folder, "build/osmium.img"))), "the images differ");
});

test("so do two builds with debug information", () => {
  const programs = ["here", "somewhere else"].map((name) => {
    const { folder, env } = elsewhere(name);
    writeFileSync(join(folder, "main.ts"), "const squares = [1, 2, 3].map((x) => x * x);\nconsole.log(squares);\n");
    runNode([join(root, "compiler/bin/osc.mjs"), "main.ts", "-o", "main", "-O0", "-g"], folder, env);
    return readFileSync(join(folder, "main"));
  });
  assert.ok(programs[0]?.equals(programs[1] ?? Buffer.of()), "the programs differ");
});
