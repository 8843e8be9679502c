/**
 * Finds out which functions can throw, over the whole program, and turns the invokes of those that can't into plain calls. Starts from
 * "nobody throws" and adds a function when a `throw` can be reached in it, where the unwind edge of an invoke counts only once its callee throws;
 * so recursion alone throws nothing. Indirect calls may throw, and a function whose address is used keeps the general convention.
 *
 * An error can't leave an interrupt handler, for nobody is there to catch it: such a `throw` becomes a call of the runtime's
 * `panicInInterrupt`.
 */
import { removeUnreachableBlocks } from "../ir/cfg.ts";
import type { Block, Callee, IrFunction, IrModule, Operand } from "../ir/ir.ts";
import { direct, valueRef } from "../ir/operands.ts";
import { terminatorTargets } from "../ir/traverse.ts";

export function inferThrows(module: IrModule): void {
  for (const fn of module.functions.values()) if (fn.interruptEntry) endThrowsInPanic(module, fn);

  const throwing = new Set<IrFunction>();
  const invokers = new Map<string, Set<IrFunction>>();
  /** Functions that throw or call what may: all others don't. */
  const work = new Set<IrFunction>();
  for (const fn of module.functions.values()) {
    if (fn.addressTaken && !fn.coroutine && !fn.interruptEntry) throwing.add(fn);
    for (const { terminator } of fn.blocks) {
      if (terminator.op === "throw" || terminator.op === "invoke") work.add(fn);
      if (terminator.op !== "invoke" || terminator.callee.kind !== "direct") continue;
      const known = invokers.get(terminator.callee.name);
      if (known) known.add(fn);
      else invokers.set(terminator.callee.name, new Set([fn]));
    }
  }
  const mayThrow = (callee: Callee): boolean => {
    if (callee.kind === "indirect") return true;
    const fn = module.functions.get(callee.name);
    return fn === undefined || throwing.has(fn);
  };

  for (const fn of work) {
    work.delete(fn);
    if (throwing.has(fn) || fn.coroutine || !reachesThrow(fn, mayThrow)) continue;
    throwing.add(fn);
    for (const invoker of invokers.get(fn.name) ?? []) work.add(invoker);
  }
  for (const fn of module.functions.values()) {
    fn.throws = throwing.has(fn);
    let changed = false;
    for (const block of fn.blocks) {
      if (block.terminator.op !== "invoke" || mayThrow(block.terminator.callee)) continue;
      invokeToCall(module, fn, block);
      changed = true;
    }
    if (changed) removeUnreachableBlocks(fn);
  }
}

function reachesThrow(fn: IrFunction, mayThrow: (callee: Callee) => boolean): boolean {
  const byName = new Map(fn.blocks.map((block) => [block.name, block]));
  const entry = fn.blocks[0]!;
  const seen = new Set([entry]);
  for (const { terminator } of seen) {
    if (terminator.op === "throw") return true;
    const targets =
      terminator.op === "invoke" && !mayThrow(terminator.callee) ? [terminator.normal] : terminatorTargets(terminator);
    for (const target of targets) seen.add(byName.get(target.block)!);
  }
  return false;
}

function invokeToCall(module: IrModule, fn: IrFunction, block: Block): void {
  const { terminator } = block;
  if (terminator.op !== "invoke" || terminator.callee.kind !== "direct") return;
  const { callee, args, normal, loc } = terminator;
  const type = module.functions.get(callee.name)!.result;
  const passed: Operand[] = [];
  if (type === "void") block.instrs.push({ op: "call", callee, args, loc });
  else {
    fn.types.push(type);
    const result = fn.types.length - 1;
    block.instrs.push({ op: "call", callee, args, result, loc });
    passed.push(valueRef(result));
  }
  block.terminator = { op: "jump", target: { block: normal.block, args: [...passed, ...normal.args] }, loc };
}

function endThrowsInPanic(module: IrModule, fn: IrFunction): void {
  const panic = module.runtime.panicInInterrupt;
  if (panic === undefined || !module.functions.has(panic)) return;
  for (const block of fn.blocks) {
    const { terminator } = block;
    if (terminator.op !== "throw") continue;
    block.instrs.push({ op: "call", callee: direct(panic), args: [terminator.error], loc: terminator.loc });
    block.terminator = { op: "unreachable", loc: terminator.loc };
    block.cold = true;
  }
}
