/** The ranges of all functions of a program: each computed again until what it was told by the others no longer changes. */
import type { IrFunction, IrModule } from "../../ir/ir.ts";
import { FunctionRanges } from "./analysis.ts";
import { type ElementPlaces, Summaries } from "./summaries.ts";

export interface ProgramRanges {
  readonly functions: ReadonlyMap<IrFunction, FunctionRanges>;
  readonly summaries: Summaries;
}

export function computeRanges(module: IrModule, elements?: ElementPlaces): ProgramRanges {
  return solve(module, new Summaries(module, elements), new Map());
}

/**
 * The ranges of a program that has changed since they were computed: of what was rewritten, and of whatever that tells more than it did. What was found
 * out about the program before stays true of what it left behind, even where less than that might be true by now.
 */
export function updateRanges(
  module: IrModule,
  { functions, summaries }: ProgramRanges,
  rewritten: ReadonlySet<IrFunction>,
  elements: ElementPlaces | undefined,
): ProgramRanges {
  const kept = [...module.functions.values()].flatMap((fn) => {
    const ranges = rewritten.has(fn) ? undefined : functions.get(fn);
    return ranges === undefined ? [] : [[fn, ranges] as const];
  });
  summaries.update(module, elements);
  return solve(module, summaries, new Map(kept));
}

/** `known` are the ranges of functions that are right as long as the summaries are. */
function solve(module: IrModule, summaries: Summaries, known: ReadonlyMap<IrFunction, FunctionRanges>): ProgramRanges {
  const functions = new Map<IrFunction, FunctionRanges>();
  const work = new Set<IrFunction>();
  for (const fn of module.functions.values()) {
    const ranges = known.get(fn);
    functions.set(fn, ranges ?? new FunctionRanges(module, fn, summaries));
    if (ranges === undefined) work.add(fn);
  }
  summaries.onChange = (reader) => {
    // Functions that are gone may have read it, too.
    if (functions.has(reader)) work.add(reader);
  };
  for (const fn of work) {
    // Taken out first: a recursive function may put itself back.
    work.delete(fn);
    functions.get(fn)!.run();
  }
  return { functions, summaries };
}
