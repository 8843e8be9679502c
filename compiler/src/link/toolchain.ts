/**
 * Finds the LLVM tools. Distributions install them as `opt-19`, as `opt`, or under `/usr/lib/llvm-19/bin`; all tools must be of one
 * major version, because `llc` reads what `opt` writes. Version 19 is preferred, being the one everything is tested with.
 */

import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Readable } from "node:stream";

/** Tools that each compilation needs. */
const requiredTools = ["opt", "llc", "ld.lld", "llvm-objdump"] as const;
export type ToolName = (typeof requiredTools)[number];

export interface Toolchain {
  readonly version: number;
  readonly paths: Readonly<Record<ToolName, string>>;
}

/** Something outside the program is missing or failed: the message is for the user. */
export class ToolchainError extends Error {
  override readonly name = "ToolchainError";
}

/** The user ended a tool, and thereby the compilation. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Opaque pointers, and the coroutine intrinsics as we write them. */
const oldestVersion = 17;
/** In order of preference. */
const versions = [19, 20, 21, 18, 17];

let cached: Toolchain | undefined;

/** The tools, found once per process. Throws `ToolchainError` with what to install if they are not there. */
export function findToolchain(): Toolchain {
  cached ??= search();
  return cached;
}

function search(): Toolchain {
  const directories = (process.env.PATH ?? "").split(delimiter).filter((directory) => directory !== "");
  let best: Partial<Record<ToolName, string>> = {};
  for (const version of versions) {
    const found: Partial<Record<ToolName, string>> = {};
    for (const tool of requiredTools) {
      const path = firstExecutable([
        ...directories.map((directory) => join(directory, `${tool}-${version}`)),
        join(`/usr/lib/llvm-${version}/bin`, tool),
      ]);
      if (path) found[tool] = path;
    }
    if (isComplete(found)) return { version, paths: found };
    if (Object.keys(found).length > Object.keys(best).length) best = found;
  }
  const plain: Partial<Record<ToolName, string>> = {};
  for (const tool of requiredTools) {
    const path = firstExecutable(directories.map((directory) => join(directory, tool)));
    if (path) plain[tool] = path;
  }
  if (isComplete(plain)) {
    const version = versionOf(plain.opt);
    if (version >= oldestVersion) return { version, paths: plain };
    throw new ToolchainError(
      `LLVM ${oldestVersion} or later is needed, but ${plain.opt} is version ${version}.\n${howToInstall}`,
    );
  }
  const missing = requiredTools.filter((tool) => !best[tool] && !plain[tool]);
  const names = (missing.length > 0 ? missing : requiredTools).join(", ");
  throw new ToolchainError(`These LLVM tools are missing: ${names}.\n${howToInstall}`);
}

const howToInstall = "On Debian and Ubuntu: sudo apt install llvm-19 lld-19";

function isComplete(found: Partial<Record<ToolName, string>>): found is Record<ToolName, string> {
  return requiredTools.every((tool) => found[tool] !== undefined);
}

function firstExecutable(paths: readonly string[]): string | undefined {
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function versionOf(tool: string): number {
  const { stdout } = spawnSync(tool, ["--version"], { encoding: "utf8" });
  return Number(/version (\d+)/.exec(stdout ?? "")?.[1] ?? 0);
}

/** Runs a tool; gives its standard output. A tool that fails is a mistake of ours or of the machine: what it said is in the message. */
export function runTool(tool: ToolName, args: readonly string[], input?: string): Promise<string> {
  const path = findToolchain().paths[tool];
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { stdio: ["pipe", "pipe", "pipe"] });
    const output = textOf(child.stdout);
    const errors = textOf(child.stderr);
    // A tool that ends early does not read all; why it ended is what counts.
    child.stdin.on("error", () => {}).end(input);
    child.on("error", (error) => reject(new ToolchainError(`${path}: ${error.message}`)));
    child.on("close", (status, signal) => {
      try {
        checkEnd(tool, status, signal, errors());
        resolve(output());
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** Collects what comes out of a stream; gives it when asked. */
function textOf(stream: Readable): () => string {
  const parts: string[] = [];
  stream.setEncoding("utf8").on("data", (text: string) => parts.push(text));
  return () => parts.join("");
}

function checkEnd(tool: ToolName, status: number | null, signal: NodeJS.Signals | null, said: string): void {
  if (signal === "SIGINT" || signal === "SIGTERM" || signal === "SIGHUP") throw new Interrupted(tool);
  if (status === 0) return;
  const how = signal ? `was ended by ${signal}` : `failed with exit code ${status}`;
  throw new ToolchainError(`${tool} ${how}:\n${firstLines(said, 40)}`);
}

function firstLines(text: string, count: number): string {
  const lines = text.trimEnd().split("\n");
  return lines.length <= count ? lines.join("\n") : `${lines.slice(0, count).join("\n")}\n…`;
}
