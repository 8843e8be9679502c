/**
 * Checks what a function does with the objects in its frame, and in room that its caller gave it: they may be looked at, written to, handed to functions, and held by another
 * one that is made later. Everything else could outlive them. That the functions don't keep them is the `stack` pass's own proof.
 */
import { type Cfg, dominatorTest } from "./cfg.ts";
import type { Instr, Operand, ValueId } from "./ir.ts";
import { makesLocal } from "./ownership.ts";
import { printInstr, printTerminator } from "./print.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "./traverse.ts";

export function verifyStack(cfg: Cfg, report: (text: string) => void): void {
  const { fn } = cfg;
  const homes = new Map<ValueId, { readonly block: number; readonly at: number }>();
  for (const [block, { instrs }] of fn.blocks.entries()) {
    for (const [at, instr] of instrs.entries()) if (makesLocal(instr)) homes.set(instr.result!, { block, at });
  }
  if (homes.size === 0) return;
  const dominates = dominatorTest(cfg);
  const isLocal = (operand: Operand): boolean => operand.kind === "value" && homes.has(operand.id);
  const isOlder = (one: Operand, other: Operand): boolean => {
    if (one.kind !== "value" || other.kind !== "value") return false;
    const [a, b] = [homes.get(one.id)!, homes.get(other.id)];
    if (b === undefined) return false;
    return a.block === b.block ? a.at < b.at : dominates(a.block, b.block);
  };
  for (const block of fn.blocks) {
    for (const instr of block.instrs) {
      for (const [position, operand] of instrOperands(instr).entries()) {
        if (!isLocal(operand) || mayUse(instr, position)) continue;
        if ((instr.op === "field.init" || instr.op === "field.set") && isOlder(operand, instr.object)) continue;
        report(`${block.name}: ${printInstr(fn, instr)}: an object in the frame could outlive it here`);
      }
    }
    const { terminator } = block;
    const leaves = terminator.op === "invoke" ? [] : terminatorOperands(terminator);
    const passed = terminatorTargets(terminator).flatMap(({ args }) => args);
    if ([...leaves, ...passed].some(isLocal))
      report(`${block.name}: ${printTerminator(terminator)}: an object in the frame could outlive it here`);
  }
}

function mayUse(instr: Instr, position: number): boolean {
  switch (instr.op) {
    case "field.get":
    case "field.take":
    case "compare":
    case "is":
    case "table.get":
    case "call":
    case "stack.end":
    case "room.leave":
      return true;
    case "field.set":
    case "field.init":
      return position === 0;
    case "intrinsic":
      return instr.name.startsWith("class.");
    default:
      return false;
  }
}
