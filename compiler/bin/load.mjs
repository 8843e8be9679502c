/**
 * Loads a program of this project, `osc` or `osmium`, from its TypeScript source. All of it in one JavaScript file is loaded a second faster than 200
 * modules which are translated one by one, so that file is kept in the user's cache folder, and next to it what V8 made of it (`code.mjs`). Its name is a hash
 * of everything that it is made from, so it can't be out of date. Where there is no such folder, or it can't be written, the modules are loaded one by one.
 *
 * The npm package holds that file instead of the sources (`tools/package.mjs` makes it), so there is nothing to translate and nothing to write.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadWithCode } from "./code.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Makes the bundle. */
const bundler = join(root, "compiler/bin/bundle.mjs");
/** Bundles that nobody has made for this long are of earlier sources. */
const oldBundleMs = 7 * 24 * 3600 * 1000;

/** What the compiler is made from: regular expressions in a program are compiled by the code that compiles them at run time. */
const compilerFolders = ["compiler/src", "runtime/src/std/regexp"];

/** By name: the module with `main`, and the folders that it is made from. */
export const programs = {
  osc: { entry: "compiler/src/cli.ts", folders: compilerFolders },
  osmium: { entry: "tools/cli/main.ts", folders: ["tools", ...compilerFolders] },
};

/** The module with the program's `main`. */
export async function loadProgram(name) {
  const entry = join(root, programs[name].entry);
  if (!existsSync(entry)) return import(pathToFileURL(join(root, "dist", `${name}.mjs`)).href);
  const bundle = await bundleFile(name).catch(() => undefined);
  if (bundle !== undefined) return loadWithCode(bundle);
  const { register } = await import("tsx/esm/api");
  register();
  return import(pathToFileURL(entry).href);
}

/** The name of the bundle, which is there afterwards. Throws if it can't be made. */
async function bundleFile(name) {
  const hash = createHash("sha256").update(`${process.version}\0${root}\0`);
  const sources = sourcesOf(name).map((path) => join(root, path));
  // The packages are in it, too; a description tells a package's version.
  const packages = ["typescript", "commander"].map((one) => join(root, "node_modules", one, "package.json"));
  for (const path of [bundler, ...sources, ...packages])
    hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  const folder = cacheFolder();
  const file = join(folder, `${name}-${hash.digest("hex").slice(0, 32)}.cjs`);
  if (!existsSync(file)) await makeBundle(name, file, folder);
  return file;
}

/** All modules in the program's folders, as paths from the root. */
function sourcesOf(name) {
  const isSource = (path) => /\.(ts|mjs)$/.test(path);
  return programs[name].folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter(isSource)
      .map((path) => `${folder}/${path}`)
      .sort(),
  );
}

/** Only the user may write there: what lies in it is executed. */
function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const folder = join(base, "osmium");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = statSync(folder);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) throw new Error(`${folder} is open to others`);
  return folder;
}

async function makeBundle(name, file, folder) {
  const { bundleInPlace } = await import(pathToFileURL(bundler).href);
  const contents = await bundleInPlace(root, programs[name].entry);
  removeOld(folder);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, file);
}

function removeOld(folder) {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const isBundle = Object.keys(programs).some((program) => name.startsWith(`${program}-`));
    if (isBundle && Date.now() - statSync(file).mtimeMs > oldBundleMs) rmSync(file, { force: true });
  }
}
