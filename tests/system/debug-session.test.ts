/**
 * The debugger: the session of docs/debugging.md, command by command, with `osmium debug` as a user would run it; and what `tasks` and `heap` say, beside what the
 * kernel says itself. Skipped where there is no gdb.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../tools/build.ts";
import { agrees, readSession } from "../support/gdb-session.ts";

const skip = spawnSync("gdb", ["--version"]).status === 0 ? false : "gdb is not installed";
const examples = join(root, "docs", "examples");
const buildFolder = join(root, "build", "examples");
const mark = "@@";

/** A function for gdb's Python: what a command says when it fails. */
const tolds = `python exec("def told(command):\\n  try:\\n    return gdb.execute(command, to_string=True)\\n  except gdb.error as error:\\n    return str(error)")`;

/** What gdb prints before the first command and for each command. */
function debug(commands: readonly string[]): string[] {
  const marked = [...commands, "echo the end"].flatMap((command) => [`echo ${mark}\\n`, command]);
  const result = spawnSync(
    process.execPath,
    [join(root, "tools/bin/osmium.mjs"), "debug", "--build-dir", buildFolder, "--command", ...marked],
    { cwd: examples, encoding: "utf8", timeout: 180_000 },
  );
  assert.equal(result.status, 0, result.stdout + result.stderr);
  return result.stdout.split(`${mark}\n`);
}

test("the session of docs/debugging.md goes as it is told there", { skip }, () => {
  const session = readSession(join(root, "docs/debugging.md"));
  assert.ok(session.length > 15);
  const [first, ...exchanges] = session;
  assert.ok(first !== undefined);
  const [start = "", ...printed] = debug(exchanges.map(({ command }) => command));
  assert.ok(start.trimEnd().endsWith(first.printed.join("\n").trimEnd()), start);
  for (const [index, { command, printed: said, line }] of exchanges.entries()) {
    const lines = (printed[index] ?? "").trimEnd().split("\n");
    const expected = said.join("\n").trimEnd().split("\n");
    const same = lines.length === expected.length && lines.every((text, at) => agrees(expected[at] ?? "", text));
    assert.ok(
      same,
      `docs/debugging.md:${line}: (gdb) ${command}\nsays\n${expected.join("\n")}\nbut gdb prints\n${lines.join("\n")}`,
    );
  }
  const serial = /```serial\n(.*?)```/s.exec(readFileSync(join(root, "docs/debugging.md"), "utf8"))?.[1] ?? "";
  assert.ok(serial !== "");
  const log = readFileSync(join(buildFolder, "tickets-debug.log"), "utf8").replaceAll("\r", "");
  assert.ok(log.includes(serial), log);
});

test("heap finds every block that the allocator has counted, tasks every task, and objects by class", { skip }, () => {
  const [, , , , , sizes = "", classes = "", objects = "", tasks = "", wrongTask = "", unknown = ""] = debug([
    tolds,
    "break printTicket",
    "continue",
    "continue",
    "heap",
    "heap objects all",
    "heap CoroutineReaction",
    "tasks",
    "python print(len([task for task in osmium_kernel.all_tasks() if task.state == 'running']))",
    "python print([name for name in ('heap Nothing', 'task nobody') if 'there is no' in told(name)])",
  ]);
  assert.match(
    sizes,
    /^[\d.]+ KiB used, [\d.]+ KiB free of 256\.0 KiB; peak [\d.]+ KiB\n\d+ allocations, \d+ frees, \d+ alive, 0 failed\n/,
  );
  assert.doesNotMatch(sizes, /add up/);
  const alive = Number(/(\d+) alive/.exec(sizes)?.[1]);
  const blocks = [...sizes.matchAll(/^ *(?:\d+|larger) +(\d+) +\d+$/gm)].map(([, count]) => Number(count));
  assert.equal(
    blocks.reduce((sum, count) => sum + count, 0),
    alive,
  );
  assert.match(classes, /^ +\d+ +2 {2}TaskOf<number>$/m);
  assert.match(objects, /^0xffffffff8[0-9a-f]+ {2}CoroutineReaction \{ following: .*, context: 6\d, /m);
  assert.match(tasks, /^66 +running +1 {2}right counter/m);
  assert.equal(wrongTask.trim(), "1");
  assert.equal(unknown.trim(), "['heap Nothing', 'task nobody']");
});

test("what F5 in Visual Studio Code does: the server of .vscode/tasks.json, the debugger and its commands of launch.json", {
  skip,
}, async () => {
  const read = (name: string) => JSON.parse(readFileSync(join(root, ".vscode", name), "utf8"));
  const [launch] = read("launch.json").configurations;
  const task = read("tasks.json").tasks.find(({ label }: { label: string }) => label === launch.preLaunchTask);
  const port = /--server (\d+)$/.exec(task.command)?.[1] ?? "";
  assert.equal(launch.miDebuggerServerAddress, `127.0.0.1:${port}`);
  assert.equal(launch.program, "${workspaceFolder}/build/osmium-debug.elf");
  const setup: string[] = launch.setupCommands.map(({ text }: { text: string }) =>
    text.replace("${workspaceFolder}", root),
  );
  // Another port and another kernel, so that this does not get in the way of who debugs meanwhile, and takes no time to compile.
  const ownPort = String(20000 + (process.pid % 20000));
  const server = spawn(
    process.execPath,
    [join(root, "tools/bin/osmium.mjs"), "debug", "--build-dir", buildFolder, "--server", ownPort],
    { cwd: examples, stdio: ["ignore", "ignore", "pipe"] },
  );
  try {
    let said = "";
    const { beginsPattern, endsPattern } = task.problemMatcher.background;
    await new Promise<void>((resolve, reject) => {
      server.on("exit", (code) => reject(new Error(`the server ended (${code}): ${said}`)));
      server.stderr.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (new RegExp(endsPattern).test(said)) resolve();
      });
    });
    assert.match(said, new RegExp(beginsPattern));
    const commands = [
      ...setup.map((text) => (text.startsWith("-") ? text : `-interpreter-exec console "${text}"`)),
      `-file-exec-and-symbols ${join(buildFolder, "tickets-debug.elf")}`,
      `-target-select remote 127.0.0.1:${ownPort}`,
      "-break-insert tickets.ts:12",
      "-exec-continue",
    ];
    const gdb = spawn("gdb", ["-q", "-nx", "-i=mi"], { cwd: examples, stdio: ["pipe", "pipe", "ignore"] });
    let answers = "";
    gdb.stdin.write(`${commands.join("\n")}\n`);
    await new Promise<void>((resolve) => {
      gdb.on("exit", () => resolve());
      gdb.stdout.setEncoding("utf8").on("data", (text: string) => {
        answers += text;
        if (/\*stopped,reason="breakpoint-hit"/.test(answers))
          gdb.stdin.end("-interpreter-exec console tasks\n-gdb-exit\n");
      });
    });
    assert.match(answers, /\*stopped,reason="breakpoint-hit".*func="sell".*file="tickets\.ts".*line="12"/);
    assert.match(answers, /left counter/);
  } finally {
    server.kill("SIGTERM");
  }
});
