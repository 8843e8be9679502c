/** The figures of tasks: where each comes from, and what it has to be. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import ts from "typescript";
import { TestMachine } from "../../tests/support/machine.ts";
import { buildKernel, kernelElf, root } from "../../tools/build.ts";

const folder = join(root, "bench", "tasks");
const compiler = join(root, "compiler", "bin", "osc.mjs");

/** Instructions from the keyboard's interrupt to the awaiting function, sorted. */
export interface WakeCounts {
  readonly tasks: number;
  readonly counts: readonly number[];
}

/** Boots the kernel of `kernel/wake.ts` in a machine whose clock counts instructions. */
export async function measureWake(scratch: string): Promise<WakeCounts[]> {
  const kernel = join(scratch, "wake.elf");
  buildKernel(join(folder, "kernel", "wake.ts"), kernel, { quiet: true });
  await using machine = new TestMachine({ boot: { kernel }, memory: "64M", extra: ["-icount", "shift=0,sleep=off"] });
  await machine.end(120_000);
  const lines = [...machine.serial.matchAll(/^wake with (\d+) tasks: ([\d ]+)/gm)];
  if (lines.length === 0) throw new Error(`the kernel measured nothing:\n${machine.serial}`);
  return lines.map(([, tasks, counts]) => ({
    tasks: Number(tasks),
    counts: counts!
      .trim()
      .split(" ")
      .map(Number)
      .sort((a, b) => a - b),
  }));
}

/** A share of sorted values lies at or below the result. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function output(program: string, args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} failed:\n${stdout}${stderr}`);
  return stdout;
}

function compile(name: string, scratch: string): string {
  const binary = join(scratch, name);
  output(process.execPath, [compiler, join(folder, "linux", `${name}.ts`), "-o", binary, "--target", "linux"]);
  return binary;
}

/** The median of some runs of a program that prints a number. */
function median(runs: number, run: () => string): number {
  const values = Array.from({ length: runs }, () => Number(run())).sort((a, b) => a - b);
  return quantile(values, 0.5);
}

/** Nanoseconds to spawn an empty task and await its end, on the executor compiled for Linux. */
export function measureSpawn(scratch: string, runs: number): number {
  const binary = compile("spawn", scratch);
  return median(runs, () => output(binary, []));
}

/** Nanoseconds of an `await` of a settled promise: ours, and the same program under Node. */
export function measureAwait(scratch: string, runs: number): { readonly osmium: number; readonly node: number } {
  const binary = compile("await", scratch);
  const source = readFileSync(join(folder, "linux", "await.ts"), "utf8");
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  return {
    osmium: median(runs, () => output(binary, [])),
    node: median(runs, () => output(process.execPath, ["--input-type=module", "--eval", outputText])),
  };
}

export interface IdleShares {
  /** Of the guest's time, in a counted machine: the part in which the processor was halted. */
  readonly haltedShare: number;
  /** Of one processor of the host, by the whole of QEMU, with the real kernel at its prompt. */
  readonly hostShare: number;
}

/** Processor time of a process, in seconds (proc(5), stat: utime and stime, in hundredths). */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Leaves the kernel alone at its prompt for a while. */
export async function measureIdle(scratch: string, seconds: number): Promise<IdleShares> {
  const kernel = join(scratch, "idle.elf");
  buildKernel(join(folder, "kernel", "idle.ts"), kernel, { quiet: true });
  await using counted = new TestMachine({ boot: { kernel }, memory: "64M", extra: ["-icount", "shift=0,sleep=off"] });
  await counted.end(120_000);
  const halted = /^halted ([\d.]+)$/m.exec(counted.serial)?.[1];
  if (halted === undefined) throw new Error(`the kernel measured nothing:\n${counted.serial}`);

  buildKernel(join(root, "kernel", "src", "main.ts"), kernelElf, { quiet: true });
  await using machine = new TestMachine({ boot: { kernel: kernelElf } });
  await machine.serialWith("osmium>");
  await delay(2000);
  const before = processorSeconds(machine.pid);
  await delay(seconds * 1000);
  return { haltedShare: Number(halted), hostShare: (processorSeconds(machine.pid) - before) / seconds };
}
