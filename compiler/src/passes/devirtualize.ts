/**
 * Turns calls through a dispatch table into direct calls where all classes that can arrive have the same function: the whole program is
 * known, so most interfaces and overridable methods have one implementation. Then throwing is inferred, accessors are inlined and
 * effects are known. Tables that nobody asks any more go, and with them the general convention of functions that only they named.
 */
import type { Callee, Instr, IrFunction, IrModule, Operand } from "../ir/ir.ts";
import { direct } from "../ir/operands.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "../ir/traverse.ts";

/** Gives the number of calls that became direct. */
export function devirtualize(module: IrModule): number {
  const single = new Map<string, string>();
  for (const table of module.tables.values()) {
    const targets = new Set(table.entries.values());
    const [only] = targets;
    if (targets.size === 1 && only !== undefined) single.set(table.name, only);
  }
  let replaced = 0;
  if (single.size > 0) for (const fn of module.functions.values()) replaced += replaceCalls(fn, single);
  dropUnusedTables(module);
  return replaced;
}

function replaceCalls(fn: IrFunction, single: ReadonlyMap<string, string>): number {
  const entries = new Map<number, string>();
  for (const block of fn.blocks) {
    for (const instr of block.instrs) {
      if (instr.op !== "table.get" || instr.result === undefined) continue;
      const target = single.get(instr.table);
      if (target !== undefined) entries.set(instr.result, target);
    }
  }
  if (entries.size === 0) return 0;
  let replaced = 0;
  const known = (callee: Callee): Callee => {
    if (callee.kind === "direct" || callee.pointer.kind !== "value") return callee;
    const target = entries.get(callee.pointer.id);
    if (target === undefined) return callee;
    replaced++;
    return direct(target);
  };
  for (const block of fn.blocks) {
    block.instrs = block.instrs.map((instr): Instr => {
      return instr.op === "call" ? { ...instr, callee: known(instr.callee) } : instr;
    });
    const { terminator } = block;
    if (terminator.op === "invoke") block.terminator = { ...terminator, callee: known(terminator.callee) };
  }
  // A look into a table for nothing would keep it.
  const used = usedValues(fn);
  for (const block of fn.blocks) {
    block.instrs = block.instrs.filter(
      (instr) => instr.op !== "table.get" || instr.result === undefined || used.has(instr.result),
    );
  }
  return replaced;
}

function usedValues(fn: IrFunction): ReadonlySet<number> {
  const used = new Set<number>();
  forEachOperand(fn, (operand) => {
    if (operand.kind === "value") used.add(operand.id);
  });
  return used;
}

function forEachOperand(fn: IrFunction, visit: (operand: Operand) => void): void {
  for (const block of fn.blocks) {
    for (const instr of block.instrs) instrOperands(instr).forEach(visit);
    terminatorOperands(block.terminator).forEach(visit);
    for (const target of terminatorTargets(block.terminator)) target.args.forEach(visit);
  }
}

function dropUnusedTables(module: IrModule): void {
  const asked = new Set<string>();
  const named = new Set<string>();
  for (const fn of module.functions.values()) {
    for (const block of fn.blocks) {
      for (const instr of block.instrs) if (instr.op === "table.get") asked.add(instr.table);
    }
    forEachOperand(fn, (operand) => {
      if (operand.kind === "function" || operand.kind === "symbol") named.add(operand.name);
    });
  }
  for (const { fields } of module.statics.values())
    for (const constant of fields.values()) if (constant.kind === "function") named.add(constant.name);
  const freed = new Set<string>();
  for (const table of [...module.tables.values()]) {
    for (const entry of table.entries.values()) (asked.has(table.name) ? named : freed).add(entry);
    if (!asked.has(table.name)) module.tables.delete(table.name);
  }
  for (const name of freed) {
    const fn = module.functions.get(name);
    if (fn && !named.has(name) && fn.exportAs === undefined && !fn.interruptEntry) fn.addressTaken = false;
  }
}
