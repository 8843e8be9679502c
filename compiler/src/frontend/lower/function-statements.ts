/** The body of a coroutine, from its first statement to its last or only value. */
import ts from "typescript";
import { mayBeNullish, type Ty } from "../types/ty.ts";
import { undefinedOf } from "./coerce.ts";
import { lowerExpression } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { lowerStatements } from "./statement.ts";
import { undefinedVal, type Val } from "./value.ts";

/** `finish` leaves the coroutine with the value. */
export function lowerFunctionStatements(
  f: FunctionLowering,
  node: ts.FunctionLikeDeclaration,
  finish: (val: Val, node: ts.Node) => void,
): void {
  const body = node.body!;
  if (ts.isBlock(body)) {
    lowerStatements(f, body.statements);
    if (!f.b.isTerminated) finish(fallenOff(f, f.resultTy), body);
    return;
  }
  const val = lowerExpression(f, body, f.resultTy.kind === "void" ? undefined : f.resultTy);
  if (!f.b.isTerminated) finish(val, body);
}

/** What falls off the end of a body: where the value can't be undefined, the end is never reached: an endless loop is before it. */
function fallenOff(f: FunctionLowering, valueTy: Ty): Val {
  const mayBeMissing = valueTy.kind === "void" || mayBeNullish(valueTy);
  return mayBeMissing ? undefinedVal : { op: undefinedOf(f, valueTy), ty: valueTy };
}
