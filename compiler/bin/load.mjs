/**
 * Loads the compiler from its TypeScript source. All of it in one JavaScript file is loaded a second faster than 200 modules which are
 * translated one by one, so that file is kept in the user's cache folder. Its name is a hash of everything that it is made from, so it can't be out
 * of date. Where there is no such folder, or it can't be written, the modules are loaded one by one.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const compilerFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const sourceFolder = join(compilerFolder, "src");
/** Changes when the way of bundling does. */
const format = "1";
/** Bundles that nobody has made for this long are of earlier sources. */
const oldBundleMs = 7 * 24 * 3600 * 1000;

/** The module `cli.ts`. */
export async function loadCompiler() {
  const bundle = await bundleFile().catch(() => undefined);
  if (bundle !== undefined) return import(pathToFileURL(bundle).href);
  const { register } = await import("tsx/esm/api");
  register();
  return import("../src/cli.ts");
}

/** The name of the bundle, which is there afterwards. Throws if it can't be made. */
async function bundleFile() {
  const sources = readdirSync(sourceFolder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const hash = createHash("sha256").update(`${format}\0${process.version}\0${compilerFolder}\0`);
  for (const name of sources.sort())
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(sourceFolder, name)))
      .update("\0");
  const folder = cacheFolder();
  const file = join(folder, `osc-${hash.digest("hex").slice(0, 32)}.mjs`);
  if (!existsSync(file)) await makeBundle(file, folder);
  return file;
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

async function makeBundle(file, folder) {
  const { build } = await import(pathToFileURL(esbuildPath()).href);
  const { outputFiles } = await build({
    entryPoints: [join(sourceFolder, "cli.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: `node${process.versions.node}`,
    sourcemap: "inline",
    sourcesContent: false,
    // The source map names the sources relative to this.
    outfile: file,
    logLevel: "silent",
    plugins: [inPlace],
  });
  removeOld(folder);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, outputFiles[0].contents);
  renameSync(unfinished, file);
}

/** esbuild comes with tsx. */
function esbuildPath() {
  const require = createRequire(import.meta.url);
  return createRequire(require.resolve("tsx/package.json")).resolve("esbuild");
}

/** Packages stay where they are, and modules keep their own address. */
const inPlace = {
  name: "in place",
  setup(build) {
    const require = createRequire(join(sourceFolder, "cli.ts"));
    build.onResolve({ filter: /^[a-z@]/ }, ({ path, kind }) => {
      if (kind === "entry-point" || path.startsWith("node:")) return undefined;
      return { path: pathToFileURL(require.resolve(path)).href, external: true };
    });
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const address = JSON.stringify(pathToFileURL(path).href);
      return { contents: text.replaceAll("import.meta.url", address), loader: "ts" };
    });
  },
};

function removeOld(folder) {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.startsWith("osc-") && Date.now() - statSync(file).mtimeMs > oldBundleMs) rmSync(file, { force: true });
  }
}
