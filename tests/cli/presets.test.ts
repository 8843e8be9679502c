/**
 * What an editor sees with the presets in `tsconfig/`: exactly what a target has. Each program is checked by stock TypeScript as an editor does, and by `osc`, and
 * both must say the same.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import ts from "typescript";
import { checkProgram, loadProgram } from "../../compiler/src/frontend/load.ts";
import { root } from "../../tools/project.ts";

const folder = mkdtempSync(join(tmpdir(), "osmium-presets-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Names that both targets have, and what can be said of them. */
const common = [
  "console.log(Math.max(1, 2));",
  'new Map([["one", [1, 2].map((x) => x + 1)]]).get("one");',
  "setTimeout(() => {}, 10);",
  "new AbortController().abort();",
  "await Promise.all([1]);",
];
const ofLinux = ["process.argv.length;", "process.exit(1);", "performance.now();"];
/** Of browsers and Node: no target has them. */
const strays = [
  'fetch("https://example.org");',
  "window.alert(1);",
  "document.title;",
  "Buffer.from([]);",
  'require("fs");',
  "structuredClone(1);",
  "crypto.randomUUID();",
  "new Worker(1);",
  "localStorage.clear();",
  'import { readFileSync } from "node:fs"; readFileSync;',
];

/** The lines of a program with an error, as stock TypeScript finds them under a preset. */
function editorErrors(preset: string, lines: readonly string[]): number[] {
  const main = join(folder, `${preset}.ts`);
  const configuration = join(folder, "tsconfig.json");
  writeFileSync(main, `${lines.join("\n")}\nexport {};\n`);
  writeFileSync(configuration, JSON.stringify({ extends: join(root, "tsconfig", `${preset}.json`), include: [main] }));
  const { config } = ts.readConfigFile(configuration, ts.sys.readFile);
  const { fileNames, options, errors } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  assert.deepEqual(errors, []);
  const program = ts.createProgram(fileNames, options);
  const found = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    assert.equal(file?.fileName, main, ts.flattenDiagnosticMessageText(messageText, "\n"));
    return file.getLineAndCharacterOfPosition(start ?? 0).line;
  });
  return [...new Set(found)].sort((a, b) => a - b);
}

function compilerErrors(target: "kernel" | "linux"): number[] {
  const { program, main } = loadProgram(join(folder, `${target}.ts`), target, undefined);
  return [...new Set(checkProgram(program, [main]).map(({ line = 1 }) => line - 1))].sort((a, b) => a - b);
}

const from = (start: number, end: number): number[] => Array.from({ length: end - start }, (_, i) => start + i);

test("a kernel sees what exists on bare metal: what only Linux, Node or a browser has is an error in the editor", () => {
  const lines = [...common, ...ofLinux, ...strays];
  assert.deepEqual(editorErrors("kernel", lines), from(common.length, lines.length));
  assert.deepEqual(compilerErrors("kernel"), from(common.length, lines.length));
});

test("a program for Linux sees osc's library, and nothing of Node or a browser", () => {
  const lines = [...common, ...ofLinux, ...strays];
  assert.deepEqual(editorErrors("linux", lines), from(common.length + ofLinux.length, lines.length));
  assert.deepEqual(compilerErrors("linux"), from(common.length + ofLinux.length, lines.length));
});

test("mistakes with machine integers are errors in the editor", () => {
  const lines = [
    'import type { u8, u32 } from "osmium";',
    "let small: u8 = 5;",
    "let large: u32 = 70000;",
    "small = large;",
    'large = "text";',
    "small = 7; large = 7; void [small, large];",
  ];
  assert.deepEqual(editorErrors("kernel", lines), [3, 4]);
});
