/** Programs that fill their memory again and again, under a limit of address space. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compile } from "../../compiler/src/driver.ts";
import { runProgram } from "./oracle.ts";

/** Kibibytes: the stack's 32 MiB and some 65 MiB of heap. */
const limit = 100_000;

const programs: Record<string, string> = {
  "memory that ran out is reported, and used again once it is free": "out-of-memory.ts",
  "objects that are made in cells of others need no memory, and without any no cell is lost": "cells-reused.ts",
  "memory that is full of cycles is reported soon": "cycles-fill-memory.ts",
};
for (const [name, file] of Object.entries(programs)) {
  test(name, async () => {
    const source = fileURLToPath(new URL(`programs/limited/${file}`, import.meta.url));
    const folder = mkdtempSync(join(tmpdir(), "osc-memory-"));
    try {
      const output = join(folder, "program");
      const silent = { begin(): void {}, end(): void {} };
      const common = { target: "linux", debug: false, checkMemory: false, verify: false, stats: false } as const;
      await compile({ input: source, output, level: "O2", ...common }, silent);
      const outcome = await runProgram("/bin/sh", ["-c", `ulimit -v ${limit}; exec ${output}`]);
      const [, expected] = readFileSync(source, "utf8").split("// expect:\n");
      assert.equal(outcome.output, expected!.replaceAll(/^\/\/ /gm, ""));
      assert.equal(outcome.exitCode, 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
