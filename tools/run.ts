/** Building a project's image and booting it in QEMU. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildKernel } from "./build.ts";
import { buildProjectImage, describeImage } from "./image.ts";
import { debugElfOf, elfOf, imageOf, type Project, root, shownPath } from "./project.ts";
import { type Boot, findDisplay, machineArguments, requireQemu, startQemu } from "./qemu.ts";

/** QEMU's terminal display switches Ctrl-C off when it starts; it is on again this long afterwards. */
const cursesStartMs = 700;

export interface RunOptions {
  readonly headless?: boolean;
  readonly memory: string;
  readonly machine: string;
  readonly append?: string;
  readonly pvh?: boolean;
  readonly gdb?: boolean;
}

/** Builds and boots; gives the exit code when the machine has ended. */
export function runProject(project: Project, options: RunOptions): Promise<number> {
  requireQemu();
  if (options.gdb) buildKernel(project.main, debugElfOf(project), { debug: true, folder: project.folder });
  else {
    const { elf, disk } = buildProjectImage(project, options.append);
    console.error(describeImage(project, elf, disk));
  }
  return boot(project, options);
}

/** A kernel for the debugger has no image: it is started directly. */
function bootOf(project: Project, { gdb, pvh, append }: RunOptions): Boot {
  if (gdb) return { kernel: debugElfOf(project), append };
  return pvh ? { kernel: elfOf(project), append } : { disk: imageOf(project) };
}

/** Runs QEMU until it ends. */
function boot(project: Project, options: RunOptions): Promise<number> {
  const display = options.headless ? null : findDisplay();
  if (!options.headless && display === null) console.error("No display here: showing the serial console.");
  const printers = shownPath(join(root, "tools", "gdb", "osmium.py"));
  const args = machineArguments({
    boot: bootOf(project, options),
    memory: options.memory,
    machine: options.machine,
    extra: options.gdb ? ["-s", "-S"] : [],
  });
  if (display === null) args.push("-display", "none", "-serial", "stdio", "-monitor", "none");
  else args.push("-display", display, "-serial", "null");
  console.error(
    options.gdb
      ? `Waiting for a debugger on port 1234: gdb -x ${printers} -ex "target remote :1234" ${shownPath(debugElfOf(project))}`
      : "Booting. Ctrl-C ends it.",
  );

  const qemu = startQemu(args, "inherit");
  // Ctrl-C reaches QEMU by itself; a signal for us alone is passed on.
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      interrupted = true;
      qemu.kill("SIGTERM");
    });
  }
  if (display === "curses") setTimeout(() => spawnSync("stty", ["isig"], { stdio: "inherit" }), cursesStartMs);
  return new Promise((resolve) => {
    qemu.on("error", (error) => {
      console.error(`QEMU can not be started: ${error.message}`);
      resolve(1);
    });
    qemu.on("exit", (code, signal) => resolve(interrupted || signal !== null ? 0 : (code ?? 0)));
  });
}
