/**
 * Integers for `number`s that are provably small integers: indices, counters, what bit operations give and take. A double that is only turned into
 * an integer again was never needed; one that is needed, too, is converted from the integer.
 *
 * What is wanted as an integer (an index, the operand of a bit operation) asks the values that it is computed from to be integers as well, back to
 * where a double comes from an array or a parameter; there one conversion remains. Comparisons and remainders follow their operands. What the ranges
 * decide altogether becomes a constant. Fields, variables of modules and parameters that only ever hold such numbers hold integers if more of their accesses gain by that than lose
 * (`integers/votes.ts`).
 *
 * A counter that is not bounded stays below 2^53 because it would have to be counted up that often (at one a nanosecond, 104 days); a double
 * would stand still there.
 */
import type { IrModule } from "../ir/ir.ts";
import { IntegerRewriter } from "./integers/rewriter.ts";
import { PlaceVotes } from "./integers/votes.ts";
import type { ProgramRanges } from "./ranges/program.ts";

export function useIntegers(module: IrModule, { functions, summaries }: ProgramRanges): void {
  const rewriters = [...functions]
    .map(([fn, ranges]) => new IntegerRewriter(module, fn, ranges))
    .filter((rewriter) => rewriter.isConcerned);
  for (const rewriter of rewriters) rewriter.collect();
  const votes = new PlaceVotes(module, summaries);
  for (const rewriter of rewriters) votes.cast(rewriter.fn, rewriter);
  const places = votes.count();
  for (const rewriter of rewriters) rewriter.rewrite(places);
  places.retype(module);
}
