import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compile } from "../../compiler/src/driver.ts";
import { testPrograms } from "./programs.ts";

testPrograms("memory");

test("memory: the functions of the program about reused cells reuse them", async () => {
  const input = fileURLToPath(new URL("programs/memory/cells-reused.ts", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "osc-reuse-"));
  try {
    const output = join(folder, "program.ir");
    const options = { input, output, target: "linux", emit: "ir", level: "O2" } as const;
    const result = await compile(
      { ...options, checkMemory: false, debug: false, verify: true, stats: true },
      { begin(): void {}, end(): void {} },
    );
    assert.match(result.statistics.join("\n"), /^constructions that may reuse a cell: [1-9]/m);
    const functions = readFileSync(output, "utf8").split("\nfunc ");
    for (const name of ["map", "insert", "put", "renumbered", "states"]) {
      const reusing = functions.filter((text) => new RegExp(`^@"?${name}\\b`).test(text) && text.includes(" reset @"));
      assert.notEqual(reusing.length, 0, `${name} reuses no cell`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
