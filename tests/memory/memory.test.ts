/**
 * The kernel's memory management compiled for Linux: the allocators' contract, and random operations against models. `OSMIUM_SEED=7` repeats a run,
 * `OSMIUM_FACTOR=100` makes it longer.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "../../tools/build.ts";
import { resultsIn } from "../support/test-kernel.ts";

const seed = process.env.OSMIUM_SEED ?? String(Date.now() % 1_000_000_007);
const factor = process.env.OSMIUM_FACTOR ?? "1";
const programs = ["allocators", "allocator-model", "frame-model", "page-model"];
/** Random operations that all models together must do. */
const leastOperations = 10_000_000;

let folder: string;
let operations = 0;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "osmium-memory-"));
  process.stderr.write(`memory: OSMIUM_SEED=${seed}\n`);
});

after(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[]): { stdout: string; stderr: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
  return { stdout, stderr, status };
}

for (const name of programs) {
  test(`memory ${name}`, async (t) => {
    const program = join(folder, name);
    const source = join(root, "tests", "memory", "programs", `${name}.ts`);
    const compiler = join(root, "compiler", "bin", "osc.mjs");
    const compiled = run(process.execPath, [compiler, source, "-o", program, "-O2"]);
    assert.equal(compiled.status, 0, compiled.stdout + compiled.stderr);
    const { stdout, stderr, status } = run(program, [seed, factor]);
    const { planned, results } = resultsIn(stdout);
    operations += Number(/^# (\d+) operations$/m.exec(stdout)?.[1] ?? 0);
    for (const result of results) {
      await t.test(result.name, () => assert.ok(result.ok, `OSMIUM_SEED=${seed}\n${result.comments.join("\n")}`));
    }
    assert.equal(planned, results.length, `the program did not finish:\n${stdout}${stderr}`);
    assert.equal(status, results.some(({ ok }) => !ok) ? 1 : 0, stderr);
  });
}

test("the models did ten million operations", () => {
  assert.ok(operations >= leastOperations, `${operations} operations`);
});
