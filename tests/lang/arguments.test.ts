/** `process.argv`, beside Node's: what a program is called with, whatever the text. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root } from "../../tools/project.ts";

const folder = mkdtempSync(join(tmpdir(), "osc-arguments-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const source = `for (const argument of process.argv.slice(2)) console.log(shown(argument));
function shown(text: string): string {
  return \`\${text.length} <\${text}>\`;
}
console.log(process.argv.length);
`;

test("a program gets its arguments as under Node, and nothing is leaked", () => {
  writeFileSync(join(folder, "main.ts"), source);
  const osc = join(root, "compiler/bin/osc.mjs");
  const args = ["one", "", "two words", "grüße ☃ 😀", "--flag=1", "x".repeat(10_000)];
  const wanted = spawnSync(process.execPath, ["--import", "tsx", join(folder, "main.ts"), ...args], {
    cwd: root,
    encoding: "utf8",
  });
  assert.equal(wanted.status, 0, wanted.stderr);
  for (const level of [["-O2"], ["-O0", "--check-memory"]]) {
    const compiled = spawnSync(process.execPath, [osc, "main.ts", "-o", "main", ...level], {
      cwd: folder,
      encoding: "utf8",
    });
    assert.equal(compiled.status, 0, compiled.stderr);
    const { status, stdout, stderr } = spawnSync(join(folder, "main"), args, { encoding: "utf8" });
    assert.deepEqual([status, stdout, stderr], [0, wanted.stdout, ""]);
  }
});

test("an argument that is no UTF-8 has U+FFFD in it", () => {
  const { stdout } = spawnSync("sh", ["-c", `exec "$0" "$(printf 'a\\377b')"`, join(folder, "main")], {
    encoding: "utf8",
  });
  assert.equal(stdout, "3 <a\ufffdb>\n3\n");
});
