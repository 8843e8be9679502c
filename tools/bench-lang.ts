/** `npm run bench:lang`: our compiler's programs beside their twins in C and beside Node. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Measurement, measure } from "../bench/lang/measure.ts";
import { benchmarkNames, buildBenchmark } from "../bench/lang/program.ts";
import { save, summarize, tableHeader, tableRow } from "../bench/lang/report.ts";
import { root } from "./build.ts";

process.exitCode = main();

function main(): number {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nnpm run bench:lang -- --help lists the options.`);
    return 2;
  }
  const clang = ["clang-19", "clang"].find((name) => spawnSync(name, ["--version"]).status === 0);
  if (clang === undefined) {
    console.error("the twins in C need clang: apt-get install clang-19");
    return 1;
  }
  const scratch = mkdtempSync(join(tmpdir(), "osc-bench-"));
  try {
    const measurements: Measurement[] = [];
    console.log(tableHeader);
    for (const name of options.names) {
      const measurement = measure(buildBenchmark(name, scratch, clang), options.runs);
      measurements.push(measurement);
      console.log(tableRow(measurement));
    }
    const { timesC, fasterThanNode } = summarize(measurements);
    console.log(`geometric mean: ${timesC.toFixed(2)} × the time of C, ${fasterThanNode.toFixed(2)} × as fast as Node`);
    if (options.save) {
      const results = join(root, "bench", "results");
      mkdirSync(results, { recursive: true });
      const about = {
        processor: cpus()[0]?.model ?? "",
        node: process.version,
        clang: versionOf(clang),
        runs: String(options.runs),
      };
      save(results, measurements, about);
      console.log("written: bench/results/lang.json, bench/results/lang.svg");
    }
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function versionOf(program: string): string {
  return /version (\S+)/.exec(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout)?.[1] ?? "";
}

function readOptions() {
  const { values, positionals } = parseArgs({
    options: { runs: { type: "string", default: "5" }, save: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error(`--runs ${values.runs}: a positive number of runs is needed`);
  const known = benchmarkNames();
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`there is no program ${unknown}; there are ${known.join(", ")}`);
  return { runs, save: values.save, names: positionals.length > 0 ? positionals : known };
}
