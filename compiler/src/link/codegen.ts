/** From the text of one LLVM module to machine code: `opt`, then `llc`. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IrModule } from "../ir/ir.ts";
import { findToolchain, runTool } from "./toolchain.ts";

export interface CodegenOptions {
  readonly target: IrModule["target"];
  readonly level: "O0" | "O2";
  /** Keep debug information and symbols. */
  readonly debug: boolean;
}

/** Our text is LLVM 19's. Before 18, `llvm.coro.end` had no token. */
function forVersion(llvm: string, version: number): string {
  if (version >= 18) return llvm;
  return llvm
    .replaceAll("@llvm.coro.end(ptr, i1, token)", "@llvm.coro.end(ptr, i1)")
    .replaceAll("i1 false, token none)", "i1 false)");
}

/** Where the stages of one module leave their results. */
export interface ModulePaths {
  readonly text: string;
  readonly bitcode: string;
  readonly output: string;
}

export function pathsIn(directory: string, index: number): ModulePaths {
  const at = (extension: string): string => join(directory, `part${index}.${extension}`);
  return { text: at("ll"), bitcode: at("bc"), output: at("o") };
}

/** Optimises and lowers coroutines, which has to happen at every level. Functions that are to be small say so by their attributes. */
export async function optimise(llvm: string, { text, bitcode }: ModulePaths, options: CodegenOptions): Promise<void> {
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

/** Machine code or assembly of what was optimised. */
export async function generate(
  { bitcode, output }: ModulePaths,
  kind: "obj" | "asm",
  options: CodegenOptions,
): Promise<void> {
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
