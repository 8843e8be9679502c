/**
 * Makes plain functions of coroutines that never suspend: an `async` function without `await` needs no frame on the heap. What called it
 * goes on as before: the function gives true, for there is no frame that could have been refused.
 */
import { removeUnreachableBlocks } from "../ir/cfg.ts";
import type { IrFunction, IrModule, Param } from "../ir/ir.ts";
import { bool } from "../ir/operands.ts";

/** Gives the number of coroutines that became functions. */
export function dropCoroutines(module: IrModule): number {
  let dropped = 0;
  for (const fn of module.functions.values()) {
    if (!fn.coroutine || needsFrame(fn)) continue;
    for (const block of fn.blocks) {
      const { terminator } = block;
      if (terminator.op === "coro.end") block.terminator = { op: "return", value: bool(true), loc: terminator.loc };
    }
    // Only a frame has to own what it holds; what this keeps it counts, or the `params` pass says otherwise.
    const params = fn.params.map((param): Param => ({ ...param, ownership: "borrowed" }));
    // It can not throw; the function that starts it looks at the stack.
    module.functions.set(fn.name, { ...fn, params, coroutine: false, guardStack: false });
    dropped++;
  }
  return dropped;
}

function needsFrame(fn: IrFunction): boolean {
  removeUnreachableBlocks(fn);
  return fn.blocks.some(
    ({ instrs, terminator }) =>
      terminator.op === "suspend" || instrs.some((instr) => instr.op === "intrinsic" && instr.name === "coro.handle"),
  );
}
