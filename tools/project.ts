/**
 * A kernel project: the folder in which a command runs, its main module, and where results go. It is found as other tools find theirs: the nearest folder,
 * here or above, whose `tsconfig.json`, or that of its folder `kernel`, names a main module:
 *
 *     "osmium": { "main": "src/main.ts", "name": "my-kernel" }
 *
 * This repository is such a project itself. `compiler/src/frontend/configuration.ts` reads the rest of that part.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type TypeScript from "typescript";
import { UserError } from "./errors.ts";

/** Where this project itself is: the repository, or the installed package. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export interface Project {
  readonly folder: string;
  /** Of the results: `build/NAME.elf`, `build/NAME.img`. */
  readonly name: string;
  /** The main module. */
  readonly main: string;
  readonly buildFolder: string;
}

/** A project's result files. */
export const elfOf = ({ buildFolder, name }: Project): string => join(buildFolder, `${name}.elf`);
/** The kernel for a debugger: not optimised, with debug information. */
export const debugElfOf = ({ buildFolder, name }: Project): string => join(buildFolder, `${name}-debug.elf`);
export const imageOf = ({ buildFolder, name }: Project): string => join(buildFolder, `${name}.img`);

/** A path as people read it: from here if it is below, else in full. */
export function shownPath(path: string): string {
  const here = relative("", path);
  return here.startsWith("..") ? path : here;
}

/** The project that a folder belongs to. Throws `UserError` if there is none or its main module is missing. */
export function findProject(start: string, buildFolder?: string): Project {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    for (const place of [folder, join(folder, "kernel")]) {
      const configuration = join(place, "tsconfig.json");
      const osmium = existsSync(configuration) ? readPart(configuration) : undefined;
      if (osmium?.main === undefined) continue;
      const main = resolve(place, osmium.main);
      if (!existsSync(main))
        throw new UserError(`${configuration} names ${osmium.main} as main module, which is not there`);
      const name = osmium.name ?? nameOf(folder);
      return {
        folder,
        name,
        main,
        buildFolder: buildFolder === undefined ? join(folder, "build") : resolve(buildFolder),
      };
    }
    if (folder === dirname(folder)) {
      throw new UserError(
        `there is no kernel project in ${resolve(start)} or above: no tsconfig.json with "osmium": { "main": … }.\n` +
          "To start one: osmium new my-kernel",
      );
    }
  }
}

interface OsmiumPart {
  readonly main?: string;
  readonly name?: string;
}

function readPart(file: string): OsmiumPart | undefined {
  return (readConfiguration(file) as { osmium?: OsmiumPart } | undefined)?.osmium;
}

/** The checker is loaded only for a file with comments: it takes a quarter of a second. */
function readConfiguration(file: string): unknown {
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    const ts = createRequire(import.meta.url)("typescript") as typeof TypeScript;
    const { config, error } = ts.parseConfigFileTextToJson(file, text);
    if (error === undefined) return config;
    throw new UserError(`${file}: ${ts.flattenDiagnosticMessageText(error.messageText, " ")}`);
  }
}

/** The package's name without its scope, else the folder's. */
function nameOf(folder: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name?: unknown };
    if (typeof name === "string" && name !== "") return name.replace(/^@[^/]*\//, "");
  } catch {
    // There is no package.json, or none that can be read: npm says so better.
  }
  return basename(folder);
}

/** This repository's own kernel. */
export const repository: Project = {
  folder: root,
  name: "osmium",
  main: join(root, "kernel", "src", "main.ts"),
  buildFolder: join(root, "build"),
};
