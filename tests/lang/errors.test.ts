/** Programs that must be rejected: the command line ends with 1 and says where and why, and nothing else. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkProgram, loadProgram } from "../../compiler/src/frontend/load.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = fileURLToPath(new URL("errors", import.meta.url));
const compiler = join(root, "compiler/bin/osc.mjs");

function runCompiler(args: readonly string[]): Promise<{ exitCode: number; errors: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [compiler, ...args], { cwd: root, encoding: "utf8" }, (error, _stdout, stderr) => {
      done({ exitCode: error === null ? 0 : Number(error.code), errors: stderr });
    });
  });
}

/** `// error CODE line:column text`: a message begins with the code and has the text in it. */
function expectedErrors(source: string): { code: string; place: string; text: string }[] {
  return [...readFileSync(source, "utf8").matchAll(/^\/\/ error (\S+) (\d+):(\d+) (.*)$/gm)].map(
    ([, code, line, column, text]) => ({ code: code!, place: `(${line},${column}): error `, text: text! }),
  );
}

async function checkErrors(source: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "osc-errors-"));
  try {
    const output = join(scratch, "program");
    const { exitCode, errors } = await runCompiler([source, "-o", output]);
    assert.equal(exitCode, 1, errors);
    assert.ok(!existsSync(output), "something was written");
    const lines = errors.split("\n").filter((line) => /^\S+\(\d+,\d+\): /.test(line));
    const expected = expectedErrors(source);
    assert.equal(lines.length, expected.length, errors);
    for (const [index, { code, place, text }] of expected.entries()) {
      const line = lines[index]!;
      assert.ok(
        line.startsWith(`${relative(root, source)}${place}${code}`) || line.startsWith(`${source}${place}${code}`),
        line,
      );
      assert.ok(line.includes(text), `${line}\ndoes not say: ${text}`);
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

for (const file of readdirSync(folder).sort()) {
  test(`rejects ${file.replace(/\.ts$/, "").replaceAll("-", " ")}`, () => checkErrors(join(folder, file)));
}

test("a missing file is wrong usage", async () => {
  const { exitCode, errors } = await runCompiler(["no-such-file.ts", "-o", "out"]);
  assert.equal(exitCode, 2);
  assert.match(errors, /no-such-file\.ts/);
  assert.doesNotMatch(errors, /\n\s+at /);
});

test("the runtime library has no type errors", () => {
  const { program } = loadProgram(join(root, "tests/lang/programs/language/functions.ts"), "linux", undefined);
  const own = program.getSourceFiles().filter((file) => !file.isDeclarationFile);
  assert.deepEqual(checkProgram(program, own), []);
});
