/** What the compiler reads of debug information, against LLVM's own reader. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { formatDiagnostics } from "../../compiler/src/diagnostic.ts";
import { compile } from "../../compiler/src/driver.ts";
import { Cursor } from "../../compiler/src/link/dwarf/cursor.ts";
import { type CodePlace, readPlaces } from "../../compiler/src/link/dwarf/places.ts";
import { readElf } from "../../compiler/src/link/elf.ts";
import { findToolchain } from "../../compiler/src/link/toolchain.ts";

const folder = mkdtempSync(join(tmpdir(), "osc-dwarf-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const silent = { begin(): void {}, end(): void {} };

/** The frames of each place, as `llvm-symbolizer` has them. */
function askSymbolizer(executable: string, places: readonly CodePlace[]): string[] {
  const tool = join(dirname(realpathSync(findToolchain().paths.opt)), "llvm-symbolizer");
  const input = places.map(({ address }) => `0x${address.toString(16)}\n`).join("");
  const how = ["--inlines", "--functions=short", "--output-style=LLVM"];
  const { stdout, status } = spawnSync(tool, [`--obj=${executable}`, ...how], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  assert.equal(status, 0);
  return stdout.split("\n\n").slice(0, -1);
}

const asText = (place: CodePlace): string =>
  place
    .frames()
    .map((frame) => `${frame.function}\n${frame.file}:${frame.line}:${frame.column}`)
    .join("\n");

for (const level of ["O0", "O2"] as const) {
  for (const program of ["async/control-flow.ts", "library/regexp-exec.ts"]) {
    test(`the places of ${program} at -${level} are those that llvm-symbolizer finds`, async () => {
      const output = join(folder, `${level}`);
      const result = await compile(
        {
          input: resolve("tests/lang/programs", program),
          output,
          target: "linux",
          level,
          debug: true,
          checkMemory: false,
          verify: false,
          stats: false,
        },
        silent,
      );
      assert.ok(result.ok, formatDiagnostics(result.diagnostics, false));
      const elf = readElf(readFileSync(output));
      const text = elf.section(".text")!;
      const start = Number(text.address);
      // Functions that the linker dropped are described all the same.
      const places = readPlaces(elf).filter(({ address }) => address >= start && address < start + text.size);
      assert.ok(places.length > 1000, `${places.length} places`);
      assert.ok(places.some((place) => place.frames().length > 1) || level === "O0", "something was inlined");
      assert.deepEqual(places.map(asText), askSymbolizer(output, places));
    });
  }
}

test("numbers of any length", () => {
  // DWARF 4, figures 22 and 23.
  const unsigned: [number, number[]][] = [
    [2, [2]],
    [127, [127]],
    [128, [0x80, 1]],
    [129, [0x81, 1]],
    [12857, [0xb9, 0x64]],
    [2 ** 35, [0x80, 0x80, 0x80, 0x80, 0x80, 1]],
  ];
  for (const [value, bytes] of unsigned) assert.equal(new Cursor(Uint8Array.from(bytes)).unsigned(), value);
  const signed: [number, number[]][] = [
    [2, [2]],
    [-2, [0x7e]],
    [127, [0xff, 0]],
    [-127, [0x81, 0x7f]],
    [128, [0x80, 1]],
    [-128, [0x80, 0x7f]],
    [-129, [0xff, 0x7e]],
    [-(2 ** 34), [0x80, 0x80, 0x80, 0x80, 0x40]],
  ];
  for (const [value, bytes] of signed) assert.equal(new Cursor(Uint8Array.from(bytes)).signed(), value);
});
