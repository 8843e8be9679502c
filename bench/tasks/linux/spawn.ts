/** Nanoseconds to spawn an empty task, await its end, and finish it, on the kernel's executor compiled for Linux. */
import { spawn, step } from "../../../kernel/src/tasks/executor.ts";

const tasks = 2_000_000;

async function sequence(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await spawn("empty", async () => {}).join();
}

function run(count: number): number {
  const start = performance.now();
  const main = spawn("main", () => sequence(count));
  while (!main.isDone) step();
  return ((performance.now() - start) * 1e6) / count;
}

run(tasks / 10);
console.log(run(tasks).toFixed(1));
