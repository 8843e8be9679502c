/** `for await`: over async iterators, and over iterators whose values are promises. */
import type ts from "typescript";
import { CompileError, codes } from "../failure.ts";
import { type Ty, tyDisplay, undefinedTy, unknownTy, voidTy } from "../types/ty.ts";
import { awaitValue, promiseOf } from "./async.ts";
import { truth } from "./condition.ts";
import { callMember, dispatch, getMember, hasMember, memberFunctionTy } from "./dispatch-entry.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { type Cursor, iterate, iterateCursor, type LoopBlocks, openCursor, yielded, yieldedBy } from "./iterate.ts";
import { undefinedVal, type Val } from "./value.ts";

export function iterateAsync(
  f: FunctionLowering,
  source: Val,
  node: ts.Node,
  visit: (value: Val, blocks: LoopBlocks) => void,
): void {
  const { kind } = source.ty;
  if (kind === "array" || kind === "tuple" || kind === "string") {
    const done = f.b.newBlock("done");
    iterate(f, source, node, (value, { next }) => visit(awaitPassed(f, value, node), { next, done }));
    awaitPassed(f, undefinedVal, node);
    f.b.jump(done);
    f.b.setBlock(done);
    return;
  }
  const cursor = hasMember(f.c, source.ty, "@@asyncIterator")
    ? asyncCursor(f, callMember(f, source, "@@asyncIterator", [], node), node)
    : waitingCursor(f, openCursor(f, source, node), node);
  iterateCursor(f, cursor, node, visit);
}

/** The async iterator of something; one that wraps its iterator if it has only that. */
export function asyncIteratorOf(f: FunctionLowering, source: Val, node: ts.Node): Val {
  if (hasMember(f.c, source.ty, "@@asyncIterator")) return callMember(f, source, "@@asyncIterator", [], node);
  if (!hasMember(f.c, source.ty, "@@iterator"))
    throw new CompileError(node, codes.unsupportedSyntax, `a '${tyDisplay(source.ty)}' can't be iterated`);
  const iterator = callMember(f, source, "@@iterator", [], node);
  return f.callRuntime("asyncFromSyncIterator", [iterator], [], node);
}

function asyncCursor(f: FunctionLowering, iterator: Val, node: ts.Node): Cursor {
  const held = f.b.addLocal("iterator", "ref");
  f.b.localSet(held, iterator.op);
  const current = (): Val => ({ op: f.b.localGet(held), ty: iterator.ty });
  const step = (body: string, done: string): Val => {
    const result = awaitValue(f, callMember(f, current(), "next", [], node), node);
    f.b.branch(truth(f, getMember(f, result, "done", node), node), done, body);
    f.b.setBlock(body);
    return getMember(f, yielded(result), "value", node);
  };
  const { ty } = iterator;
  const next = f.c.types.awaited(memberFunctionTy(f.c, ty, "next")?.result ?? unknownTy);
  const valueTy = yieldedBy(f, next, node);
  const returnTy = memberFunctionTy(f.c, ty, "return");
  if (returnTy === undefined) return { valueTy, node, step };
  return { valueTy, node, step, close: () => closeAsync(f, current(), returnTy.result, node) };
}

/** Waits for `return`, if the iterator has it. */
function closeAsync(f: FunctionLowering, iterator: Val, result: Ty, node: ts.Node): void {
  if (iterator.ty.kind !== "object" && iterator.ty.kind !== "union") {
    awaitValue(f, callMember(f, iterator, "return", [], node), node);
    return;
  }
  const [present, done] = [f.b.newBlock("present"), f.b.newBlock("done")];
  const test = f.c.tables.memberTest("return");
  f.b.branch(f.b.call({ kind: "direct", name: test }, [iterator.op], "i1"), present, done);
  f.b.setBlock(present);
  if (result.kind === "void") dispatch(f, iterator, { kind: "call", member: "return", params: [], result: voidTy }, []);
  else {
    const op = dispatch(f, iterator, { kind: "call", member: "return", params: [], result }, [])!;
    awaitValue(f, { op, ty: result }, node);
  }
  f.b.jump(done);
  f.b.setBlock(done);
}

/** Waits for each value of an iterator, and for its end, as if they were results of an async iterator. */
function waitingCursor(f: FunctionLowering, inner: Cursor, node: ts.Node): Cursor {
  const step = (body: string, done: string): Val => {
    const [found, end] = [f.b.newBlock("found"), f.b.newBlock("end")];
    const value = inner.step(found, end);
    const waited = awaitPassed(f, value, node);
    const last = f.b.currentBlock;
    f.b.setBlock(end);
    awaitPassed(f, undefinedVal, node);
    f.b.jump(done);
    f.b.setBlock(last);
    f.b.jump(body);
    f.b.setBlock(body);
    return waited;
  };
  const { close } = inner;
  const valueTy = f.c.types.awaited(inner.valueTy);
  if (close === undefined) return { valueTy, node, step };
  return {
    valueTy,
    node,
    step,
    close: () => {
      close();
      awaitPassed(f, undefinedVal, node);
    },
  };
}

/** As `await`, two turns later: one for the value, one for the result around it. */
function awaitPassed(f: FunctionLowering, val: Val, node: ts.Node): Val {
  const promise = promiseOf(f, val, node) as Val & { ty: Ty & { kind: "class" } };
  const valueTy = promise.ty.info.args[0] ?? undefinedTy;
  return awaitValue(f, f.callRuntime("passedOn", [promise], [valueTy], node), node);
}
