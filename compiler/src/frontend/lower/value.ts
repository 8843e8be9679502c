/** A lowered expression: where its value is, and what type it has. */
import type { Operand } from "../../ir/ir.ts";
import { undefinedRef } from "../../ir/operands.ts";
import { type Ty, undefinedTy, voidTy } from "../types/ty.ts";

export interface Val {
  readonly op: Operand;
  readonly ty: Ty;
  /** The object is an instance of its class itself, not of one that extends it: its members need no dispatch. */
  readonly exact?: boolean;
  /** The exact value of an integer literal or constant, which takes the flavour of its context. */
  readonly literal?: bigint;
}

export const voidVal: Val = { op: undefinedRef, ty: voidTy };
export const undefinedVal: Val = { op: undefinedRef, ty: undefinedTy };
