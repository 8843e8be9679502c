/**
 * Divides a large program into parts that become LLVM modules of their own, so that several processor cores can compile them. LLVM sees no further than a
 * module: small functions are therefore copied into all parts that call them (`isCopied`), and what belongs together stays together, by file.
 *
 * How a program is divided depends on the program alone: it is the same on every machine.
 */

import type { IrFunction, IrModule } from "../../ir/ir.ts";
import type { EmitOptions } from "./context.ts";

/** Instructions of the IR in a part, about: LLVM compiles some 15,000 a second. */
export const usualPartSize = 4_000;
/** Of a function that is copied, at most, */
const copiedSize = 12;
/** and where it is called by what is to be fast. */
const fastCopiedSize = 40;

export function sizeOf(fn: IrFunction): number {
  return fn.blocks.reduce((sum, block) => sum + block.instrs.length + 1, 0);
}

/** Does a part whose functions call this one get a copy, for inlining? `isFast`: the part holds what is to be fast. */
export function isCopied(fn: IrFunction, isFast: boolean): boolean {
  if (fn.coroutine || fn.exportAs !== undefined || fn.interruptEntry || fn.inline === "never") return false;
  return fn.inline === "always" || sizeOf(fn) <= (isFast ? fastCopiedSize : copiedSize);
}

/** The parts, of about `partSize` instructions. Programs that are to be debugged, and small ones, are in one. */
export function partition(
  module: IrModule,
  options: EmitOptions,
  partSize = usualPartSize,
): readonly (readonly IrFunction[])[] {
  const all = [...module.functions.values()];
  const total = all.reduce((sum, fn) => sum + sizeOf(fn), 0);
  const count = options.level === "O2" && !options.debug ? Math.round(total / partSize) : 1;
  if (count <= 1) return [all];
  const parts: IrFunction[][] = [];
  let placed = 0;
  let lastGroup: string | undefined;
  for (const { fn, group } of inGroups(module, all)) {
    if (group !== lastGroup && placed >= (parts.length / count) * total) parts.push([]);
    lastGroup = group;
    parts.at(-1)!.push(fn);
    placed += sizeOf(fn);
  }
  return parts;
}

/** Functions of a file are a group, and files of a folder neighbours. Files of what is to be fast are neighbours, too, in front of all others. */
function inGroups(module: IrModule, all: readonly IrFunction[]): { fn: IrFunction; group: string }[] {
  const grouped = all.map((fn) => {
    const file = fn.loc === undefined ? undefined : module.files[fn.loc.file];
    const group = file ?? `~${fn.name}`;
    return { fn, group: fn.fast === true ? `\0${group}` : group };
  });
  // Functions without a place in the source are entries of tables: by name, they are next to others of their class.
  return grouped.sort((a, b) => compare(a.group, b.group) || compare(a.fn.name, b.fn.name));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
