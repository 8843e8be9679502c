/**
 * Integers for the elements of arrays of numbers. `number[]` is an array of doubles, unless of all arrays that it may be mixed up with (`arrays/group.ts`) it is
 * understood what is done to them, and nothing but small integers is ever stored in them: then all of them hold integers of 32 bits, in half the memory.
 * The functions of the library get copies for such arrays, as do those of the program that are called with both kinds.
 */
import type { IrModule } from "../ir/ir.ts";
import { Copies } from "./arrays/copies.ts";
import { IntegerElements } from "./arrays/elements.ts";
import { isNumberArray } from "./arrays/flow.ts";
import { ProgramGroups } from "./arrays/program.ts";
import { chooseGroups } from "./arrays/shadow.ts";
import type { ProgramRanges } from "./ranges/program.ts";
import type { ElementPlaces } from "./ranges/summaries.ts";
import { dropUnreachable } from "./reach.ts";

export interface HeldIntegers {
  /** What is known of elements that are integers now; undefined if there are none. */
  readonly elements?: ElementPlaces;
  /** What is known of the numbers of functions that were not rewritten, and of what passes between all. */
  readonly ranges?: ProgramRanges;
}

export function holdIntegers(module: IrModule): HeldIntegers {
  const classes = [...module.classes.keys()].filter((name) => isNumberArray(module, name));
  if (classes.length === 0) return {};
  const program = new ProgramGroups(module);
  if (!classes.every((name) => canBeCopied(program, module.classes.get(name)!.finalizer))) return {};
  const { chosen, ranges } = chooseGroups(program);
  if (chosen.size === 0) return { ranges };
  const elements = new IntegerElements(module, chosen);
  const copies = new Copies(program, (root) => chosen.get(root)?.kind ?? "", elements);
  for (const [name, fn] of copies.functions) module.functions.set(name, fn);
  // Of some functions only copies are called now.
  dropUnreachable(module);
  return { elements, ranges };
}

/** Can what runs when an array dies be had for arrays of integers? */
function canBeCopied(program: ProgramGroups, finalizer: string | undefined): boolean {
  if (finalizer === undefined) return true;
  const group = program.flows.get(finalizer)?.params[0];
  return program.isCopied(finalizer) && group !== undefined && !group.fixed;
}
