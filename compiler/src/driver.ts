/**
 * The compilation as a list of stages: load and check → lower → passes → emit → compile and link. Each stage is one function here;
 * what it does lives in the folder that it calls. Textual IR (a file ending in `.ir`, as `--emit=ir` writes it) enters behind the passes.
 */

import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type EmitOptions, emitModule, emitModules } from "./backend/llvm/emit.ts";
import { type Diagnostic, isError } from "./diagnostic.ts";
import type { IrModule } from "./ir/ir.ts";
import { parseModule } from "./ir/parse.ts";
import { printModule } from "./ir/print.ts";
import { type CompileOptions, compileExecutable, compileObject } from "./link/compile.ts";
import type { Step } from "./link/parts.ts";
import { writeResult } from "./output.ts";
import type { InterruptViolation } from "./passes/interrupt.ts";
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
  /** Machine integers that don't fit throw a RangeError instead of wrapping. */
  readonly trapOverflow?: boolean;
  /** Verify the IR after each pass. */
  readonly verify: boolean;
  readonly stats: boolean;
  readonly linkerScript?: string;
  /** A folder for compiled parts of large programs, which are taken from it again as long as they are the same. */
  readonly cache?: string;
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
  /** Absolute paths of all files that the result depends on. */
  readonly sources: readonly string[];
}

/** The input or an option is not usable; nothing was compiled. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Ends the compilation: the program has errors. */
class ProgramErrors extends Error {}

/** Compiles one program. Errors in it are in the result; everything thrown is a usage error, a tool that failed, or our mistake. */
export async function compile(options: DriverOptions, listener: StageListener): Promise<DriverResult> {
  const run = new Compilation(options, listener);
  try {
    checkPaths(options);
    const module = await loadProgram(run);
    runPasses(run, module);
    if (options.emit === "ir") writeOutput(options, printModule(module, { locs: true }));
    else if (options.emit) writeOutput(options, await emitOne(run, module, options.emit));
    else await link(run, module);
    return run.result(true);
  } catch (error) {
    if (!(error instanceof ProgramErrors)) throw error;
    return run.result(false);
  }
}

/**
 * Goes through the stages in front of LLVM and drops what they give: V8 makes code fast that runs often, and so the next compilation is. Between stages it
 * yields. Errors in the program end it.
 */
export async function* rehearse(options: DriverOptions): AsyncGenerator<void> {
  const run = new Compilation(options, { begin() {}, end() {} });
  try {
    const module = await loadProgram(run);
    yield;
    runPasses(run, module);
    yield;
    emitModules(module, emitOptions(run));
  } catch (error) {
    if (!(error instanceof ProgramErrors)) throw error;
  }
}

/** What the stages of one compilation share. */
class Compilation {
  readonly options: DriverOptions;
  readonly diagnostics: Diagnostic[] = [];
  readonly statistics: string[] = [];
  readonly #listener: StageListener;
  /** From the program's configuration, unless the command line gives another. */
  linkerScript: string | undefined;
  sources: readonly string[];

  constructor(options: DriverOptions, listener: StageListener) {
    this.options = options;
    this.#listener = listener;
    this.linkerScript = options.linkerScript;
    this.sources = [options.input, ...(options.linkerScript === undefined ? [] : [options.linkerScript])].map((name) =>
      resolve(name),
    );
  }

  readonly step: Step = (stage, body) => {
    this.#listener.begin(stage);
    const start = performance.now();
    const end = (): void => this.#listener.end(stage, performance.now() - start);
    const result = body();
    if (result instanceof Promise) return result.finally(end) as typeof result;
    end();
    return result;
  };

  /** Takes diagnostics; ends the compilation if there are errors among them. */
  report(diagnostics: readonly Diagnostic[]): void {
    this.diagnostics.push(...diagnostics);
    if (diagnostics.some(isError)) throw new ProgramErrors();
  }

  result(ok: boolean): DriverResult {
    return { ok, diagnostics: this.diagnostics, statistics: this.statistics, sources: this.sources };
  }
}

const isIr = (options: DriverOptions): boolean => options.input.endsWith(".ir");

function checkPaths({ input, output, linkerScript }: DriverOptions): void {
  for (const path of [input, linkerScript]) {
    if (path === undefined) continue;
    const file = statSync(path, { throwIfNoEntry: false });
    if (!file) throw new UsageError(`there is no file ${path}`);
    if (!file.isFile()) throw new UsageError(`${path} is not a file`);
    accessSync(path, constants.R_OK);
  }
  if (output === undefined) return;
  const directory = dirname(resolve(output));
  if (!existsSync(directory)) throw new UsageError(`there is no directory ${directory} for the output`);
  const present = statSync(output, { throwIfNoEntry: false });
  if (present?.isDirectory()) throw new UsageError(`the output ${output} is a directory`);
  const source = statSync(input);
  if (present?.ino === source.ino && present.dev === source.dev) {
    throw new UsageError(`the output ${output} is the program itself`);
  }
}

