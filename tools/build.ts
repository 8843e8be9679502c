/** Compiling a kernel: calls `osc` as a user would. Skips what is newer than everything it is made from. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const kernelElf = join(root, "build", "osmium.elf");
/** The kernel for a debugger: not optimised, with debug information. */
export const debugKernelElf = join(root, "build", "osmium-debug.elf");
export const kernelMain = join(root, "kernel", "src", "main.ts");

/** What a kernel is made from, besides its own main module. */
const sources = ["kernel", "programs", "runtime", "compiler/src", "compiler/bin", "package-lock.json"];

/** The program has errors, or the compiler failed; it has said so itself. */
export class BuildError extends Error {
  override readonly name = "BuildError";
}

/** Modification time of the newest file at or below a path, in milliseconds. */
function newest(path: string): number {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Is `output` newer than all that it is made from? */
export function isFresh(output: string, madeFrom: readonly string[]): boolean {
  if (!existsSync(output)) return false;
  const time = statSync(output).mtimeMs;
  return madeFrom.every((path) => newest(join(root, path)) < time);
}

/** A build that takes longer has died and left its lock behind. */
const lockStaleMs = 300_000;

/**
 * Runs `body` while no other process builds the same file: tests run side by side and share what they boot. The lock is a directory, which
 * only one can make.
 */
export function withBuildLock<T>(output: string, body: () => T): T {
  const lock = `${output}.lock`;
  mkdirSync(dirname(output), { recursive: true });
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

export interface KernelOptions {
  /** What the compiler prints goes into the error, not to standard error. */
  readonly quiet?: boolean;
  /** Without optimisation and with debug information. */
  readonly debug?: boolean;
}

/** Compiles a kernel unless it is fresh. Throws `BuildError`. */
export function buildKernel(main: string, output: string, options: KernelOptions = {}): void {
  const madeFrom = [...sources, dirname(relative(root, main))];
  if (isFresh(output, madeFrom)) return;
  withBuildLock(output, () => {
    if (!isFresh(output, madeFrom)) compileKernel(main, output, options);
  });
}

function compileKernel(main: string, output: string, { quiet = false, debug = false }: KernelOptions): void {
  const args = [join(root, "compiler", "bin", "osc.mjs"), main, "-o", output, "--target", "kernel"];
  if (debug) args.push("-O0", "-g");
  const result = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: quiet ? "pipe" : ["ignore", 2, 2],
    encoding: "utf8",
  });
  if (result.error) throw new BuildError(`can not start the compiler: ${result.error.message}`);
  if (result.status !== 0)
    throw new BuildError(quiet ? `${result.stdout}${result.stderr}` : "the kernel does not compile");
}
