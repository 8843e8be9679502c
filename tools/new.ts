/**
 * `osmium new`: a kernel of one's own, from the files in `templates/kernel`. Everything is read and checked first, then written beside the place where it goes, and
 * moved there at the end: when something fails, nothing is left.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isRepository } from "./build.ts";
import { messageOf, UserError } from "./errors.ts";
import { root } from "./project.ts";

/** Files that npm would leave out of the package, or take for its own, have other names in the template. */
const renamed: Readonly<Record<string, string>> = { gitignore: ".gitignore" };
/** What may already be in the folder. */
const harmless = new Set([".git"]);

/** Makes the project; gives its absolute folder. */
export function createProject(folder: string, name: string = basename(resolve(folder))): string {
  const target = resolve(folder);
  checkName(name);
  checkTarget(target);
  const files = new Map(templateFiles(join(root, "templates", "kernel"), ""));
  files.set("package.json", packageJson(name));
  const parent = dirname(target);
  mkdirSync(parent, { recursive: true });
  const draft = join(parent, `.${name}-${process.pid}`);
  try {
    mkdirSync(draft);
    for (const [path, text] of files) {
      mkdirSync(dirname(join(draft, path)), { recursive: true });
      writeFileSync(join(draft, path), text.replaceAll("my-kernel", name));
    }
    if (existsSync(target)) moveInto(draft, target);
    else renameSync(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return target;
}

/** The name is the package's, and part of file names. */
function checkName(name: string): void {
  if (/^[a-z0-9][a-z0-9._-]{0,99}$/.test(name) && !/^(node_modules|osmium-os|typescript)$/.test(name)) return;
  const better = name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+|-+$/g, "");
  const advice = better === "" || better === name ? "for example my-kernel" : `for example ${better}`;
  throw new UserError(
    `"${name}" can't be a kernel's name: it is also that of an npm package, so lower-case letters, digits, -, _ and . only; ` +
      `${advice}. --name gives a name that is not the folder's.`,
    2,
  );
}

function checkTarget(target: string): void {
  const status = statSync(target, { throwIfNoEntry: false });
  if (status === undefined) return;
  if (!status.isDirectory()) throw new UserError(`${target} is a file`, 2);
  const inside = readdirSync(target).filter((entry) => !harmless.has(entry));
  if (inside.length === 0) return;
  const some = inside.slice(0, 3).join(", ");
  throw new UserError(`${target} is not empty: there is ${some}${inside.length > 3 ? " and more" : ""}`, 2);
}

function* templateFiles(folder: string, path: string): Generator<[string, string]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const inner = join(folder, entry.name);
    const name = path + (renamed[entry.name] ?? entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "build") yield* templateFiles(inner, `${name}/`);
    } else yield [name, readFileSync(inner, "utf8")];
  }
}

function moveInto(draft: string, target: string): void {
  const moved: string[] = [];
  try {
    for (const entry of readdirSync(draft)) {
      renameSync(join(draft, entry), join(target, entry));
      moved.push(entry);
    }
  } catch (error) {
    for (const entry of moved) rmSync(join(target, entry), { recursive: true, force: true });
    throw new UserError(`${target} can't be filled: ${messageOf(error)}`);
  }
}

interface Package {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
}

function packageJson(name: string): string {
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Package;
  const content = {
    name,
    version: "0.1.0",
    private: true,
    type: "module",
    scripts: {
      start: "osmium run",
      build: "osmium build",
      test: "osmium test",
      debug: "osmium debug",
      image: "osmium image",
      check: "tsc -p .",
    },
    devDependencies: { "osmium-os": packageSource(own.version), typescript: own.dependencies.typescript },
    engines: own.engines,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Where npm gets this package from: as this one was installed. */
function packageSource(version: string): string {
  if (isRepository()) return `file:${root}`;
  // npm keeps a list of what it has installed, with paths from the folder above node_modules.
  const modules = dirname(root);
  try {
    const list = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")) as {
      packages: Record<string, { resolved?: string } | undefined>;
    };
    const file = /^file:(.*)$/.exec(list.packages[`node_modules/${basename(root)}`]?.resolved ?? "")?.[1];
    if (file !== undefined) return `file:${resolve(dirname(modules), decodeURIComponent(file))}`;
  } catch {
    // Installed by something else than npm.
  }
  return `^${version}`;
}
