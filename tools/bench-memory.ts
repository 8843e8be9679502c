/** `npm run bench:memory`: the kernel's allocators beside glibc's and a model of the reference kernel's; frames of small and of large machines. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildPrograms } from "../bench/memory/contestants.ts";
import { measureMemory } from "../bench/memory/measure.ts";
import { printed, saveMemory } from "../bench/memory/report.ts";
import { root } from "./build.ts";

process.exitCode = main();

function main(): number {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions();
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : error}\nnpm run bench:memory -- --help lists the options.`,
    );
    return 2;
  }
  const clang = ["clang-19", "clang"].find((name) => spawnSync(name, ["--version"]).status === 0);
  if (clang === undefined) {
    console.error("the allocators in C need clang: apt-get install clang-19");
    return 1;
  }
  const scratch = mkdtempSync(join(tmpdir(), "osmium-bench-"));
  try {
    const measurements = measureMemory(buildPrograms(scratch, clang), options.runs);
    console.log(printed(measurements));
    if (options.save) {
      const results = join(root, "bench", "results");
      mkdirSync(results, { recursive: true });
      const about = {
        processor: cpus()[0]?.model ?? "",
        clang: firstVersion(clang),
        glibc: firstVersion("ldd"),
        runs: String(options.runs),
      };
      saveMemory(results, measurements, about);
      console.log("written: bench/results/memory.json, bench/results/memory.md");
    }
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The version in the first line that a program prints about itself. */
function firstVersion(program: string): string {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return /\d+\.\d+[\w.]*/.exec(stdout?.split("\n")[0] ?? "")?.[0] ?? "";
}

function readOptions() {
  const { values } = parseArgs({
    options: { runs: { type: "string", default: "5" }, save: { type: "boolean", default: false } },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error(`--runs ${values.runs}: a positive number of runs is needed`);
  return { runs, save: values.save };
}