/** Checks and lowers the program, or reads it if it is IR. */
async function loadProgram(run: Compilation): Promise<IrModule> {
  const { options } = run;
  if (isIr(options)) return run.step("parse", () => parseIr(run, options.input));
  // Loaded only here: TypeScript's checker takes a quarter of a second, which IR has no use for.
  const { compileToIr } = await import("./frontend/index.ts");
  const { module, diagnostics, linkerScript, sources } = run.step("check and lower", () =>
    compileToIr({
      entry: resolve(options.input),
      target: options.target,
      checkMemory: options.checkMemory,
      trapOverflow: options.trapOverflow,
      describeVariables: options.debug && options.level === "O0",
    }),
  );
  run.sources = [...run.sources, ...sources];
  run.report(diagnostics);
  if (!module) throw new Error("the frontend gave neither a module nor an error");
  run.linkerScript ??= linkerScript;
  return module;
}

function parseIr(run: Compilation, path: string): IrModule {
  try {
    return parseModule(readFileSync(path, "utf8"));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /^line (\d+): (.*)$/s.exec(message);
    const place = line ? { line: Number(line[1]) } : {};
    run.report([{ file: path, ...place, code: "OSC0001", message: line?.[2] ?? message }]);
    throw error;
  }
}

/** All passes, in their order. What was read as IR has gone through them. */
function runPasses(run: Compilation, module: IrModule): void {
  const { options } = run;
  if (isIr(options)) return;
  const { stats, diagnostics, onStack, statics, reused } = run.step("passes", () =>
    pipeline(module, { level: options.level, verifyEach: options.verify }),
  );
  run.report(diagnostics.map((violation) => interruptDiagnostic(module, violation)));
  const { retains, releases, borrows, moves, constants } = stats;
  run.statistics.push(
    `counting: ${retains} retains, ${releases} releases`,
    `allocations on the stack: ${onStack}`,
    `objects in the image: ${statics}`,
    `constructions that may reuse a cell: ${reused}`,
    `counting left out: ${borrows} pairs by borrowing, ${moves} by moving, ${constants} of constants`,
  );
}

/** What breaks the rules of interrupt context, with the calls that lead there. */
function interruptDiagnostic(module: IrModule, { loc, message, path }: InterruptViolation): Diagnostic {
  const file = loc === undefined ? undefined : module.files[loc.file];
  return {
    file,
    line: loc?.line,
    column: loc?.column,
    code: "OSC1012",
    message: `${message} in interrupt context`,
    help: `reached through ${path.join(" → ")}; do this later, outside of the handler`,
  };
}

/** The program as one LLVM module, or what becomes of that. */
async function emitOne(run: Compilation, module: IrModule, kind: "llvm" | "asm" | "obj"): Promise<string | Uint8Array> {
  const llvm = run.step("emit", () => emitModule(module, emitOptions(run)));
  noteSizes(run, module, [llvm]);
  if (kind === "llvm") return llvm;
  return run.step("generate", () => compileObject(llvm, kind, compileOptions(run, module)));
}

/** The executable or kernel. */
async function link(run: Compilation, module: IrModule): Promise<void> {
  const { output } = run.options;
  if (output === undefined) throw new UsageError("no output file: give one with -o");
  const parts = run.step("emit", () => emitModules(module, emitOptions(run)));
  noteSizes(run, module, parts);
  const compiled = await compileExecutable(parts, output, compileOptions(run, module), run.step);
  const { textBytes, traceBytes, cachedParts } = compiled;
  if (cachedParts > 0) run.statistics.push(`parts that were compiled before: ${cachedParts} of ${parts.length}`);
  run.statistics.push(`code: ${textBytes} bytes, trace table: ${traceBytes} bytes`);
}

function noteSizes(run: Compilation, module: IrModule, parts: readonly string[]): void {
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  const cyclic = [...module.classes.values()].filter((def) => def.cyclic).length;
  run.statistics.push(
    `functions: ${module.functions.size}, LLVM text: ${bytes} bytes in ${parts.length === 1 ? "one part" : `${parts.length} parts`}`,
    `classes: ${module.classes.size}, of which ${cyclic} may be part of cycles`,
  );
}

function emitOptions({ options: { level, debug, checkMemory } }: Compilation): EmitOptions {
  return { level, debug, checked: checkMemory };
}

function compileOptions(run: Compilation, module: IrModule): CompileOptions {
  const { level, debug, cache } = run.options;
  return { target: module.target, level, debug, linkerScript: run.linkerScript, cache };
}

function writeOutput(options: DriverOptions, content: string | Uint8Array): void {
  if (options.output === undefined) process.stdout.write(content);
  else writeResult(options.output, content, "plain");
}
