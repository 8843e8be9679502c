/** Going through what can be iterated: arrays by index, strings by code point, everything else by its iterator. */
import type ts from "typescript";
import { bool, i64 } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { storage } from "../types/representation.ts";
import { membersOf, stringTy, type Ty, tyDisplay, unionOf, voidTy } from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import { truth } from "./condition.ts";
import { callMember, dispatch, getMember, hasMember, memberFunctionTy } from "./dispatch-entry.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { offsetOf, sizeOfStorage } from "./member.ts";
import { withFinally } from "./try.ts";
import { iterateTypedArray, typedArrayOf } from "./typed-array.ts";
import type { Val } from "./value.ts";

export interface LoopBlocks {
  readonly next: string;
  readonly done: string;
}

/** Lowers `visit` as the body of a loop. With `blocks`, `break` and `continue` inside can be bound to them. */
export function iterate(
  f: FunctionLowering,
  source: Val,
  node: ts.Node,
  visit: (value: Val, blocks: LoopBlocks) => void,
): void {
  const { ty } = source;
  if (ty.kind === "array") iterateArray(f, source, ty.element, visit);
  else if (ty.kind === "string") iterateString(f, source, node, visit);
  else if (ty.kind === "tuple") iterateTuple(f, source, ty.elements, node, visit);
  else {
    const typed = typedArrayOf(f, ty);
    if (typed !== undefined) iterateTypedArray(f, typed, source, visit);
    else iterateIterator(f, source, node, visit);
  }
}

function iterateTuple(
  f: FunctionLowering,
  source: Val,
  elements: readonly Ty[],
  node: ts.Node,
  visit: (value: Val, blocks: LoopBlocks) => void,
): void {
  const className = f.c.tupleClass(elements);
  const common = unionOf(elements);
  const done = f.b.newBlock("done");
  for (const [index, element] of elements.entries()) {
    const next = f.b.newBlock("next");
    const value = f.b.fieldGet(storage(element), className, String(index), source.op);
    visit(coerce(f, { op: value, ty: element }, common, node), { next, done });
    if (!f.b.isTerminated) f.b.jump(next);
    f.b.setBlock(next);
  }
  f.b.jump(done);
  f.b.setBlock(done);
}

/** The length is read anew each time: the body may change it. */
function iterateArray(
  f: FunctionLowering,
  source: Val,
  element: Ty,
  visit: (value: Val, blocks: LoopBlocks) => void,
): void {
  const b = f.b;
  const className = f.c.arrayClass(element);
  const array = b.addLocal("array", "ref");
  b.localSet(array, source.op);
  const index = b.addLocal("index", "i64");
  b.localSet(index, i64(0));
  const head = b.newBlock("loop");
  const body = b.newBlock("body");
  const next = b.newBlock("next");
  const done = b.newBlock("done");
  b.jump(head);
  b.setBlock(head);
  const length = b.convert("zext", "i64", b.fieldGet("i32", className, "length", b.localGet(array)));
  b.branch(b.compare("ult", b.localGet(index), length), body, done);
  b.setBlock(body);
  const data = b.fieldGet("ptr", className, "data", b.localGet(array));
  visit(
    { op: b.load(storage(element), offsetOf(f, data, b.localGet(index), sizeOfStorage(element))), ty: element },
    { next, done },
  );
  if (!b.isTerminated) b.jump(next);
  b.setBlock(next);
  b.localSet(index, b.binary("add", b.localGet(index), i64(1)));
  b.jump(head);
  b.setBlock(done);
}

function iterateString(
  f: FunctionLowering,
  source: Val,
  node: ts.Node,
  visit: (value: Val, blocks: LoopBlocks) => void,
): void {
  const b = f.b;
  const text = b.addLocal("text", "ref");
  b.localSet(text, source.op);
  const index = b.addLocal("index", "i64");
  b.localSet(index, i64(0));
  const head = b.newBlock("loop");
  const body = b.newBlock("body");
  const next = b.newBlock("next");
  const done = b.newBlock("done");
  b.jump(head);
  b.setBlock(head);
  const textVal = (): Val => ({ op: b.localGet(text), ty: stringTy });
  const length = getMember(f, textVal(), "length", node);
  b.branch(b.compare("slt", b.localGet(index), length.op), body, done);
  b.setBlock(body);
  const point = f.callRuntime(
    "stringPointAt",
    [textVal(), { op: b.localGet(index), ty: { kind: "int", name: "i64" } }],
    [],
    node,
  );
  b.localSet(index, b.binary("add", b.localGet(index), getMember(f, point, "length", node).op));
  visit(point, { next, done });
  if (!b.isTerminated) b.jump(next);
  b.setBlock(next);
  b.jump(head);
  b.setBlock(done);
}

function iterateIterator(
  f: FunctionLowering,
  source: Val,
  node: ts.Node,
  visit: (value: Val, blocks: LoopBlocks) => void,
): void {
  const b = f.b;
  if (!hasMember(f.c, source.ty, "@@iterator"))
    throw new CompileError(node, codes.unsupportedSyntax, `a '${tyDisplay(source.ty)}' can't be iterated`);
  const iterator = callMember(f, source, "@@iterator", [], node);
  const held = b.addLocal("iterator", storage(iterator.ty));
  b.localSet(held, iterator.op);
  const current = (): Val => ({ op: b.localGet(held), ty: iterator.ty });
  // Whether the iterator itself came to its end, or failed: then it has nothing left to clean up.
  const ended = b.addLocal("ended", "i1");
  const loop = (): void => {
    const head = b.newBlock("loop");
    const body = b.newBlock("body");
    const done = b.newBlock("done");
    b.jump(head);
    b.setBlock(head);
    b.localSet(ended, bool(true));
    const result = callMember(f, current(), "next", [], node);
    b.branch(truth(f, getMember(f, result, "done", node), node), done, body);
    b.setBlock(body);
    const value = getMember(f, yielded(result), "value", node);
    b.localSet(ended, bool(false));
    visit(value, { next: head, done });
    if (!b.isTerminated) b.jump(head);
    b.setBlock(done);
  };
  if (memberFunctionTy(f.c, iterator.ty, "return") === undefined) loop();
  else withFinally(f, node, loop, () => closeUnless(f, ended, current, node));
}

/** Left early, by whatever way: the iterator may have something to clean up. */
function closeUnless(f: FunctionLowering, ended: string, iterator: () => Val, node: ts.Node): void {
  const close = f.b.newBlock("close");
  const closed = f.b.newBlock("closed");
  f.b.branch(f.b.localGet(ended), closed, close);
  f.b.setBlock(close);
  const { ty } = iterator();
  if (ty.kind === "object" || ty.kind === "union") {
    dispatch(f, iterator(), { kind: "call", member: "return", params: [], result: voidTy }, []);
  } else callMember(f, iterator(), "return", [], node);
  f.b.jump(closed);
  f.b.setBlock(closed);
}

/** An iterator's result while it is not done: the member of the union that has `done?: false`. */
function yielded(result: Val): Val {
  const member = membersOf(result.ty).find(
    (candidate) => candidate.kind === "object" && candidate.display.startsWith("IteratorYieldResult"),
  );
  return member === undefined ? result : { op: result.op, ty: member };
}
