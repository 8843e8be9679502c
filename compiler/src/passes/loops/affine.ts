/** Values as a base plus a constant, seen through conversions that keep the number: what bounds of indices are compared by. */
import type { Instr, Operand } from "../../ir/ir.ts";
import { sameOperand } from "../../ir/operands.ts";
import type { FunctionRanges } from "../ranges/analysis.ts";
import { isSmall } from "../ranges/range.ts";
import { rangeOfConstant } from "../ranges/transfer.ts";

export interface Affine {
  readonly base: Operand;
  readonly plus: number;
}

/** Only steps that can neither wrap nor round are looked through: the operand is a small integer before and after. */
export function affineOf(ranges: FunctionRanges, operand: Operand): Affine {
  let base = operand;
  let plus = 0;
  for (let steps = 0; steps < 16 && base.kind === "value"; steps++) {
    const instr: Instr | undefined = ranges.definitions[base.id];
    if (instr === undefined || !isSmall(ranges.ofValue(base.id))) break;
    if (instr.op === "convert" && (instr.conversion === "sitofp" || instr.conversion === "sext")) {
      base = instr.value;
      continue;
    }
    if (instr.op !== "binary") break;
    const sum = instr.operator === "add" || instr.operator === "fadd";
    if (!sum && instr.operator !== "sub" && instr.operator !== "fsub") break;
    const [value, constant] =
      sum && instr.left.kind !== "value" ? [instr.right, instr.left] : [instr.left, instr.right];
    const step = rangeOfConstant(constant);
    if (value.kind !== "value" || !isSmall(step) || Math.abs(step.lo) > 2 ** 20 || !isSmall(ranges.ofValue(value.id)))
      break;
    base = value;
    plus += sum ? step.lo : -step.lo;
  }
  return { base, plus };
}

export const sameBase = (a: Affine, b: Affine): boolean => sameOperand(a.base, b.base);
