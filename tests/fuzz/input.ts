/** `npm run fuzz:input -- --count N --seed S`: mutated programs must be rejected or compiled, never break the compiler. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { runCampaign } from "./input/campaign.ts";

const flags = new Command("fuzz:input")
  .description("Compiles mutated programs.")
  .option("--count <count>", "how many", "10000")
  .option("--seed <seed>", "which", "1")
  .option("--seconds <seconds>", "stop after this time", "1000000")
  .option("--store <folder>", "where to put files that break the compiler")
  .parse()
  .opts<{ count: string; seed: string; seconds: string; store?: string }>();

const start = Date.now();
console.log(`seed ${flags.seed}`);
const { rejected, compiled, failures } = await runCampaign({
  seed: Number(flags.seed),
  count: Number(flags.count),
  shouldStop: () => Date.now() - start > Number(flags.seconds) * 1000,
  progress: (done, broken) => {
    const rate = (done * 1000) / (Date.now() - start);
    process.stderr.write(`\r${done} files, ${rate.toFixed(1)} a second, ${broken} broke the compiler  `);
  },
  onFailure: ({ index, origin, source, detail }) => {
    console.log(`\nfile ${index}, from ${origin}:\n${detail}`);
    if (flags.store === undefined) return;
    mkdirSync(flags.store, { recursive: true });
    writeFileSync(join(flags.store, `input-${flags.seed}-${index}.ts`), source);
  },
});
console.log(
  `\n${rejected} rejected, ${compiled} compiled, ${failures.length} broke the compiler, ${((Date.now() - start) / 1000).toFixed(0)} s`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
