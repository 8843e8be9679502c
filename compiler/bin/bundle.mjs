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
    plugins: [checker(root, packageAt), modules(root, addressOf, packageAt)],
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
        const contents = readFileSync(path, "utf8")
          .replaceAll("import.meta.url", addressOf(path))
          .replace('import ts from "typescript"', `import * as ts from "${checkerMembers}"`);
        return { contents, loader: "ts" };
      });
    },
  };
}

const checkerMembers = "typescript:members";

/**
 * The members of the package `typescript` as variables of a module, to which esbuild refers directly. As members of the package, each is behind three
 * accessors, and the compiler asks for them wherever it looks at a node. Numeric enumerations become numbers where the package is put in: what
 * is named by `packageAt` may be another version by then.
 */
function checker(root, packageAt) {
  return {
    name: "checker",
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${checkerMembers}$`) }, ({ path }) => ({ path, namespace: "checker" }));
      build.onLoad({ filter: /./, namespace: "checker" }, () => {
        const members = Object.entries(createRequire(join(root, "package.json"))("typescript"));
        const isNumbers = ([, member]) => packageAt === undefined && isEnumeration(member);
        const contents = [
          'import all from "typescript";',
          "const get = (name) => all[name];",
          ...members.map((one) => {
            const [name, member] = one;
            if (isNumbers(one)) return `export enum ${name} { ${enumerators(member)} }`;
            // Who asks for it need not know that nothing else happens; so what nobody uses is left out.
            return `export const ${name} = /* @__PURE__ */ get("${name}");`;
          }),
        ];
        return { contents: contents.join("\n"), loader: "ts", resolveDir: root };
      });
    },
  };
}

const isName = (key) => /^[A-Za-z_$][\w$]*$/.test(key);

/** Is it the object of a numeric enumeration? It leads from numbers back to names. */
const isEnumeration = (member) =>
  typeof member === "object" &&
  member !== null &&
  Object.keys(member).length > 1 &&
  Object.entries(member).every(([key, value]) => (isName(key) ? typeof value === "number" : isName(String(value))));

const enumerators = (member) =>
  Object.entries(member)
    .filter(([key]) => isName(key))
    .map(([key, value]) => `${key} = ${value}`)
    .join(", ");
