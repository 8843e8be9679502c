/**
 * Measures from the start of QEMU's process to a text on the serial port, the firmware's time included. Our kernel by -kernel and from disk;
 * or, with arguments behind `--`, whatever those start:
 *
 *   npx tsx tools/boot-time.ts [--runs 10] [--until TEXT] [-- QEMU arguments]
 */
import { once } from "node:events";
import { parseArgs } from "node:util";
import { kernelElf } from "./build.ts";
import { buildImage, imagePath } from "./image.ts";
import { machineArguments, startQemu } from "./qemu.ts";

const { values, positionals } = parseArgs({
  options: { runs: { type: "string", default: "10" }, until: { type: "string", default: "osmium>" } },
  allowPositionals: true,
});

/** Milliseconds of one start; null when the machine ended or was silent for half a minute. */
async function bootOnce(args: readonly string[]): Promise<number | null> {
  const start = performance.now();
  const qemu = startQemu(args, ["pipe", "pipe", "ignore"]);
  const end = once(qemu, "exit");
  let seen = "";
  const time = await new Promise<number | null>((resolve) => {
    qemu.on("exit", () => resolve(null));
    setTimeout(() => resolve(null), 30_000).unref();
    qemu.stdout?.setEncoding("latin1").on("data", (text: string) => {
      seen += text;
      if (seen.includes(values.until)) resolve(performance.now() - start);
    });
  });
  qemu.kill("SIGKILL");
  await end;
  return time;
}

async function measure(name: string, args: readonly string[]): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < Number(values.runs); run++) {
    const time = await bootOnce([...args, "-display", "none", "-serial", "stdio", "-monitor", "none"]);
    if (time === null) throw new Error(`${name}: "${values.until}" never came`);
    times.push(time);
  }
  times.sort((a, b) => a - b);
  const at = (part: number): string => ((times[Math.floor((times.length - 1) * part)] ?? 0) / 1000).toFixed(3);
  console.log(`${name.padEnd(10)} median ${at(0.5)} s, ${at(0)} to ${at(1)} s, ${times.length} runs`);
}

if (positionals.length > 0) {
  await measure("given", positionals);
} else {
  buildImage();
  await measure("-kernel", machineArguments({ boot: { kernel: kernelElf } }));
  await measure("disk", machineArguments({ boot: { disk: imagePath } }));
}
