/**
 * Generator functions. What is yielded, returned or sent passes through fields of the generator, so that an iteration allocates nothing unless
 * somebody asks for result objects. A generator that is dropped half way frees its coroutine; as in JavaScript, no `finally` runs then.
 *
 * A generator owns its coroutine, which knows it by its address: it only runs while somebody asks the generator. The coroutine of an async
 * generator goes on by itself when what it awaits is there: it holds its generator, in a local, except while it is paused at a `yield`.
 */
import ts from "typescript";
import { undefinedRef } from "../../ir/operands.ts";
import { type Ty, unknownTy } from "../types/ty.ts";
import { awaitValue } from "./async.ts";
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
import { asResult } from "./coroutine-return.ts";
import type { Coroutine, FunctionLowering } from "./function-lowering.ts";
import { lowerFunctionStatements } from "./function-statements.ts";
import { generatorTypes } from "./generator-types.ts";
import type { Val } from "./value.ts";

export type GeneratorCoroutine = Coroutine & { readonly kind: "generator" | "async generator" };

/** The functions of the runtime library by what they do for one kind of generator. */
export const generatorRuntime = {
  generator: {
    make: "newGenerator",
    ready: "generatorReady",
    bound: "generatorBound",
    finished: "generatorFinished",
    failed: "generatorFailed",
    resumption: "resumptionOf",
    sent: "sentValue",
    throwSent: "throwSent",
    value: "generatorValue",
    delegationBegun: "delegationBegun",
  },
  "async generator": {
    make: "newAsyncGenerator",
    ready: "asyncGeneratorReady",
    bound: "asyncGeneratorBound",
    finished: "asyncGeneratorFinished",
    failed: "asyncGeneratorFailed",
    resumption: "asyncResumptionOf",
    sent: "asyncSentValue",
    throwSent: "throwAsyncSent",
    value: "asyncGeneratorValue",
    delegationBegun: "asyncDelegationBegun",
  },
} as const;

export function lowerGeneratorBody(f: FunctionLowering, fn: SuspendingFunction<ts.FunctionLikeDeclaration>): void {
  const kind = "generator";
  lowerGeneratorFunction(f, fn, kind, (g, generatorTy) => ({
    hold: () => {},
    pause: () => suspend(g),
    generator: () => ({ op: g.b.convert("refof", "ref", g.b.param(0)), ty: generatorTy }),
  }));
}

export function lowerAsyncGeneratorBody(f: FunctionLowering, fn: SuspendingFunction<ts.FunctionLikeDeclaration>): void {
  lowerGeneratorFunction(f, fn, "async generator", (g, generatorTy) => {
    const self = g.b.addLocal("generator", "ref");
    const hold = (): void => {
      const address: Val = { op: g.b.convert("ptrtoint", "i64", g.b.param(0)), ty: { kind: "int", name: "usize" } };
      g.b.localSet(self, callNoThrow(g, "runningAsyncGenerator", [address], fn.node).op);
    };
    const pause = (): void => {
      g.b.localSet(self, undefinedRef);
      suspend(g);
      hold();
    };
    return { hold, pause, generator: () => ({ op: g.b.localGet(self), ty: generatorTy }) };
  });
}

function lowerGeneratorFunction(
  f: FunctionLowering,
  fn: SuspendingFunction<ts.FunctionLikeDeclaration>,
  kind: GeneratorCoroutine["kind"],
  tie: (g: FunctionLowering, generatorTy: Ty) => Pick<GeneratorCoroutine, "generator" | "pause"> & { hold: () => void },
): void {
  const { node } = fn;
  const runtime = generatorRuntime[kind];
  const types = generatorTypes(f, node);
  const [yieldTy, returnTy, sentTy] = types;
  const made = f.callRuntime(runtime.make, [], types, node);
  const coroutine = lowerCoroutine(f, fn, {
    resultTy: returnTy,
    subject: { name: "generator", type: "ptr" },
    begin: (g, destroyBlock) => {
      const { generator, pause, hold } = tie(g, made.ty);
      hold();
      return { kind, destroyBlock, yieldTy, sentTy, generator, pause };
    },
    prologue: (g) => {
      callNoThrow(g, runtime.ready, [generatorOf(g), coroutineHandle(g)], node);
      (g.coroutine as GeneratorCoroutine).pause();
    },
    body: (g) => lowerFunctionStatements(g, node, (val, at) => returnAtEnd(g, val, at)),
    fail: (g, error) => {
      callNoThrow(g, runtime.failed, [generatorOf(g), errorVal(g, error)], node);
      g.b.coroEnd();
    },
  });
  startCoroutine(f, coroutine, f.b.convert("addressof", "ptr", made.op), node);
  if (mayFailToBind(node)) f.callRuntime(runtime.bound, [made], [], node);
  f.b.return(coerce(f, made, f.resultTy, node).op);
}

function returnAtEnd(f: FunctionLowering, val: Val, node: ts.Node): void {
  finishGenerator(f, asResult(f, val, node), node);
}

/** Defaults and patterns run when the function is called, not when the generator is first asked. */
function mayFailToBind(node: ts.FunctionLikeDeclaration): boolean {
  return node.parameters.some((param) => param.initializer !== undefined || !ts.isIdentifier(param.name));
}

/** Is it the type of what generator functions give? */
export function isGenerator(f: FunctionLowering, ty: Ty): ty is Ty & { kind: "class" } {
  return ty.kind === "class" && ty.info.declaration === f.c.library.compilerClass("Generator");
}

export function generatorOf(f: FunctionLowering): Val {
  return (f.coroutine as GeneratorCoroutine).generator();
}

/** Ends the coroutine with a result. */
export function finishGenerator(f: FunctionLowering, val: Val, node: ts.Node): void {
  f.at(node);
  const { finished } = generatorRuntime[(f.coroutine as GeneratorCoroutine).kind];
  callNoThrow(f, finished, [generatorOf(f), coerce(f, val, unknownTy, node)], node);
  f.b.coroEnd();
}

/** What `yield*` and `await` make of what the generator was sent, by whoever asks it to return. */
export function sentToReturn(f: FunctionLowering, node: ts.Node): Val {
  const { kind } = f.coroutine as GeneratorCoroutine;
  const sent = f.callRuntime(generatorRuntime[kind].sent, [generatorOf(f)], [], node);
  return kind === "async generator" ? awaitValue(f, sent, node) : sent;
}
