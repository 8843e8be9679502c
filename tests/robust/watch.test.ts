/** `osc --watch`: builds again when something changes, survives errors in between, ends on Ctrl-C. */
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const compiler = fileURLToPath(new URL("../../compiler/bin/osc.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "osc-watch-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const run = (): string => execFileSync(join(folder, "main"), { encoding: "utf8" });

/** A compiler that watches. */
class Watcher {
  readonly process: ChildProcess;
  #said = "";
  #seen = 0;

  constructor() {
    this.process = spawn(process.execPath, [compiler, "main.ts", "-o", "main", "-O0", "--watch"], {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.process.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.#said += text;
    });
  }

  /** What was said up to the next end of a build. */
  async nextBuild(): Promise<string> {
    const deadline = Date.now() + 120_000;
    for (;;) {
      const end = this.#said.indexOf("waiting for changes\n", this.#seen);
      if (end >= 0) {
        const text = this.#said.slice(this.#seen, end);
        this.#seen = end + 1;
        return text;
      }
      assert.ok(Date.now() < deadline && this.process.exitCode === null, `no build ended:\n${this.#said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

test("a change builds again; an error is shown and waited out; Ctrl-C ends it", async () => {
  write("main.ts", 'import { text } from "./part.ts";\nconsole.log(text);\n');
  write("part.ts", 'export const text = "one";\n');
  const watcher = new Watcher();
  try {
    assert.match(await watcher.nextBuild(), /done after/);
    assert.equal(run(), "one\n");

    write("part.ts", 'export const text = "two";\n');
    assert.match(await watcher.nextBuild(), /part\.ts changed\n.*done after/s);
    assert.equal(run(), "two\n");

    write("main.ts", 'import { more } from "./more.ts";\nconsole.log(more);\n');
    assert.match(await watcher.nextBuild(), /more\.ts.*failed after/s);
    assert.equal(run(), "two\n");

    write("more.ts", 'export const more = "three";\n');
    assert.match(await watcher.nextBuild(), /done after/);
    assert.equal(run(), "three\n");
  } finally {
    watcher.process.kill("SIGINT");
  }
  const code = await new Promise((resolve) => watcher.process.on("exit", resolve));
  assert.equal(code, 0);
});
