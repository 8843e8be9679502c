/** The lock around a build: one at a time, and nobody waits for a process that is gone. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { root, withBuildLock } from "../../tools/build.ts";

const folder = mkdtempSync(join(tmpdir(), "osmium-lock-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const lockExists = (output: string): boolean => lstatSync(`${output}.lock`, { throwIfNoEntry: false }) !== undefined;

test("it is given back, after an error too", () => {
  const output = join(folder, "plain");
  assert.equal(
    withBuildLock(output, () => 5),
    5,
  );
  assert.throws(() => withBuildLock(output, () => assert.fail("inside")), /inside/);
  assert.ok(!lockExists(output));
});

test("what a killed build has left behind holds up nobody", () => {
  const { pid } = spawnSync("true");
  const output = join(folder, "killed");
  symlinkSync(String(pid), `${output}.lock`);
  let ran = false;
  withBuildLock(output, () => {
    ran = true;
  });
  assert.ok(ran);
  // As earlier versions made it.
  mkdirSync(`${output}.lock`);
  withBuildLock(output, () => {});
  assert.ok(!existsSync(`${output}.lock`));
});

test("two processes take turns", async () => {
  const [output, log] = [join(folder, "turns"), join(folder, "log")];
  writeFileSync(log, "");
  const build = fileURLToPath(new URL("../../tools/build.ts", import.meta.url));
  const program = join(folder, "turn.ts");
  writeFileSync(
    program,
    `import { appendFileSync } from "node:fs";
import { withBuildLock } from ${JSON.stringify(build)};
for (let round = 0; round < 20; round++)
  withBuildLock(${JSON.stringify(output)}, () => {
    appendFileSync(${JSON.stringify(log)}, "(");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    appendFileSync(${JSON.stringify(log)}, ")");
  });
`,
  );
  const ended = [1, 2].map(() => once(spawn(process.execPath, ["--import", "tsx", program], { cwd: root }), "exit"));
  for (const [code] of await Promise.all(ended)) assert.equal(code, 0);
  assert.equal(readFileSync(log, "utf8"), "()".repeat(40));
});
