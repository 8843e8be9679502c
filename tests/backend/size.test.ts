/** How large a program is that does next to nothing: what a program does not use must not be in it. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { formatDiagnostics } from "../../compiler/src/diagnostic.ts";
import { compile } from "../../compiler/src/driver.ts";

const silent = { begin(): void {}, end(): void {} };

/** Bytes of the stripped executable. */
async function sizeOf(program: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "osmium-size-"));
  try {
    const [input, output] = [join(folder, "main.ts"), join(folder, "main")];
    writeFileSync(input, program);
    const result = await compile(
      {
        input,
        output,
        target: "linux",
        level: "O2",
        debug: false,
        checkMemory: false,
        verify: false,
        stats: false,
      },
      silent,
    );
    assert.ok(result.ok, formatDiagnostics(result.diagnostics, false));
    return statSync(output).size;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a program that prints a line takes less than 20 KiB", async () => {
  const bytes = await sizeOf('console.log("hello");\n');
  assert.ok(bytes < 20480, `${bytes} bytes`);
});

test("an index that is an integer does not bring in the text of fractions", async () => {
  const whole = await sizeOf(
    "const a = [1, 2];\nlet n = 0;\nfor (let i = 0; i < a.length; i++) n += a[i]! > 1 ? 1 : 0;\n",
  );
  const fraction = await sizeOf(
    'const a = [1, 2];\nconst half = performance.now();\nif (a[half]! > 1) console.log("x");\n',
  );
  assert.ok(whole + 4096 < fraction, `${whole} bytes, ${fraction} bytes`);
});
