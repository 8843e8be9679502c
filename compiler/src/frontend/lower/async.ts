/**
 * `async` functions and `await`. The coroutine of an `async` function settles the promise that its caller got. `await` registers the
 * coroutine with the awaited promise and suspends; what the promise then holds is taken or thrown.
 */
import type ts from "typescript";
import { CompileError, codes } from "../failure.ts";
import { membersOf, type Ty, tyDisplay, undefinedTy, unionOf, unknownTy, voidTy } from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import {
  callNoThrow,
  coroutineHandle,
  errorVal,
  lowerCoroutine,
  type SuspendingFunction,
  startCoroutine,
  suspend,
} from "./coroutine.ts";
import { memberFunctionTy } from "./dispatch-entry.ts";
import { lowerExpression, settled } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { lowerFunctionStatements } from "./function-statements.ts";
import { undefinedVal, type Val } from "./value.ts";

export function lowerAsyncBody(f: FunctionLowering, fn: SuspendingFunction<ts.FunctionLikeDeclaration>): void {
  lowerAsync(f, fn, f.resultTy, (g) => lowerFunctionStatements(g, fn.node, (val, at) => resolveCoroutine(g, val, at)));
}

/** The body of a module that waits at its top: its promise is for those who import it. */
export function lowerAsyncModule(
  f: FunctionLowering,
  file: ts.SourceFile,
  lowerStatementsOf: (g: FunctionLowering) => void,
): void {
  const fn: SuspendingFunction = {
    node: file,
    signature: { params: [], rest: false, result: voidTy },
    passed: [],
    bindReceiver: undefined,
  };
  lowerAsync(f, fn, f.c.runtime("newPromise", [voidTy]).signature.result, (g) => {
    lowerStatementsOf(g);
    if (!g.b.isTerminated) resolveCoroutine(g, undefinedVal, file);
  });
}

function lowerAsync(
  f: FunctionLowering,
  fn: SuspendingFunction,
  promiseTy: Ty,
  body: (g: FunctionLowering) => void,
): void {
  const { node } = fn;
  if (promiseTy.kind !== "class" || !f.c.library.isPromise(promiseTy.info.declaration)) {
    throw new CompileError(
      node,
      codes.unsupportedType,
      `an async function gives a Promise, not '${tyDisplay(promiseTy)}'`,
    );
  }
  const valueTy = promiseTy.info.args[0]!;
  const promise = f.callRuntime("newPromise", [], [valueTy], node);
  const coroutine = lowerCoroutine(f, fn, {
    resultTy: valueTy,
    subject: { name: "promise", type: "ref" },
    begin: (g, destroyBlock) => ({ kind: "async", destroyBlock, promise: { op: g.b.param(0), ty: promiseTy } }),
    body,
    fail: (g, error) => {
      callNoThrow(g, "rejectPromise", [promiseOfCoroutine(g), errorVal(g, error)], node, [valueTy]);
      g.b.coroEnd();
    },
  });
  startCoroutine(f, coroutine, promise.op, node);
  f.b.return(promise.op);
}

function promiseOfCoroutine(f: FunctionLowering): Val {
  if (f.coroutine?.kind !== "async") throw new Error("this function has no promise");
  return f.coroutine.promise;
}

/** `return` in an async function: settles the promise, with the other promise's outcome if it is one. */
export function resolveCoroutine(f: FunctionLowering, val: Val, node: ts.Node): void {
  const promise = promiseOfCoroutine(f);
  const valueTy = f.resultTy;
  f.at(node);
  if (isPromise(f, val.ty)) {
    callNoThrow(f, "resolveWithPromise", [promise, val], node, [valueTy]);
  } else if (mayBePromise(f, val.ty)) {
    const value = coerce(f, val, unknownTy, node);
    callNoThrow(f, "resolveWithEither", [promise, value], node, [valueTy]);
  } else {
    const value = valueTy.kind === "void" ? undefinedVal : coerce(f, settled(f, val, node), valueTy, node);
    callNoThrow(f, "resolvePromise", [promise, value], node, [valueTy]);
  }
  f.b.coroEnd();
}

