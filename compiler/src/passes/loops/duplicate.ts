/**
 * Copies a set of blocks of a function. What the blocks compute and others use goes through locals, which `promoteFunction` turns into values again
 * once the copy is connected.
 */
import type { Block, Instr, IrFunction, Operand, Terminator, ValueId } from "../../ir/ir.ts";
import { valueRef } from "../../ir/operands.ts";
import {
  instrOperands,
  mapInstr,
  mapTargets,
  mapTerminator,
  terminatorOperands,
  terminatorTargets,
} from "../../ir/traverse.ts";

/** Gives the copies, by the name of the original. Both versions lead to the same blocks outside. */
export function duplicateBlocks(fn: IrFunction, blocks: readonly Block[]): ReadonlyMap<string, Block> {
  const inside = new Set(blocks);
  const defined = new Set<ValueId>();
  for (const block of blocks) {
    for (const param of block.params) defined.add(param);
    for (const instr of block.instrs) if (instr.result !== undefined) defined.add(instr.result);
  }
  const locals = holdInLocals(fn, inside, defined);

  const names = new Map(blocks.map((block) => [block.name, freshName(fn, block.name)]));
  const values = new Map<ValueId, Operand>();
  for (const value of defined) {
    fn.types.push(fn.types[value]!);
    values.set(value, valueRef(fn.types.length - 1));
  }
  const map = (operand: Operand): Operand => (operand.kind === "value" ? (values.get(operand.id) ?? operand) : operand);
  const renamed = (value: ValueId): ValueId => (values.get(value) as Operand & { kind: "value" }).id;
  const copies = new Map<string, Block>();
  for (const block of blocks) {
    const instrs = block.instrs.map((instr): Instr => {
      const copy = mapInstr(instr, map);
      return instr.result === undefined ? copy : { ...copy, result: renamed(instr.result) };
    });
    const terminator = mapTargets(mapTerminator(block.terminator, map), (target) => ({
      ...target,
      block: names.get(target.block) ?? target.block,
    }));
    const params = block.params.map(renamed);
    copies.set(block.name, { name: names.get(block.name)!, params, instrs, terminator, cold: block.cold });
  }
  // The copies set the same locals, so a read outside gets the value of whichever ran.
  fn.blocks.push(...copies.values());
  for (const [local, type] of locals) fn.locals.set(local, type);
  return copies;
}

/** Lets values that are used outside of their blocks be read from locals there. Gives the locals. */
function holdInLocals(
  fn: IrFunction,
  inside: ReadonlySet<Block>,
  defined: ReadonlySet<ValueId>,
): [string, IrFunction["types"][number]][] {
  const used = new Set<ValueId>();
  const note = (operand: Operand): void => {
    if (operand.kind === "value" && defined.has(operand.id)) used.add(operand.id);
  };
  const outside = fn.blocks.filter((block) => !inside.has(block));
  for (const block of outside) {
    for (const instr of block.instrs) instrOperands(instr).forEach(note);
    forEachOperand(block.terminator, note);
  }
  const localOf = (value: ValueId): string => `loop.${value}`;
  for (const block of outside) {
    const reads = new Map<ValueId, ValueId>();
    const read = (operand: Operand): Operand => {
      if (operand.kind !== "value" || !used.has(operand.id)) return operand;
      let result = reads.get(operand.id);
      if (result === undefined) {
        fn.types.push(fn.types[operand.id]!);
        result = fn.types.length - 1;
        reads.set(operand.id, result);
      }
      return valueRef(result);
    };
    const instrs = block.instrs.map((instr) => mapInstr(instr, read));
    block.terminator = mapTerminator(block.terminator, read);
    const gets = [...reads].map(([value, result]): Instr => ({ op: "local.get", local: localOf(value), result }));
    block.instrs = [...gets, ...instrs];
  }
  const set = (value: ValueId): Instr[] =>
    used.has(value) ? [{ op: "local.set", local: localOf(value), value: valueRef(value) }] : [];
  for (const block of inside) {
    const params = block.params.flatMap(set);
    const instrs = block.instrs.flatMap((instr) =>
      instr.result === undefined ? [instr] : [instr, ...set(instr.result)],
    );
    block.instrs = [...params, ...instrs];
  }
  return [...used].map((value) => [localOf(value), fn.types[value]!]);
}

function forEachOperand(terminator: Terminator, visit: (operand: Operand) => void): void {
  terminatorOperands(terminator).forEach(visit);
  for (const target of terminatorTargets(terminator)) target.args.forEach(visit);
}

export function freshName(fn: IrFunction, hint: string): string {
  const taken = new Set(fn.blocks.map((block) => block.name));
  for (let count = 1; ; count++) {
    const name = `${hint}.v${count}`;
    if (!taken.has(name)) return name;
  }
}
