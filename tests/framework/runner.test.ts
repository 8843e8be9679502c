/**
 * `osmium test` and the framework behind it: every assertion in a kernel whose tests pass, and what is said of tests that fail, crash and hang, line by line. In
 * `failing.txt` stands what the runner shows of the first of these, with N for seconds.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { root } from "../../tools/build.ts";

const programs = join(root, "tests", "framework", "programs");
const tool = join(root, "tools", "bin", "osmium.mjs");

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `osmium test`. */
function osmiumTest(...args: string[]): Result {
  return spawnSync(process.execPath, [tool, "test", ...args], { cwd: root, encoding: "utf8", timeout: 240_000 });
}

interface JsonTest {
  readonly name: string;
  readonly status: string;
  readonly durationMs: number;
  readonly failures: readonly { readonly message: string; readonly stack: readonly string[] }[];
}

interface Json {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly files: readonly {
    readonly file: string;
    readonly error: string;
    readonly tests: readonly JsonTest[];
    readonly serial: string;
  }[];
}

function json(...args: string[]): Json {
  const { stdout, stderr } = osmiumTest("--reporter", "json", ...args);
  assert.equal(stderr, "");
  return JSON.parse(stdout) as Json;
}

const passing = join(programs, "passing.ts");
const failing = join(programs, "failing.ts");

test("every assertion holds where it should and says no where it should not", async (t) => {
  const { passed, failed, skipped, files } = json(passing);
  for (const { name, status, failures } of files.flatMap(({ tests }) => tests)) {
    if (status === "passed" || status === "failed")
      await t.test(name, () => assert.equal(status, "passed", failures.map(({ message }) => message).join("\n")));
  }
  assert.equal(failed, 0, JSON.stringify(files, null, 2));
  assert.equal(skipped, 2);
  assert.ok(passed > 10);
});

test("failures are shown with their message, the line of the assertion and what the kernel printed", () => {
  const { status, stdout } = osmiumTest(failing, "--filter", "fails >");
  assert.equal(stdout.replace(/\d+\.\d\d s/g, "N s"), readFileSync(join(root, "tests/framework/failing.txt"), "utf8"));
  assert.equal(status, 1);
});

test("a crash fails the test that ran, with the call stack; those behind it were not run", () => {
  const { files, passed, failed } = json(failing, "--filter", "crashes");
  assert.deepEqual([passed, failed], [1, 1]);
  const [file] = files;
  const crashed = file?.tests.at(-1);
  assert.equal(crashed?.name, "crashes > by a stack overflow");
  assert.equal(crashed?.failures[0]?.message, "the kernel stopped with a report; 1 more test was not run");
  assert.match(crashed?.failures[0]?.stack[0] ?? "", /^depth \(tests\/framework\/programs\/failing\.ts:69:\d+\)$/);
  assert.match(crashed?.failures[0]?.stack.at(-1) ?? "", /^tests\/framework\/programs\/failing\.ts:76:\d+$/);
  assert.match(file?.serial ?? "", /stack overflow on the kernel stack/);
});

test("a kernel that says nothing is interrupted, and tells where it was", () => {
  const { files, passed, failed } = json(failing, "--filter", "hangs", "--timeout", "1.5");
  assert.deepEqual([passed, failed], [0, 1]);
  const [hung] = files[0]?.tests ?? [];
  assert.equal(hung?.failures[0]?.message, "nothing was heard for 1.5 s");
  const stack = hung?.failures[0]?.stack ?? [];
  assert.ok(
    stack.some((frame) => /^tests\/framework\/programs\/failing\.ts:85:\d+$/.test(frame)),
    stack.join("\n"),
  );
});

test("the filter takes part of a title, and says when none has it", () => {
  const { stdout, status } = osmiumTest(passing, "--filter", "outer one", "--reporter", "verbose");
  assert.match(stdout, /✓ a group > inside another > runs the outer one first/);
  assert.match(stdout, /\n1 passed, 0 failed\n$/);
  assert.equal(status, 0);
  const none = osmiumTest(passing, "--filter", "no such title");
  assert.match(none.stderr, /no title of a test contains “no such title”/);
  assert.match(none.stdout, /\n0 passed, 0 failed\n$/);
  assert.equal(none.status, 1);
});

const folder = join(root, "build", "tests", "runner");
after(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a test kernel; gives its path. */
function write(name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: join(root, "tsconfig", "kernel.json") }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test("a file that does not compile is a failure with the compiler's words; files that are not there are an error", () => {
  const wrong = write(
    "wrong.test.ts",
    'import { expect, test } from "osmium-os/test";\ntest("types", () => expect(1).toBe("one"));\n',
  );
  const { stdout, status } = osmiumTest(wrong);
  assert.match(stdout, /^FAIL {2}build\/tests\/runner\/wrong\.test\.ts {2}0 passed, 1 failed/m);
  assert.match(stdout, /wrong\.test\.ts\(2,36\): error TS2345: Argument of type 'string' is not assignable/);
  assert.match(stdout, /\n0 passed, 1 failed\n$/);
  assert.equal(status, 1);
  const missing = osmiumTest("nowhere");
  assert.equal(missing.status, 2);
  assert.equal(missing.stderr, "osmium: there is no nowhere\n");
  assert.equal(osmiumTest("--reporter", "loud").status, 2);
  assert.equal(osmiumTest("--timeout", "soon").status, 2);
});

test("--watch runs again what a change concerns", async () => {
  const watched = write(
    "watched.test.ts",
    'import { expect, test } from "osmium-os/test";\ntest("one", () => expect(1).toBe("1"));\n',
  );
  const runner = spawn(process.execPath, [tool, "test", "--watch", watched, passing], { cwd: root });
  try {
    let shown = "";
    const waitFor = (times: number): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (shown.split("Waiting for changes").length > times) resolve();
        };
        for (const stream of [runner.stdout, runner.stderr]) {
          stream.setEncoding("utf8").on("data", (text: string) => {
            shown += text;
            look();
          });
        }
        runner.on("exit", () => reject(new Error(shown)));
        setTimeout(() => reject(new Error(`nothing came of it: ${shown}`)), 120_000).unref();
      });
    await waitFor(1);
    assert.match(shown, /error TS2345/);
    shown = "";
    appendFileSync(watched, 'test("two", () => expect(2).toBe("2"));\n');
    await waitFor(1);
    assert.match(shown, /watched\.test\.ts\(3,\d+\): error TS2345/);
    assert.doesNotMatch(shown, /passing\.ts/);
  } finally {
    runner.kill("SIGTERM");
  }
});
