/** `osmium bench boot`: measures from the start of QEMU's process to a text on the serial port, the firmware's time included. */
import { once } from "node:events";
import { UserError } from "./errors.ts";
import { buildProjectImage } from "./image.ts";
import { elfOf, imageOf, type Project } from "./project.ts";
import { machineArguments, startQemu } from "./qemu.ts";

/** Milliseconds of one start; null when the machine ended or was silent for half a minute. */
async function bootOnce(args: readonly string[], until: string): Promise<number | null> {
  const start = performance.now();
  const qemu = startQemu(args, ["pipe", "pipe", "ignore"]);
  const end = once(qemu, "exit");
  let seen = "";
  const time = await new Promise<number | null>((resolve) => {
    qemu.on("exit", () => resolve(null));
    setTimeout(() => resolve(null), 30_000).unref();
    qemu.stdout?.setEncoding("latin1").on("data", (text: string) => {
      seen += text;
      if (seen.includes(until)) resolve(performance.now() - start);
    });
  });
  qemu.kill("SIGKILL");
  await end;
  return time;
}

async function measure(name: string, args: readonly string[], until: string, runs: number): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const time = await bootOnce([...args, "-display", "none", "-serial", "stdio", "-monitor", "none"], until);
    if (time === null) throw new UserError(`${name}: "${until}" never came on the serial port`);
    times.push(time);
  }
  times.sort((a, b) => a - b);
  const at = (part: number): string => ((times[Math.floor((times.length - 1) * part)] ?? 0) / 1000).toFixed(3);
  console.log(`${name.padEnd(10)} median ${at(0.5)} s, ${at(0)} to ${at(1)} s, ${times.length} runs`);
}

/** Measures a project's kernel by -kernel and from disk. */
export async function measureBoot(project: Project, until: string, runs: number): Promise<void> {
  buildProjectImage(project);
  await measure("-kernel", machineArguments({ boot: { kernel: elfOf(project) } }), until, runs);
  await measure("disk", machineArguments({ boot: { disk: imageOf(project) }, snapshot: true }), until, runs);
}
