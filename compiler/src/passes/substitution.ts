/** Replaces values by operands throughout a function: collected first, applied in one sweep. */
import type { IrFunction, Operand, ValueId } from "../ir/ir.ts";
import { mapInstr, mapTerminator } from "../ir/traverse.ts";

export class Substitution {
  readonly #replacements = new Map<ValueId, Operand>();

  /** From now on `value` stands for `operand`, which may itself be replaced later. */
  set(value: ValueId, operand: Operand): void {
    this.#replacements.set(value, operand);
  }

  get isEmpty(): boolean {
    return this.#replacements.size === 0;
  }

  /** What an operand stands for in the end. */
  readonly resolve = (operand: Operand): Operand => {
    let result = operand;
    let steps = 0;
    while (result.kind === "value") {
      const next = this.#replacements.get(result.id);
      if (next === undefined) break;
      result = next;
      steps++;
    }
    // Shorten the chain, so that long ones are walked once.
    if (steps > 1 && operand.kind === "value") this.#replacements.set(operand.id, result);
    return result;
  };

  apply(fn: IrFunction): void {
    if (this.isEmpty) return;
    for (const block of fn.blocks) {
      const { instrs } = block;
      for (let index = 0; index < instrs.length; index++) instrs[index] = mapInstr(instrs[index]!, this.resolve);
      block.terminator = mapTerminator(block.terminator, this.resolve);
    }
  }
}
