/** `osmium` used well and badly: help that teaches, and for each mistake one message, the right exit code, and nothing half done. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
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
import { root } from "../../tools/project.ts";
import { usage } from "../../tools/usage.mjs";
import { canBeUnprivileged, unprivileged } from "../support/unprivileged.ts";

const top = mkdtempSync(join(tmpdir(), "osmium-cli-"));
chmodSync(top, 0o755);
after(() => rmSync(top, { recursive: true, force: true }));
const tool = join(root, "tools/bin/osmium.mjs");
const noPrivileges = { skip: !canBeUnprivileged && "there is no setpriv" };

interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

function start(program: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): Ended {
  const options = { cwd, encoding: "utf8", timeout: 120_000, env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(program, args, options);
  return { exitCode: status, output: stdout, errors: stderr };
}

const osmium = (args: readonly string[], cwd = top, env: Record<string, string> = {}): Ended =>
  start(process.execPath, [tool, ...args], cwd, env);

/** It ends with one message, which names the tool and shows no trace of ours. */
function refuses(ended: Ended, exitCode: number, message: RegExp): void {
  assert.equal(ended.exitCode, exitCode, ended.errors);
  assert.match(ended.errors, message);
  assert.match(ended.errors, /^osmium: |\nosmium: /);
  assert.doesNotMatch(ended.errors, /\n\s+at /);
}

/** A folder of its own for a test. */
function folder(name: string): string {
  const path = join(top, name);
  mkdirSync(path, { recursive: true });
  return path;
}

// ---- Help ----

test("a machine without enough memory is refused before it is started", () => {
  refuses(osmium(["run", "--memory", "1M"]), 2, /--memory 1M: the kernel needs at least 32M/);
  refuses(osmium(["test", "--memory", "31"]), 2, /at least 32M/);
  refuses(osmium(["debug", "--memory", "much"]), 2, /--memory much: write a number with a unit, as in 128M or 4G/);
});

test("help lists the commands, and each command's has examples", () => {
  const { exitCode, output } = osmium(["--help"]);
  assert.equal(exitCode, 0);
  for (const [name, { summary }] of Object.entries(usage)) {
    assert.ok(output.replaceAll(/\s+/g, " ").includes(summary), name);
    const help = osmium([name, "--help"]).output;
    assert.match(help, /Examples:\n {2}osmium /, name);
    assert.ok(help.includes(`osmium ${name}`));
  }
});

test("what it does not know is wrong usage", () => {
  refuses(osmium(["frobnicate"]), 2, /unknown command 'frobnicate'/);
  refuses(osmium(["build", "--fast"]), 2, /unknown option '--fast'/);
  refuses(osmium(["new"]), 2, /missing required argument 'dir'/);
  refuses(osmium(["bench", "everything"]), 2, /there is no bench everything/);
  refuses(osmium(["bench", "boot", "--runs", "0"], root), 2, /a positive number of runs/);
});

// ---- Projects ----

test("outside of a project it says how to start one", () => {
  for (const command of ["build", "run", "image"]) refuses(osmium([command]), 1, /no kernel project in .*osmium new/s);
});

test("a broken tsconfig.json and a missing main module are named", () => {
  const broken = folder("broken");
  writeFileSync(join(broken, "tsconfig.json"), '{ "osmium": ');
  refuses(osmium(["build"], broken), 1, /broken\/tsconfig\.json: /);
  writeFileSync(join(broken, "tsconfig.json"), '{\n  // with a comment\n  "osmium": { "main": "src/main.ts" },\n}');
  refuses(osmium(["build"], broken), 1, /names src\/main\.ts as main module, which is not there/);
  mkdirSync(join(broken, "src"));
  writeFileSync(join(broken, "src/main.ts"), "export {};\n");
  writeFileSync(
    join(broken, "tsconfig.json"),
    '{ "extends": "no-such-package/tsconfig.json", "osmium": { "main": "src/main.ts" } }',
  );
  refuses(osmium(["build"], broken), 1, /tsconfig\.json.*File 'no-such-package\/tsconfig\.json' not found/s);
});

