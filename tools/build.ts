/**
 * Compiling a kernel: calls `osc` as a user would. Skips what is newer than everything it is made from, which `osc` writes into a list beside the result.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { messageOf, UserError } from "./errors.ts";
import { debugElfOf, elfOf, repository, root } from "./project.ts";

export { root } from "./project.ts";
export const kernelElf = elfOf(repository);
/** The kernel for a debugger: not optimised, with debug information. */
export const debugKernelElf = debugElfOf(repository);
export const kernelMain = repository.main;

/** What every result depends on besides its sources. In the package, the compiler is one file in `dist`. */
const compilerParts = ["compiler/src", "compiler/bin", "dist", "package.json", "package-lock.json"];

/** The program has errors, or the compiler failed; it has said so itself. */
export class BuildError extends Error {
  override readonly name = "BuildError";
}

/** Modification time of the newest file at or below a path, in milliseconds; 0 if there is none. */
function newest(path: string): number {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return 0;
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** The list of what a result was made from. */
const listOf = (output: string): string => `${output}.sources`;

/** Is `output` newer than all that it is made from? */
export function isFresh(output: string): boolean {
  const time = statSync(output, { throwIfNoEntry: false })?.mtimeMs;
  if (time === undefined) return false;
  let sources: string[];
  try {
    sources = readFileSync(listOf(output), "utf8")
      .split("\n")
      .filter((line) => line !== "");
  } catch {
    return false;
  }
  const isOlder = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < time;
  return sources.length > 0 && sources.every(isOlder) && compilerParts.every((path) => newest(join(root, path)) < time);
}

/** A build that takes longer has died and left its lock behind. */
const lockStaleMs = 300_000;

/**
 * Runs `body` while no other process builds the same file: tests run side by side and share what they boot. The lock is a directory, which
 * only one can make.
 */
export function withBuildLock<T>(output: string, body: () => T): T {
  const lock = `${output}.lock`;
  prepareFolder(dirname(output));
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const status = statSync(lock, { throwIfNoEntry: false });
    if (status !== undefined && Date.now() - status.mtimeMs > lockStaleMs)
      rmSync(lock, { recursive: true, force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
  try {
    return body();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Makes sure that results can be written. */
function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new UserError(
      `the results can't be written: ${messageOf(error)}.\nGive another folder for them: --build-dir DIR`,
    );
  }
}

export interface KernelOptions {
  /** What the compiler prints goes into the error, not to standard error. */
  readonly quiet?: boolean;
  /** Without optimisation and with debug information. */
  readonly debug?: boolean;
  /** The project's folder, from which sources are named in reports; this repository's unless given. */
  readonly folder?: string;
}

/** Compiles a kernel unless it is fresh. Throws `BuildError`. */
export function buildKernel(main: string, output: string, options: KernelOptions = {}): void {
  if (isFresh(output)) return;
  withBuildLock(output, () => {
    if (!isFresh(output)) compileKernel(main, output, options);
  });
}

function compileKernel(main: string, output: string, options: KernelOptions): void {
  const { quiet = false, debug = false, folder = root } = options;
  const compiler = join(root, "compiler", "bin", "osc.mjs");
  const args = [compiler, relative(folder, main), "-o", output, "--target", "kernel", "--sources", listOf(output)];
  if (debug) args.push("-O0", "-g");
  const result = spawnSync(process.execPath, args, {
    cwd: folder,
    stdio: quiet ? "pipe" : ["ignore", 2, 2],
    encoding: "utf8",
  });
  if (result.error) throw new BuildError(`can not start the compiler: ${result.error.message}`);
  if (result.status !== 0)
    throw new BuildError(quiet ? `${result.stdout}${result.stderr}` : "the kernel does not compile");
}

/** Is this the repository, with everything that only its developers need? The package has only what users need. */
export const isRepository = (): boolean => existsSync(join(root, "tests"));
