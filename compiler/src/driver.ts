/**
 * The compilation as a list of stages: load and check → lower → passes → emit → compile and link. Each stage is one function here;
 * what it does lives in the folder that it calls. Textual IR (a file ending in `.ir`, as `--emit=ir` writes it) enters behind the passes.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { emitModule } from "./backend/llvm/emit.ts";
import { type Diagnostic, isError } from "./diagnostic.ts";
import type { IrModule } from "./ir/ir.ts";
import { parseModule } from "./ir/parse.ts";
import { printModule } from "./ir/print.ts";
import { type CompileOptions, compileExecutable, compileObject, type Step } from "./link/compile.ts";
import { runPasses as pipeline } from "./passes/pipeline.ts";

/** What to stop at and write, instead of linking. */
export type EmitKind = "ir" | "llvm" | "asm" | "obj";

export interface DriverOptions {
  readonly input: string;
  /** Where the result goes; absent only with `emit`: standard output. */
  readonly output?: string;
  readonly target: IrModule["target"];
  readonly level: "O0" | "O2";
  readonly debug: boolean;
  readonly emit?: EmitKind;
  /** The checking mode: counts are checked, leaks reported at exit. */
  readonly checkMemory: boolean;
  /** Verify the IR after each pass. */
  readonly verify: boolean;
  readonly stats: boolean;
  readonly linkerScript?: string;
}

/** Who hears of stages as they begin and end. */
export interface StageListener {
  begin(stage: string): void;
  end(stage: string, milliseconds: number): void;
}

export interface DriverResult {
  /** False if there were errors in the program. */
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Lines for `--stats`. */
  readonly statistics: readonly string[];
}

/** The input or an option is not usable; nothing was compiled. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Thrown by `lower` and `runPasses` when the program has errors. */
class ProgramErrors extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super("the program has errors");
    this.diagnostics = diagnostics;
  }
}

/** Compiles one program. Errors in it are in the result; everything thrown is a usage error, a tool that failed, or our mistake. */
export async function compile(options: DriverOptions, listener: StageListener): Promise<DriverResult> {
  const statistics: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const step: Step = (stage, body) => {
    listener.begin(stage);
    const start = performance.now();
    const result = body();
    listener.end(stage, performance.now() - start);
    return result;
  };
  const stepAsync = async <T>(stage: string, body: () => Promise<T>): Promise<T> => {
    listener.begin(stage);
    const start = performance.now();
    const result = await body();
    listener.end(stage, performance.now() - start);
    return result;
  };
  try {
    if (!existsSync(options.input)) throw new UsageError(`there is no file ${options.input}`);
    const module = options.input.endsWith(".ir")
      ? step("parse", () => parseIr(options.input))
      : await stepAsync("check and lower", () => loadProgram(options, diagnostics));
    if (!options.input.endsWith(".ir")) statistics.push(...step("passes", () => runPasses(module, options)));
    if (options.emit === "ir") {
      writeText(options, printModule(module));
      return { ok: true, diagnostics, statistics };
    }
    const llvm = step("emit", () => emitModule(module, emitOptions(options)));
    if (options.emit === "llvm") writeText(options, llvm);
    else if (options.emit)
      writeBytes(
        options,
        step("generate", () => object(llvm, module, options)),
      );
    else statistics.push(...link(llvm, module, options, step));
    return { ok: true, diagnostics, statistics };
  } catch (error) {
    if (!(error instanceof ProgramErrors)) throw error;
    return { ok: false, diagnostics: [...diagnostics, ...error.diagnostics], statistics };
  }
}

/** The IR of the program, from TypeScript or from text. */
async function loadProgram(options: DriverOptions, diagnostics: Diagnostic[]): Promise<IrModule> {
  const path = "./frontend/index.ts";
  const { compileToIr } = (await import(path)) as {
    compileToIr(options: object): { module?: IrModule; diagnostics: Diagnostic[] };
  };
  const result = compileToIr({
    entry: resolve(options.input),
    target: options.target,
    checkMemory: options.checkMemory,
  });
  diagnostics.push(...result.diagnostics);
  if (!result.module || result.diagnostics.some(isError)) throw new ProgramErrors([]);
  return result.module;
}

function parseIr(path: string): IrModule {
  try {
    return parseModule(readFileSync(path, "utf8"));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /^line (\d+): (.*)$/s.exec(message);
    const place = line ? { line: Number(line[1]) } : {};
    throw new ProgramErrors([{ file: path, ...place, code: "OSC0001", message: line?.[2] ?? message }]);
  }
}

/** All passes, in their order. Gives what `--stats` shows of them. */
function runPasses(module: IrModule, options: DriverOptions): string[] {
  const { stats } = pipeline(module, { level: options.level, verifyEach: options.verify });
  const counts = Object.entries(stats).map(([name, count]) => `${name} ${count}`);
  return [`counting: ${counts.join(", ")}`];
}

const emitOptions = (options: DriverOptions) => ({
  level: options.level,
  debug: options.debug,
  checked: options.checkMemory,
});

const compileOptions = (module: IrModule, options: DriverOptions): CompileOptions => ({
  target: module.target,
  level: options.level,
  debug: options.debug,
  linkerScript: options.linkerScript,
});

function object(llvm: string, module: IrModule, options: DriverOptions): Uint8Array {
  return compileObject(llvm, options.emit === "asm" ? "asm" : "obj", compileOptions(module, options));
}

/** The executable or kernel; gives what `--stats` shows of it. */
function link(llvm: string, module: IrModule, options: DriverOptions, step: Step): string[] {
  if (options.output === undefined) throw new UsageError("no output file: give one with -o");
  const { traceBytes } = compileExecutable(llvm, options.output, compileOptions(module, options), step);
  return [
    `functions: ${module.functions.size}, classes: ${module.classes.size}, LLVM text: ${llvm.length} bytes`,
    `trace table: ${traceBytes} bytes`,
  ];
}

function writeText(options: DriverOptions, text: string): void {
  writeBytes(options, new TextEncoder().encode(text));
}

function writeBytes(options: DriverOptions, bytes: Uint8Array): void {
  if (options.output === undefined) writeFileSync(process.stdout.fd, bytes);
  else writeFileSync(options.output, bytes);
}
