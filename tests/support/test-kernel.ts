/**
 * Kernels that are tests: each program in tests/kernel/programs is compiled, booted by PVH, and reports in TAP over the serial port. A kernel
 * that stops talking, ends early, or ends with another status than it should is a failure.
 */
import { basename, join, resolve } from "node:path";
import { buildKernel, root } from "../../tools/build.ts";
import { TestMachine } from "./machine.ts";

export interface TapResult {
  readonly name: string;
  readonly ok: boolean;
  /** Lines that begin with `#` behind the result. */
  readonly comments: readonly string[];
}

/** QEMU's status when a kernel exits with a code: isa-debug-exit makes it odd. */
export const statusOf = (code: number): number => 2 * code + 1;

/** Results in TAP output (version 13); lines that are none of it are ignored. */
export function parseTap(text: string): { planned: number | null; results: TapResult[] } {
  let planned: number | null = null;
  const results: { name: string; ok: boolean; comments: string[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const plan = /^1\.\.(\d+)$/.exec(line);
    const result = /^(not )?ok \d+ - (.*)$/.exec(line);
    if (plan) planned = Number(plan[1]);
    else if (result) results.push({ name: result[2] ?? "", ok: result[1] === undefined, comments: [] });
    else if (line.startsWith("#")) results.at(-1)?.comments.push(line.slice(1).trim());
  }
  return { planned, results };
}

/** Compiles a test kernel, a program of `tests/kernel/programs` or one by its full path; gives the ELF's path. */
export function buildTestKernel(program: string): string {
  const output = join(root, "build", "tests", `${basename(program, ".ts")}.elf`);
  buildKernel(resolve(root, "tests", "kernel", "programs", program), output, { quiet: true });
  return output;
}

/** Runs a test kernel to its end and gives its results; throws when it did not finish its plan. */
export async function runTestKernel(
  program: string,
  memory = "64M",
  extra: readonly string[] = [],
): Promise<TapResult[]> {
  const kernel = buildTestKernel(program);
  await using machine = new TestMachine({ boot: { kernel }, memory, extra });
  const status = await machine.end(120_000);
  const { planned, results } = parseTap(machine.serial);
  const failed = results.some((result) => !result.ok);
  if (planned !== results.length || status !== statusOf(failed ? 1 : 0)) {
    throw new Error(`the kernel did not finish (status ${status}). Serial output:\n${machine.serial}`);
  }
  return results;
}
