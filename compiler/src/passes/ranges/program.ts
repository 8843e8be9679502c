/** The ranges of all functions of a program: each computed again until what it was told by the others no longer changes. */
import type { IrFunction, IrModule } from "../../ir/ir.ts";
import { FunctionRanges } from "./analysis.ts";
import { type ElementPlaces, Summaries } from "./summaries.ts";

export interface ProgramRanges {
  readonly functions: ReadonlyMap<IrFunction, FunctionRanges>;
  readonly summaries: Summaries;
}

export function computeRanges(module: IrModule, elements?: ElementPlaces): ProgramRanges {
  const work = new Set<IrFunction>();
  const summaries = new Summaries(module, (reader) => work.add(reader), elements);
  const functions = new Map<IrFunction, FunctionRanges>();
  for (const fn of module.functions.values()) work.add(fn);
  for (const fn of work) {
    // Taken out first: a recursive function may put itself back.
    work.delete(fn);
    let ranges = functions.get(fn);
    if (ranges === undefined) {
      ranges = new FunctionRanges(module, fn, summaries);
      functions.set(fn, ranges);
    }
    ranges.run();
  }
  return { functions, summaries };
}
