/** The benchmark programs: each a TypeScript file and its twin in C, which prints the same. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const folder = fileURLToPath(new URL("programs", import.meta.url));
const compiler = fileURLToPath(new URL("../../compiler/bin/osc.mjs", import.meta.url));

/** Who runs a program: the twin in C, our compiler's output, Node. */
export const contestants = ["c", "osmium", "node"] as const;
export type Contestant = (typeof contestants)[number];

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

export interface Benchmark {
  readonly name: string;
  /** The first comment of its source: what it is about. */
  readonly about: string;
  readonly commands: Readonly<Record<Contestant, Command>>;
}

export function benchmarkNames(): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  return names.map((name) => name.slice(0, -".ts".length)).sort();
}

/** Compiles a program for all contestants into a scratch folder. Throws an `Error` with the compiler's words. */
export function buildBenchmark(name: string, scratch: string, clang: string): Benchmark {
  const source = join(folder, `${name}.ts`);
  const text = readFileSync(source, "utf8");
  const path = (suffix: string): string => join(scratch, `${name}${suffix}`);
  run(clang, ["-O2", "-o", path(".c.out"), join(folder, `${name}.c`), "-lm"]);
  run(process.execPath, [compiler, source, "-o", path(".osmium"), "-O2"]);
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  writeFileSync(path(".mjs"), ts.transpileModule(text, { compilerOptions: options }).outputText);
  return {
    name,
    about: /^\/\/ (.*)$/m.exec(text)?.[1] ?? "",
    commands: {
      c: { program: path(".c.out"), args: [] },
      osmium: { program: path(".osmium"), args: [] },
      node: { program: process.execPath, args: [path(".mjs")] },
    },
  };
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (error) throw new Error(`${program} can't be started: ${error.message}`);
  if (status !== 0) throw new Error(`${[program, ...args].join(" ")}\n${stderr}`);
}
