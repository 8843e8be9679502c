/** The programs of the memory benchmark: what runs, on what, and how it is built. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("programs", import.meta.url));
const compiler = fileURLToPath(new URL("../../compiler/bin/osc.mjs", import.meta.url));

/** Heap allocators: the C library's, a model of the reference kernel's, and two of ours. Each prints a line per workload. */
export const allocators = ["glibc", "model", "segregated", "freeList"] as const;
export type AllocatorName = (typeof allocators)[number];

/** What the programs measure, in the order of their lines. */
export const workloads = [
  "8 to 263 bytes, 64 live",
  "8 to 263 bytes, 1,000 live",
  "8 to 263 bytes, 10,000 live",
  "8 to 4,103 bytes, 10,000 live",
] as const;

/** The lines of the program that measures frames. */
export const frameWorkloads = [
  "single frames, 32 MiB",
  "single frames, 1 TiB",
  "runs of 1 to 16 frames, 32 MiB",
  "runs of 1 to 16 frames, 1 TiB",
] as const;

export interface Programs {
  readonly allocators: Readonly<Record<AllocatorName, string>>;
  readonly frames: string;
}

/** Compiles all programs into a scratch folder. Throws an `Error` with the compiler's words. */
export function buildPrograms(scratch: string, clang: string): Programs {
  const fromC = (name: string): string => {
    const program = join(scratch, name);
    run(clang, ["-O2", "-o", program, join(folder, `${name}.c`)]);
    return program;
  };
  const fromTypeScript = (name: string): string => {
    const program = join(scratch, name);
    run(process.execPath, [compiler, join(folder, `${name}.ts`), "-o", program, "-O2"]);
    return program;
  };
  return {
    allocators: {
      glibc: fromC("glibc"),
      model: fromC("first-fit"),
      segregated: fromTypeScript("segregated"),
      freeList: fromTypeScript("free-list"),
    },
    frames: fromTypeScript("frames"),
  };
}

/** Runs a program; gives the numbers that it prints, one a line. */
export function runProgram(program: string): number[] {
  return run(program, []).trim().split("\n").map(Number);
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (error) throw new Error(`${program} can't be started: ${error.message}`);
  if (status !== 0) throw new Error(`${[program, ...args].join(" ")}\n${stdout}${stderr}`);
  return stdout;
}
