/**
 * Boots one test kernel and gives what came of it. A kernel that says nothing for too long gets a non-maskable interrupt: its report tells which line of TypeScript
 * it was in, even where interrupts are off. Then the machine is ended.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineArguments, startQemu } from "../qemu.ts";
import { Qmp } from "../qmp.ts";
import { parseTap, type TapReport } from "./tap.ts";

export interface BootOptions {
  readonly kernel: string;
  /** Only tests whose titles contain this. */
  readonly filter: string;
  readonly memory: string;
  /** How long the kernel may say nothing. */
  readonly silenceMs: number;
}

/** How the machine ended: by the kernel's own will, by a report, by us, or in another way. */
export type End = "finished" | "stopped" | "silent" | "gone";

export interface BootResult {
  readonly end: End;
  /** QEMU's exit code. */
  readonly status: number | null;
  readonly report: TapReport;
  /** All that the serial port has sent. */
  readonly serial: string;
  readonly ms: number;
}

/** isa-debug-exit makes a code odd: 0 and 1 are the framework's, 3 a report's (`console/report.ts`). */
const statusOf = (code: number): number => 2 * code + 1;
/** How long a kernel has for its report about the interrupt. */
const reportMs = 2000;

/** @param onProgress called when the kernel has said something */
export async function bootTests(options: BootOptions, onProgress: (report: TapReport) => void): Promise<BootResult> {
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "osmium-test-"));
  const socket = join(folder, "qmp");
  const append = options.filter === "" ? "" : `osmium.filter=${options.filter}`;
  const args = machineArguments({ boot: { kernel: options.kernel, append }, memory: options.memory, snapshot: true });
  args.push("-display", "none", "-serial", "stdio", "-monitor", "none", "-no-reboot");
  args.push("-device", "isa-debug-exit,iobase=0xf4,iosize=4", "-qmp", `unix:${socket},server=on,wait=off`);
  const qemu = startQemu(args, ["ignore", "pipe", "pipe"]);
  let serial = "";
  let wasSilent = false;
  let timer: NodeJS.Timeout | undefined;
  const tooLong = async (): Promise<void> => {
    wasSilent = true;
    timer = setTimeout(() => qemu.kill("SIGKILL"), reportMs);
    await interrupt(socket).catch(() => qemu.kill("SIGKILL"));
  };
  const heard = (text: string): void => {
    serial += text;
    if (wasSilent) return;
    clearTimeout(timer);
    timer = setTimeout(() => void tooLong(), options.silenceMs);
    onProgress(parseTap(serial));
  };
  heard("");
  qemu.stdout?.setEncoding("utf8").on("data", heard);
  qemu.stderr?.setEncoding("utf8").on("data", heard);
  const stop = (): void => void qemu.kill("SIGKILL");
  process.on("exit", stop);
  try {
    const status = await new Promise<number | null>((resolve) => {
      qemu.on("error", (error) => {
        serial += error.message;
        resolve(null);
      });
      qemu.on("close", resolve);
    });
    const end = wasSilent ? "silent" : endOf(status);
    return { end, status, report: parseTap(serial), serial, ms: performance.now() - start };
  } finally {
    process.off("exit", stop);
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  }
}

function endOf(status: number | null): End {
  if (status === statusOf(0) || status === statusOf(1)) return "finished";
  return status === statusOf(3) ? "stopped" : "gone";
}

async function interrupt(socket: string): Promise<void> {
  const qmp = await Qmp.connect(socket, 1000);
  await qmp.execute("inject-nmi");
  qmp.close();
}
