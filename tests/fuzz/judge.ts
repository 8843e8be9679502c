/**
 * Judges programs: compiles many as one, runs them under Node and compiled in both levels, and compares each one's part of the output.
 * What a whole unit does wrong (it crashes, it leaks, the compiler fails) is traced to a program by judging its halves.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { compile, type DriverOptions } from "../../compiler/src/driver.ts";
import { type Outcome, prelude, runProgram } from "../lang/oracle.ts";

export type Verdict =
  | { readonly kind: "same" }
  /** The checker rejects it: a mistake of the generator. */
  | { readonly kind: "invalid"; readonly message: string }
  /** The compiler says that it can't compile it. */
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | { readonly kind: "wrong"; readonly what: string; readonly detail: string };

export interface Judged {
  /** Modules that export `run`; each prints something. */
  readonly source: string;
}

interface Variant {
  readonly name: string;
  readonly level: DriverOptions["level"];
  readonly checkMemory: boolean;
}

const variants: readonly Variant[] = [
  { name: "-O0 --check-memory", level: "O0", checkMemory: true },
  { name: "-O2 --check-memory", level: "O2", checkMemory: true },
  { name: "-O2", level: "O2", checkMemory: false },
];

const silent = { begin(): void {}, end(): void {} };

/** A verdict for each program, in their order. */
export async function judge(programs: readonly Judged[]): Promise<Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), "osc-fuzz-"));
  try {
    return await judgeUnit(programs, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function judgeUnit(programs: readonly Judged[], folder: string): Promise<Verdict[]> {
  const verdicts = new Map<Judged, Verdict>();
  const left = (): Judged[] => programs.filter((program) => !verdicts.has(program));
  const finish = (): Verdict[] => programs.map((program) => verdicts.get(program) ?? { kind: "same" });
  const restAlone = async (): Promise<Verdict[]> => {
    const rest = left();
    const middle = Math.ceil(rest.length / 2);
    for (const half of [rest.slice(0, middle), rest.slice(middle)]) {
      const found = await judge(half);
      half.forEach((program, index) => {
        verdicts.set(program, found[index]!);
      });
    }
    return finish();
  };
  for (const variant of variants) {
    const output = join(folder, "program");
    let failure: string | undefined;
    while (left().length > 0) {
      const compiled = await compileUnit(left(), folder, output, variant);
      if (compiled === undefined) break;
      if (typeof compiled === "string") {
        failure = compiled;
        break;
      }
      for (const [index, verdict] of compiled) verdicts.set(left()[index]!, verdict);
      if (compiled.size === 0) throw new Error("diagnostics without a program");
    }
    const rest = left();
    if (rest.length === 0) return finish();
    if (failure !== undefined) {
      if (rest.length > 1) return restAlone();
      verdicts.set(rest[0]!, { kind: "wrong", what: `the compiler fails (${variant.name})`, detail: failure });
      return finish();
    }
    const expected = await runUnderNode(rest, folder);
    const actual = await runProgram(output, []);
    const [wanted, given] = [sections(expected.output), sections(actual.output)];
    if (expected.exitCode !== 0) {
      if (rest.length > 1) return restAlone();
      verdicts.set(rest[0]!, { kind: "invalid", message: `Node: ${expected.errors.slice(0, 400)}` });
      return finish();
    }
    rest.forEach((program, index) => {
      if (given[index] === undefined || wanted[index] === given[index]) return;
      // The last section of a program that crashed is not complete.
      if (actual.exitCode !== 0 && index === given.length - 1 && rest.length > 1) return;
      const detail = `${firstDifference(wanted[index] ?? "", given[index])}\n${rest.length === 1 ? actual.errors.slice(0, 1500) : ""}`;
      verdicts.set(program, { kind: "wrong", what: `the output differs (${variant.name})`, detail });
    });
    if (actual.exitCode !== 0) {
      if (left().length > 1 || (left().length === 1 && rest.length > 1)) return restAlone();
      const what = actual.exitCode === 99 ? "memory is not freed" : "the program fails";
      if (left().length === 1)
        verdicts.set(rest[0]!, { kind: "wrong", what: `${what} (${variant.name})`, detail: describe(actual) });
    }
  }
  return finish();
}

const describe = (outcome: Outcome & { readonly errors: string }): string =>
  `exit code ${outcome.exitCode}\n${outcome.errors.slice(0, 2000)}`;

/** Nothing if all went well; what is wrong with which program; or how the compiler failed. */
async function compileUnit(
  programs: readonly Judged[],
  folder: string,
  output: string,
  { level, checkMemory }: Variant,
): Promise<Map<number, Verdict> | string | undefined> {
  const unit = join(folder, "source");
  rmSync(unit, { recursive: true, force: true });
  mkdirSync(unit);
  programs.forEach(({ source }, index) => {
    writeFileSync(join(unit, `p${index}.ts`), source);
  });
  const input = join(unit, "main.ts");
  writeFileSync(input, mainModule(programs.length, "ts"));
  try {
    const result = await compile(
      { input, output, target: "linux", level, checkMemory, debug: false, verify: true, stats: false },
      silent,
    );
    if (result.ok) return undefined;
    const found = new Map<number, Verdict>();
    for (const { file, line, code, message } of result.diagnostics) {
      const index = Number(/p(\d+)\.ts$/.exec(file ?? "")?.[1] ?? -1);
      if (index < 0 || found.has(index)) continue;
      const where = programs[index]!.source.split("\n")[(line ?? 1) - 1];
      if (code.startsWith("TS")) found.set(index, { kind: "invalid", message: `${code} ${message}\n${where}` });
      else found.set(index, { kind: "refused", code, message: `${message}\n${where}` });
    }
    if (found.size > 0) return found;
    return `diagnostics without a place: ${result.diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n")}`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message).slice(0, 3000) : String(error);
  }
}

/** Runs them one after the other, each behind a line of its own. */
function mainModule(count: number, extension: "ts" | "mjs"): string {
  const all = Array.from({ length: count }, (_, index) => index);
  return `${all.map((index) => `import { run as run${index} } from "./p${index}.${extension}";`).join("\n")}
async function main()${extension === "ts" ? ": Promise<void>" : ""} {
${all.map((index) => `console.log("#program");\nawait run${index}();`).join("\n")}
}
main();
`;
}

function runUnderNode(programs: readonly Judged[], folder: string): ReturnType<typeof runProgram> {
  const unit = join(folder, "node");
  rmSync(unit, { recursive: true, force: true });
  mkdirSync(unit);
  programs.forEach(({ source }, index) => {
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    writeFileSync(join(unit, `p${index}.mjs`), outputText);
  });
  writeFileSync(join(unit, "main.mjs"), mainModule(programs.length, "mjs"));
  return runProgram(process.execPath, ["--import", prelude, join(unit, "main.mjs")]);
}

const sections = (output: string): string[] => output.split("#program\n").slice(1);

function firstDifference(expected: string, actual: string): string {
  const [wanted, given] = [expected.split("\n"), actual.split("\n")];
  const at = wanted.findIndex((line, index) => line !== given[index]);
  const index = at < 0 ? wanted.length : at;
  const around = (lines: readonly string[]): string => lines.slice(Math.max(0, index - 2), index + 2).join("\n  ");
  return `line ${index + 1}; Node:\n  ${around(wanted)}\nhere:\n  ${around(given)}`;
}
