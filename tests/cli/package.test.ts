/**
 * The npm package, from an empty folder to a kernel that boots and whose tests pass, as its README says. The folder has blanks and letters beyond ASCII in its
 * name; the package can't be written to while it is used. One kernel and one test kernel are compiled: 30 s.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { root } from "../../tools/project.ts";
import { canBeUnprivileged, unprivileged } from "../support/unprivileged.ts";

const top = mkdtempSync(join(tmpdir(), "osmium-package-"));
const home = join(top, "ein Ort mit Ümläuten, 日本");
const project = join(home, "my-kernel");
const cache = join(top, "cache");
const environment = { ...process.env, XDG_CACHE_HOME: cache };
after(() => rmSync(top, { recursive: true, force: true }));

/** Runs a command to its end, which is a good one. */
function run(cwd: string, program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: environment,
    timeout: 300_000,
  });
  assert.equal(status, 0, `${program} ${args.join(" ")}\n${stdout}${stderr}`);
  return stdout + stderr;
}

let tarball = "";

before(() => {
  mkdirSync(home);
  run(root, "npm", "pack", "--pack-destination", home);
  tarball = readdirSync(home).find((name) => name.endsWith(".tgz")) ?? "";
  run(home, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", `./${tarball}`);
  run(home, join(home, "node_modules/.bin/osmium"), "new", "my-kernel");
});

test("the package holds what users need: no tests, no sources of the compiler, under a megabyte", () => {
  assert.ok(statSync(join(home, tarball)).size < 1_000_000);
  const installed = join(home, "node_modules/osmium-os");
  for (const name of ["tests", "bench", "programs", "compiler/src", "tools/cli"])
    assert.ok(!existsSync(join(installed, name)), `${name} is in the package`);
  assert.ok(!existsSync(join(root, "dist")), "packing has left something in the repository");
});

test("the new project depends on the package as it was installed, and its editor finds no mistake", () => {
  const { devDependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  assert.equal(devDependencies["osmium-os"], `file:${join(home, tarball)}`);
  assert.ok(existsSync(join(project, ".gitignore")));
  run(project, "npm", "run", "check");
});

test("it builds and boots, with a package that can't be written to", {
  skip: !canBeUnprivileged && "there is no setpriv",
}, async () => {
  const installed = join(project, "node_modules/osmium-os");
  chmodSync(top, 0o755);
  run(project, "chmod", "-R", "a-w", installed);
  for (const folder of [join(project, "build"), cache]) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o777);
  }
  const [program, args] = unprivileged(process.execPath, [
    join(installed, "tools/bin/osmium.mjs"),
    "run",
    "--headless",
  ]);
  await using machine = new Machine(program, args);
  await machine.says("Press a key.");
  machine.type("x");
  await machine.says("up for ");
  machine.type("y");
  await machine.says("You pressed y.");
});

test("the compiler makes programs for Linux, too", () => {
  const source = join(home, "hallo.ts");
  const program = join(home, "hallo");
  writeFileSync(source, 'console.log("Hallo, Welt");\n');
  run(home, join(home, "node_modules/.bin/osc"), source, "-o", program);
  assert.equal(run(home, program), "Hallo, Welt\n");
});

test("nobody has written into the package", () => {
  const list = run(home, "find", "node_modules/osmium-os", "-newer", "my-kernel/package.json", "-type", "f");
  assert.equal(list, "");
});

/** A command that boots a machine, with the serial terminal on pipes. */
class Machine implements AsyncDisposable {
  readonly #process: ChildProcess;
  #output = "";
  #ended = false;

  constructor(program: string, args: readonly string[]) {
    this.#process = spawn(program, args, { cwd: project, env: environment, stdio: "pipe" });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
      });
    this.#process.on("close", () => {
      this.#ended = true;
    });
  }

  type(text: string): void {
    this.#process.stdin?.write(text);
  }

  async says(text: string): Promise<void> {
    for (const end = Date.now() + 120_000; !this.#output.includes(text); await delay(20))
      assert.ok(!this.#ended && Date.now() < end, `"${text}" never came:\n${this.#output}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGTERM");
    while (!this.#ended) await delay(20);
  }
}
