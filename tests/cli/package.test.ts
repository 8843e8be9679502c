/**
 * The npm package, from an empty folder to a kernel that was changed, broken and repaired: the way of `docs/your-own-kernel.md`, whose blocks are followed to the letter. The
 * folder has blanks and letters beyond ASCII in its name; whoever works there may not write to the package. Compiles two kernels and two test kernels: 60 s.
 */
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
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "../../tools/project.ts";
import { Session } from "../support/session.ts";
import { unprivileged } from "../support/unprivileged.ts";
import { applyChange, blocksOf } from "../support/walk.ts";

const top = mkdtempSync(join(tmpdir(), "osmium-package-"));
const home = join(top, "ein Ort mit Ümläuten, 日本");
const project = join(home, "my-kernel");
const env = { ...process.env, XDG_CACHE_HOME: join(top, "cache"), npm_config_update_notifier: "false" };
after(() => {
  spawnSync("chmod", ["-R", "u+w", top]);
  rmSync(top, { recursive: true, force: true });
});

interface Ended {
  readonly exitCode: number | null;
  readonly said: string;
}

function start(cwd: string, program: string, args: readonly string[], environment: NodeJS.ProcessEnv = env): Ended {
  const options = { cwd, encoding: "utf8", env: environment, timeout: 300_000 } as const;
  const { status, stdout, stderr } = spawnSync(program, args, options);
  return { exitCode: status, said: stdout + stderr };
}

/** Runs a command to its end, which is a good one. */
function run(cwd: string, program: string, ...args: string[]): string {
  const { exitCode, said } = start(cwd, program, args);
  assert.equal(exitCode, 0, `${program} ${args.join(" ")}\n${said}`);
  return said;
}

/** The environment of somebody who works in the project and has no other rights. */
const user = { ...env, HOME: join(top, "user") };

/** A command of npm in the project, as that user. */
function npm(...args: string[]): Ended {
  const [program, all] = unprivileged("npm", args);
  return start(project, program, all, user);
}

function startKernel(): Session {
  const [program, args] = unprivileged("npm", ["start", "--", "--headless"]);
  return new Session(program, args, { cwd: project, env: user });
}

let tarball = "";

before(() => {
  for (const folder of [home, user.HOME, env.XDG_CACHE_HOME]) mkdirSync(folder);
  run(root, "npm", "pack", "--pack-destination", home);
  tarball = readdirSync(home).find((name) => name.endsWith(".tgz")) ?? "";
  run(home, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", `./${tarball}`);
  run(home, join(home, "node_modules/.bin/osmium"), "doctor");
  run(home, join(home, "node_modules/.bin/osmium"), "new", "my-kernel");
  chmodSync(top, 0o755);
  run(top, "chmod", "-R", "a+rwX", project, user.HOME, env.XDG_CACHE_HOME);
  run(project, "chmod", "-R", "a-w", "node_modules");
  writeFileSync(join(top, "installed"), "");
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
  const { exitCode, said } = npm("run", "check");
  assert.equal(exitCode, 0, said);
});

const steps = blocksOf(readFileSync(join(root, "docs/your-own-kernel.md"), "utf8"));
const changes = steps.filter(({ language }) => language === "diff").map(({ body }) => body);
const [importPowerOff, usePowerOff, addFetch, removeFetch, breakWheel, repairWheel] = changes;

function change(text: string | undefined): void {
  assert.ok(text !== undefined, "the document has fewer changes than this test follows");
  applyChange(project, ["src/main.ts", "src/wheel.ts"], text);
}

/** The block that has a text, as lines. */
const shown = (text: string): string[] =>
  (steps.find(({ language, body }) => language !== "diff" && body.includes(text))?.body ?? assert.fail(text))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "…");

test("your own kernel: changed, and what is not there is an error", () => {
  assert.equal(changes.length, 6);
  change(importPowerOff);
  change(usePowerOff);
  change(addFetch);
  const { exitCode, said } = npm("run", "build");
  assert.equal(exitCode, 1);
  const [command, ...lines] = shown("Cannot find name 'fetch'");
  assert.equal(command, "$ npm run build");
  for (const line of lines) assert.ok(said.split("\n").includes(line), `${line}\nis not in\n${said}`);
  assert.match(npm("run", "check").said, /src\/main\.ts\(49,3\): error TS2304/);
  change(removeFetch);
});

test("your own kernel: broken, it says where and goes on, and its test fails", async () => {
  change(breakWheel);
  {
    await using machine = startKernel();
    await machine.says("Press a key.");
    machine.type("x");
    for (const line of shown("task wheel failed")) await machine.says(line);
    const length = machine.output.length;
    await machine.says("up for ");
    while (!machine.output.slice(length).includes("up for ")) await machine.says("up for ");
  }
  const { exitCode, said } = npm("test");
  assert.equal(exitCode, 1);
  for (const line of shown("FAILED tests/wheel.test.ts")) assert.ok(said.includes(line), `${line}\nis not in\n${said}`);
});

test("your own kernel: repaired, its tests pass, and q switches off", async () => {
  change(repairWheel);
  const { exitCode, said } = npm("test");
  assert.equal(exitCode, 0, said);
  await using machine = startKernel();
  await machine.says("Hello from my-kernel!");
  machine.type("x");
  await machine.says("up for ");
  machine.type("y");
  await machine.says("You pressed y.");
  machine.type("q");
  assert.equal(await machine.end(), 0);
});

test("an image of it can be made, and what is built already is used where nothing can be written", () => {
  for (const access of ["a+w", "a-w"]) {
    run(home, "chmod", "-R", access, project);
    const { exitCode, said } = npm("run", "image");
    assert.equal(exitCode, 0, said);
  }
  assert.ok(existsSync(join(project, "build/my-kernel.img")));
});

test("the compiler makes programs for Linux, too", () => {
  const source = join(home, "hallo.ts");
  const program = join(home, "hallo");
  writeFileSync(source, 'console.log("Hallo, Welt");\n');
  run(home, join(home, "node_modules/.bin/osc"), source, "-o", program);
  assert.equal(run(home, program), "Hallo, Welt\n");
});

test("nobody has written into the package", () => {
  const newer = ["-newer", join(top, "installed"), "-type", "f"];
  assert.equal(run(home, "find", "node_modules/osmium-os", "my-kernel/node_modules/osmium-os", ...newer), "");
});
