/**
 * Compiles the LLVM modules of a program, its parts, on as many processor cores as there are: the largest first. Parts that were compiled before are taken from
 * a cache. Of programs that can print stack traces, the line information of the new objects is read as well: a few objects at a time, as soon as there
 * are some, so that all cores have something to do to the end.
 */

import { availableParallelism } from "node:os";
import { type CodegenOptions, generate, type ModulePaths, optimise, pathsIn } from "./codegen.ts";
import { readLines } from "./line-info.ts";
import { type CompiledObject, ObjectCache } from "./object-cache.ts";
import { findToolchain } from "./toolchain.ts";

export interface PartOptions extends CodegenOptions {
  /** A folder in which the object files of large programs' parts are kept for the next time. */
  readonly cache?: string;
}

/** Progress of the steps, for who wants to report times. A step ends when its promise does. */
export type Step = <T>(name: string, body: () => T) => T;

export interface CompiledParts {
  /** In the order of the modules. */
  readonly objects: readonly CompiledObject[];
  /** How many were taken from the cache. */
  readonly cached: number;
}

/** The object files of modules. What is needed on the way goes into the directory. */
export async function compileParts(
  modules: readonly string[],
  directory: string,
  options: PartOptions,
  step: Step,
): Promise<CompiledParts> {
  const traced = isTraced(modules);
  if (modules.length === 1) {
    const paths = pathsIn(directory, 0);
    await step("optimise", () => optimise(modules[0]!, paths, options));
    await step("generate", () => generate(paths, "obj", options));
    return { objects: await step("read lines", () => describe([paths], traced)), cached: 0 };
  }
  const cache = options.cache === undefined ? undefined : new ObjectCache(options.cache);
  const { version } = findToolchain();
  const parts = modules.map((llvm, index): Part => {
    const from = [`LLVM ${version}`, options.target, options.level, traced ? "with lines" : "without", llvm];
    return { llvm, paths: pathsIn(directory, index), from, result: cache?.find(from) };
  });
  const missing = parts.filter(({ result }) => result === undefined);
  await step("optimise and generate", () => compileAll(missing, traced, options));
  for (const { from, result } of missing) cache?.keep(from, result!);
  return { objects: parts.map(({ result }) => result!), cached: parts.length - missing.length };
}

/** Does the program print stack traces? Then its text names the table. */
const isTraced = (modules: readonly string[]): boolean => modules.some((llvm) => llvm.includes("osm_trace_table"));

interface Part {
  readonly llvm: string;
  readonly paths: ModulePaths;
  /** What the object depends on. */
  readonly from: readonly string[];
  result: CompiledObject | undefined;
}

/** In so many batches, lines are read: each costs two processes, and what is left for the last one is read with nothing beside it. */
const batches = 3;

/** Gives each part its result. */
async function compileAll(parts: readonly Part[], traced: boolean, options: PartOptions): Promise<void> {
  const waiting = parts.toSorted((a, b) => a.llvm.length - b.llvm.length);
  const batchSize = Math.ceil(parts.length / batches);
  let compiled: Part[] = [];
  const worker = async (): Promise<void> => {
    for (;;) {
      const isBatch = compiled.length >= (waiting.length > 0 ? batchSize : 1);
      const part = isBatch ? undefined : waiting.pop();
      if (part !== undefined) {
        await optimise(part.llvm, part.paths, options);
        await generate(part.paths, "obj", options);
        compiled.push(part);
      } else if (isBatch) {
        const batch = compiled;
        compiled = [];
        const objects = await describe(
          batch.map(({ paths }) => paths),
          traced,
        );
        for (const [index, done] of batch.entries()) done.result = objects[index]!;
      } else return;
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: availableParallelism() }, worker));
  // Only when all have ended: they write into the directory.
  for (const result of workers) if (result.status === "rejected") throw result.reason;
}

/** Objects, with their line information if it is wanted. */
async function describe(paths: readonly ModulePaths[], traced: boolean): Promise<CompiledObject[]> {
  const objects = paths.map(({ output }) => output);
  if (!traced) return objects.map((object) => ({ object }));
  const lines = await readLines(objects, `${objects[0]!}.lines`);
  return objects.map((object, index) => ({ object, lines: lines[index]! }));
}
