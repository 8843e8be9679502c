/** What a machine must have for kernels to be built, run and debugged on it, and whether this one has it. Looks only; `tools/cli/doctor.ts` prints it. */
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { messageOf } from "./errors.ts";
import {
  findInPath,
  findLlvm,
  majorVersion,
  type Need,
  oldestGdb,
  oldestLlvm,
  oldestNode,
  oldestQemu,
  qemuTool,
  versionText,
} from "./host.mjs";

export type State = "ok" | "missing" | "too old" | "problem";

export interface Finding {
  readonly what: string;
  readonly state: State;
  /** What was found, or what is wrong. */
  readonly found: string;
  /** Is something impossible without it that everybody does? */
  readonly needed: boolean;
  /** What for, as it follows `needed` or `useful`. */
  readonly use: string;
  /** What has to be installed to put it right. */
  readonly need?: Need;
  /** What else puts it right. */
  readonly advice?: string;
}

/** Everything, in the order in which a newcomer needs it. */
export function examine(): Finding[] {
  return [node(), llvm(), qemu(), gdb(), cache(), disk()];
}

function node(): Finding {
  const { node: version } = process.versions;
  const isOld = Number(version.split(".")[0]) < oldestNode;
  return {
    what: `Node ${oldestNode} or later`,
    state: isOld ? "too old" : "ok",
    found: `${version}, ${process.execPath}`,
    needed: true,
    use: "to run the tools",
    need: "node",
  };
}

function llvm(): Finding {
  const { version, opt, missing } = findLlvm();
  const base = {
    what: `LLVM ${oldestLlvm} or later, with LLD`,
    needed: true,
    use: "to make machine code",
    need: "llvm",
  } as const;
  if (opt === undefined && missing.length > 1) return { ...base, state: "missing", found: "" };
  if (missing.length > 0) return { ...base, state: "missing", found: `LLVM ${version} without ${missing.join(", ")}` };
  return { ...base, state: version < oldestLlvm ? "too old" : "ok", found: `${version}, ${opt}` };
}

function program(name: string, oldest: number): Pick<Finding, "state" | "found"> {
  const path = findInPath(name);
  if (path === undefined) return { state: "missing", found: "" };
  const version = majorVersion(path);
  const found =
    version === 0 ? `${path} does not tell its version: ${versionText(path)}` : `${versionOf(path)}, ${path}`;
  return { state: version === 0 ? "problem" : version < oldest ? "too old" : "ok", found };
}

const versionOf = (path: string): string => /\d+\.\d+(\.\d+)?/.exec(versionText(path))?.[0] ?? "";

function qemu(): Finding {
  const base = {
    what: `QEMU ${oldestQemu} or later`,
    needed: true,
    use: "to boot kernels",
    need: "qemu",
  } as const;
  return { ...base, ...program(qemuTool, oldestQemu) };
}

function gdb(): Finding {
  const base = { what: `gdb ${oldestGdb} or later`, needed: false, use: "for osmium debug", need: "gdb" } as const;
  // Where the system's own gdb is for another processor, one for x86-64 has a longer name.
  const names = ["gdb", "x86_64-elf-gdb"];
  return { ...base, ...program(names.find((name) => findInPath(name) !== undefined) ?? "gdb", oldestGdb) };
}

/** The folder of the compiler's cache, as `compiler/bin/load.mjs` chooses it. */
const cacheFolder = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "osmium");

function cache(): Finding {
  const folder = cacheFolder();
  const base = { what: "a folder for the cache", needed: false, use: "to start the tools a second faster" };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return { ...base, state: "ok", found: folder };
  } catch (error) {
    const advice = "Set XDG_CACHE_HOME to a folder that can be written.";
    return { ...base, state: "problem", found: messageOf(error), advice };
  }
}

/** An image, its kernel with and without debug information, and what the compiler writes on the way. */
const freeMib = 100;

function disk(): Finding {
  let folder = process.cwd();
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const mib = Math.floor((bavail * bsize) / 2 ** 20);
  const state = mib < freeMib ? "problem" : "ok";
  const found = mib >= 10240 ? `${Math.floor(mib / 1024)} GiB free` : `${mib} MiB free`;
  return {
    what: `${freeMib} MiB of disk`,
    state,
    found,
    needed: true,
    use: "for what is built",
    advice: `Free some space for ${folder}.`,
  };
}

/** Is everything there that is needed? */
export const isHealthy = (findings: readonly Finding[]): boolean =>
  findings.every(({ needed, state }) => !needed || state === "ok");
