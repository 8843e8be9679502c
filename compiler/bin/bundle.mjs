/**
 * Puts a program's TypeScript modules into one JavaScript file. `import.meta.url` stays what it is in each module, because that is how
 * they find the runtime library, the kernel's sources and each other.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

/** The text of a CommonJS file with all packages in it that works anywhere on this machine: it names modules by where they are. */
export function bundleInPlace(root, entry) {
  return bundle(root, entry, {
    format: "cjs",
    target: `node${process.versions.node}`,
    addressOf: (path) => JSON.stringify(pathToFileURL(path).href),
  });
}

/** The text of a module that works at `output` of wherever the project is moved to, next to its packages. */
export function bundleToMove(root, entry, output) {
  return bundle(root, entry, {
    format: "esm",
    target: "node20",
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
    platform: "node",
    logLevel: "silent",
    plugins: [modules(root, addressOf, packageAt)],
    ...options,
  });
  return outputFiles[0].contents;
}

/** esbuild comes with tsx. */
function esbuildPath() {
  const require = createRequire(import.meta.url);
  return createRequire(require.resolve("tsx/package.json")).resolve("esbuild");
}

/** `packageAt` tells how packages are named that are not put in. */
function modules(root, addressOf, packageAt) {
  return {
    name: "modules",
    setup(build) {
      build.onResolve({ filter: /^[a-z@]/ }, ({ path, kind }) => {
        if (packageAt === undefined || kind === "entry-point" || path.startsWith("node:")) return undefined;
        return { path: packageAt(path), external: true };
      });
      build.onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => {
        if (relative(root, path).startsWith("node_modules")) return undefined;
        return { contents: readFileSync(path, "utf8").replaceAll("import.meta.url", addressOf(path)), loader: "ts" };
      });
    },
  };
}
