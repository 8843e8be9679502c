/** Rehearsed compilations: they leave nothing behind, and end when somebody waits. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { rehearse } from "../../compiler/src/driver.ts";
import { rehearseUntil } from "../../compiler/src/rehearse.ts";

const folder = mkdtempSync(join(tmpdir(), "osc-rehearse-"));
after(() => rmSync(folder, { recursive: true, force: true }));

async function stagesOf(program: string): Promise<number> {
  const input = join(folder, "main.ts");
  writeFileSync(input, program);
  const output = join(folder, "main");
  let stages = 0;
  const how = { target: "linux", level: "O0", debug: false, checkMemory: false, verify: false, stats: false } as const;
  for await (const _stage of rehearse({ input, output, ...how })) stages++;
  assert.deepEqual(readdirSync(folder), ["main.ts"]);
  return stages;
}

test("a rehearsal writes nothing, and ends at an error without a word", async () => {
  assert.equal(await stagesOf('console.log("one");\n'), 2);
  assert.equal(await stagesOf("const n: number = false;\n"), 0);
});

/** Rehearses what has three stages; gives how many were begun. */
async function begun(isWanted: (begun: number) => boolean, failAt = Infinity): Promise<number> {
  let stages = 0;
  await rehearseUntil(
    () => isWanted(stages),
    async function* () {
      for (let stage = 0; stage < 3; stage++) {
        if (++stages === failAt) throw new Error("gone");
        yield;
      }
    },
  );
  return stages;
}

test("rehearsals end by themselves, when something changes, and when one fails", async () => {
  assert.equal(await begun(() => false), 15);
  assert.equal(await begun((stages) => stages === 4), 4);
  assert.equal(await begun(() => false, 5), 5);
});