test("mistakes in a program are shown as the compiler shows them, and from any folder of the project", () => {
  const project = folder("mistaken/src");
  writeFileSync(join(project, "../tsconfig.json"), JSON.stringify(kernelConfiguration));
  writeFileSync(join(project, "main.ts"), 'fetch("https://example.org");\n');
  const ended = osmium(["build"], project);
  refuses(ended, 1, /the kernel does not compile/);
  assert.match(ended.errors, /^src\/main\.ts\(1,1\): error TS2304: Cannot find name 'fetch'/m);
  assert.deepEqual(readdirSync(join(project, "../build")), []);
});

const kernelConfiguration = {
  extends: join(root, "tsconfig/kernel.json"),
  osmium: { main: "src/main.ts", unsafe: ["src/devices/**"] },
};

test("unsafe places add up over the files that are extended", () => {
  const project = folder("unsafe/src/devices");
  const osc = (name: string): string => {
    const args = [join(root, "compiler/bin/osc.mjs"), name, "--target", "kernel", "--emit", "ir", "-o", "out.ir"];
    return start(process.execPath, args, join(top, "unsafe")).errors;
  };
  writeFileSync(join(top, "unsafe/tsconfig.json"), JSON.stringify(kernelConfiguration));
  const text = 'import { trap } from "osmium/unsafe";\ntrap();\n';
  writeFileSync(join(project, "port.ts"), text);
  writeFileSync(join(project, "../main.ts"), text);
  assert.equal(osc("src/devices/port.ts"), "");
  assert.match(osc("src/main.ts"), /src\/main\.ts\(1,1\): error OSC1010/);
});

test("a project that can't be written to asks for another place for the results, and uses it", noPrivileges, () => {
  const project = folder("locked");
  mkdirSync(join(project, "src"));
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify(kernelConfiguration));
  writeFileSync(join(project, "src/main.ts"), "nothing.here();\n");
  const results = folder("results");
  chmodSync(results, 0o777);
  const run = (...args: string[]): Ended => {
    const [program, all] = unprivileged(process.execPath, [tool, "build", ...args]);
    return start(program, all, project, { XDG_CACHE_HOME: results });
  };
  refuses(run(), 1, /the results can't be written: .*permission denied.*--build-dir DIR/s);
  assert.ok(!existsSync(join(project, "build")));
  refuses(run("--build-dir", results), 1, /Cannot find name 'nothing'.*the kernel does not compile/s);
});

// ---- New ----

test("new makes a project with everything in it, named after its folder", () => {
  const { exitCode, output } = osmium(["new", "first/my-first", "--no-install"]);
  assert.equal(exitCode, 0);
  assert.match(output, /cd first\/my-first\n {2}npm install\n {2}npm start\n {2}npm test/);
  const project = join(top, "first/my-first");
  const expected = [".gitignore", ".vscode", "README.md", "package.json", "src", "tests", "tsconfig.json"];
  assert.deepEqual(readdirSync(project).sort(), expected);
  assert.deepEqual(readdirSync(join(top, "first")), ["my-first"], "something was left beside it");
  assert.equal(JSON.parse(readFileSync(join(project, "package.json"), "utf8")).name, "my-first");
  assert.match(readFileSync(join(project, "src/main.ts"), "utf8"), /Hello from my-first!/);
  assert.match(readFileSync(join(project, ".vscode/launch.json"), "utf8"), /my-first-debug\.elf/);
});

test("F5 in a new project does what it does in the repository", () => {
  osmium(["new", "editor/osmium", "--no-install"]);
  const read = (folder: string, name: string): string => readFileSync(join(folder, ".vscode", name), "utf8");
  const project = join(top, "editor/osmium");
  assert.equal(read(project, "launch.json").replace("node_modules/osmium-os/", ""), read(root, "launch.json"));
  assert.equal(read(project, "tasks.json").replace("npm run build", "npm run image"), read(root, "tasks.json"));
});

