/** Going through what can be iterated: arrays by index, strings by code point, everything else by its iterator. */
import type ts from "typescript";
import { AnyTag } from "../../ir/ir.ts";
import { bool, i32, i64, undefinedRef } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { representation, storage } from "../types/representation.ts";
import {
  anyObjectTy,
  f32Ty,
  intShapes,
  membersOf,
  numberTy,
  stringTy,
  type Ty,
  tyDisplay,
  unionOf,
  unknownTy,
  voidTy,
} from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import { truth } from "./condition.ts";
import { callMember, dispatch, getMember, hasMember, memberFunctionTy, propertyTy } from "./dispatch-entry.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isGenerator } from "./generator.ts";
import { offsetOf, sizeOfStorage } from "./member.ts";
import { isError, type Pending, withFinally } from "./try.ts";
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

/** A step of an iterator, and how it is closed. */
export interface Cursor {
  readonly valueTy: Ty;
  readonly node: ts.Node;
  /** Asks for the next value: goes on in `body` with it, or in `done`. */
  readonly step: (body: string, done: string) => Val;
  /** Absent if there is nothing to close. */
  readonly close?: () => void;
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
    { op: b.loadElement(storage(element), offsetOf(f, data, b.localGet(index), sizeOfStorage(element))), ty: element },
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
  iterateCursor(f, openCursor(f, source, node), node, visit);
}

export function iterateCursor(
  f: FunctionLowering,
  cursor: Cursor,
  node: ts.Node,
  visit: (value: Val, blocks: LoopBlocks) => void,
): void {
  const { b } = f;
  // Whether the iterator itself came to its end, or failed: then it has nothing left to clean up.
  const ended = b.addLocal("ended", "i1");
  const loop = (): void => {
    const head = b.newBlock("loop");
    const body = b.newBlock("body");
    const done = b.newBlock("done");
    b.jump(head);
    b.setBlock(head);
    b.localSet(ended, bool(true));
    const value = cursor.step(body, done);
    b.localSet(ended, bool(false));
    visit(value, { next: head, done });
    if (!b.isTerminated) b.jump(head);
    b.setBlock(done);
  };
  const { close } = cursor;
  if (close === undefined) loop();
  else withFinally(f, node, loop, (pending) => closeUnless(f, ended, pending, close));
}

/** The iterator of something that can be iterated. */
export function openCursor(f: FunctionLowering, source: Val, node: ts.Node): Cursor {
  if (!hasMember(f.c, source.ty, "@@iterator"))
    throw new CompileError(node, codes.unsupportedSyntax, `a '${tyDisplay(source.ty)}' can't be iterated`);
  const iterator = isGenerator(f, source.ty) ? source : callMember(f, source, "@@iterator", [], node);
  const held = f.b.addLocal("iterator", storage(iterator.ty));
  f.b.localSet(held, iterator.op);
  const current = (): Val => ({ op: f.b.localGet(held), ty: iterator.ty });
  return isGenerator(f, iterator.ty)
    ? generatorCursor(f, current, iterator.ty.info.args[0]!, node)
    : iteratorCursor(f, current, node);
}

/** A generator needs no result objects. */
function generatorCursor(f: FunctionLowering, generator: () => Val, valueTy: Ty, node: ts.Node): Cursor {
  return {
    valueTy,
    node,
    step: (body, done) => {
      f.b.branch(f.callRuntime("generatorAdvance", [generator()], [], node).op, done, body);
      f.b.setBlock(body);
      return coerce(f, f.callRuntime("generatorValue", [generator()], [], node), valueTy, node, "narrow");
    },
    close: () => void f.callRuntime("generatorClose", [generator()], [], node),
  };
}

function iteratorCursor(f: FunctionLowering, iterator: () => Val, node: ts.Node): Cursor {
  const step = (body: string, done: string): Val => {
    const result = callMember(f, iterator(), "next", [], node);
    f.b.branch(truth(f, getMember(f, result, "done", node), node), done, body);
    f.b.setBlock(body);
    return getMember(f, yielded(result), "value", node);
  };
  const { ty } = iterator();
  const valueTy = yieldedBy(f, memberFunctionTy(f.c, ty, "next")?.result ?? unknownTy, node);
  const cursor: Cursor = {
    valueTy,
    node,
    step: mayBeGenerator(ty) && isHeldOneWay(valueTy) ? stepOfEither(f, iterator, valueTy, node, step) : step,
  };
  if (memberFunctionTy(f.c, ty, "return") === undefined) return cursor;
  const close = (): void => {
    if (ty.kind === "object" || ty.kind === "union")
      dispatch(f, iterator(), { kind: "call", member: "return", params: [], result: voidTy }, []);
    else callMember(f, iterator(), "return", [], node);
  };
  return { ...cursor, close };
}

