/** `yield` and `yield*`. */
import ts from "typescript";
import { i32 } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { type Ty, undefinedTy, unknownTy } from "../types/ty.ts";
import { awaitValue } from "./async.ts";
import { asyncIteratorOf } from "./async-iterate.ts";
import { coerce } from "./coerce.ts";
import { coroutineHandle } from "./coroutine.ts";
import { returnFromCoroutine } from "./coroutine-return.ts";
import { callMember } from "./dispatch-entry.ts";
import { lowerExpression, settled } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { type GeneratorCoroutine, generatorOf, generatorRuntime, isGenerator, sentToReturn } from "./generator.ts";
import { iterate } from "./iterate.ts";
import { undefinedVal, type Val } from "./value.ts";

/** How a generator goes on: the numbers are those of the runtime's `Resumption`. */
const resumption = { next: 0, throw: 1, return: 2 } as const;

/** What a step of a delegation came to: the numbers are those of the runtime's `DelegationStep`. */
const delegation = { yielded: 0, finished: 1, returned: 2 } as const;

export function lowerYield(f: FunctionLowering, node: ts.YieldExpression): Val {
  const { coroutine } = f;
  if (coroutine === undefined || coroutine.kind === "async")
    throw new CompileError(node, codes.unsupportedSyntax, "there is no generator around this 'yield'");
  if (node.asteriskToken !== undefined) {
    const source = lowerExpression(f, node.expression!);
    f.at(node);
    return coroutine.kind === "generator"
      ? delegate(f, source, node, coroutine)
      : delegateAsync(f, source, node, coroutine);
  }
  let val = node.expression === undefined ? undefinedVal : lowerExpression(f, node.expression, coroutine.yieldTy);
  f.at(node);
  if (coroutine.kind === "async generator") val = awaitValue(f, val, node);
  yieldValue(f, val, coroutine, node);
  goOn(f, node, coroutine, generatorRuntime[coroutine.kind].throwSent);
  if (ts.isExpressionStatement(node.parent)) return undefinedVal;
  const sent = f.callRuntime(generatorRuntime[coroutine.kind].sent, [generatorOf(f)], [], node);
  return coerce(f, sent, coroutine.sentTy, node, "checked");
}

/** Hands a value to whoever asked, and waits to be asked again. */
function yieldValue(f: FunctionLowering, val: Val, coroutine: GeneratorCoroutine, node: ts.Node): void {
  const { yieldTy } = coroutine;
  const value = yieldTy.kind === "void" ? undefinedVal : coerce(f, settled(f, val, node), yieldTy, node);
  const held = coerce(f, value, unknownTy, node);
  if (coroutine.kind === "generator") {
    f.callRuntime("generatorYielded", [generatorOf(f), held], [], node);
    coroutine.pause();
  } else answer(f, held, coroutine, node);
}

/** Answers a request of an async generator. It pauses unless there is another one. */
function answer(f: FunctionLowering, value: Val, coroutine: GeneratorCoroutine, node: ts.Node): void {
  const [pause, goesOn] = [f.b.newBlock("pause"), f.b.newBlock("goesOn")];
  const mustPause = f.callRuntime("asyncGeneratorYielded", [generatorOf(f), value, coroutineHandle(f)], [], node);
  f.b.branch(mustPause.op, pause, goesOn);
  f.b.setBlock(pause);
  coroutine.pause();
  f.b.jump(goesOn);
  f.b.setBlock(goesOn);
}

/** Goes on as `next`, `throw` or `return` wants it. */
function goOn(f: FunctionLowering, node: ts.Node, { kind }: GeneratorCoroutine, onThrow: string): void {
  const { b } = f;
  const [next, other, thrown, returned] = [
    b.newBlock("next"),
    b.newBlock("other"),
    b.newBlock("thrown"),
    b.newBlock("returned"),
  ];
  const how = f.callRuntime(generatorRuntime[kind].resumption, [generatorOf(f)], [], node).op;
  b.branch(b.compare("eq", how, i32(resumption.next)), next, other);
  b.setBlock(other);
  b.markCold();
  b.branch(b.compare("eq", how, i32(resumption.throw)), thrown, returned);
  b.setBlock(thrown);
  b.markCold();
  f.callRuntime(onThrow, [generatorOf(f)], [], node);
  if (!b.isTerminated) b.unreachable();
  b.setBlock(returned);
  b.markCold();
  returnFromCoroutine(f, sentToReturn(f, node), node);
  b.setBlock(next);
}

