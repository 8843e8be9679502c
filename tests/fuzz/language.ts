/**
 * `npm run fuzz:lang -- --seconds N --seed S`: random programs must do the same under Node and compiled. What fails is made small and
 * stored among the language tests. Ends with 1 if something failed.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { judge, type Verdict } from "./judge.ts";
import { generate, type Program } from "./language/program.ts";
import { shrink } from "./shrink.ts";

interface Flags {
  readonly seconds: string;
  readonly seed?: string;
  readonly unit: string;
  readonly shrinkSeconds: string;
  readonly store: string;
  readonly nodes: boolean;
}

const folder = join(dirname(fileURLToPath(import.meta.url)), "../lang/programs/review");

const flags = new Command("fuzz:lang")
  .description("Compares random programs under Node and compiled.")
  .option("--seconds <count>", "how long to go on", "60")
  .option("--seed <seed>", "the first program's seed; default: from the clock")
  .option("--unit <count>", "programs compiled together", "12")
  .option("--shrink-seconds <count>", "time for making a failing program small", "180")
  .option("--store <folder>", "where failing programs go", folder)
  .option("--nodes", "short programs that do nothing but make nodes out of nodes", false)
  .parse()
  .opts<Flags>();

const start = Date.now();
const end = start + Number(flags.seconds) * 1000;
const firstSeed = flags.seed === undefined ? start % 1_000_000_000 : Number(flags.seed);

const counts: Record<Verdict["kind"], number> = { same: 0, invalid: 0, refused: 0, wrong: 0 };
const features = new Map<string, number>();
const refusals = new Map<string, number>();
const files = new Set<string>();

/** A program that prints and ends, without what only a unit needs. */
const standalone = (source: string): string => `${source}run();\n`;

async function keep(program: Program, verdict: Verdict & { kind: "wrong" }): Promise<void> {
  console.log(`\nseed ${program.seed}: ${verdict.what}\n${verdict.detail}`);
  const kindOf = ({ what }: { what: string }): string => what.replace(/ \(.*/, "");
  const source = await shrink({
    source: program.source,
    deadline: Date.now() + Number(flags.shrinkSeconds) * 1000,
    stillFails: async (candidate) => {
      const [found] = await judge([{ source: candidate }]);
      return found?.kind === "wrong" && kindOf(found) === kindOf(verdict) && sameFailure(found.detail, verdict.detail);
    },
    progress: (characters) => process.stderr.write(`\rshrinking: ${characters} characters `),
  });
  mkdirSync(flags.store, { recursive: true });
  const name = `fuzz-${createHash("sha256").update(source).digest("hex").slice(0, 10)}.ts`;
  const path = join(flags.store, name);
  files.add(path);
  if (!existsSync(path)) writeFileSync(path, standalone(source));
  console.log(`\nstored as ${path}`);
}

/** Internal errors must be the same one; of other failures the kind is enough. */
function sameFailure(a: string, b: string): boolean {
  const first = (text: string): string => text.split("\n")[0]!.replace(/[%\w$]*\d+/g, "");
  return !b.startsWith("Error") || first(a) === first(b);
}

function count(program: Program, verdict: Verdict): void {
  counts[verdict.kind]++;
  for (const feature of program.features.keys()) features.set(feature, (features.get(feature) ?? 0) + 1);
  if (verdict.kind !== "refused") return;
  const reason = `${verdict.code} ${verdict.message}`;
  if (!refusals.has(`${verdict.code} ${verdict.message.split("\n")[0]}`))
    console.log(`\nseed ${program.seed} refused: ${reason}`);
  const key = `${verdict.code} ${verdict.message.split("\n")[0]}`;
  refusals.set(key, (refusals.get(key) ?? 0) + 1);
}

console.log(`first seed ${firstSeed}`);
let seed = firstSeed;
while (Date.now() < end) {
  const programs = Array.from({ length: Number(flags.unit) }, () => generate(seed++, flags.nodes));
  const verdicts = await judge(programs);
  for (const [index, verdict] of verdicts.entries()) {
    const program = programs[index]!;
    count(program, verdict);
    if (verdict.kind === "invalid") console.log(`\nseed ${program.seed} is not valid: ${verdict.message}`);
    if (verdict.kind === "wrong") await keep(program, verdict);
  }
  const minutes = (Date.now() - start) / 60_000;
  process.stderr.write(
    `\r${seed - firstSeed} programs, ${((seed - firstSeed) / minutes).toFixed(1)} a minute, ${counts.wrong} wrong, ${counts.refused} refused  `,
  );
}
console.log(
  `\n${seed - firstSeed} programs in ${((Date.now() - start) / 60_000).toFixed(1)} minutes, seeds ${firstSeed} to ${seed - 1}`,
);
console.log(`${counts.same} same, ${counts.wrong} wrong, ${counts.refused} refused, ${counts.invalid} not valid`);
for (const [reason, times] of refusals) console.log(`refused ${times}: ${reason}`);
console.log(
  `features, by programs: ${[...features]
    .sort((a, b) => b[1] - a[1])
    .map(([name, times]) => `${name} ${times}`)
    .join(", ")}`,
);
for (const path of files) console.log(`failing: ${path}`);
process.exitCode = counts.wrong === 0 ? 0 : 1;
