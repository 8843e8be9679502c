/**
 * From the text of LLVM modules to an ELF: `opt` → `llc` for each of them, as many at once as there are processor cores, and `ld.lld` for all, in a
 * directory of temporary files. If the program refers to the trace table, it is made from the objects' line information and the places that a first link gave
 * their sections, and added in a second.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { IrModule } from "../ir/ir.ts";
import { writeResult } from "../output.ts";
import { readElf } from "./elf.ts";
import { readLines } from "./line-info.ts";
import { type PlacedSection, readLinkMap } from "./link-map.ts";
import { linkerScript } from "./linker-script.ts";
import { type CompiledObject, ObjectCache } from "./object-cache.ts";
import { findToolchain, runTool } from "./toolchain.ts";
import { buildTraceTable, type LinkedObject } from "./trace-table.ts";

export interface CompileOptions {
  readonly target: IrModule["target"];
  readonly level: "O0" | "O2";
  /** Keep debug information and symbols. */
  readonly debug: boolean;
  /** A linker script instead of the built-in one. */
  readonly linkerScript?: string;
  /** A folder in which the object files of large programs' parts are kept for the next time. */
  readonly cache?: string;
}

const interruptions = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls the body with a fresh directory, which is gone afterwards. Set `OSC_KEEP` to keep it and learn its name. */
export async function withTemporaryDirectory<T>(body: (directory: string) => T | Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "osc-"));
  // An interruption ends the tool that runs, and so, through its error, the body: the directory goes in any case.
  const stay = (): void => {};
  for (const signal of interruptions) process.on(signal, stay);
  try {
    return await body(directory);
  } finally {
    for (const signal of interruptions) process.off(signal, stay);
    if (process.env.OSC_KEEP) process.stderr.write(`osc: kept ${directory}\n`);
    else rmSync(directory, { recursive: true, force: true });
  }
}

/** Our text is LLVM 19's. Before 18, `llvm.coro.end` had no token. */
function forVersion(llvm: string, version: number): string {
  if (version >= 18) return llvm;
  return llvm
    .replaceAll("@llvm.coro.end(ptr, i1, token)", "@llvm.coro.end(ptr, i1)")
    .replaceAll("i1 false, token none)", "i1 false)");
}

/** Where the stages of one module leave their results. */
interface ModulePaths {
  readonly text: string;
  readonly bitcode: string;
  readonly output: string;
}

function pathsIn(directory: string, index: number): ModulePaths {
  const at = (extension: string): string => join(directory, `part${index}.${extension}`);
  return { text: at("ll"), bitcode: at("bc"), output: at("o") };
}

/** Optimises and lowers coroutines, which has to happen at every level. Functions that are to be small say so by their attributes. */
async function optimise(llvm: string, { text, bitcode }: ModulePaths, options: CompileOptions): Promise<void> {
  writeFileSync(text, forVersion(llvm, findToolchain().version));
  const pipeline = options.level === "O0" ? "default<O0>" : "default<O2>";
  if (options.level !== "O0" || !options.debug) {
    await runTool("opt", [`-passes=${pipeline}`, text, "-o", bitcode]);
    return;
  }
  const optimised = `${text}.optimised`;
  await runTool("opt", [`-passes=${pipeline}`, "-S", text, "-o", optimised]);
  writeFileSync(bitcode, findFrameByStack(readFileSync(optimised, "utf8")));
}

/**
 * The variables of a coroutine lie in its frame. Where the frame is, LLVM describes after the first suspension by a slot of the stack, but before it by a
 * value, which its code generator does not follow when it doesn't optimise. The value has a slot, too (`backend/llvm/coroutine.ts`).
 */
