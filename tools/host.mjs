/**
 * What the machine that runs the tools has, and how it gets what it lacks. Plain JavaScript without dependencies: `tools/setup.mjs` needs it before
 * anything is installed, `osmium doctor` later.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** As `engines` in package.json. */
export const oldestNode = 20;
export const oldestLlvm = 17;
/** Boots ELF files by their PVH note, and has the terminal display. */
export const oldestQemu = 5;
/** Has the Python that the printers need. */
export const oldestGdb = 12;
/** In order of preference: 19 is what everything is tested with. The compiler looks in the same order. */
export const llvmVersions = [19, 20, 21, 18, 17];
export const llvmTools = ["opt", "llc", "ld.lld", "llvm-objdump"];
export const qemuTool = "qemu-system-x86_64";

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Where a program is; undefined if it is in none of the folders of PATH.
 * @param {string} name
 */
export function findInPath(name) {
  const directories = (process.env.PATH ?? "").split(delimiter).filter((directory) => directory !== "");
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

/**
 * The number in what a program prints for --version; 0 if it does not say.
 * @param {string} program
 */
export function majorVersion(program) {
  return Number(/\bversion (\d+)|\b(\d+)\.\d+/.exec(versionText(program))?.slice(1).find(Boolean) ?? 0);
}

/**
 * The first line that a program prints for --version.
 * @param {string} program
 */
export function versionText(program) {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8", timeout: 10_000 });
  return (stdout ?? "").split("\n").find((line) => /\d/.test(line)) ?? "";
}

/**
 * The LLVM that the compiler will use: its version, and which of its tools are missing. All of them are of one version.
 * @returns {{ version: number, opt: string | undefined, missing: string[] }}
 */
export function findLlvm() {
  /** @type {{ version: number, opt: string | undefined, missing: string[] }} */
  let best = { version: 0, opt: undefined, missing: llvmTools };
  /** @type {(version: number, find: (tool: string) => string | undefined) => boolean} */
  const look = (version, find) => {
    const missing = llvmTools.filter((tool) => find(tool) === undefined);
    if (missing.length < best.missing.length) best = { version, opt: find("opt"), missing };
    return missing.length === 0;
  };
  for (const version of llvmVersions) {
    const found = look(version, (tool) => {
      const path = `/usr/lib/llvm-${version}/bin/${tool}`;
      return findInPath(`${tool}-${version}`) ?? (isExecutable(path) ? path : undefined);
    });
    if (found) return best;
  }
  const plain = findInPath("opt");
  look(plain === undefined ? 0 : majorVersion(plain), findInPath);
  return best;
}

/** Is everything there that the compiler needs? */
export function haveLlvm() {
  const { version, missing } = findLlvm();
  return missing.length === 0 && version >= oldestLlvm;
}

/** The kinds of system whose packages are known here. */
const systems = /** @type {const} */ (["debian", "fedora", "arch", "macos"]);

/** @typedef {"node" | "llvm" | "qemu" | "gdb"} Need */

/** @type {Record<typeof systems[number], { name: string, install: string, packages: Record<Need, string>, after?: string }>} */
const packageNames = {
  debian: {
    name: "Debian, Ubuntu",
    install: "sudo apt-get install",
    // LLVM's packages have their version in the name: see `debianLlvm`.
    packages: { node: "nodejs npm", llvm: "", qemu: "qemu-system-x86", gdb: "gdb" },
  },
  fedora: {
    name: "Fedora",
    install: "sudo dnf install",
    packages: { node: "nodejs npm", llvm: "llvm lld", qemu: "qemu-system-x86", gdb: "gdb" },
  },
  arch: {
    name: "Arch",
    install: "sudo pacman -S",
    packages: { node: "nodejs npm", llvm: "llvm lld", qemu: "qemu-system-x86", gdb: "gdb" },
  },
  macos: {
    name: "macOS",
    install: "brew install",
    packages: { node: "node", llvm: "llvm lld", qemu: "qemu", gdb: "x86_64-elf-gdb" },
    after: 'export PATH="$(brew --prefix llvm)/bin:$(brew --prefix lld)/bin:$PATH"',
  },
};

/** What `installCommand` takes this system for. */
export function systemName() {
  const system = thisSystem();
  return system === undefined ? "this system is not known" : packageNames[system].name;
}

/**
 * The newest LLVM that we like and that this Debian or Ubuntu has packages of; undefined if it has none.
 * @returns {number | undefined}
 */
export function debianLlvm() {
  return llvmVersions.find((version) => hasDebianPackage(`llvm-${version}`) && hasDebianPackage(`lld-${version}`));
}

/** @param {boolean} here is this a system that can be asked? */
function llvmPackages(here) {
  const version = (here ? debianLlvm() : undefined) ?? llvmVersions[0];
  return `llvm-${version} lld-${version}`;
}

/** @param {string} name */
function hasDebianPackage(name) {
  const { status, stdout } = spawnSync("apt-cache", ["policy", name], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  return status === 0 && /Candidate: (?!\(none\))/.test(stdout);
}

/** Which of them this is; undefined for others. */
export function thisSystem() {
  if (process.platform === "darwin") return "macos";
  let release = "";
  try {
    release = readFileSync("/etc/os-release", "utf8");
  } catch {
    return undefined;
  }
  /** @type {(names: string) => boolean} */
  const is = (names) => new RegExp(`^ID(_LIKE)?=.*\\b(${names})\\b`, "m").test(release);
  if (is("debian|ubuntu")) return "debian";
  if (is("fedora|rhel|centos")) return "fedora";
  if (is("arch|archlinux")) return "arch";
  return undefined;
}

/**
 * What to type to get what is missing: on this system, or, if it is none that is known, on each of those that are.
 * @param {readonly Need[]} needs
 */
export function installCommand(needs) {
  const system = thisSystem();
  /** @type {(of: typeof systems[number]) => string} */
  const line = (of) => {
    const { install, packages, after } = packageNames[of];
    const names = needs.map((need) =>
      of === "debian" && need === "llvm" ? llvmPackages(system === of) : packages[need],
    );
    const command = `${install} ${names.join(" ")}`;
    return after !== undefined && needs.includes("llvm") ? `${command}, then: ${after}` : command;
  };
  if (system !== undefined) return `  ${line(system)}`;
  return [
    ...systems.map((one) => `  ${packageNames[one].name.padEnd(16)} ${line(one)}`),
    `  ${"Windows".padEnd(16)} use WSL with Debian or Ubuntu`,
  ].join("\n");
}
