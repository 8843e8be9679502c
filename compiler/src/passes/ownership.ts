/**
 * Inserts reference counting: the one place that does. Afterwards each token is given away or released exactly once on every path,
 * which the verifier proves at stage "owned".
 *
 * In three steps per function: classify values and find where they are needed (`liveness`), decide what may stay borrowed (`borrow`,
 * with the whole-program `effects`), write the counting (`insert`). Expects SSA form without critical simplifications left to do;
 * nothing that drops or adds uses may run afterwards.
 */
import { buildCfg, removeUnreachableBlocks } from "../ir/cfg.ts";
import type { IrFunction, IrModule, ValueId } from "../ir/ir.ts";
import { decideBorrows } from "./ownership/borrow.ts";
import { Effects } from "./ownership/effects.ts";
import { insertCounting, type OwnershipStats } from "./ownership/insert.ts";
import { Tracking } from "./ownership/liveness.ts";
import { partsGivenAway, type WantedCells } from "./reuse/wanted.ts";

export type { OwnershipStats } from "./ownership/insert.ts";

/** `wanted`: parameters that had better end early (`reuse/wanted.ts`). */
export function insertOwnership(module: IrModule, wanted: WantedCells = new Map()): OwnershipStats {
  const stats: OwnershipStats = { retains: 0, releases: 0, borrows: 0, moves: 0, constants: 0 };
  for (const fn of module.functions.values()) removeUnreachableBlocks(fn);
  const effects = new Effects(module);
  for (const fn of module.functions.values()) ownFunction(module, fn, effects, stats, wanted.get(fn));
  return stats;
}

function ownFunction(
  module: IrModule,
  fn: IrFunction,
  effects: Effects,
  stats: OwnershipStats,
  wanted: ReadonlySet<ValueId> | undefined,
): void {
  const cfg = buildCfg(fn);
  const tracking = new Tracking(cfg, effects.claimsOf(fn));
  if (wanted !== undefined) tracking.withdraw(partsGivenAway(module, fn, wanted));
  const liveness = decideBorrows(cfg, tracking, effects);
  insertCounting(module, cfg, tracking, liveness, stats);
}
