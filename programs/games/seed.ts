/** Where a game's luck comes from: a seed that was typed, or else the moment of starting it. */
import { nowNs } from "../../kernel/src/time/source.ts";
import { integerArgument } from "../program.ts";
import { Random } from "./random.ts";

/** A generator from the first argument, if there is one. Throws `UsageError` for one that is no number. */
export function gameRandom(args: readonly string[]): Random {
  const seed = args.length === 0 ? nowNs() % 0x7fffffff : integerArgument(args, 0, "the seed", 0, 0x7fffffff);
  return new Random(Math.floor(seed));
}
