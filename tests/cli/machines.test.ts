/** What the way in (`npm start` and its kin) says on machines that are not as they have to be. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root } from "../../tools/project.ts";
import { canBeUnprivileged, unprivileged } from "../support/unprivileged.ts";

const top = mkdtempSync(join(tmpdir(), "osmium-machines-"));
chmodSync(top, 0o755);
after(() => rmSync(top, { recursive: true, force: true }));

interface Ended {
  readonly exitCode: number | null;
  readonly said: string;
}

function start(program: string, args: readonly string[], cwd: string, env: Record<string, string>): Ended {
  const options = { cwd, encoding: "utf8", timeout: 120_000, env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(program, args, options);
  return { exitCode: status, said: stdout + stderr };
}

/** A PATH with Node alone, and shell scripts. */
function bin(name: string, scripts: Record<string, string> = {}): string {
  const folder = join(top, name);
  mkdirSync(folder);
  symlinkSync(process.execPath, join(folder, "node"));
  for (const [program, text] of Object.entries(scripts))
    writeFileSync(join(folder, program), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return folder;
}

/** What a clone has for its first command, without packages. */
function clone(name: string): string {
  const folder = join(top, name);
  for (const part of ["tools", "package.json", "package-lock.json", ".npmrc"])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  return folder;
}

/** Where a program is, for a start with another PATH. */
const inPath = (program: string): string =>
  spawnSync("sh", ["-c", `command -v "${program}"`], { encoding: "utf8" }).stdout.trim();

const bootstrap = (folder: string, env: Record<string, string>, command = "start"): Ended =>
  start(process.execPath, [join(folder, "tools/bootstrap.mjs"), command], folder, env);

test("a Node that is too old is told from one that will do, by all three ways in", () => {
  const older =
    "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.19.1'}})";
  for (const path of ["tools/bootstrap.mjs", "tools/bin/osmium.mjs", "compiler/bin/osc.mjs"]) {
    const { exitCode, said } = start(process.execPath, ["--import", older, join(root, path), "start"], root, {});
    assert.equal(exitCode, 1);
    assert.match(said, /Node 20 or later is needed; this is v[\d.]+\. See https:/);
    assert.doesNotMatch(said, /\n\s+at /);
  }
});

test("without the network, a fresh clone says that it needs it once, and keeps no half-installed packages", () => {
  const folder = clone("offline");
  const env = {
    npm_config_registry: "http://127.0.0.1:9/",
    npm_config_fetch_retries: "0",
    npm_config_cache: join(top, "npm"),
  };
  const { exitCode, said } = bootstrap(folder, env);
  assert.equal(exitCode, 1);
  assert.match(said, /"npm ci" failed: .*It needs the network once\./);
  assert.ok(!existsSync(join(folder, "node_modules/.package-lock.json")));
});

test("without npm it says so", () => {
  const { exitCode, said } = bootstrap(clone("no-npm"), { PATH: bin("without-npm") });
  assert.equal(exitCode, 1);
  assert.match(said, /npm can not be started/);
});

test("a clone that can't be written to is not filled half", {
  skip: !canBeUnprivileged && "there is no setpriv",
}, () => {
  const folder = clone("read-only");
  const before = readdirSync(folder);
  const [program, args] = unprivileged(process.execPath, [join(folder, "tools/bootstrap.mjs"), "start"]);
  const { exitCode, said } = start(program, args, folder, {});
  assert.equal(exitCode, 1);
  assert.match(said, /The npm packages are missing, and .* can't be written to\./);
  assert.deepEqual(readdirSync(folder), before);
});

test("without root and without sudo, the packages to install are named", {
  skip: !canBeUnprivileged && "there is no setpriv",
}, () => {
  const PATH = bin("debian", { "apt-get": "exit 100", "apt-cache": "echo 'Candidate: 1.0'" });
  const [program, args] = unprivileged(process.execPath, [join(root, "tools/bootstrap.mjs"), "start"]);
  const { exitCode, said } = start(inPath(program), args, root, { PATH });
  assert.equal(exitCode, 1);
  assert.match(said, /QEMU.*\n.*qemu-system-x86/s);
  assert.doesNotMatch(said, /\n\s+at /);
});
