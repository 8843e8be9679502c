/** The frontend: from the entry file to an IR module, or to what is wrong with the program. */
import path from "node:path";
import type ts from "typescript";
import type { Diagnostic } from "../diagnostic.ts";
import type { IrModule, RuntimeFunctions } from "../ir/ir.ts";
import { readConfiguration } from "./configuration.ts";
import { markCyclicClasses } from "./cyclic-classes.ts";
import { EarlyFields } from "./early-fields.ts";
import { findEarlyReads } from "./early-reads.ts";
import { Library } from "./library.ts";
import { checkProgram, loadProgram, runtimeFolder } from "./load.ts";
import { Compilation } from "./lower/compilation.ts";
import { lowerStart } from "./lower/start.ts";
import { moduleOrder } from "./modules.ts";
import { findOverridden } from "./overridden.ts";
import { checkRestrictions } from "./restrictions.ts";
import { TypeTranslator } from "./types/translate.ts";

export interface FrontendOptions {
  /** Absolute path. */
  readonly entry: string;
  readonly target: "linux" | "kernel";
  readonly checkMemory: boolean;
  /** Tell the debugger what variables hold. */
  readonly describeVariables: boolean;
  /** Machine integers that don't fit throw a RangeError instead of wrapping. */
  readonly trapOverflow?: boolean;
}

export interface FrontendResult {
  readonly module?: IrModule;
  readonly diagnostics: readonly Diagnostic[];
  readonly linkerScript?: string;
  /** Absolute paths of all files that the result depends on. */
  readonly sources: readonly string[];
}

export function compileToIr(options: FrontendOptions): FrontendResult {
  const configuration = readConfiguration(options.entry);
  if (configuration.diagnostics.length > 0)
    return { diagnostics: configuration.diagnostics, sources: [options.entry, ...configuration.files] };
  const { program, main, platform } = loadProgram(
    options.entry,
    options.target,
    options.target === "kernel" ? configuration.platform : undefined,
  );
  const library = new Library(program, runtimeFolder, platform);
  const own = program.getSourceFiles().filter((file) => !file.isDeclarationFile && !library.isRuntimeFile(file));
  const restricted = checkRestrictions(own, configuration.mayUseUnsafe);
  const errors = [
    ...restricted,
    ...checkProgram(program, own).filter((error) => !restricted.some((other) => sameplace(error, other))),
  ];
  const sources = [
    ...program.getSourceFiles().map((file) => file.fileName),
    ...configuration.files,
    ...(configuration.linkerScript === undefined ? [] : [configuration.linkerScript]),
  ];
  if (errors.length > 0) return { diagnostics: errors, sources };
  const compilation = new Compilation(program, library, new TypeTranslator(program.getTypeChecker(), library), {
    target: options.target,
    checkMemory: options.checkMemory,
    baseFolder: process.cwd(),
    describeVariables: options.describeVariables,
    trapOverflow: options.trapOverflow ?? false,
    isFast: configuration.isFast,
  });
  findOverridden(compilation);
  const module = lowerProgram(compilation, main);
  const diagnostics = unique(compilation.diagnostics);
  if (diagnostics.length > 0) return { diagnostics, sources };
  return { module, diagnostics, sources, linkerScript: configuration.linkerScript };
}

function sameplace(a: Diagnostic, b: Diagnostic): boolean {
  return a.file === b.file && a.line === b.line;
}

/** Instances of one generic function report the same place many times. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const key = `${diagnostic.file}:${diagnostic.line}:${diagnostic.column}:${diagnostic.code}`;
    if (!seen.has(key)) seen.set(key, diagnostic);
  }
  return [...seen.values()].sort(
    (a, b) =>
      (a.file ?? "").localeCompare(b.file ?? "") || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

function lowerProgram(c: Compilation, main: ts.SourceFile): IrModule {
  const runtime: RuntimeFunctions = {
    allocate: c.runtime("allocate").name,
    drop: c.runtime("drop").name,
    discard: c.runtime("discard").name,
    forget: c.runtime("forget").name,
    allocateFrame: c.runtime("allocateFrame").name,
    freeFrame: c.runtime("freeFrame").name,
    panicInInterrupt: c.runtime("panicInInterrupt").name,
    ...(c.module.target === "linux"
      ? {
          stackOverflow: c.runtime("throwStackOverflow").name,
          visitReference: c.runtime("visitReference").name,
          suspect: c.runtime("suspect").name,
        }
      : {}),
  };
  for (const name of ["programStart", "programEnd", "uncaughtError"]) c.runtime(name);
  const modules = moduleOrder(c, main);
  if (c.module.target === "linux") {
    c.early = findEarlyReads(c, modules);
    const own = modules.map((module) => module.file);
    c.types.earlyFields = new EarlyFields(c.checker, own);
  }
  const ordered = modules.map((module) => module.file);
  for (const file of ordered) c.reach(file);
  c.drain();
  c.tables.finish();
  // Runtime modules run first; of them, only those that something uses.
  const files = c.program.getSourceFiles().filter((file) => c.isReached(file) && !ordered.includes(file));
  lowerStart(c, runtimeOrder(c, files), modules);
  c.drain();
  // The start waits for modules, by promises of its own: what stands for one of them may ask further questions.
  c.tables.finish();
  c.drain();
  for (const [name, symbol] of c.exportedFunctions) {
    const fn = c.module.functions.get(name);
    if (fn !== undefined) {
      fn.exportAs = symbol;
      fn.addressTaken = true;
    }
  }
  markAddressTaken(c.module);
  if (c.module.target === "linux") markCyclicClasses(c);
  c.lists.finish();
  const reached = {
    acquireCell: c.reachedRuntime("acquireCell"),
    allocateBuffer: c.reachedRuntime("allocateBuffer"),
    growBuffer: c.reachedRuntime("growBuffer"),
    freeBuffer: c.reachedRuntime("freeBuffer"),
    toInt32: c.reachedRuntime("toInt32"),
    toInt64: c.reachedRuntime("toInt64"),
    remainder: c.reachedRuntime("remainder"),
  };
  return { ...c.module, runtime: { ...runtime, ...reached } };
}

/** Functions that stand in tables or as constants must keep the general convention. */
function markAddressTaken(module: IrModule): void {
  for (const table of module.tables.values()) {
    for (const name of table.entries.values()) {
      const fn = module.functions.get(name);
      if (fn !== undefined) fn.addressTaken = true;
    }
  }
}

function runtimeOrder(c: Compilation, reached: readonly ts.SourceFile[]): ts.SourceFile[] {
  return [...reached].sort((a, b) => rank(c, a) - rank(c, b));
}

function rank(c: Compilation, file: ts.SourceFile): number {
  const name = path.relative(c.library.root, file.fileName);
  return name.startsWith("rt/") ? 0 : name.startsWith("std/") ? 1 : 2;
}
