/**
 * Lets functions take over parameters that they would retain anyway: a constructor stores its arguments, so its caller may as well hand over
 * its token. A parameter becomes owned if every path that returns consumes it; a caller that is done with the value then
 * moves it, any other retains it instead of the callee. Paths that throw or end don't matter: they are rare.
 *
 * So do parameters whose cells the function wants (`reuse/wanted.ts`). Only for functions whose callers are all known. Runs to a fixed point, because
 * passing a parameter on to an owned one consumes it.
 */
import { buildCfg, type Cfg } from "../ir/cfg.ts";
import type { Callee, IrFunction, IrModule, Operand, Param, ValueId } from "../ir/ir.ts";
import { isCounted } from "../ir/ir.ts";
import { computeClaims, instrConsumes, invokeConsumes } from "../ir/ownership.ts";
import { instrOperands, terminatorOperands } from "../ir/traverse.ts";
import type { WantedCells } from "./reuse/wanted.ts";

/** A parameter that may become owned. */
interface Candidate {
  readonly fn: IrFunction;
  readonly param: Param;
  /** Blocks that consume it whatever becomes owned. */
  readonly consuming: Set<number>;
  /** Calls that consume it if their callee owns its parameter. */
  readonly passed: { readonly block: number; readonly callee: Callee; readonly position: number }[];
}

/** Gives the number of parameters that became owned. */
export function inferOwnedParams(module: IrModule, wanted: WantedCells = new Map()): number {
  const candidates = new Set<Candidate>();
  const fixed = new Set<string | undefined>([module.start, ...Object.values(module.runtime)]);
  for (const def of module.classes.values()) fixed.add(def.finalizer).add(def.tracer);
  for (const fn of module.functions.values()) {
    if (fn.addressTaken || fn.interruptEntry || fn.exportAs !== undefined || fixed.has(fn.name)) continue;
    for (const candidate of candidatesOf(module, fn, wanted.get(fn))) candidates.add(candidate);
  }
  const graphs = new Map<IrFunction, Cfg>();
  let inferred = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const candidate of candidates) {
      const isWanted = wanted.get(candidate.fn)?.has(candidate.param.value) === true;
      if (!isWanted && !alwaysConsumed(module, candidate, graphs)) continue;
      candidate.param.ownership = "owned";
      candidates.delete(candidate);
      inferred++;
      changed = true;
    }
  }
  return inferred;
}

/** The borrowed parameters of a function that are wanted, or given to something which consumes them, or may come to. */
function candidatesOf(module: IrModule, fn: IrFunction, wanted: ReadonlySet<ValueId> | undefined): Candidate[] {
  const byValue = new Map<ValueId, Candidate>();
  for (const param of fn.params) {
    if (param.ownership !== "borrowed" || !isCounted(fn.types[param.value]!)) continue;
    byValue.set(param.value, { fn, param, consuming: new Set(), passed: [] });
  }
  if (byValue.size === 0) return [];
  const claims = computeClaims(fn);
  const candidateOf = (operand: Operand): Candidate | undefined =>
    operand.kind === "value" && isCounted(fn.types[operand.id]!) ? byValue.get(claims.root(operand.id)) : undefined;
  for (const [block, { instrs, terminator }] of fn.blocks.entries()) {
    for (const instr of instrs) {
      for (const [position, operand] of instrOperands(instr).entries()) {
        const candidate = candidateOf(operand);
        if (candidate === undefined) continue;
        if (instr.op === "call") candidate.passed.push({ block, callee: instr.callee, position });
        else if (instrConsumes(module, instr, position)) candidate.consuming.add(block);
      }
    }
    for (const [position, operand] of terminatorOperands(terminator).entries()) {
      const candidate = candidateOf(operand);
      if (terminator.op === "return") candidate?.consuming.add(block);
      if (terminator.op === "invoke") candidate?.passed.push({ block, callee: terminator.callee, position });
    }
  }
  return [...byValue.values()].filter(
    ({ param, consuming, passed }) => consuming.size > 0 || passed.length > 0 || wanted?.has(param.value) === true,
  );
}

/** Does every path from the entry to a `return` consume the parameter? */
function alwaysConsumed(module: IrModule, candidate: Candidate, graphs: Map<IrFunction, Cfg>): boolean {
  const { fn, consuming, passed } = candidate;
  for (const { block, callee, position } of passed) {
    // An owned parameter stays owned.
    if (invokeConsumes(module, callee, position)) consuming.add(block);
  }
  if (consuming.size === 0) return false;
  const cfg = graphs.get(fn) ?? buildCfg(fn);
  graphs.set(fn, cfg);
  // Look for a path without: walk forward through blocks that don't consume.
  const seen = new Set([0]);
  for (const index of seen) {
    if (consuming.has(index)) continue;
    if (cfg.blocks[index]!.terminator.op === "return") return false;
    for (const { to } of cfg.successors[index]!) seen.add(to);
  }
  return true;
}