/** The type in which a `return` is carried through `finally`: a promise is not waited for before. */
export function carriedByAsync(f: FunctionLowering): Ty {
  return unionOf([f.resultTy, promiseOfCoroutine(f).ty]);
}

function isPromise(f: FunctionLowering, ty: Ty): ty is Ty & { kind: "class" } {
  return ty.kind === "class" && f.c.library.isPromise(ty.info.declaration);
}

/** Only the running program knows whether it is a promise. */
function mayBePromise(f: FunctionLowering, ty: Ty): boolean {
  return ty.kind === "unknown" || membersOf(ty).some((member) => isPromise(f, member) || isThenable(f, member));
}

function isThenable(f: FunctionLowering, ty: Ty): boolean {
  return ["class", "object", "literal"].includes(ty.kind) && memberFunctionTy(f.c, ty, "then") !== undefined;
}

export function lowerAwait(f: FunctionLowering, node: ts.AwaitExpression): Val {
  const val = lowerExpression(f, node.expression);
  f.at(node);
  return awaitValue(f, val, node);
}

export function awaitValue(f: FunctionLowering, val: Val, node: ts.Node): Val {
  if (f.coroutine === undefined || f.coroutine.kind === "generator")
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      "there is nothing around this 'await' that can wait",
      "put the code into an async function and call it",
    );
  const promise = promiseOf(f, val, node);
  const valueTy = (promise.ty as Ty & { kind: "class" }).info.args[0]!;
  f.callRuntime("awaitPromise", [promise, coroutineHandle(f)], [valueTy], node);
  suspend(f);
  return f.callRuntime("awaitResult", [], [valueTy], node);
}

/** The promise that `await` waits for. Something that is no promise still waits for one turn. */
export function promiseOf(f: FunctionLowering, val: Val, node: ts.Node): Val {
  const { ty } = val;
  if (isPromise(f, ty)) return val;
  // An interface may stand for a promise.
  if (isThenable(f, ty) && ty.kind !== "object") return adopt(f, val, node);
  const awaited = awaitedBy(f, ty);
  const valueTy = awaited.kind === "void" ? undefinedTy : awaited;
  if (mayBePromise(f, ty)) return f.callRuntime("promiseOfEither", [coerce(f, val, unknownTy, node)], [valueTy], node);
  const value = ty.kind === "void" ? { op: val.op, ty: undefinedTy } : settled(f, val, node);
  const promise = f.callRuntime("newPromise", [], [value.ty], node);
  f.callRuntime("resolvePromise", [promise, value], [value.ty], node);
  return promise;
}

/** What waiting for a value gives. */
function awaitedBy(f: FunctionLowering, ty: Ty): Ty {
  const of = (member: Ty): Ty =>
    !isPromise(f, member) && isThenable(f, member) ? fulfilledBy(f, member) : f.c.types.awaited(member);
  return ty.kind === "union" ? unionOf(ty.members.map(of)) : of(ty);
}

/** What the `then` method of an object passes on. */
function fulfilledBy(f: FunctionLowering, ty: Ty): Ty {
  const then = memberFunctionTy(f.c, ty, "then")!;
  const callback = membersOf(then.params[0] ?? voidTy).find((member) => member.kind === "function");
  const fulfilled = callback?.kind === "function" ? callback.params[0] : undefined;
  return fulfilled === undefined || fulfilled.kind === "void" ? undefinedTy : f.c.types.awaited(fulfilled);
}

/** A promise that follows an object with a `then` method. */
function adopt(f: FunctionLowering, val: Val, node: ts.Node): Val {
  return f.callRuntime("promiseOfThenable", [val], [val.ty, fulfilledBy(f, val.ty)], node);
}
