/**
 * `osmium debug`: a kernel without optimisation in QEMU, halted, with gdb attached and our commands loaded (`tools/gdb`). QEMU shows the screen in a window where
 * there is a display; what the serial port sends goes into a file, since the terminal is the debugger's.
 *
 * Always by emulation, never by hardware acceleration: breakpoints can be set before the kernel has mapped its memory, and there can be any number of them.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { buildKernel } from "./build.ts";
import { UserError } from "./errors.ts";
import { findInPath, installCommand } from "./host.mjs";
import { debugElfOf, type Project, root, shownPath } from "./project.ts";
import { findDisplay, machineArguments, requireQemu, startQemu } from "./qemu.ts";

export const gdbProgram = "gdb";
/** What our commands are loaded from. */
export const gdbScript = join(root, "tools", "gdb", "osmium.py");

export interface DebugOptions {
  readonly memory: string;
  readonly append: string;
  /** Commands for gdb, after it has stopped at the main module's first line; then it ends. */
  readonly commands: readonly string[];
}

/** Builds, starts QEMU and gdb; gives gdb's exit code when it has ended, and QEMU with it. */
export async function debugProject(project: Project, options: DebugOptions): Promise<number> {
  requireQemu();
  if (findInPath(gdbProgram) === undefined)
    throw new UserError(`gdb is not installed. To install it:\n${installCommand(["gdb"])}`);
  const kernel = debugElfOf(project);
  buildKernel(project.main, kernel, { debug: true, folder: project.folder });
  const folder = mkdtempSync(join(tmpdir(), "osmium-gdb-"));
  const socket = join(folder, "gdb");
  const log = serialLogOf(project);
  const qemu = startHalted(project, options, `unix:${socket},server=on,wait=off`, log);
  try {
    await waitFor(socket, qemu);
    console.error(`What the serial port sends goes to ${shownPath(log)}.`);
    return await runGdb(project, kernel, socket, options.commands);
  } finally {
    qemu.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The file for what the kernel under the debugger prints. */
export const serialLogOf = ({ buildFolder, name }: Project): string => join(buildFolder, `${name}-debug.log`);

/** Starts QEMU with the kernel for the debugger, which does not run before the debugger says so. */
function startHalted(
  project: Project,
  options: Omit<DebugOptions, "commands">,
  server: string,
  log: string,
): ChildProcess {
  mkdirSync(dirname(log), { recursive: true });
  const display = findDisplay();
  const args = machineArguments({
    boot: { kernel: debugElfOf(project), append: options.append },
    memory: options.memory,
    acceleration: "none",
    extra: ["-S", "-gdb", server, "-no-reboot"],
  });
  // The machine's clock counts instructions: nothing gets late while the kernel stands at a breakpoint or is stepped through, and the same run is the same again.
  args.push("-icount", "shift=3,sleep=on");
  // A display inside the terminal would fight with gdb for it.
  args.push("-display", display === null || display === "curses" ? "none" : display);
  args.push("-serial", `file:${log}`, "-monitor", "none");
  return startQemu(args, ["ignore", "ignore", "inherit"]);
}

async function waitFor(socket: string, qemu: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (existsSync(socket)) return;
    if (qemu.exitCode !== null) throw new UserError("QEMU has ended at once: see what it said above");
    await delay(20);
  }
  throw new UserError("QEMU did not start its debug server");
}

function runGdb(project: Project, kernel: string, socket: string, commands: readonly string[]): Promise<number> {
  const all = [
    "set width 0",
    "set confirm off",
    // Where the processor begins says nothing.
    "set suppress-cli-notifications on",
    `target remote ${socket}`,
    "set suppress-cli-notifications off",
    `run-to-module ${relative(project.folder, project.main)}`,
    ...commands,
  ];
  const args = ["-q", "-nx", "-x", gdbScript, ...all.flatMap((command) => ["-ex", command])];
  if (commands.length > 0) args.push("-batch");
  const gdb = spawn(gdbProgram, [...args, kernel], { cwd: project.folder, stdio: "inherit" });
  // Ctrl-C is gdb's: it stops the kernel.
  const ignore = (): void => {};
  process.on("SIGINT", ignore);
  return new Promise((resolve) => {
    gdb.on("error", (error) => {
      console.error(`gdb can not be started: ${error.message}`);
      resolve(1);
    });
    gdb.on("exit", (code) => {
      process.off("SIGINT", ignore);
      resolve(code ?? 1);
    });
  });
}

/** For editors: QEMU waits for their debugger on a port. Ends when QEMU does. */
export async function serveDebugger(
  project: Project,
  port: number,
  options: Omit<DebugOptions, "commands">,
): Promise<number> {
  requireQemu();
  console.error("Compiling the kernel for the debugger …");
  buildKernel(project.main, debugElfOf(project), { debug: true, folder: project.folder });
  const log = serialLogOf(project);
  const qemu = startHalted(project, options, `tcp:127.0.0.1:${port}`, log);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => qemu.kill("SIGTERM"));
  // A little later than the port, so that who reads this can connect.
  await delay(300);
  if (qemu.exitCode !== null) throw new UserError(`QEMU has ended at once: is port ${port} taken?`);
  console.error(`Waiting for a debugger on port ${port}; the serial port goes to ${shownPath(log)}.`);
  return new Promise((resolve) => qemu.on("exit", (code, signal) => resolve(signal === null ? (code ?? 0) : 0)));
}
