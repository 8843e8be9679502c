/**
 * Which functions hardly ever run: those that are called from cold blocks and from other such functions only. They are compiled for size and
 * not inlined. A function that something else can reach (its address is used, assembly or the backend calls it) is not among them.
 */

import type { Block, IrFunction, IrModule } from "../../ir/ir.ts";

/** Names of the module's cold functions. */
export function coldFunctions(module: IrModule): ReadonlySet<string> {
  const byBackend = new Set<string | undefined>([module.start, ...Object.values(module.runtime)]);
  for (const table of module.tables.values()) for (const entry of table.entries.values()) byBackend.add(entry);
  for (const { finalizer } of module.classes.values()) byBackend.add(finalizer);
  const cold = new Set<string>();
  for (const fn of module.functions.values()) {
    if (!byBackend.has(fn.name) && !isReachedFromOutside(fn)) cold.add(fn.name);
  }
  // Begins with the assumption that all are, so that functions that call each other don't keep themselves warm.
  const work = [...module.functions.values()].filter((fn) => !cold.has(fn.name));
  for (let fn = work.pop(); fn !== undefined; fn = work.pop()) {
    for (const name of warmCallees(fn)) {
      if (cold.delete(name)) work.push(module.functions.get(name)!);
    }
  }
  return cold;
}

function isReachedFromOutside(fn: IrFunction): boolean {
  return fn.addressTaken || fn.exportAs !== undefined || fn.interruptEntry || fn.coroutine;
}

/** The functions that are called or named outside of cold blocks. */
function* warmCallees(fn: IrFunction): Iterable<string> {
  for (const block of fn.blocks) {
    if (isCold(block)) continue;
    for (const instr of block.instrs) {
      if (instr.op === "call" && instr.callee.kind === "direct") yield instr.callee.name;
    }
    const { terminator } = block;
    if (terminator.op === "invoke" && terminator.callee.kind === "direct") yield terminator.callee.name;
  }
}

/** Marked so, or at the end of the program. */
function isCold(block: Block): boolean {
  return block.cold === true || block.terminator.op === "unreachable";
}
