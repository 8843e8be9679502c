/**
 * Random regular expressions, compared with Node: `node --import tsx tests/fuzz/regexp.ts --count 2000 --seed 1`. Prints the cases that differ. Each case is a
 * pattern, valid or not, with four texts, for `exec`, `match`, `replace`, `split` and `search`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generateCase, programOf, randomBelow } from "./regexp/generate.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    level: { type: "string", default: "-O2" },
  },
});
const below = randomBelow(Number(values.seed));
const cases = Array.from({ length: Number(values.count) }, () => generateCase(below));
const folder = mkdtempSync(path.join(tmpdir(), "regexp-"));
const source = path.join(folder, "program.ts");
const binary = path.join(folder, "program");
writeFileSync(source, programOf(cases));
const compiler = fileURLToPath(new URL("../../compiler/bin/osc.mjs", import.meta.url));

function run(command: string, args: readonly string[]): string {
  const { stdout = "", stderr, status, signal } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 30 });
  if (status !== 0)
    console.log(`${path.basename(command)}: status ${status} ${signal ?? ""}\n${(stderr ?? "").slice(0, 2000)}`);
  return stdout ?? "";
}

run(process.execPath, [compiler, source, "-o", binary, values.level]);
const expected = run(process.execPath, ["--import", "tsx", source]).split("\n");
const actual = run(binary, []).split("\n");
let different = 0;
for (const [index, one] of cases.entries()) {
  if (expected[index] === actual[index]) continue;
  different++;
  if (different <= 20) console.log(JSON.stringify(one), `\n  Node: ${expected[index]}\n  here: ${actual[index]}`);
}
const valid = expected.filter((line) => !line.startsWith("SyntaxError")).length - 1;
console.log(
  `${cases.length} patterns (${valid} valid), ${cases.length * 4} pairs, ${different} differ, seed ${values.seed}`,
);
process.exitCode = different > 0 ? 1 : 0;
