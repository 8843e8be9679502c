/**
 * Which functions have objects in their frame, or call one that has. They must not be inlined into coroutines before those are split: LLVM 19
 * crashes on some of the local memory that a coroutine gets in this way (`CoroSplitPass`), and would keep it in the frame for as long as the coroutine lives.
 */

import type { Callee, IrModule } from "../../ir/ir.ts";

/** Stands for all that indirect calls may lead to, which LLVM may find out. No function has this name. */
export const anyFunction = "any function";

export function stackBearers(module: IrModule): ReadonlySet<string> {
  const callers = new Map<string, string[]>();
  const noteCall = (callee: string, caller: string): void => {
    const known = callers.get(callee);
    if (known) known.push(caller);
    else callers.set(callee, [caller]);
  };
  const bearers = new Set<string>();
  for (const fn of module.functions.values()) {
    const note = (callee: Callee): void => noteCall(callee.kind === "direct" ? callee.name : anyFunction, fn.name);
    if (fn.addressTaken) noteCall(fn.name, anyFunction);
    for (const { instrs, terminator } of fn.blocks) {
      for (const instr of instrs) {
        if (instr.op === "stack.init" || instr.op === "stack.room") bearers.add(fn.name);
        if (instr.op === "call") note(instr.callee);
      }
      if (terminator.op === "invoke") note(terminator.callee);
    }
  }
  // The set grows while it is walked.
  for (const name of bearers) for (const caller of callers.get(name) ?? []) bearers.add(caller);
  return bearers;
}
