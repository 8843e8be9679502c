/** What gdb shows of a program compiled with `-O0 -g`, with the printers of `tools/gdb/osmium.py`. Skipped where there is no gdb. */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const printers = join(root, "tools/gdb/osmium.py");
const skip = spawnSync("gdb", ["--version"]).status === 0 ? false : "gdb is not installed";

const program = `class Point {
  readonly x: number;
  label: string | null = null;
  readonly tags = new Set<string>(["new"]);
  constructor(x: number) {
    this.x = x;
  }
  scaled(factor: number): number {
    const result = this.x * factor;
    return result;
  }
}
function total(values: number[], names: string[]): number {
  let sum = 0;
  for (const value of values) {
    const doubled = value * 2;
    sum += doubled;
  }
  const found = sum > 3;
  const point = new Point(3);
  point.label = "grüße ☃";
  const table = new Map<string, number>([["one", 1], ["two", 2.5]]);
  const mixed: unknown = found ? "text" : 1;
  const nothing = found ? undefined : point;
  const add = (more: number): number => {
    const before = sum;
    sum += more;
    return before;
  };
  add(point.scaled(2));
  console.log(names.length, mixed, nothing === undefined, table.size, point.label);
  return sum;
}
function shadowed(name: number): string {
  const text = "outer";
  {
    const text = name;
    console.log(text);
  }
  return text;
}
console.log(total([1, 2.5], ["a", "b"]), shadowed(7));
`;

const folder = mkdtempSync(join(tmpdir(), "osmium-gdb-"));
after(() => rmSync(folder, { recursive: true }));

function build(): string {
  writeFileSync(join(folder, "main.ts"), program);
  const osc = join(root, "compiler/bin/osc.mjs");
  execFileSync(process.execPath, [osc, "main.ts", "-o", "main", "-O0", "-g"], { cwd: folder });
  return join(folder, "main");
}

let executable: string | undefined;

/** What gdb prints for each command, after running to the breakpoints. */
function debug(...commands: string[]): string {
  executable ??= build();
  return debugProgram(executable, commands);
}

function debugProgram(executable: string, commands: readonly string[]): string {
  const args = commands.flatMap((command) => ["-ex", command]);
  const result = spawnSync("gdb", ["-q", "-nx", "-batch", "-x", printers, "-ex", "set width 0", ...args, executable], {
    cwd: folder,
    encoding: "utf8",
  });
  return result.stdout;
}

const shows = (output: string, ...lines: string[]): void => {
  for (const line of lines) assert.ok(output.split("\n").includes(line), `no line '${line}' in:\n${output}`);
};

test("a breakpoint on a line shows locals, arguments and what objects hold", { skip }, () => {
  shows(
    debug("break main.ts:30", "run", "info args", "info locals", "print *point"),
    "30\t  add(point.scaled(2));",
    "values = (2) [1, 2.5]",
    'names = (2) ["a", "b"]',
    "sum = 7",
    "found = true",
    'point = Point { x: 3, label: "grüße ☃", tags: Set(1) {"new"} }',
    'table = Map(2) {"one" => 1, "two" => 2.5}',
    'mixed = "text"',
    "nothing = undefined",
    '$1 = Point { x: 3, label: "grüße ☃", tags: Set(1) {"new"} }',
  );
});

