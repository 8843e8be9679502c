/**
 * Functions that suspend. An `async` function becomes two: the one that callers see makes the promise and starts a coroutine; the
 * coroutine has the body, owns its arguments, settles the promise and never throws. `await` registers the coroutine with the awaited promise and
 * suspends; what the promise then holds is taken or thrown.
 */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { direct } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { representation, storage } from "../types/representation.ts";
import { hasModifier } from "../types/translate.ts";
import { mayBeNullish, type Ty, tyDisplay, undefinedTy, unknownTy } from "../types/ty.ts";
import { bindParameters } from "./body.ts";
import { coerce, undefinedOf } from "./coerce.ts";
import { lowerExpression, settled } from "./expression.ts";
import { FunctionLowering } from "./function-lowering.ts";
import type { FunctionSignature } from "./signature.ts";
import { lowerStatements } from "./statement.ts";
import { undefinedVal, type Val } from "./value.ts";

/** Says what the first parameter of a method or closure stands for. */
export type BindReceiver = (f: FunctionLowering, receiver: Operand) => void;

export function isAsync(node: ts.FunctionLikeDeclaration): boolean {
  const generator = "asteriskToken" in node && node.asteriskToken !== undefined;
  if (generator)
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      "generators can't be compiled yet",
      "collect the values in an array, or write a class with a next() method",
    );
  return hasModifier(node, ts.SyntaxKind.AsyncKeyword);
}

export function lowerAsyncBody(
  f: FunctionLowering,
  node: ts.FunctionLikeDeclaration,
  signature: FunctionSignature,
  passed: readonly Ty[],
  bindReceiver: BindReceiver | undefined,
): void {
  const promiseTy = f.resultTy;
  if (promiseTy.kind !== "class" || !f.c.library.isPromise(promiseTy.info.declaration)) {
    throw new CompileError(
      node,
      codes.unsupportedType,
      `an async function gives a Promise, not '${tyDisplay(promiseTy)}'`,
    );
  }
  const valueTy = promiseTy.info.args[0]!;
  const promise = f.callRuntime("newPromise", [], [valueTy], node);
  const coroutineName = `${f.b.fn.name} (coroutine)`;
  const params = f.b.fn.params.map((param, index) => ({ name: param.name, type: f.b.typeOf(f.b.param(index)) }));
  lowerCoroutine(f, coroutineName, node, signature, passed, bindReceiver, promiseTy, params);
  // Stack traces leave out what has no line: the coroutine below stands for the function.
  f.b.setLoc({ file: f.c.loc(node).file, line: 0, column: 0 });
  const started = f.b.call(direct(coroutineName), [promise.op, ...params.map((_, index) => f.b.param(index))], "i1");
  const ok = f.b.newBlock("started");
  const failed = f.b.newBlock("outOfMemory");
  f.b.branch(started, ok, failed);
  f.b.setBlock(failed);
  f.b.markCold();
  f.callRuntime("throwOutOfMemory", [], [], node);
  if (!f.b.isTerminated) f.b.unreachable();
  f.b.setBlock(ok);
  f.b.return(promise.op);
}

function lowerCoroutine(
  outer: FunctionLowering,
  name: string,
  node: ts.FunctionLikeDeclaration,
  signature: FunctionSignature,
  passed: readonly Ty[],
  bindReceiver: BindReceiver | undefined,
  promiseTy: Ty & { kind: "class" },
  params: readonly { name: string; type: ReturnType<typeof storage> }[],
): void {
  const valueTy = promiseTy.info.args[0]!;
  const f = new FunctionLowering(
    outer.c,
    {
      name,
      display: outer.b.fn.display,
      loc: outer.c.loc(node),
      params: [{ name: "promise", type: "ref" }, ...params],
      result: "i1",
      coroutine: true,
    },
    outer.env,
    outer.owner,
    outer.facts,
    valueTy,
  );
  const promise: Val = { op: f.b.param(0), ty: promiseTy };
  f.coroutine = { promise, destroyBlock: startCoroutine(f) };
  const failed = f.b.newBlock("rejected");
  const error = f.b.addBlockParam(failed, "ref");
  f.withHandler(failed, () => {
    const first = bindReceiver === undefined ? 1 : 2;
    bindReceiver?.(f, f.b.param(1));
    bindParameters(
      f,
      signature,
      passed.map((ty, index): Val => ({ op: f.b.param(index + first), ty })),
    );
    const body = node.body!;
    if (ts.isBlock(body)) {
      lowerStatements(f, body.statements);
      // Where the value can't be undefined, the end is never reached: an endless loop is before it.
      const mayBeMissing = valueTy.kind === "void" || mayBeNullish(valueTy);
      const last = mayBeMissing ? undefinedVal : { op: undefinedOf(f, valueTy), ty: valueTy };
      if (!f.b.isTerminated) resolveCoroutine(f, last, body);
    } else {
      const val = lowerExpression(f, body, asyncResultContext(valueTy));
      if (!f.b.isTerminated) resolveCoroutine(f, val, body);
    }
  });
  f.b.setBlock(failed);
  f.b.setLoc(f.c.loc(node));
  settleNoThrow(f, "rejectPromise", [promise, { op: error, ty: unknownTy }], node);
  f.b.coroEnd();
  outer.c.addFunction(f.b.finish());
}

