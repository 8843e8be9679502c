/** Programs in several parts: what was compiled before is taken again, and the result is the same. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { emitModules } from "../../compiler/src/backend/llvm/emit.ts";
import { parseModule } from "../../compiler/src/ir/parse.ts";
import { type Compiled, compileExecutable } from "../../compiler/src/link/compile.ts";
import { testRuntime } from "../support/ir-program.ts";

const folder = mkdtempSync(join(tmpdir(), "osc-cache-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const cache = join(folder, "cache");

/** A program that prints what its two functions add, each in a file and so in a part of its own, and where its table of stack traces lies. */
function program(first: number, second: number): string {
  const adder = (name: string, file: number, addend: number): string => `
func @${name} (%0 value: i64) -> i64 inline never !${file}:1:1 {
entry:
  %1: i64 = add %0, i64 ${addend}
  return %1
}`;
  return `module linux start @start
file "start.ts"
file "first.ts"
file "second.ts"
${testRuntime()}
${adder("first", 1, first)}
${adder("second", 2, second)}
func @start () -> void !0:1:1 {
entry:
  %0: i64 = call @first(i64 1) !0:2:5
  %1: i64 = call @second(%0) !0:3:5
  call @print.i64(%1)
  %2: i64 = convert ptrtoint symbol @osm_trace_table to i64
  call @print.i64(%2) !0:4:5
  call @exit(i64 0)
  unreachable
}`;
}

async function build(
  text: string,
  name: string,
): Promise<Compiled & { readonly parts: number; readonly bytes: Buffer }> {
  const options = { level: "O2", debug: false } as const;
  const modules = emitModules(parseModule(text), { ...options, checked: false }, 4);
  const output = join(folder, name);
  const compiled = await compileExecutable(modules, output, { ...options, target: "linux", cache }, (_name, body) =>
    body(),
  );
  return { ...compiled, parts: modules.length, bytes: readFileSync(output) };
}

test("the second time, all parts are there, and the program is the same", async () => {
  const first = await build(program(1, 2), "one");
  assert.ok(first.parts > 2);
  assert.equal(first.cachedParts, 0);
  assert.ok(first.bytes.includes("start.ts"));
  const second = await build(program(1, 2), "two");
  assert.equal(second.cachedParts, second.parts);
  assert.deepEqual(second.bytes, first.bytes);
});

test("symbols that differ only behind @@, which linkers take for a version, are two", async () => {
  const renamed = program(1, 2).replaceAll("@first", '@"of @@a"').replaceAll("@second", '@"of @@b"');
  await build(renamed, "versions");
  assert.equal(spawnSync(join(folder, "versions"), { encoding: "utf8" }).stdout.slice(0, 16), "0000000000000004");
});

test("after a change in one function, only its part is compiled", async () => {
  await build(program(1, 2), "one");
  const changed = await build(program(1, 3), "three");
  assert.equal(changed.cachedParts, changed.parts - 1);
  const afresh = await build(program(1, 2), "four");
  assert.equal(afresh.cachedParts, afresh.parts);
  assert.notDeepEqual(afresh.bytes, changed.bytes);
});

test("what nobody has used for long goes, and nothing else", async () => {
  await build(program(1, 2), "one");
  const weekAgo = Date.now() / 1000 - 7 * 24 * 3600;
  for (const name of ["0123.o", "0123.lines.77", "notes.txt"]) {
    writeFileSync(join(cache, name), "old");
    utimesSync(join(cache, name), weekAgo, weekAgo);
  }
  const again = await build(program(1, 2), "five");
  assert.equal(again.cachedParts, again.parts);
  const names = readdirSync(cache);
  assert.deepEqual(
    ["0123.o", "0123.lines.77", "notes.txt"].filter((name) => names.includes(name)),
    ["notes.txt"],
  );
});
