/**
 * Compiles files in a process of its own, which may crash or hang: gets their paths, many at a time, and says of each whether it was
 * rejected, compiled as far as LLVM's text with every stage verified, or broke the compiler.
 */
import { writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { emitModule } from "../../../compiler/src/backend/llvm/emit.ts";
import { isError } from "../../../compiler/src/diagnostic.ts";
import { compileToIr } from "../../../compiler/src/frontend/index.ts";
import { runPasses } from "../../../compiler/src/passes/pipeline.ts";

export type Outcome = { readonly kind: "rejected" | "compiled" } | { readonly kind: "broken"; readonly detail: string };

/** Compiles them as the imports of one program. Those that are rejected are taken out, until the rest compiles. */
function compileAll(paths: readonly string[], outcomes: Map<string, Outcome>): void {
  const left = paths.filter((path) => !outcomes.has(path));
  if (left.length === 0) return;
  try {
    const rejected = compileTogether(left);
    for (const path of rejected) outcomes.set(path, { kind: "rejected" });
    if (rejected.size > 0) {
      compileAll(left, outcomes);
      return;
    }
    for (const path of left) outcomes.set(path, { kind: "compiled" });
  } catch (error) {
    if (left.length === 1) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      outcomes.set(left[0]!, { kind: "broken", detail: detail.slice(0, 4000) });
      return;
    }
    const middle = left.length >> 1;
    compileAll(left.slice(0, middle), outcomes);
    compileAll(left.slice(middle), outcomes);
  }
}

/** The files that have errors; none if all were compiled. Throws when the compiler does. */
function compileTogether(paths: readonly string[]): Set<string> {
  const entry = paths.length === 1 ? paths[0]! : join(dirname(paths[0]!), "main.ts");
  if (paths.length > 1) writeFileSync(entry, paths.map((path) => `import "./${basename(path)}";`).join("\n"));
  const { module, diagnostics } = compileToIr({ entry, target: "linux", checkMemory: true, describeVariables: false });
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) {
    const files = new Set(errors.flatMap(({ file }) => (file === undefined ? [] : [resolve(file)])));
    const rejected = new Set(paths.filter((path) => files.has(path)));
    if (rejected.size > 0) return rejected;
    if (paths.length === 1) return new Set(paths);
    throw new Error(`errors outside of the files: ${errors[0]!.code} ${errors[0]!.message}`);
  }
  if (!module) throw new Error("neither a module nor an error");
  runPasses(module, { level: "O2", verifyEach: true });
  emitModule(module, { level: "O2", debug: false, checked: true });
  return new Set();
}

process.on("message", (paths: readonly string[]) => {
  const outcomes = new Map<string, Outcome>();
  compileAll(paths, outcomes);
  process.send!(paths.map((path) => outcomes.get(path)!));
});
