/**
 * From the text of LLVM modules to an ELF: the modules' object files (`parts.ts`), and `ld.lld` for all, in a directory of temporary files. If the program refers to the trace table, it is made from the objects' line information and the places that a first link gave
 * their sections, and added in a second.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeResult } from "../output.ts";
import { type CodegenOptions, generate, optimise, pathsIn } from "./codegen.ts";
import { readElf } from "./elf.ts";
import { type PlacedSection, readLinkMap } from "./link-map.ts";
import { linkerScript } from "./linker-script.ts";
import type { CompiledObject } from "./object-cache.ts";
import { compileParts, type PartOptions, type Step } from "./parts.ts";
import { runTool } from "./toolchain.ts";
import { buildTraceTable, type LinkedObject } from "./trace-table.ts";

export interface CompileOptions extends PartOptions {
  /** A linker script instead of the built-in one. */
  readonly linkerScript?: string;
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

/** The object file or assembly of a module. */
export function compileObject(llvm: string, kind: "obj" | "asm", options: CodegenOptions): Promise<Uint8Array> {
  return withTemporaryDirectory(async (directory) => {
    const paths = pathsIn(directory, 0);
    await optimise(llvm, paths, options);
    await generate(paths, kind, options);
    return readFileSync(paths.output);
  });
}

export interface Compiled {
  /** How many parts were taken from the cache. */
  readonly cachedParts: number;
  /** Bytes of `.text`. */
  readonly textBytes: number;
  /** Bytes of the trace table; 0 if the program doesn't use it. */
  readonly traceBytes: number;
}

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
