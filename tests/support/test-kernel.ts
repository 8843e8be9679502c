/**
 * Kernels that are tests: each program in tests/kernel/programs is compiled, booted by PVH, and reports in TAP over the serial port. A kernel
 * that stops talking, ends early, or ends with another status than it should is a failure.
 */
import { basename, join, resolve } from "node:path";
import { buildKernel, root } from "../../tools/build.ts";
import { parseTap } from "../../tools/testing/tap.ts";
import { TestMachine } from "./machine.ts";

export interface KernelResult {
  readonly name: string;
  readonly ok: boolean;
  /** What is said of a failure: messages and call stacks. */
  readonly comments: readonly string[];
}

/** QEMU's status when a kernel exits with a code: isa-debug-exit makes it odd. */
export const statusOf = (code: number): number => 2 * code + 1;

/** The results in what a kernel has printed. */
export function resultsIn(serial: string): { planned: number | null; results: KernelResult[] } {
  const { planned, results } = parseTap(serial);
  return {
    planned,
    results: results.map(({ name, ok, failures }) => ({
      name,
      ok,
      comments: failures.flatMap(({ message, stack }) => [message, ...stack.map((frame) => `    at ${frame}`)]),
    })),
  };
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
): Promise<KernelResult[]> {
  const kernel = buildTestKernel(program);
  await using machine = new TestMachine({ boot: { kernel }, memory, extra });
  const status = await machine.end(120_000);
  const { planned, results } = resultsIn(machine.serial);
  const failed = results.some((result) => !result.ok);
  if (planned !== results.length || status !== statusOf(failed ? 1 : 0)) {
    throw new Error(`the kernel did not finish (status ${status}). Serial output:\n${machine.serial}`);
  }
  return results;
}