// ---- yield* ----

function delegate(f: FunctionLowering, source: Val, node: ts.YieldExpression, coroutine: GeneratorCoroutine): Val {
  const { kind } = source.ty;
  if (kind === "array" || kind === "tuple" || kind === "string") {
    iterate(f, source, node.expression!, (value) => {
      yieldValue(f, value, coroutine, node);
      goOn(f, node, coroutine, "throwNotDelegated");
    });
    return undefinedVal;
  }
  const iterator = isGenerator(f, source.ty) ? source : callMember(f, source, "@@iterator", [], node);
  const step = isGenerator(f, iterator.ty) ? "delegateToGenerator" : "delegateToIterator";
  const current = hold(f, iterator);
  return delegationLoop(f, node, coroutine, {
    step: () => f.callRuntime(step, [generatorOf(f), current()], [], node),
    yielded: () => coroutine.pause(),
  });
}

function delegateAsync(f: FunctionLowering, source: Val, node: ts.YieldExpression, coroutine: GeneratorCoroutine): Val {
  const current = hold(f, asyncIteratorOf(f, source, node));
  return delegationLoop(f, node, coroutine, {
    step: () => {
      const promise = f.callRuntime("delegateToAsyncIterator", [generatorOf(f), current()], [], node);
      return f.callRuntime("asyncDelegated", [generatorOf(f), awaitValue(f, promise, node)], [], node);
    },
    yielded: () => {
      answer(f, f.callRuntime("asyncGeneratorValue", [generatorOf(f)], [], node), coroutine, node);
      // The value of a `return` is waited for before the inner iterator hears of it.
      awaitSentReturn(f, node);
    },
  });
}

function awaitSentReturn(f: FunctionLowering, node: ts.Node): void {
  const { b } = f;
  const [returned, next] = [b.newBlock("returned"), b.newBlock("next")];
  const how = f.callRuntime("asyncResumptionOf", [generatorOf(f)], [], node).op;
  b.branch(b.compare("eq", how, i32(resumption.return)), returned, next);
  b.setBlock(returned);
  b.markCold();
  f.callRuntime("asyncSentAwaited", [generatorOf(f), sentToReturn(f, node)], [], node);
  b.jump(next);
  b.setBlock(next);
}

interface Delegation {
  /** Asks the inner iterator: what came of it is a `DelegationStep`. */
  readonly step: () => Val;
  /** Hands on what it yielded. */
  readonly yielded: () => void;
}

function delegationLoop(
  f: FunctionLowering,
  node: ts.YieldExpression,
  { kind }: GeneratorCoroutine,
  { step, yielded }: Delegation,
): Val {
  const { b } = f;
  const runtime = generatorRuntime[kind];
  const value = (): Val => f.callRuntime(runtime.value, [generatorOf(f)], [], node);
  f.callRuntime(runtime.delegationBegun, [generatorOf(f)], [], node);
  const [ask, pause, other] = [b.newBlock("ask"), b.newBlock("pause"), b.newBlock("other")];
  const [finished, returned] = [b.newBlock("finished"), b.newBlock("returned")];
  b.jump(ask);
  b.setBlock(ask);
  const outcome = step().op;
  b.branch(b.compare("eq", outcome, i32(delegation.yielded)), pause, other);
  b.setBlock(pause);
  yielded();
  b.jump(ask);
  b.setBlock(other);
  b.branch(b.compare("eq", outcome, i32(delegation.finished)), finished, returned);
  b.setBlock(returned);
  b.markCold();
  returnFromCoroutine(f, value(), node);
  b.setBlock(finished);
  if (ts.isExpressionStatement(node.parent)) return undefinedVal;
  const ty = delegationTy(f, node);
  return ty.kind === "void" ? { op: value().op, ty: undefinedTy } : coerce(f, value(), ty, node, "checked");
}

/** What the inner iterator returns. */
function delegationTy(f: FunctionLowering, node: ts.YieldExpression): Ty {
  const type = f.c.checker.getTypeAtLocation(node);
  return type.flags & ts.TypeFlags.Any ? unknownTy : f.translate(type, node);
}

function hold(f: FunctionLowering, val: Val): () => Val {
  const local = f.b.addLocal("delegate", "ref");
  f.b.localSet(local, val.op);
  return () => ({ op: f.b.localGet(local), ty: val.ty });
}
