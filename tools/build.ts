/**
 * Compiling a kernel: calls `osc` as a user would. Skips what is newer than everything it is made from, which `osc` writes into a list beside the result.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { messageOf, UserError } from "./errors.ts";
import { debugElfOf, elfOf, repository, root, shownPath } from "./project.ts";

export { root } from "./project.ts";
export const kernelElf = elfOf(repository);
/** The kernel for a debugger: not optimised, with debug information. */
export const debugKernelElf = debugElfOf(repository);
export const kernelMain = repository.main;

/** What every result depends on besides its sources. In the package, the compiler is one file in `dist`. */
const compilerParts = [
  "compiler/src",
  "compiler/bin",
  "runtime/src/std/regexp",
  "dist",
  "package.json",
  "package-lock.json",
];

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
  const sources = sourcesOf(output);
  const isOlder = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < time;
  return sources.length > 0 && sources.every(isOlder) && compilerParts.every((path) => newest(join(root, path)) < time);
}

/** A build that takes longer hangs, or its process number means another process by now. */
const lockStaleMs = 300_000;
/** People hear of waiting that takes longer. */
const quietWaitMs = 1000;

/**
 * Runs `body` while no other process builds the same file: tests run side by side and share what they boot, and people start things twice. The lock is a symbolic link,
 * which only one can make, to the number of its process: who was killed in the middle of a build holds up nobody. Should two build at once all the same, they
 * waste time and do no harm, since results are put in place whole.
 */
export function withBuildLock<T>(output: string, body: () => T): T {
  const lock = `${output}.lock`;
  prepareFolder(dirname(output));
  const start = Date.now();
  for (let told = false; !takeLock(lock); ) {
    const owner = ownerOfLock(lock);
    if (owner === "gone") rmSync(lock, { recursive: true, force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    if (told || owner === "gone" || Date.now() - start < quietWaitMs || !process.stderr.isTTY) continue;
    told = true;
    process.stderr.write(`Waiting for another build of ${shownPath(output)} …\n`);
  }
  try {
    return body();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock: string): boolean {
  try {
    symlinkSync(String(process.pid), lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

/** Is whoever took the lock still at it? */
function ownerOfLock(lock: string): "busy" | "gone" {
  const status = lstatSync(lock, { throwIfNoEntry: false });
  if (status === undefined) return "busy"; // it was given back this moment
  if (Date.now() - status.mtimeMs > lockStaleMs || !status.isSymbolicLink()) return "gone";
  try {
    process.kill(Number(readlinkSync(lock)), 0);
    return "busy";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH" ? "gone" : "busy";
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

/** What a kernel was made from when it was compiled last, by full paths; nothing if it was not. */
export function sourcesOf(output: string): string[] {
  try {
    return readFileSync(listOf(output), "utf8")
      .split("\n")
      .filter((line) => line !== "");
  } catch {
    return [];
  }
}

/** As `buildKernel`, beside other work. What the compiler prints goes into the error. */
export async function buildKernelAsync(main: string, output: string, options: KernelOptions = {}): Promise<void> {
  if (isFresh(output)) return;
  prepareFolder(dirname(output));
  const { folder = root } = options;
  const compiler = spawn(process.execPath, compilerArguments(main, output, options), { cwd: folder, stdio: "pipe" });
  let printed = "";
  for (const stream of [compiler.stdout, compiler.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    compiler.on("error", (error) => reject(new BuildError(`can not start the compiler: ${error.message}`)));
    compiler.on("close", resolve);
  });
  if (status !== 0) throw new BuildError(printed);
}

/** How V8 is to run the compiler, as in the first line of osc.mjs, which says why. */
const engineOptions = ["--max-semi-space-size=64", "--min-semi-space-size=32", "--v8-pool-size=1"];

function compilerArguments(main: string, output: string, { debug = false, folder = root }: KernelOptions): string[] {
  const compiler = join(root, "compiler", "bin", "osc.mjs");
  const args = [...engineOptions, compiler, relative(folder, main), "-o", output, "--target", "kernel"];
  args.push("--sources", listOf(output), "--cache", join(dirname(output), "parts"));
  return debug ? [...args, "-O0", "-g"] : args;
}

function compileKernel(main: string, output: string, options: KernelOptions): void {
  const { quiet = false, folder = root } = options;
  const result = spawnSync(process.execPath, compilerArguments(main, output, options), {
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
