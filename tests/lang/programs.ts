/**
 * Compiles and runs the programs of a folder, one test each: standard output and exit code must be those of Node, byte for byte, compiled in both
 * levels; the unoptimised one counts objects and finds those that are freed too early or never. Programs about memory are counted when optimised, too.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { formatDiagnostics } from "../../compiler/src/diagnostic.ts";
import { compile, type DriverOptions } from "../../compiler/src/driver.ts";
import { expectedOutcome, type Outcome, runProgram } from "./oracle.ts";

const silent = { begin(): void {}, end(): void {} };

const variants: readonly {
  readonly name: string;
  readonly level: DriverOptions["level"];
  readonly checkMemory: boolean;
  /** The only folder whose programs are compiled like this. */
  readonly folder?: string;
}[] = [
  { name: "O0, memory checked", level: "O0", checkMemory: true },
  { name: "O2", level: "O2", checkMemory: false },
  { name: "O2, memory checked", level: "O2", checkMemory: true, folder: "memory" },
];

async function compileProgram(input: string, output: string, variant: (typeof variants)[number]): Promise<void> {
  const { level, checkMemory } = variant;
  const options: DriverOptions = {
    input,
    output,
    target: "linux",
    level,
    checkMemory,
    debug: false,
    verify: checkMemory,
    stats: false,
  };
  const result = await compile(options, silent);
  assert.ok(result.ok, formatDiagnostics(result.diagnostics, false));
}

async function checkProgram(source: string, of: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "osc-lang-"));
  try {
    const expected = await expectedOutcome(source, folder);
    for (const variant of variants) {
      if (variant.folder !== undefined && variant.folder !== of) continue;
      const executable = join(folder, `program-${variant.level}`);
      await compileProgram(source, executable, variant);
      const actual = await runProgram(executable, []);
      compare(actual, expected, variant.name);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compare(actual: Outcome & { readonly errors: string }, expected: Outcome, variant: string): void {
  assert.equal(actual.output, expected.output, `${variant}: the output differs\n${actual.errors}`);
  assert.equal(actual.exitCode, expected.exitCode, `${variant}: the exit code differs\n${actual.errors}`);
  if (expected.exitCode === 0) assert.equal(actual.errors, "", `${variant}: something was written to standard error`);
}

/** A test for each program in a folder under `programs/`. Modules that programs import are in folders of their own. */
export function testPrograms(name: string): void {
  const folder = fileURLToPath(new URL(`programs/${name}`, import.meta.url));
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith(".ts"))
      test(`${name}: ${file.replace(/\.ts$/, "").replaceAll("-", " ")}`, () => checkProgram(join(folder, file), name));
  }
}
