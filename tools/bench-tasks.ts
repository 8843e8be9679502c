/** `npm run bench:tasks`: how long it takes from a key to the function that awaits it, to spawn a task, to await, and what an idle kernel costs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureAwait, measureIdle, measureSpawn, measureWake } from "../bench/tasks/measure.ts";
import { markdownOf, type TaskFigures, textOf } from "../bench/tasks/report.ts";
import { root } from "./build.ts";

process.exitCode = await main();

async function main(): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nOptions: [--runs N] [--save]`);
    return 2;
  }
  const scratch = mkdtempSync(join(tmpdir(), "osmium-bench-"));
  try {
    const figures: TaskFigures = {
      processor: cpus()[0]?.model ?? "",
      node: process.version,
      runs: options.runs,
      wake: await measureWake(scratch),
      spawnNs: measureSpawn(scratch, options.runs),
      awaitNs: measureAwait(scratch, options.runs),
      idle: await measureIdle(scratch, 10),
    };
    console.log(textOf(figures));
    if (options.save) {
      const results = join(root, "bench", "results");
      mkdirSync(results, { recursive: true });
      writeFileSync(join(results, "tasks.json"), `${JSON.stringify(figures)}\n`);
      writeFileSync(join(results, "tasks.md"), markdownOf(figures));
      console.log("written: bench/results/tasks.json, bench/results/tasks.md");
    }
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    rmSync(scratch, { recursive: true });
  }
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