function findFrameByStack(llvm: string): string {
  const described = llvm.replace(
    /^( +(?:#dbg_declare\(|call void @llvm\.dbg\.declare\(metadata )ptr )%coro\.memory(, (?:metadata )?!\d+, (?:metadata )?!DIExpression\()/gm,
    "$1%coro.memory.slot$2DW_OP_deref, ",
  );
  // Values that come out of the frame again do so where they are used, not on the line that made them.
  return described.replace(/^( +%\S+\.reload(?:\.addr)?\d* = (?:load|getelementptr) .*?), !dbg !\d+/gm, "$1");
}

async function generate({ bitcode, output }: ModulePaths, kind: "obj" | "asm", options: CompileOptions): Promise<void> {
  await runTool("llc", [
    `-${options.level}`,
    `-filetype=${kind}`,
    // `opt` has verified what it wrote; for debuggers, it was changed since.
    ...(options.debug ? [] : ["-disable-verify"]),
    "-relocation-model=static",
    `-code-model=${options.target === "kernel" ? "kernel" : "small"}`,
    "-function-sections",
    "-data-sections",
    // Where control can never go, it must not run on into the next function.
    "-trap-unreachable",
    ...(findToolchain().version >= 18 ? ["-no-trap-after-noreturn"] : []),
    bitcode,
    "-o",
    output,
  ]);
}

/** The object file or assembly of a module. */
export function compileObject(llvm: string, kind: "obj" | "asm", options: CompileOptions): Promise<Uint8Array> {
  return withTemporaryDirectory(async (directory) => {
    const paths = pathsIn(directory, 0);
    await optimise(llvm, paths, options);
    await generate(paths, kind, options);
    return readFileSync(paths.output);
  });
}

/** Does the program print stack traces? Then its text names the table. */
const isTraced = (modules: readonly string[]): boolean => modules.some((llvm) => llvm.includes("osm_trace_table"));

/** Compiles modules, the largest first, each on a core of its own as far as there are cores. Gives the results in the order of the modules. */
async function compileParts(
  modules: readonly string[],
  directory: string,
  options: CompileOptions,
  step: Step,
): Promise<{ readonly objects: readonly CompiledObject[]; readonly cached: number }> {
  const traced = isTraced(modules);
  const withLines = async (objects: readonly string[]): Promise<CompiledObject[]> => {
    if (!traced || objects.length === 0) return objects.map((object) => ({ object }));
    const lines = await readLines(objects, join(directory, "lines"));
    return objects.map((object, index) => ({ object, lines: lines[index]! }));
  };
  if (modules.length === 1) {
    const paths = pathsIn(directory, 0);
    await step("optimise", () => optimise(modules[0]!, paths, options));
    await step("generate", () => generate(paths, "obj", options));
    return { objects: await step("read lines", () => withLines([paths.output])), cached: 0 };
  }
  const cache = options.cache === undefined ? undefined : new ObjectCache(options.cache);
  const { version } = findToolchain();
  const parts = modules.map((llvm, index) => {
    const from = [`LLVM ${version}`, options.target, options.level, traced ? "with lines" : "without", llvm];
    return { llvm, paths: pathsIn(directory, index), from, result: cache?.find(from) };
  });
  const missing = parts.filter(({ result }) => result === undefined);
  await step("optimise and generate", async () => {
    const waiting = missing.toSorted((a, b) => a.llvm.length - b.llvm.length);
    const worker = async (): Promise<void> => {
      for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
        await optimise(part.llvm, part.paths, options);
        await generate(part.paths, "obj", options);
      }
    };
    const workers = await Promise.allSettled(Array.from({ length: availableParallelism() }, worker));
    // Only when all have ended: they write into the directory.
    for (const result of workers) if (result.status === "rejected") throw result.reason;
  });
  const made = await step("read lines", () => withLines(missing.map(({ paths }) => paths.output)));
  for (const [index, part] of missing.entries()) {
    part.result = made[index]!;
    cache?.keep(part.from, part.result);
  }
  return { objects: parts.map(({ result }) => result!), cached: parts.length - missing.length };
}

export interface Compiled {
  /** How many parts were taken from the cache. */
  readonly cachedParts: number;
  /** Bytes of `.text`. */
  readonly textBytes: number;
  /** Bytes of the trace table; 0 if the program doesn't use it. */
  readonly traceBytes: number;
}

/** Progress of the steps, for who wants to report times. A step ends when its promise does. */
export type Step = <T>(name: string, body: () => T) => T;

/** Makes the executable or kernel of the modules. */
export function compileExecutable(
  modules: readonly string[],
  output: string,
  options: CompileOptions,
  step: Step,
): Promise<Compiled> {
  return withTemporaryDirectory(async (directory) => {
    const at = (name: string): string => join(directory, name);
    const linked = at("program.elf");
    const { objects, cached: cachedParts } = await compileParts(modules, directory, options, step);
    const script = options.linkerScript ?? at("link.ld");
    if (options.linkerScript === undefined) writeFileSync(script, linkerScript(options.target));
    const link = async (trace: string, to: string, strip: boolean): Promise<void> => {
      await runTool("ld.lld", [
        "-static",
        "--gc-sections",
        "--no-dynamic-linker",
        "--build-id=none",
        "-z",
        "max-page-size=4096",
        ...(strip ? ["--strip-all"] : []),
        "-T",
        script,
        `--Map=${to}.map`,
        ...objects.map(({ object }) => object),
        trace,
        "-o",
        to,
      ]);
    };
    return step("link", async () => {
      writeFileSync(at("trace.bin"), new Uint8Array(1));
      await assembleTrace(at("trace.bin"), at("trace0.o"), directory);
      await link(at("trace0.o"), at("first.elf"), false);
      const first = readElf(readFileSync(at("first.elf")));
      const textBytes = first.section(".text")?.size ?? 0;
      const wanted = first.section(".trace") !== undefined;
      if (!wanted) {
        await link(at("trace0.o"), linked, !options.debug);
        writeResult(output, readFileSync(linked), "executable");
        return { textBytes, traceBytes: 0, cachedParts };
      }
      const table = buildTraceTable(
        placed(objects, readFileSync(at("first.elf.map"), "utf8")),
        first.section(".text")!,
      );
      writeFileSync(at("trace.bin"), table);
      await assembleTrace(at("trace.bin"), at("trace1.o"), directory);
      await link(at("trace1.o"), linked, !options.debug);
      const executable = readFileSync(linked);
      const [before, after] = [first.section(".text"), readElf(executable).section(".text")];
      if (before?.address !== after?.address || before?.size !== after?.size) {
        throw new Error("code moved between the links: the linker script puts .trace before .text");
      }
      writeResult(output, executable, "executable");
      return { textBytes, traceBytes: table.length, cachedParts };
    });
  });
}

/** The objects' line information, with the places of their sections, from the linker's map. */
function placed(objects: readonly CompiledObject[], map: string): LinkedObject[] {
  const places = new Map(objects.map(({ object }) => [object, new Map<string, PlacedSection>()]));
  for (const place of readLinkMap(map)) places.get(place.object)?.set(place.section, place);
  return objects.flatMap(({ object, lines }) => (lines === undefined ? [] : [{ lines, places: places.get(object)! }]));
}

/** An object with the section `.trace`, bounded by the symbols that the runtime looks for. */
async function assembleTrace(bytes: string, output: string, directory: string): Promise<void> {
  const text = `target triple = "x86_64-unknown-none-elf"
module asm ".section .trace,\\22a\\22,@progbits"
module asm ".globl osm_trace_table"
module asm "osm_trace_table:"
module asm ".incbin \\22${bytes}\\22"
module asm ".globl osm_trace_table_end"
module asm "osm_trace_table_end:"
`;
  const input = join(directory, "trace.ll");
  writeFileSync(input, text);
  await runTool("llc", ["-filetype=obj", input, "-o", output]);
}
