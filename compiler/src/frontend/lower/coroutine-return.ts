/** `return` in functions that suspend: the value goes into the promise or the generator, after the `finally` blocks in between. */
import type ts from "typescript";
import { storage } from "../types/representation.ts";
import { type Ty, unknownTy } from "../types/ty.ts";
import { awaitValue, carriedByAsync, resolveCoroutine } from "./async.ts";
import { coerce } from "./coerce.ts";
import { lowerExpression, settled } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { finishGenerator } from "./generator.ts";
import { leave } from "./statement.ts";
import { undefinedVal, type Val } from "./value.ts";

export function lowerCoroutineReturn(f: FunctionLowering, node: ts.ReturnStatement): void {
  const context = f.resultTy.kind === "void" ? undefined : f.resultTy;
  let val = node.expression === undefined ? undefinedVal : lowerExpression(f, node.expression, context);
  if (f.b.isTerminated) return;
  f.at(node);
  const kind = f.coroutine!.kind;
  if (kind === "async generator" && node.expression !== undefined) val = awaitValue(f, val, node);
  if (kind !== "async") val = asResult(f, val, node);
  returnFromCoroutine(f, val, node);
}

/** A generator's result, as its type says. */
export function asResult(f: FunctionLowering, val: Val, node: ts.Node): Val {
  if (f.resultTy.kind === "void") return undefinedVal;
  return coerce(f, settled(f, val, node), f.resultTy, node);
}

/** Leaves through the `finally` blocks around. */
export function returnFromCoroutine(f: FunctionLowering, val: Val, node: ts.Node): void {
  if (f.finallies.length === 0) {
    finishCoroutine(f, val, node);
    return;
  }
  const ty = carriedTy(f);
  f.returnLocal ??= f.b.addLocal("result", storage(ty));
  f.b.localSet(f.returnLocal, coerce(f, settled(f, val, node), ty, node).op);
  leave(f, { kind: "return" }, () => {});
}

/** Behind the last `finally`. */
export function finishCarried(f: FunctionLowering, node: ts.Node): void {
  const val = f.returnLocal === undefined ? undefinedVal : { op: f.b.localGet(f.returnLocal), ty: carriedTy(f) };
  finishCoroutine(f, val, node);
}

function carriedTy(f: FunctionLowering): Ty {
  return f.coroutine!.kind === "async" ? carriedByAsync(f) : unknownTy;
}

function finishCoroutine(f: FunctionLowering, val: Val, node: ts.Node): void {
  if (f.coroutine!.kind === "async") resolveCoroutine(f, val, node);
  else finishGenerator(f, val, node);
}
