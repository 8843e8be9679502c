/** Timing of whole processes, each contestant in turn, so that a change of the machine's mood meets all of them. */
import { spawnSync } from "node:child_process";
import { type Benchmark, type Contestant, contestants } from "./program.ts";

export interface Measurement {
  readonly name: string;
  readonly about: string;
  /** Median seconds from start to exit. */
  readonly median: Readonly<Record<Contestant, number>>;
  /** Fastest and slowest, in seconds. */
  readonly range: Readonly<Record<Contestant, readonly [number, number]>>;
}

/** Runs a benchmark and compares what the contestants print. Throws an `Error` if they differ or one fails. */
export function measure(benchmark: Benchmark, runs: number): Measurement {
  const times: Record<Contestant, number[]> = { c: [], osmium: [], node: [] };
  let expected: string | undefined;
  for (let round = 0; round < runs; round++) {
    for (const contestant of contestants) {
      const { program, args } = benchmark.commands[contestant];
      const start = performance.now();
      const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
      times[contestant].push((performance.now() - start) / 1000);
      if (status !== 0) throw new Error(`${benchmark.name} (${contestant}) failed:\n${stderr}`);
      expected ??= stdout;
      if (stdout !== expected)
        throw new Error(`${benchmark.name} (${contestant}) printed:\n${stdout}and not:\n${expected}`);
    }
  }
  const of = <T>(pick: (sorted: readonly number[]) => T): Record<Contestant, T> => {
    const sorted = (contestant: Contestant): T => pick([...times[contestant]].sort((a, b) => a - b));
    return { c: sorted("c"), osmium: sorted("osmium"), node: sorted("node") };
  };
  return {
    name: benchmark.name,
    about: benchmark.about,
    median: of(
      (sorted) => (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2,
    ),
    range: of((sorted) => [sorted[0]!, sorted.at(-1)!] as const),
  };
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
