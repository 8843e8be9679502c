/**
 * Attribute groups of functions. Functions with and without vector registers live in one module: LLVM inlines a function only into one
 * that has at least its features, so an interrupt handler never gets floating-point code by inlining.
 */

import type { IrFunction, IrModule } from "../../ir/ir.ts";
import type { EmitOptions } from "./context.ts";

/** The oldest processors that each target runs on: any x86-64 for the kernel, SSE4.2 and POPCNT (2009) for Linux programs. */
export const targetCpu: Record<IrModule["target"], string> = { kernel: "x86-64", linux: "x86-64-v2" };

const withoutVectors =
  'noimplicitfloat "target-features"="-3dnow,-avx,-avx2,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-x87"';

type Described = Pick<IrFunction, "inline" | "noFloat" | "coroutine" | "fast">;

export class Attributes {
  readonly #target: IrModule["target"];
  readonly #options: EmitOptions;
  readonly #groups = new Map<string, string>();

  constructor(target: IrModule["target"], options: EmitOptions) {
    this.#target = target;
    this.#options = options;
  }

  /** A reference (`#3`) to the group for the function. */
  of(fn: Described, cold = false): string {
    // A tail call would take its caller out of stack traces, which promise all of them.
    const forSize = cold && this.#options.level === "O2" ? ["cold", "minsize", "optsize"] : [];
    return this.#with(fn, ['"disable-tail-calls"="true"', ...forSize]);
  }

  /** For the small functions that the backend writes itself: usable from every context. */
  helper(inline: IrFunction["inline"], cold = false): string {
    return this.#with({ inline, noFloat: true, coroutine: false }, cold ? ["cold"] : []);
  }

  /** For helpers that call nothing: without a frame of their own. */
  leaf(): string {
    return this.#with({ inline: "never", noFloat: true, coroutine: false }, [], "none");
  }

  #with(fn: Described, more: readonly string[], framePointer: "all" | "none" = "all"): string {
    const parts = ["nounwind", ...more];
    if (this.#target === "kernel") parts.push("noredzone");
    if (this.#isSmall(fn) && !more.includes("optsize")) parts.push("optsize");
    if (fn.inline === "always") parts.push("alwaysinline");
    if (fn.inline === "never") parts.push("noinline");
    if (fn.coroutine) parts.push("presplitcoroutine");
    parts.push(
      `"frame-pointer"="${framePointer}"`,
      `"target-cpu"="${targetCpu[this.#target]}"`,
      '"tune-cpu"="generic"',
    );
    if (fn.noFloat) parts.push(withoutVectors);
    return this.#group(parts.join(" "));
  }

  /** The kernel is to be small, but for what is marked. */
  #isSmall(fn: Described): boolean {
    return this.#target === "kernel" && this.#options.level === "O2" && fn.fast !== true;
  }

  #group(text: string): string {
    let reference = this.#groups.get(text);
    if (!reference) {
      reference = `#${this.#groups.size}`;
      this.#groups.set(text, reference);
    }
    return reference;
  }

  lines(): string[] {
    return [...this.#groups].map(([text, reference]) => `attributes ${reference} = { ${text} }`);
  }
}
