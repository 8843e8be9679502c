/**
 * The way into every command: makes sure of what the command needs, then runs it. Plain JavaScript without dependencies, because it
 * must work on a machine that has only Node and a fresh clone.
 *
 *   npm packages   installed when node_modules does not match package-lock.json
 *   LLVM, QEMU     looked for; on Debian and Ubuntu installed by apt-get, as root or by sudo, after saying what and how much;
 *                  elsewhere the commands to type are printed
 *   Bochs          one system test uses it and is skipped without it. Installed only where CI is set, if that can be done without asking
 *
 * When all is there it costs a few milliseconds.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findInPath, haveLlvm, installCommand, oldestLlvm, oldestNode, qemuTool, thisSystem } from "./host.mjs";
import { npmCommands, npmUsage } from "./usage.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command, ...rest] = process.argv.slice(2);
await main();

async function main() {
  const names = ["test", ...Object.keys(npmCommands)];
  if (!names.includes(command)) fail(`usage: node tools/bootstrap.mjs ${names.join("|")} [options]`, 2);
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(`${npmUsage(command)}\n`);
    return;
  }
  if (Number(process.versions.node.split(".")[0]) < oldestNode) {
    fail(`Node ${oldestNode} or later is needed; this is ${process.version}. See https://nodejs.org/en/download`);
  }
  ensurePackages();
  ensureTools({ qemu: needsQemu() });
  if (command === "test" && process.env.CI) offerBochs();
  process.exitCode = await run(command === "test" ? testArguments() : toolArguments());
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

/** @returns {never} */
function fail(text, code = 1) {
  say(text);
  process.exit(code);
}

function needsQemu() {
  return !["image", "bench:lang", "bench:memory"].includes(command);
}

/** The repository's tests. */
function testArguments() {
  return ["--import", "tsx", join(root, "tools", "test.ts"), ...rest];
}

/** The command of `osmium` that the npm script stands for. */
function toolArguments() {
  const { command: name, before } = npmCommands[command];
  return [join(root, "tools", "bin", "osmium.mjs"), name, ...before, ...rest];
}

/** Runs Node. Signals of the terminal reach it too; it decides what they mean. */
function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    child.on("error", (error) => fail(`can not start Node: ${error.message}`));
    child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
}

// ---- npm packages ------------------------------------------------------------------------------------------------------

function ensurePackages() {
  if (packagesAreThere()) return;
  say("Installing npm packages (about 60 MB, once) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status, error } = spawnSync(npm, ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (error) fail(`npm can not be started: ${error.message}`);
  if (status !== 0) fail('"npm ci" failed: see its messages above. It needs the network once.');
}

/** Does what npm has installed match the lock file? npm keeps a list of it in node_modules. */
function packagesAreThere() {
  const installedList = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedList)) return false;
  try {
    const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
    const installed = JSON.parse(readFileSync(installedList, "utf8")).packages;
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === "" || optional || installed[path]?.version === version,
    );
  } catch {
    return false;
  }
}

// ---- LLVM and QEMU -----------------------------------------------------------------------------------------------------

function ensureTools({ qemu }) {
  const missing = () => ({ llvm: !haveLlvm(), qemu: qemu && !findInPath(qemuTool) });
  const before = missing();
  if (!before.llvm && !before.qemu) return;
  const names = [before.llvm && `LLVM ${oldestLlvm} or later`, before.qemu && "QEMU"].filter(Boolean).join(" and ");
  if (thisSystem() !== "debian" || !findInPath("apt-get")) fail(howToInstall(before, names));
  installByApt(before, names);
  const after = missing();
  if (after.llvm || after.qemu) fail(`${names} still can not be found after the installation.`);
}

function howToInstall({ llvm, qemu }, names) {
  const needs = [llvm && "llvm", qemu && "qemu"].filter(Boolean);
  return `${names} must be installed first:\n${installCommand(needs)}\nThen run this again.`;
}

/** The way to root: nothing, sudo, or null when there is none. */
function privilege() {
  if (process.getuid?.() === 0) return [];
  if (!findInPath("sudo")) return null;
  if (spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0) return ["sudo", "-n"];
  return process.stdin.isTTY ? ["sudo"] : null;
}

function installByApt({ llvm, qemu }, names) {
  say(`${names} not found: looking for Debian packages …`);
  const become = privilege();
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
  const apt = (args, stdio) => {
    const [program, ...first] = [...(become ?? []), "apt-get", ...args];
    return spawnSync(program, first, { env: environment, stdio, encoding: "utf8" });
  };
  if (become !== null && apt(["update", "-q"], ["inherit", "ignore", 2]).status !== 0) {
    say('"apt-get update" failed: going on with the package lists that are there.');
  }
  const packages = [];
  if (llvm) {
    const version = debianLlvm();
    if (version === undefined) {
      fail(
        `This system's packages have no LLVM ${oldestLlvm} or later. Its makers have: see https://apt.llvm.org ` +
          "(llvm-19 and lld-19), then run this again.",
      );
    }
    packages.push(`llvm-${version}`, `lld-${version}`);
  }
  if (qemu) packages.push("qemu-system-x86");
  if (qemu && (process.env.DISPLAY || process.env.WAYLAND_DISPLAY)) packages.push("qemu-system-gui");
  const install = ["install", "-y", "-q", "--no-install-recommends", ...packages];
  if (become === null) {
    fail(`These packages are needed: ${packages.join(" ")}. As root:\n  apt-get ${install.join(" ")}`);
  }
  const trial = apt(["install", "--print-uris", ...install.slice(1)], ["inherit", "pipe", "ignore"]);
  const amount = /^(Need to get .*|After this operation.*)$/gm;
  say(`Installing ${packages.join(", ")}. ${(trial.stdout?.match(amount) ?? []).join(" ")}`);
  if (apt(install, ["inherit", 2, 2]).status !== 0) {
    fail(`The installation failed. As root:\n  apt-get ${install.join(" ")}`);
  }
}

/** Installs Bochs for the test that boots in it, where nobody needs to be asked. Without it, that test is skipped. */
function offerBochs() {
  if (findInPath("bochs") || thisSystem() !== "debian" || !findInPath("apt-get")) return;
  const become = privilege();
  if (become === null || become.length === 1) return;
  say("Installing Bochs, about 2 MB and the libraries that it needs …");
  const [program, ...args] = [...become, "apt-get", "install", "-y", "-q", "--no-install-recommends"];
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status } = spawnSync(program, [...args, "bochs", "bochs-term"], {
    env: environment,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) say("Bochs could not be installed: its test will be skipped.");
}
