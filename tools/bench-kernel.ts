/**
 * `npm run bench:kernel`: instructions that the kernel's text screen takes, counted by QEMU, beside a screen without a shadow. The same on every
 * machine and in every run, whatever else the machine does.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { BuildError, buildKernel, root } from "./build.ts";
import { qemuProgram } from "./qemu.ts";

/** What is measured, by the name that the kernel prints. */
const cases: Readonly<Record<string, string>> = {
  "scroll-empty": "scrolling an empty screen by a line",
  "scroll-listing": "writing a line of a listing at the bottom, 43 to 60 characters, and scrolling",
  "scroll-noise": "writing 80 characters at the bottom, none as above it, and scrolling",
  "redraw-same": "drawing a screen that shows the same already",
  "redraw-listing": "drawing a listing over one that is a line ahead",
  "redraw-noise": "drawing a screen every cell of which changes",
};

interface Pair {
  readonly direct: number;
  readonly shadow: number;
}

interface Result {
  readonly name: string;
  readonly about: string;
  readonly instructions: Pair;
  /** Accesses of video memory, of whatever width. */
  readonly videoAccesses: Pair;
}

function runKernel(): Result[] {
  const kernel = join(root, "build", "bench", "console.elf");
  buildKernel(join(root, "bench", "kernel", "console.ts"), kernel);
  const { stdout, stderr, error } = spawnSync(
    qemuProgram,
    // One instruction is one nanosecond of the machine's time, which the time-stamp counter counts.
    "-accel tcg -icount shift=0 -m 64M -display none -serial stdio -monitor none -no-reboot -nic none"
      .split(" ")
      .concat("-device", "isa-debug-exit,iobase=0xf4,iosize=4", "-kernel", kernel),
    { encoding: "utf8", timeout: 120_000 },
  );
  if (error) throw error;
  const pairs = (kind: string): Map<string, Pair> =>
    new Map(
      [...stdout.matchAll(new RegExp(`^${kind} (\\S+) (\\S+) (\\S+?)\\r?$`, "gm"))].map(([, name, direct, shadow]) => [
        name ?? "",
        { direct: Number(direct), shadow: Number(shadow) },
      ]),
    );
  const [instructions, video] = [pairs("bench"), pairs("video")];
  return Object.entries(cases).map(([name, about]) => {
    const [measured, accesses] = [instructions.get(name), video.get(name)];
    if (measured === undefined || accesses === undefined) {
      throw new Error(`the kernel did not measure ${name}:\n${stdout}${stderr}`);
    }
    return { name, about, instructions: measured, videoAccesses: accesses };
  });
}

const whole = (value: number): string => value.toFixed(0);

function table(results: readonly Result[]): string {
  const rows = results.map(({ about, instructions, videoAccesses }) => [
    about,
    whole(instructions.direct),
    whole(instructions.shadow),
    (instructions.shadow / instructions.direct).toFixed(2),
    whole(videoAccesses.direct),
    whole(videoAccesses.shadow),
  ]);
  const head = [
    "Per line of the screen",
    "Instructions, direct",
    "with shadow",
    "ratio",
    "Video accesses, direct",
    "with shadow",
  ];
  return [head, head.map((_, column) => (column === 0 ? "---" : "---:")), ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

function save(results: readonly Result[]): void {
  const folder = join(root, "bench", "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kernel.json"), `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(
    join(folder, "kernel.md"),
    `# The text screen, in instructions

\`npm run bench:kernel -- --save\` boots [\`bench/kernel/console.ts\`](../kernel/console.ts) in QEMU, which counts instructions exactly (\`-icount shift=0\`), and runs each case with the kernel's
screen and with one that has no shadow ([\`direct-text.ts\`](../kernel/direct-text.ts)), as this kernel's first had not. An access of video memory costs an instruction here, on a PC
hundreds of them, in a virtual machine an exit: so they are counted apart. Words of four cells count as one access, single cells as one.

${table(results)}
`,
  );
}

try {
  const { values } = parseArgs({ options: { save: { type: "boolean", default: false } } });
  const results = runKernel();
  console.log(table(results));
  if (values.save) {
    save(results);
    console.log("written: bench/results/kernel.json, bench/results/kernel.md");
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof BuildError ? 1 : 2;
}
