/**
 * Random programs through the whole pipeline: the verifier accepts each stage, and an interpreter that counts for real finds no use
 * of a freed object, no release too many and nothing left over, and sees the program log what it logged before.
 *
 * `OSMIUM_FUZZ_SEEDS=100000` runs more, `OSMIUM_FUZZ_FROM=…` starts elsewhere.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { printModule } from "../../compiler/src/ir/print.ts";
import { runPasses } from "../../compiler/src/passes/pipeline.ts";
import { generateProgram } from "./generator.ts";
import { run } from "./interpreter.ts";

const from = Number(process.env.OSMIUM_FUZZ_FROM ?? 0);
const count = Number(process.env.OSMIUM_FUZZ_SEEDS ?? 120);

test(`${count} random programs count right and mean the same after all passes`, () => {
  for (let seed = from; seed < from + count; seed++) {
    const { module, finalizerWrites } = generateProgram(seed);
    const text = printModule(module);
    const before = run(module, false);
    for (const level of ["O0", "O2"] as const) {
      const compiled = parseModule(text);
      try {
        runPasses(compiled, { verifyEach: true, level });
        const after = run(compiled, true);
        if (!finalizerWrites) assert.deepEqual(after.log, before.log);
      } catch (error) {
        throw new Error(`seed ${seed} at ${level}: ${(error as Error).message}\n${printModule(compiled)}`);
      }
    }
  }
});
