/**
 * What all functions that suspend have in common. Such a function becomes two: the one that callers see makes the object that they get (a
 * promise, a generator) and starts a coroutine; the coroutine has the body, owns its arguments and never throws: its outcome goes into
 * that object. Its first parameter is the object, or where the object owns the coroutine, only its address.
 */
import ts from "typescript";
import type { IrType, Operand } from "../../ir/ir.ts";
import { direct } from "../../ir/operands.ts";
import { representation } from "../types/representation.ts";
import { hasModifier } from "../types/translate.ts";
import { type Pace, type Ty, unknownTy } from "../types/ty.ts";
import { bindParameters } from "./body.ts";
import { coerce } from "./coerce.ts";
import { type Coroutine, FunctionLowering } from "./function-lowering.ts";
import type { FunctionSignature } from "./signature.ts";
import type { Val } from "./value.ts";

/** Says what the first parameter of a method or closure stands for. */
export type BindReceiver = (f: FunctionLowering, receiver: Operand) => void;

export function paceOf(node: ts.FunctionLikeDeclaration): Pace {
  const isGenerator = "asteriskToken" in node && node.asteriskToken !== undefined;
  const isAsync = hasModifier(node, ts.SyntaxKind.AsyncKeyword);
  if (isGenerator) return isAsync ? "async generator" : "generator";
  return isAsync ? "async" : "plain";
}

/** A function whose body becomes a coroutine. */
export interface SuspendingFunction<
  N extends ts.FunctionLikeDeclaration | ts.SourceFile = ts.FunctionLikeDeclaration | ts.SourceFile,
> {
  readonly node: N;
  readonly signature: FunctionSignature;
  /** The types of the arguments as they are passed. */
  readonly passed: readonly Ty[];
  readonly bindReceiver: BindReceiver | undefined;
}

/** What makes one kind of coroutine different from the others. */
export interface CoroutineShape {
  /** What `return` gives. */
  readonly resultTy: Ty;
  /** How the coroutine holds the object that stands for it. */
  readonly subject: { readonly name: string; readonly type: IrType };
  readonly begin: (f: FunctionLowering, destroyBlock: string) => Coroutine;
  /** Comes before the parameters are bound. */
  readonly prologue?: (f: FunctionLowering) => void;
  readonly body: (f: FunctionLowering) => void;
  /** The body has thrown: leaves the coroutine. */
  readonly fail: (f: FunctionLowering, error: Operand) => void;
}

export function lowerCoroutine(
  outer: FunctionLowering,
  { node, signature, passed, bindReceiver }: SuspendingFunction,
  shape: CoroutineShape,
): string {
  const name = `${outer.b.fn.name} (coroutine)`;
  const f = new FunctionLowering(
    outer.c,
    {
      name,
      display: outer.b.fn.display,
      loc: outer.c.loc(node),
      params: [
        shape.subject,
        ...outer.b.fn.params.map((param, index) => ({ name: param.name, type: outer.b.typeOf(outer.b.param(index)) })),
      ],
      result: "i1",
      coroutine: true,
    },
    outer.env,
    outer.owner,
    outer.facts,
    shape.resultTy,
  );
  f.coroutine = shape.begin(f, destroyBlock(f));
  const failed = f.b.newBlock("failed");
  const error = f.b.addBlockParam(failed, "ref");
  f.withHandler(failed, () => {
    const first = bindReceiver === undefined ? 1 : 2;
    bindReceiver?.(f, f.b.param(1));
    bindParameters(
      f,
      signature,
      passed.map((ty, index): Val => ({ op: f.b.param(index + first), ty })),
    );
    shape.prologue?.(f);
    shape.body(f);
  });
  f.b.setBlock(failed);
  f.b.setLoc(f.c.loc(node));
  shape.fail(f, error);
  outer.c.held.addCoroutine(name, f.coroutine.kind, [
    ...[...f.variables.values()].map((variable) => variable.ty),
    ...(f.thisVal === undefined ? [] : [f.thisVal.ty]),
  ]);
  outer.c.addFunction(f.b.finish());
  return name;
}

/** The block that frees the frame when a suspended coroutine is given up. */
function destroyBlock(f: FunctionLowering): string {
  const destroy = f.b.newBlock("destroyed");
  f.inBlock(destroy, () => f.b.coroEnd());
  return destroy;
}

/** Starts the coroutine of the function that is being lowered, with its arguments. */
export function startCoroutine(f: FunctionLowering, coroutine: string, subject: Operand, node: ts.Node): void {
  // Stack traces leave out what has no line: the coroutine stands for the function.
  f.b.setLoc({ file: f.c.loc(node).file, line: 0, column: 0 });
  const args = f.b.fn.params.map((_, index) => f.b.param(index));
  const started = f.b.call(direct(coroutine), [subject, ...args], "i1");
  const ok = f.b.newBlock("started");
  const failed = f.b.newBlock("outOfMemory");
  f.b.branch(started, ok, failed);
  f.b.setBlock(failed);
  f.b.markCold();
  f.callRuntime("throwOutOfMemory", [], [], node);
  if (!f.b.isTerminated) f.b.unreachable();
  f.b.setBlock(ok);
}

/** Calls a function of the runtime library that can only fail for want of memory; then there is nobody left to tell but the process. */
export function callNoThrow(
  f: FunctionLowering,
  name: string,
  args: readonly Val[],
  node: ts.Node,
  typeArgs: readonly Ty[] = [],
): Val {
  const fatal = f.b.newBlock("fatal");
  const error = f.b.addBlockParam(fatal, "ref");
  let result: Val | undefined;
  f.withHandler(fatal, () => {
    const instance = f.c.runtime(name, typeArgs);
    const operands = instance.signature.params.map((param, index) => {
      const arg = args[index]!;
      if (arg.ty.kind === "unknown" && representation(arg.ty) === "any" && f.b.typeOf(arg.op) === "ref")
        return f.b.anyBox("ref", arg.op);
      return coerce(f, arg, param.type, node).op;
    });
    result = f.callInstance(instance, operands);
  });
  f.inBlock(fatal, () => {
    const instance = f.c.runtime("fatalError");
    f.b.call(direct(instance.name), [f.b.anyBox("ref", error)], "void");
    f.b.unreachable();
  });
  f.b.markCold(fatal);
  return result!;
}

/** An error on its way, as an argument for the runtime library. */
export function errorVal(f: FunctionLowering, error: Operand): Val {
  return { op: f.b.anyBox("ref", error), ty: unknownTy };
}

/** The handle by which the running coroutine is resumed or destroyed. */
export function coroutineHandle(f: FunctionLowering): Val {
  return {
    op: f.b.intrinsic("coro.handle", [], "ptr"),
    ty: { kind: "pointer", to: { kind: "int", name: "u8" } },
  };
}

/** Suspends; goes on when the coroutine is resumed. */
export function suspend(f: FunctionLowering): void {
  const resumed = f.b.newBlock("resumed");
  f.b.suspend(resumed, f.coroutine!.destroyBlock);
  f.b.setBlock(resumed);
}
