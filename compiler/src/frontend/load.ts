/** Loads a program with the stock checker, against our library in place of the standard one. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { Diagnostic } from "../diagnostic.ts";
import { codes } from "./failure.ts";
import { spanDiagnostic } from "./report.ts";

export const runtimeFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../../runtime");

/** What every program sees, and what programs for Linux see besides. The presets in `tsconfig/` show the same to editors. */
const declarations = ["lib.d.ts", "osmium.d.ts", "unsafe.d.ts", "internal.d.ts", "platform.d.ts"];
const linuxDeclarations = ["linux.d.ts"];

const declarationsFor = (target: "linux" | "kernel"): string[] =>
  [...declarations, ...(target === "linux" ? linuxDeclarations : [])].map((name) =>
    path.join(runtimeFolder, "types", name),
  );

const indexes = [
  "globals.ts",
  "compiler.ts",
  ...[
    "array",
    "string",
    "number",
    "boolean",
    "array-constructor",
    "iterator",
    "iterator-constructor",
    "string-constructor",
    "number-constructor",
    "math",
    "object",
    "console",
    "process",
    "performance",
  ].map((name) => `std/${name}.ts`),
].map((name) => path.join(runtimeFolder, "src", name));

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  noEmit: true,
  noLib: true,
  types: [],
  strict: true,
  skipLibCheck: true,
  verbatimModuleSyntax: false,
  moduleDetection: ts.ModuleDetectionKind.Force,
  noImplicitOverride: false,
};

/** Files are read and parsed once, however many programs one process compiles, unless somebody says that they have changed. */
const host = ts.createCompilerHost(options);
// What comments say is for readers.
host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
const parsed = new Map<string, ts.SourceFile | undefined>();
const readSourceFile = host.getSourceFile;
let keepsAll = false;
host.getSourceFile = (name, ...rest) => {
  if (!keepsAll && !name.startsWith(`${runtimeFolder}/`)) return readSourceFile(name, ...rest);
  if (!parsed.has(name)) parsed.set(name, readSourceFile(name, ...rest));
  return parsed.get(name);
};
let previous: ts.Program | undefined;

/** Keeps the program's own files between compilations too: the caller promises to `forgetSource` those that change. */
export function keepSources(): void {
  keepsAll = true;
}

/** The file has changed, or may have. */
export function forgetSource(name: string): void {
  const isNew = parsed.get(name) === undefined;
  parsed.delete(name);
  // What imports mean may have changed too.
  if (isNew || !ts.sys.fileExists(name)) previous = undefined;
}

export interface LoadedProgram {
  readonly program: ts.Program;
  readonly main: ts.SourceFile;
  readonly platform: ts.SourceFile;
}

export function loadProgram(entry: string, target: "linux" | "kernel", platform: string | undefined): LoadedProgram {
  const platformFile = platform ?? path.join(runtimeFolder, "src/platform/linux.ts");
  const rootNames = [...declarationsFor(target), ...indexes, platformFile, entry];
  const program = ts.createProgram({ rootNames, options, host, oldProgram: keepsAll ? previous : undefined });
  previous = program;
  // Binds the files: nodes know their parents from here on.
  program.getTypeChecker();
  return { program, main: program.getSourceFile(entry)!, platform: program.getSourceFile(platformFile)! };
}

/** The checker's own errors, in the program's own files: those of the library have been checked by its tests. */
export function checkProgram(program: ts.Program, files: readonly ts.SourceFile[]): Diagnostic[] {
  const found: ts.Diagnostic[] = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  for (const file of files)
    found.push(...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file));
  return found.filter((diagnostic) => diagnostic.category === ts.DiagnosticCategory.Error).map(fromChecker);
}

/** Standard globals that a program might expect, and what to do instead. */
const missingGlobals: Record<string, string> = {
  JSON: "write and parse the text with functions of your own",
  Date: "use performance.now() for durations",
  BigInt: 'use the 64-bit integers of "osmium"',
  Proxy: "write a class with the members that are needed",
  Reflect: "name the properties",
  WeakMap: "keep the value in a field of the key",
  WeakSet: "keep a flag in a field of the object",
  Intl: "format the text with functions of your own",
  require: "use 'import'",
  arguments: "use a rest parameter",
};

/** "Cannot find name", in its variants. */
const unknownNameCodes = new Set([2304, 2318, 2552, 2580, 2583, 2584]);

function fromChecker(diagnostic: ts.Diagnostic): Diagnostic {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  const code = `TS${diagnostic.code}`;
  if (diagnostic.file === undefined || diagnostic.start === undefined) return { code, message };
  const name = diagnostic.file.text.slice(diagnostic.start, diagnostic.start + (diagnostic.length ?? 0));
  const instead = unknownNameCodes.has(diagnostic.code) ? missingGlobals[name] : undefined;
  if (instead !== undefined) {
    const end = diagnostic.start + name.length;
    return spanDiagnostic(
      diagnostic.file,
      diagnostic.start,
      end,
      codes.unsupportedLibrary,
      `'${name}' is not in the library of osc`,
      instead,
    );
  }
  return spanDiagnostic(diagnostic.file, diagnostic.start, diagnostic.start + (diagnostic.length ?? 1), code, message);
}
