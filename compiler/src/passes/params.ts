/**
 * Lets functions take over parameters that they would retain anyway: a constructor stores its arguments, so its caller may as well hand over
 * its token. A parameter becomes owned if every path that returns consumes it; a caller that is done with the value then
 * moves it, any other retains it instead of the callee. Paths that throw or end don't matter: they are rare.
 *
 * So do parameters whose cells the function wants (`reuse/wanted.ts`). Only for functions whose callers are all known. Runs to a fixed point, because passing a parameter on to an owned one consumes it.
 */
import { buildCfg, type Cfg } from "../ir/cfg.ts";
import type { IrFunction, IrModule, Param } from "../ir/ir.ts";
import { isCounted } from "../ir/ir.ts";
import { type Claims, computeClaims, instrConsumes, invokeConsumes } from "../ir/ownership.ts";
import { instrOperands, terminatorOperands } from "../ir/traverse.ts";
import type { WantedCells } from "./reuse/wanted.ts";

/** Gives the number of parameters that became owned. */
export function inferOwnedParams(module: IrModule, wanted: WantedCells = new Map()): number {
  const candidates: { fn: IrFunction; cfg: Cfg; claims: Claims; params: Set<Param> }[] = [];
  const fixed = new Set<string | undefined>([module.start, ...Object.values(module.runtime)]);
  for (const def of module.classes.values()) fixed.add(def.finalizer).add(def.tracer);
  for (const fn of module.functions.values()) {
    if (fn.addressTaken || fn.interruptEntry || fn.exportAs !== undefined || fixed.has(fn.name)) continue;
    const params = new Set(
      fn.params.filter((param) => param.ownership === "borrowed" && isCounted(fn.types[param.value]!)),
    );
    if (params.size > 0) candidates.push({ fn, cfg: buildCfg(fn), claims: computeClaims(fn), params });
  }
  let inferred = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const { cfg, claims, params } of candidates) {
      for (const param of params) {
        if (!wanted.get(cfg.fn)?.has(param.value) && !alwaysConsumed(module, cfg, claims, param)) continue;
        param.ownership = "owned";
        params.delete(param);
        inferred++;
        changed = true;
      }
    }
  }
  return inferred;
}

/** Does every path from the entry to a `return` consume the parameter? */
function alwaysConsumed(module: IrModule, cfg: Cfg, claims: Claims, param: Param): boolean {
  const consumes = cfg.blocks.map((_, index) => consumesIn(module, cfg, claims, param, index));
  if (!consumes.includes(true)) return false;
  // Look for a path without: walk forward through blocks that don't consume.
  const seen = new Set([0]);
  for (const index of seen) {
    if (consumes[index]) continue;
    if (cfg.blocks[index]!.terminator.op === "return") return false;
    for (const { to } of cfg.successors[index]!) seen.add(to);
  }
  return true;
}

function consumesIn(module: IrModule, cfg: Cfg, claims: Claims, param: Param, index: number): boolean {
  const block = cfg.blocks[index]!;
  const isParam = (operand: { kind: string; id?: number }): boolean =>
    operand.kind === "value" && operand.id !== undefined && isSame(cfg.fn, claims, operand.id, param);
  for (const instr of block.instrs) {
    for (const [position, operand] of instrOperands(instr).entries()) {
      if (isParam(operand) && instrConsumes(module, instr, position)) return true;
    }
  }
  const { terminator } = block;
  for (const [position, operand] of terminatorOperands(terminator).entries()) {
    if (!isParam(operand)) continue;
    if (terminator.op === "return") return true;
    if (terminator.op === "invoke" && invokeConsumes(module, terminator.callee, position)) return true;
  }
  return false;
}

function isSame(fn: IrFunction, claims: Claims, value: number, param: Param): boolean {
  return isCounted(fn.types[value]!) && claims.root(value) === param.value;
}
