/** `npm start`: builds the image and boots it. */
import { spawnSync } from "node:child_process";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { BuildError, buildKernel, debugKernelElf, kernelElf, kernelMain } from "./build.ts";
import { buildImage, describeImage, imagePath } from "./image.ts";
import { type Boot, findDisplay, machineArguments, startQemu } from "./qemu.ts";

/** QEMU's terminal display switches Ctrl-C off when it starts; it is on again this long afterwards. */
const cursesStartMs = 700;

process.exitCode = await main();

async function main(): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nnpm start -- --help lists the options.`);
    return 2;
  }
  try {
    if (options.gdb) buildKernel(kernelMain, debugKernelElf, { debug: true });
    else {
      const { elf, disk } = buildImage(options.append);
      console.error(describeImage(elf, disk));
    }
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(error.message);
    return 1;
  }
  return boot(options);
}

function readOptions() {
  return parseArgs({
    options: {
      headless: { type: "boolean", default: false },
      memory: { type: "string", default: "128M" },
      machine: { type: "string", default: "pc" },
      append: { type: "string", default: "" },
      pvh: { type: "boolean", default: false },
      gdb: { type: "boolean", default: false },
    },
  }).values;
}

/** A kernel for the debugger has no image: it is started directly. */
function bootOf({ gdb, pvh, append }: ReturnType<typeof readOptions>): Boot {
  if (gdb) return { kernel: debugKernelElf, append };
  return pvh ? { kernel: kernelElf, append } : { disk: imagePath };
}

/** Runs QEMU until it ends. */
function boot(options: ReturnType<typeof readOptions>): Promise<number> {
  const display = options.headless ? null : findDisplay();
  if (!options.headless && display === null) console.error("No display here: showing the serial console.");
  const args = machineArguments({
    boot: bootOf(options),
    memory: options.memory,
    machine: options.machine,
    extra: options.gdb ? ["-s", "-S"] : [],
  });
  if (display === null) args.push("-display", "none", "-serial", "stdio", "-monitor", "none");
  else args.push("-display", display, "-serial", "null");
  console.error(
    options.gdb
      ? `Waiting for a debugger on port 1234: gdb -x tools/gdb/osmium.py -ex "target remote :1234" ${relative("", debugKernelElf)}`
      : "Booting. Ctrl-C or the command shutdown ends it.",
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