test("functions and methods are found by name; stepping follows the lines; the backtrace has them", { skip }, () => {
  const output = debug(
    "break total",
    "break Point.scaled",
    "run",
    "next",
    "next",
    "continue",
    "next",
    "next",
    "info locals",
    "backtrace",
  );
  shows(output, "14\t  let sum = 0;", "15\t  for (const value of values) {", "10\t    return result;", "result = 6");
  assert.match(output, /#0 {2}Point\.scaled \(this=Point \{ x: 3,.*factor=2\) at main\.ts:10/);
  assert.match(output, /#1 .* total \(values=\(2\) \[1, 2\.5\], names=\(2\) \["a", "b"\]\) at main\.ts:30/);
});

test("variables of a loop, and captured ones", { skip }, () => {
  const output = debug(
    "break main.ts:17",
    "run",
    "continue",
    "print doubled",
    "break main.ts:27",
    "delete 1",
    "continue",
    "info locals",
  );
  shows(output, "$1 = 5", "before = 7", "sum = 7");
});

test("a variable hides another one of its name only in its block", { skip }, () => {
  const output = debug("break main.ts:38", "break main.ts:40", "run", "print text", "continue", "print text");
  shows(output, "$1 = 7", '$2 = "outer"');
});

const asyncProgram = `const later = (value: number): Promise<number> => new Promise((resolve) => void setTimeout(() => resolve(value), 2));
class Box {
  constructor(readonly value: number) {}
}
async function work(name: string, count: number): Promise<number> {
  const box = new Box(count);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const got = await later(i + 1);
    total += got;
  }
  return total + box.value;
}
async function main(): Promise<void> {
  const first = await work("a", 2);
  const both = [await work("b", 1), first];
  console.log(both);
}
await main();
`;

let asyncExecutable: string | undefined;

function debugAsync(...commands: string[]): string[] {
  if (asyncExecutable === undefined) {
    writeFileSync(join(folder, "waits.ts"), asyncProgram);
    const osc = join(root, "compiler/bin/osc.mjs");
    execFileSync(process.execPath, [osc, "waits.ts", "-o", "waits", "-O0", "-g"], { cwd: folder });
    asyncExecutable = join(folder, "waits");
  }
  return debugProgram(asyncExecutable, commands).split("\n");
}

/** Lines of the source that gdb shows, by number. */
const steps = (lines: readonly string[]): number[] =>
  lines.flatMap((line) => /^(\d+)\t/.exec(line)?.[1] ?? []).map(Number);

test("next goes over await to the next line of the same call, and at the end to the function that awaited it", {
  skip,
}, () => {
  const lines = debugAsync("break work", "run", ...Array<string>(12).fill("next"));
  assert.deepEqual(steps(lines), [5, 6, 7, 8, 9, 10, 8, 9, 10, 8, 12, 15, 16], lines.join("\n"));
  assert.match(
    lines.find((line) => line.startsWith("main (")) ?? "",
    /^main \(promise=Promise \{ <pending> \}\) at waits\.ts:15$/,
  );
});

test("variables of an async function are there before its first await and after it", { skip }, () => {
  const lines = debugAsync(
    "break work",
    "run",
    "next",
    "next",
    "info locals",
    "info args",
    "break 10",
    "continue",
    "info locals",
    "info args",
  );
  for (const line of ["box = Box { value: 2 }", 'name = "a"', "count = 2", "promise = Promise { <pending> }"])
    assert.equal(lines.filter((one) => one === line).length, 2, `${line} in\n${lines.join("\n")}`);
  shows(lines.join("\n"), "got = 1", "i = 0");
});

test("step goes into an async function, and async-backtrace shows who awaits whom", { skip }, () => {
  const lines = debugAsync("break 15", "run", "step", "next", "next", "next", "next", "async-backtrace");
  assert.deepEqual(steps(lines).slice(-5), [6, 7, 8, 9, 10], lines.join("\n"));
  assert.match(
    lines.join("\n"),
    /\n#0 {2}work \(waits\.ts:10\)\n#1 {2}main \(waits\.ts:15:\d+\)\n#2 {2}waits\.ts \(waits\.ts:19:\d+\)\n/,
  );
});

test("next stops at a breakpoint that comes first, and ends with the program", { skip }, () => {
  const lines = debugAsync(
    "break work",
    "run",
    "delete",
    "break main",
    "break 3",
    "next",
    "next",
    "delete",
    "continue",
  );
  assert.ok(
    lines.some((line) => line.startsWith("Breakpoint 3, ") && line.includes("waits.ts:3")),
    lines.join("\n"),
  );
});
