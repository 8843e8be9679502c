/** The ranges of all functions of a program: each computed again until what it was told by the others no longer changes. */
import type { IrFunction, IrModule } from "../../ir/ir.ts";
import { FunctionRanges } from "./analysis.ts";
import { Summaries } from "./summaries.ts";

export function computeRanges(module: IrModule): ReadonlyMap<IrFunction, FunctionRanges> {
  const work = new Set<IrFunction>();
  const summaries = new Summaries(module, (reader) => work.add(reader));
  const result = new Map<IrFunction, FunctionRanges>();
  for (const fn of module.functions.values()) {
    result.set(fn, new FunctionRanges(module, fn, summaries));
    work.add(fn);
  }
  for (const fn of work) {
    // Taken out first: a recursive function may put itself back.
    work.delete(fn);
    result.get(fn)!.run();
  }
  return result;
}
