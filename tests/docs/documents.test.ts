/** The documents: their commands are run or said not to be, their links lead somewhere, and the programs that they show compile. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import ts from "typescript";
import { root } from "../../tools/project.ts";
import { blocksOf } from "../support/walk.ts";
import { commands } from "./commands.ts";

const scratch = mkdtempSync(join(tmpdir(), "osmium-documents-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const ignored = new Set(["node_modules", "build", "dist", ".git"]);

function* documents(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !ignored.has(entry.name)) yield* documents(path);
    else if (entry.name.endsWith(".md")) yield path;
  }
}

const texts = new Map([...documents("")].map((path) => [path, readFileSync(join(root, path), "utf8")]));

/** Programs with which a line outside of a block begins if it is a command. */
const programs = "(?:npm|npx|node|osmium|osc|gdb|sudo|git)";

/**
 * What a reader would type: the lines of `sh` blocks, those behind a prompt in other blocks, indented ones and names in running text that begin with a program. Remarks stand
 * behind `#` or two blanks.
 */
function commandsOf(text: string): string[] {
  const typed = blocksOf(text).flatMap(({ language, body }) => {
    const lines = body.split("\n");
    return language === "sh" ? lines : lines.flatMap((line) => /^\$ (.*)/.exec(line)?.[1] ?? []);
  });
  const prose = text.replaceAll(/^```.*?^```$/gms, "");
  const named = [
    ...prose.matchAll(new RegExp(`\`(${programs} [^\`]+)\``, "g")),
    ...prose.matchAll(new RegExp(`^ {4}(${programs} .*)$`, "gm")),
  ].map(([, line = ""]) => line);
  return [...typed, ...named]
    .map((line) => line.replace(/(^|\s+)#.*$| {2,}\S.*$/, "").trim())
    .filter((line) => line !== "");
}

test("every command in every document is run by a test, or is said not to be and why", () => {
  const shown = new Set<string>();
  const unknown: string[] = [];
  for (const [path, text] of texts) {
    for (const command of commandsOf(text)) {
      shown.add(command);
      if (!Object.hasOwn(commands, command)) unknown.push(`${path}: ${command}`);
    }
  }
  assert.deepEqual(unknown, [], "tests/docs/commands.ts does not know these");
  const stale = Object.keys(commands).filter((command) => !shown.has(command));
  assert.deepEqual(stale, [], "no document shows these");
});

test("the tests that are said to run a command do", () => {
  for (const [command, verdict] of Object.entries(commands)) {
    if ("not" in verdict) assert.ok(verdict.not.length > 10, `${command}: why not?`);
    if (!("by" in verdict)) continue;
    assert.ok(readFileSync(join(root, verdict.by), "utf8").includes(verdict.text), `${verdict.by}: no ${verdict.text}`);
  }
});

for (const [command, verdict] of Object.entries(commands)) {
  if (!("here" in verdict)) continue;
  test(`runs ${command}`, () => {
    const { status, stderr } = spawnSync("sh", ["-c", command], { cwd: root, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  });
}

test("no document says npx osmium, which would run somebody else's package", () => {
  for (const [path, text] of texts) assert.doesNotMatch(text, /npx osmium(?!-os)/, path);
});

test("links lead to files that are there", () => {
  for (const [path, text] of texts) {
    for (const [, target = ""] of text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g))
      assert.ok(existsSync(join(root, dirname(path), target)), `${path}: ${target}`);
  }
});

test("kernels that documents show type-check", () => {
  const shown = [...texts].flatMap(([path, text]) =>
    blocksOf(text)
      .filter(({ language, body }) => language === "ts" && body.includes('from "osmium-os/'))
      .map(({ body }) => ({ path, body })),
  );
  assert.ok(shown.length > 0);
  // Inside the repository, whose package's name then means itself.
  mkdirSync(join(root, "build"), { recursive: true });
  const folder = mkdtempSync(join(root, "build", "documents-"));
  try {
    const files = shown.map(({ path, body }, index) => {
      const file = join(folder, `${index}.ts`);
      writeFileSync(file, `// ${path}\n${body}`);
      return file;
    });
    const configuration = { extends: join(root, "tsconfig/kernel.json"), include: ["*.ts"] };
    const { options, fileNames, errors } = ts.parseJsonConfigFileContent(configuration, ts.sys, folder);
    assert.equal(errors.length, 0);
    assert.ok(files.every((file) => fileNames.includes(file)));
    const found = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options));
    assert.deepEqual(
      found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
      [],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the first program of the README prints what the README says", () => {
  const all = blocksOf(readFileSync(join(root, "README.md"), "utf8"));
  const source = all.find(({ body }) => body.startsWith("// hello.ts\n"))?.body ?? "";
  const session = all.find(({ body }) => body.startsWith("$ node compiler/bin/osc.mjs hello.ts"))?.body ?? "";
  writeFileSync(join(scratch, "hello.ts"), source);
  const [program, output] = [join(root, "compiler/bin/osc.mjs"), join(scratch, "hello")];
  const compiled = spawnSync(process.execPath, [program, "hello.ts", "-o", output], { cwd: scratch, encoding: "utf8" });
  assert.equal(compiled.status, 0, compiled.stderr);
  const { stdout, stderr } = spawnSync(output, { encoding: "utf8" });
  const said = session.split("\n").filter((line) => line !== "" && !line.startsWith("$") && !line.includes("…"));
  assert.deepEqual((stdout + stderr).split("\n").slice(0, said.length), said);
});