function asyncResultContext(valueTy: Ty): Ty | undefined {
  return valueTy.kind === "void" ? undefined : valueTy;
}

/** The block that frees the frame when a suspended coroutine is given up. */
function startCoroutine(f: FunctionLowering): string {
  const destroy = f.b.newBlock("destroyed");
  f.inBlock(destroy, () => f.b.coroEnd());
  return destroy;
}

/** `return` in an async function: settles the promise, with the other promise's outcome if it is one. */
export function resolveCoroutine(f: FunctionLowering, val: Val, node: ts.Node): void {
  const { promise } = f.coroutine!;
  const valueTy = f.resultTy;
  f.at(node);
  if (val.ty.kind === "class" && f.c.library.isPromise(val.ty.info.declaration)) {
    settleNoThrow(f, "resolveWithPromise", [promise, val], node, [valueTy]);
  } else {
    const value = valueTy.kind === "void" ? undefinedVal : coerce(f, settled(f, val, node), valueTy, node);
    settleNoThrow(
      f,
      "resolvePromise",
      [promise, valueTy.kind === "void" ? { op: value.op, ty: undefinedTy } : value],
      node,
      [valueTy],
    );
  }
  f.b.coroEnd();
}

/** Settling can only fail for want of memory; then there is nobody left to tell but the process. */
function settleNoThrow(
  f: FunctionLowering,
  name: string,
  args: readonly Val[],
  node: ts.Node,
  typeArgs: readonly Ty[] = [(f.coroutine!.promise.ty as Ty & { kind: "class" }).info.args[0]!],
): void {
  const fatal = f.b.newBlock("fatal");
  const error = f.b.addBlockParam(fatal, "ref");
  f.withHandler(fatal, () => {
    const instance = f.c.runtime(name, typeArgs);
    const operands = instance.signature.params.map((param, index) => {
      const arg = args[index]!;
      if (arg.ty.kind === "unknown" && representation(arg.ty) === "any" && f.b.typeOf(arg.op) === "ref")
        return f.b.anyBox("ref", arg.op);
      return coerce(f, arg, param.type, node).op;
    });
    f.callInstance(instance, operands);
  });
  f.inBlock(fatal, () => {
    const instance = f.c.runtime("fatalError");
    f.b.call(direct(instance.name), [f.b.anyBox("ref", error)], "void");
    f.b.unreachable();
  });
  f.b.markCold(fatal);
}

export function lowerAwait(f: FunctionLowering, node: ts.AwaitExpression): Val {
  const val = lowerExpression(f, node.expression);
  f.at(node);
  return awaitValue(f, val, node);
}

export function awaitValue(f: FunctionLowering, val: Val, node: ts.Node): Val {
  if (f.coroutine === undefined)
    throw new CompileError(
      node,
      codes.unsupportedSyntax,
      "'await' outside of a function can't be compiled yet",
      "put the code into an async function and call it",
    );
  const { ty } = val;
  if (ty.kind === "union" || ty.kind === "unknown") {
    const awaited = f.c.types.awaited(ty);
    if (storage(awaited) !== storage(ty) || ty.kind === "unknown" || membersArePromises(f, ty)) {
      throw new CompileError(
        node,
        codes.unsupportedType,
        `a '${tyDisplay(ty)}' can't be awaited: it may be a promise or not`,
        "make it a promise in every case",
      );
    }
  }
  const isPromise = ty.kind === "class" && f.c.library.isPromise(ty.info.declaration);
  const promise = isPromise ? val : plainAsPromise(f, val, node);
  const valueTy = (promise.ty as Ty & { kind: "class" }).info.args[0]!;
  const handle = f.b.intrinsic("coro.handle", [], "ptr");
  f.callRuntime(
    "awaitPromise",
    [promise, { op: handle, ty: { kind: "pointer", to: { kind: "int", name: "u8" } } }],
    [valueTy],
    node,
  );
  const resumed = f.b.newBlock("resumed");
  f.b.suspend(resumed, f.coroutine.destroyBlock);
  f.b.setBlock(resumed);
  return f.callRuntime("awaitResult", [], [valueTy], node);
}

function membersArePromises(f: FunctionLowering, ty: Ty): boolean {
  return (
    ty.kind === "union" &&
    ty.members.some((member) => member.kind === "class" && f.c.library.isPromise(member.info.declaration))
  );
}

/** Something that is no promise still waits for one turn. */
function plainAsPromise(f: FunctionLowering, val: Val, node: ts.Node): Val {
  const value = val.ty.kind === "void" ? { op: val.op, ty: undefinedTy } : settled(f, val, node);
  const promise = f.callRuntime("newPromise", [], [value.ty], node);
  f.callRuntime("resolvePromise", [promise, value], [value.ty], node);
  return promise;
}
