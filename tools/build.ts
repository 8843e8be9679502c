/** Compiling a kernel: calls `osc` as a user would. Skips what is newer than everything it is made from. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const kernelElf = join(root, "build", "osmium.elf");
export const kernelMain = join(root, "kernel", "src", "main.ts");
const linkerScript = join(root, "kernel", "kernel.ld");

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

/** Compiles a kernel unless it is fresh. Throws `BuildError`; the message holds what the compiler printed if `quiet`. */
export function buildKernel(main: string, output: string, options: { quiet?: boolean } = {}): void {
  if (isFresh(output, [...sources, main.slice(root.length + 1)])) return;
  mkdirSync(dirname(output), { recursive: true });
  const args = [join(root, "compiler", "bin", "osc.mjs"), main, "-o", output];
  args.push("--target", "kernel", "--linker-script", linkerScript);
  const result = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: options.quiet ? "pipe" : ["ignore", 2, 2],
    encoding: "utf8",
  });
  if (result.error) throw new BuildError(`can not start the compiler: ${result.error.message}`);
  if (result.status !== 0)
    throw new BuildError(options.quiet ? `${result.stdout}${result.stderr}` : "the kernel does not compile");
}
