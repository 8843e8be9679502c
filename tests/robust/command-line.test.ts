/** What can be wrong around a compilation: each case ends with a message, the right exit code and nothing half-written. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const compiler = fileURLToPath(new URL("../../compiler/bin/osc.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "osc-robust-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const hello = file("hello.ts", 'console.log("hello");\n');

interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

function osc(args: readonly string[], environment: Record<string, string> = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, ...args], {
    cwd: folder,
    encoding: "utf8",
    timeout: 120_000,
    env: { ...process.env, ...environment },
  });
  return { exitCode: status, output: stdout, errors: stderr };
}

/** The compiler says what is wrong, in one message of its own, and leaves no output. */
function refuses(args: readonly string[], exitCode: number, message: RegExp): void {
  const ended = osc(args);
  assert.equal(ended.exitCode, exitCode, ended.errors);
  assert.match(ended.errors, message);
  assert.doesNotMatch(ended.errors, /internal error|\n\s+at /);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name === "out" || name.endsWith(".partial")),
    [],
    "something was written",
  );
}

function runs(source: string, output: string): void {
  const ended = osc([source, "-o", "program", "-O0"]);
  assert.equal(ended.exitCode, 0, ended.errors);
  assert.equal(spawnSync(join(folder, "program"), { encoding: "utf8" }).stdout, output);
  rmSync(join(folder, "program"));
}

const wrongUsage: Record<string, readonly [readonly string[], RegExp]> = {
  "no arguments": [[], /missing required argument/],
  "no output": [[hello], /no output file/],
  "an option without its value": [[hello, "-o"], /argument missing/],
  "an unknown option": [["--frobnicate"], /unknown option/],
  "an unknown target": [[hello, "-o", "out", "--target", "toaster"], /'toaster' is invalid/],
  "an unknown level": [[hello, "-o", "out", "-O3"], /'3' is invalid/],
  "an unknown thing to print": [[hello, "--emit", "poetry"], /'poetry' is invalid/],
  "two programs": [[hello, hello, "-o", "out"], /too many arguments/],
  "a missing file": [["missing.ts", "-o", "out"], /there is no file missing.ts/],
  "a folder": [[".", "-o", "out"], /is not a file/],
  "an output in a missing folder": [[hello, "-o", "missing/out"], /there is no directory/],
  "an output that is a folder": [[hello, "-o", "."], /is a directory/],
  "an output that is the program itself": [[hello, "-o", hello], /is the program itself/],
  "a missing linker script": [[hello, "-o", "out", "--linker-script", "missing.ld"], /there is no file missing.ld/],
};
for (const [name, [args, message]] of Object.entries(wrongUsage)) {
  test(`${name}: wrong usage`, () => refuses(args, 2, message));
}

test("the program is still there after its name was given for the output", () => {
  assert.equal(readFileSync(join(folder, hello), "utf8"), 'console.log("hello");\n');
});

test("links that lead in a circle are a file that can't be read", () => {
  symlinkSync("circle.ts", join(folder, "circle.ts"));
  refuses(["circle.ts", "-o", "out"], 74, /too many symbolic links/);
});

test("a binary file is not a program", () => {
  refuses(
    [
      file(
        "binary.ts",
        Uint8Array.from({ length: 3000 }, (_, index) => (index * 7919) >> 3),
      ),
      "-o",
      "out",
    ],
    1,
    /binary|Invalid/,
  );
  copyFileSync(process.execPath, join(folder, "executable.ts"));
  refuses(["executable.ts", "-o", "out"], 1, /appears to be binary/);
});

test("an import that leads nowhere, or to a folder, is an error in the program", () => {
  mkdirSync(join(folder, "inner.ts"));
  refuses([file("nowhere.ts", 'import "./missing.ts";\n'), "-o", "out"], 1, /nowhere\.ts\(1,8\): error TS/);
  refuses([file("into-folder.ts", 'import "./inner.ts";\n'), "-o", "out"], 1, /into-folder\.ts\(1,8\): error TS/);
});

test("broken intermediate representation is an error in the program", () => {
  refuses([file("broken.ir", "func @x"), "-o", "out"], 1, /broken\.ir\(1,1\): error OSC0001/);
});

test("an empty program does nothing", () => runs(file("empty.ts", ""), ""));

test("byte order marks, carriage returns and UTF-16 are fine", () => {
  runs(file("bom.ts", '\ufeffconsole.log("mark");\r\nconsole.log(`a\r\nb`);\r\n'), "mark\na\nb\n");
  runs(file("utf16.ts", Buffer.from('\ufeffconsole.log("wide ✓");\n', "utf16le")), "wide ✓\n");
});

test("a device without room ends with the system's message", () => {
  refuses([hello, "-o", "/dev/full"], 74, /no space left/);
  refuses([hello, "-o", "/dev/full", "--emit", "ir"], 74, /no space left/);
});

test("without LLVM: what is missing, and how to get it", () => {
  const ended = osc([hello, "-o", "out"], { PATH: "" });
  // LLVM may be found in its own folder without a search path.
  if (ended.exitCode === 0) rmSync(join(folder, "out"));
  else {
    assert.equal(ended.exitCode, 71, ended.errors);
    assert.match(ended.errors, /LLVM tools are missing: .*\n.*apt install/);
  }
});

test("a tool that fails is named", () => {
  refuses(
    [hello, "-o", "out", "--linker-script", file("broken.ld", "SECTIONS {")],
    71,
    /ld\.lld failed with exit code/,
  );
});

test("an interruption leaves neither output nor temporary files", async () => {
  const temporary = join(folder, "temporary");
  mkdirSync(temporary);
  const child = spawn(process.execPath, [compiler, hello, "-o", "interrupted"], {
    cwd: folder,
    detached: true,
    stdio: "ignore",
    env: { ...process.env, TMPDIR: temporary },
  });
  const ended = new Promise<number | null>((done) => {
    child.on("exit", (code) => done(code));
  });
  // As a terminal does it: to the whole group, once the tools are at work.
  const toolsWork = (): boolean => readdirSync(temporary).some((name) => name.startsWith("osc-"));
  while (child.exitCode === null && !toolsWork()) await new Promise((resume) => setTimeout(resume, 5));
  await new Promise((resume) => setTimeout(resume, 100));
  process.kill(-child.pid!, "SIGINT");
  assert.equal(await ended, 130);
  assert.ok(!existsSync(join(folder, "interrupted")));
  assert.deepEqual(
    readdirSync(temporary).filter((name) => name.startsWith("osc-")),
    [],
  );
});
