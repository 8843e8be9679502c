/**
 * Puts a program's TypeScript modules into one JavaScript file. Packages are not put in. `import.meta.url` stays what it is in each module, because that is how
 * they find the runtime library, the kernel's sources and each other.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

/** The text of a file that works anywhere on this machine: it names modules and packages by where they are. */
export function bundleInPlace(root, entry, output) {
  const require = createRequire(join(root, entry));
  return bundle(root, entry, {
    outfile: output,
    target: `node${process.versions.node}`,
    sourcemap: "inline",
    addressOf: (path) => JSON.stringify(pathToFileURL(path).href),
    packageAt: (name) => pathToFileURL(require.resolve(name)).href,
  });
}

/** The text of a file that works at `output` of wherever the project is moved to. */
export function bundleToMove(root, entry, output) {
  return bundle(root, entry, {
    outfile: output,
    target: "node20",
    sourcemap: false,
    addressOf: (path) => `new URL(${JSON.stringify(relative(dirname(output), path))}, import.meta.url).href`,
    packageAt: (name) => name,
  });
}

async function bundle(root, entry, { addressOf, packageAt, ...options }) {
  const { build } = await import(pathToFileURL(esbuildPath()).href);
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    sourcesContent: false,
    logLevel: "silent",
    plugins: [modules(addressOf, packageAt)],
    ...options,
  });
  return outputFiles[0].contents;
}

/** esbuild comes with tsx. */
function esbuildPath() {
  const require = createRequire(import.meta.url);
  return createRequire(require.resolve("tsx/package.json")).resolve("esbuild");
}

function modules(addressOf, packageAt) {
  return {
    name: "modules",
    setup(build) {
      build.onResolve({ filter: /^[a-z@]/ }, ({ path, kind }) => {
        if (kind === "entry-point" || path.startsWith("node:")) return undefined;
        return { path: packageAt(path), external: true };
      });
      build.onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => ({
        contents: readFileSync(path, "utf8").replaceAll("import.meta.url", addressOf(path)),
        loader: "ts",
      }));
    },
  };
}