test("new fills the folder that one is in, if it is empty but for git", () => {
  const here = folder("Größe und Weite");
  mkdirSync(join(here, ".git"));
  refuses(osmium(["new", "."], here), 2, /can't be a kernel's name.*for example gro-e-und-weite/s);
  assert.deepEqual(readdirSync(here), [".git"]);
  assert.equal(osmium(["new", ".", "--name", "weite", "--no-install"], here).exitCode, 0);
  assert.ok(existsSync(join(here, "src/main.ts")));
  assert.deepEqual(
    readdirSync(top).filter((name) => name.startsWith(".")),
    [],
  );
});

test("new touches nothing that is there", () => {
  const full = folder("full");
  writeFileSync(join(full, "precious.txt"), "mine");
  refuses(osmium(["new", "full"]), 2, /full is not empty: there is precious\.txt/);
  assert.deepEqual(readdirSync(full), ["precious.txt"]);
  refuses(osmium(["new", "full/precious.txt", "--name", "x"]), 2, /precious\.txt is a file/);
  for (const name of ["Upper", "a b", "-x", "node_modules", "ö"])
    refuses(osmium(["new", `${top}/names/${name}`]), 2, /can't be a kernel's name/);
  assert.ok(!existsSync(join(top, "names")));
});

test("new leaves nothing where it may not write", noPrivileges, () => {
  const closed = folder("closed");
  const [program, args] = unprivileged(process.execPath, [tool, "new", join(closed, "kernel")]);
  refuses(start(program, args, top), 1, /permission denied/);
  assert.deepEqual(readdirSync(closed), []);
});

test("new without the network makes the project, and says what is left to do", () => {
  const noNetwork = {
    npm_config_registry: "http://127.0.0.1:9/",
    npm_config_fetch_retries: "0",
    npm_config_cache: folder("npm-cache"),
    npm_config_offline: "true",
  };
  const ended = osmium(["new", "offline"], top, noNetwork);
  refuses(ended, 1, /npm install has failed, see above; the project itself is complete/);
  assert.match(ended.output, /npm install\n {2}npm start/);
  assert.ok(existsSync(join(top, "offline/src/main.ts")));
});

// ---- Doctor ----

/** A PATH with Node alone, and programs that say what they are told to. */
function machine(name: string, programs: Record<string, string>): string {
  const bin = folder(name);
  symlinkSync(process.execPath, join(bin, "node"));
  for (const [program, says] of Object.entries(programs))
    writeFileSync(join(bin, program), `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 });
  return bin;
}

interface Row {
  readonly what: string;
  readonly state: string;
}

const statesIn = (PATH: string, env: Record<string, string> = {}): Record<string, string> => {
  const rows = JSON.parse(osmium(["doctor", "--json"], top, { PATH, ...env }).output) as Row[];
  return Object.fromEntries(rows.map(({ what, state }) => [what.split(" ")[0], state]));
};

test("doctor finds what is missing, says how to install it, and fails", () => {
  const PATH = machine("bare", {});
  const ended = osmium(["doctor"], top, { PATH });
  assert.equal(ended.exitCode, 1);
  assert.match(ended.output, /^missing +QEMU .*needed to boot kernels$/m);
  assert.match(ended.output, /^missing +gdb .*useful for osmium debug$/m);
  assert.match(ended.output, /(sudo|brew) .*qemu.*gdb/);
  assert.match(ended.output, /Something that is needed is not there\./);
});

test("doctor finds what is too old, and a cache that can't be written", () => {
  const tools = { "qemu-system-x86_64": "QEMU emulator version 2.11.1", gdb: "GNU gdb (GDB) 13.2" };
  const states = statesIn(machine("old", tools), { XDG_CACHE_HOME: "/dev/null" });
  assert.equal(states.QEMU, "too old");
  assert.equal(states.gdb, "ok");
  assert.equal(states.a, "problem");
});

test("doctor is content with what the tests need", () => {
  const { exitCode, output } = osmium(["doctor"]);
  assert.equal(exitCode, 0, output);
  assert.match(output, /Everything that is needed is there\./);
});

test("a command that needs QEMU says so before it compiles anything", () => {
  refuses(osmium(["run"], root, { PATH: machine("without-qemu", {}) }), 1, /QEMU is not installed.*qemu/s);
});
