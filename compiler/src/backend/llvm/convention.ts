/**
 * How each function is called. One of three conventions, decided once per function so that definition and calls can't disagree:
 *
 * | function                                | LLVM convention | error parameter     |
 * | --------------------------------------- | --------------- | ------------------- |
 * | exported for assembly or C              | ccc             | never               |
 * | address taken (closure, dispatch table) | ccc             | always              |
 * | all others                              | fastcc          | if it may throw     |
 *
 * The error parameter is a `ptr swifterror` in last place: the register r12, null before the call
 * and null on return unless the function threw. Coroutines never have it (LLVM miscompiles that silently).
 */

import type { IrFunction, IrModule } from "../../ir/ir.ts";
import { functionName, globalName } from "./names.ts";

export interface Convention {
  /** `fastcc ` or nothing. */
  readonly prefix: string;
  readonly errorParameter: boolean;
  /** May the error be set on return? */
  readonly mayThrow: boolean;
  /** The LLVM name. */
  readonly symbol: string;
  readonly exportedAs: string | undefined;
}

/** The convention of all indirect calls. */
export const indirectPrefix = "";

export function conventionOf(fn: IrFunction, module: IrModule, inTable: boolean): Convention {
  const exportedAs = fn.exportAs ?? (fn.name === module.start ? "osm_start" : undefined);
  const symbol = exportedAs === undefined ? functionName(fn.name) : globalName(exportedAs);
  if (exportedAs !== undefined) return { prefix: "", errorParameter: false, mayThrow: false, symbol, exportedAs };
  const general = fn.addressTaken || inTable;
  if (fn.coroutine) {
    if (general) throw new Error(`the address of a coroutine is taken: ${fn.name}`);
    return { prefix: "fastcc ", errorParameter: false, mayThrow: false, symbol, exportedAs };
  }
  if (general) return { prefix: indirectPrefix, errorParameter: true, mayThrow: fn.throws, symbol, exportedAs };
  return { prefix: "fastcc ", errorParameter: fn.throws, mayThrow: fn.throws, symbol, exportedAs };
}