function mayBeGenerator(ty: Ty): boolean {
  return ty.kind === "object" && representation(ty) === "ref";
}

/** Is a value held in the same way by whoever yields one of a type that can stand for this one? */
function isHeldOneWay(ty: Ty): boolean {
  switch (ty.kind) {
    case "number":
    case "string":
    case "boolean":
    case "object":
      return true;
    case "class":
      return ty.info.args.length === 0;
    default:
      return false;
  }
}

/** Behind an interface is a generator more often than not: it is asked as one, which makes no result objects. */
function stepOfEither(
  f: FunctionLowering,
  iterator: () => Val,
  valueTy: Ty,
  node: ts.Node,
  step: Cursor["step"],
): Cursor["step"] {
  const { b } = f;
  const known = b.addLocal("isGenerator", "i1");
  b.localSet(known, f.callRuntime("isGenerator", [{ ...iterator(), ty: anyObjectTy }], [], node).op);
  // Asked only where it is known to be one.
  const generatorTy = f.c.runtime("generatorAdvance").signature.params[0]!.type;
  const generator = (): Val => ({ ...iterator(), ty: generatorTy });
  const current = b.addLocal("current", storage(valueTy));
  return (body, done) => {
    const [yes, no] = [b.newBlock("generator"), b.newBlock("iterator")];
    const [yielded, given] = [b.newBlock("yielded"), b.newBlock("given")];
    b.branch(b.localGet(known), yes, no);
    b.setBlock(yes);
    b.branch(f.callRuntime("generatorAdvance", [generator()], [], node).op, done, yielded);
    b.setBlock(yielded);
    b.localSet(current, ofUnknown(f, f.callRuntime("generatorValue", [generator()], [], node), valueTy, node).op);
    b.jump(body);
    b.setBlock(no);
    const value = step(given, done);
    b.localSet(current, coerce(f, value, valueTy, node).op);
    b.jump(body);
    b.setBlock(body);
    return { op: b.localGet(current), ty: valueTy };
  };
}

/** What a generator holds as a value of any type. A `number` may have been a machine integer where it was yielded. */
function ofUnknown(f: FunctionLowering, val: Val, ty: Ty, node: ts.Node): Val {
  if (ty.kind !== "number") return coerce(f, val, ty, node, ty.kind === "class" ? "checked" : "narrow");
  const { b } = f;
  const result = b.addLocal("number", "f64");
  const [double, integer, done] = [b.newBlock("double"), b.newBlock("integer"), b.newBlock("done")];
  b.branch(b.compare("eq", b.anyTag(val.op), i32(AnyTag.number)), double, integer);
  b.setBlock(double);
  b.localSet(result, b.anyUnbox("number", val.op));
  b.jump(done);
  b.setBlock(integer);
  b.markCold();
  b.localSet(result, coerce(f, { op: val.op, ty: numericTy }, numberTy, node, "narrow").op);
  b.jump(done);
  b.setBlock(done);
  return { op: b.localGet(result), ty: numberTy };
}

const numericTy: Ty = unionOf([
  numberTy,
  f32Ty,
  ...(Object.keys(intShapes) as (keyof typeof intShapes)[]).map((name): Ty => ({ kind: "int", name })),
]);

/** The type of the values that come with results of a type. */
export function yieldedBy(f: FunctionLowering, result: Ty, node: ts.Node): Ty {
  const { ty } = yielded({ op: undefinedRef, ty: result });
  return ty.kind === "unknown" ? ty : propertyTy(f.c, ty, "value", node);
}

/** Left early, by whatever way: the iterator may have something to clean up. An error that is on its way wins over one of the iterator's. */
export function closeUnless(f: FunctionLowering, ended: string, pending: Pending, close: () => void): void {
  const { b } = f;
  const [open, closed, failed] = [b.newBlock("close"), b.newBlock("closed"), b.newBlock("failed")];
  b.branch(b.localGet(ended), closed, open);
  b.setBlock(open);
  const error = b.addBlockParam(failed, "ref");
  f.withHandler(failed, close);
  b.jump(closed);
  b.setBlock(failed);
  b.markCold();
  const own = b.newBlock("own");
  b.branch(isError(f, pending), closed, own);
  b.setBlock(own);
  f.throwError(error);
  b.setBlock(closed);
}

/** An iterator's result while it is not done: the members of the union that have `done?: false`. */
export function yielded(result: Val): Val {
  const members = membersOf(result.ty).filter(
    (candidate) => candidate.kind === "object" && candidate.display.startsWith("IteratorYieldResult"),
  );
  return members.length === 0 ? result : { op: result.op, ty: unionOf(members) };
}
