/** The executor and what waits for time, compiled for Linux: no hardware, and a clock that moves when the test says so. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "../../tools/build.ts";
import { resultsIn } from "../support/test-kernel.ts";

let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "osmium-tasks-"));
});

after(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[]): { stdout: string; stderr: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
  return { stdout, stderr, status };
}

for (const name of ["executor", "time"]) {
  test(`tasks ${name}`, async (t) => {
    const program = join(folder, name);
    const source = join(root, "tests", "tasks", "programs", `${name}.ts`);
    const compiled = run(process.execPath, [join(root, "compiler", "bin", "osc.mjs"), source, "-o", program]);
    assert.equal(compiled.status, 0, compiled.stdout + compiled.stderr);
    const { stdout, stderr, status } = run(program, []);
    const { planned, results } = resultsIn(stdout);
    for (const { name: title, ok, comments } of results) await t.test(title, () => assert.ok(ok, comments.join("\n")));
    assert.equal(planned, results.length, `the program did not finish:\n${stdout}${stderr}`);
    assert.equal(status, results.some(({ ok }) => !ok) ? 1 : 0, stderr);
  });
}
