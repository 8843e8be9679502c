/** The parts of a value by position: what array patterns take. Arrays and tuples are indexed, everything else is asked for its iterator. */
import type ts from "typescript";
import { bool, i64 } from "../../ir/operands.ts";
import { storage } from "../types/representation.ts";
import { integerTy, type TupleTy, undefinedTy, unionOf } from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import { getMember } from "./dispatch-entry.ts";
import { unsupported } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { type Cursor, closeUnless, openCursor } from "./iterate.ts";
import { optionalValue } from "./member.ts";
import { withFinally } from "./try.ts";
import { makeTuple, ofEither, tuplesOf } from "./tuple.ts";
import { undefinedVal, type Val } from "./value.ts";

/** To be asked from left to right. */
export interface Positions {
  /** The part at a position; `undefined` behind the end. */
  readonly part: (index: number, node: ts.Node) => Val;
  /** A part that nobody wants. */
  readonly skip: (index: number, node: ts.Node) => void;
  /** What is left from a position on. */
  readonly rest: (index: number, node: ts.Node) => Val;
}

/** Runs `take`, which may ask for parts; then an iterator that has more is closed. */
export function takeApart(f: FunctionLowering, source: Val, node: ts.Node, take: (positions: Positions) => void): void {
  // A part of another pattern may be missing.
  const val = optionalValue(f, source, false, node);
  if (val.ty.kind === "array" || tuplesOf(val.ty) !== undefined) {
    const held = hold(f, val);
    take({
      part: (index, at) => partByIndex(f, held(), index, at),
      skip: () => {},
      rest: (index, at) => restFrom(f, held(), index, at),
    });
    return;
  }
  const cursor = openCursor(f, val, node);
  const ended = f.b.addLocal("ended", "i1");
  f.b.localSet(ended, bool(false));
  const body = (): void => take(iteratorPositions(f, cursor, ended));
  const { close } = cursor;
  if (close === undefined) body();
  else withFinally(f, node, body, (pending) => closeUnless(f, ended, pending, close));
}

/** The value of a pattern is read several times. */
export function hold(f: FunctionLowering, val: Val): () => Val {
  const local = f.b.addLocal("pattern", storage(val.ty));
  f.b.localSet(local, val.op);
  return () => ({ op: f.b.localGet(local), ty: val.ty });
}

// ---- arrays and tuples ----

function partByIndex(f: FunctionLowering, val: Val, index: number, node: ts.Node): Val {
  const tuples = tuplesOf(val.ty);
  if (tuples !== undefined)
    return tuples.some(({ elements }) => index < elements.length)
      ? getMember(f, val, String(index), node)
      : undefinedVal;
  if (val.ty.kind !== "array") throw unsupported(node);
  const at = f.c.library.member("array", "at")!;
  const instance = f.c.instance(at, [val.ty.element], undefined);
  return f.callInstance(instance, [val.op, { kind: "float", type: "f64", value: index }]);
}

function restFrom(f: FunctionLowering, val: Val, index: number, node: ts.Node): Val {
  if (val.ty.kind !== "array") {
    const tuples = tuplesOf(val.ty);
    if (tuples === undefined) throw unsupported(node);
    const restOf = ({ elements }: TupleTy): TupleTy => ({ kind: "tuple", elements: elements.slice(index) });
    return ofEither(f, val, tuples, node, restOf, (tuple) => {
      const parts = restOf(tuple.ty).elements.map((_, at) => getMember(f, tuple, String(index + at), node));
      return makeTuple(f, parts);
    });
  }
  const slice = f.c.instance(f.c.library.member("array", "slice")!, [val.ty.element], undefined);
  const [from, to] = slice.signature.params.slice(1);
  const start: Val = { op: i64(index), ty: integerTy, literal: BigInt(index) };
  return f.callInstance(slice, [
    val.op,
    coerce(f, start, from!.type, node).op,
    coerce(f, undefinedVal, to!.type, node).op,
  ]);
}

// ---- iterators ----

function iteratorPositions(f: FunctionLowering, cursor: Cursor, ended: string): Positions {
  const { b } = f;
  /** Asks unless the iterator has ended. Goes on in the block of the value. */
  const ask = (missing: string): Val => {
    const [open, found] = [b.newBlock("open"), b.newBlock("found")];
    b.branch(b.localGet(ended), missing, open);
    b.setBlock(open);
    b.localSet(ended, bool(true));
    const value = cursor.step(found, missing);
    b.localSet(ended, bool(false));
    return value;
  };
  const part = (): Val => {
    const [missing, next] = [b.newBlock("missing"), b.newBlock("next")];
    const value = ask(missing);
    const ty = unionOf([value.ty, undefinedTy]);
    const local = b.addLocal("part", storage(ty));
    b.localSet(local, coerce(f, value, ty, cursor.node).op);
    b.jump(next);
    b.setBlock(missing);
    b.localSet(local, coerce(f, undefinedVal, ty, cursor.node).op);
    b.jump(next);
    b.setBlock(next);
    return { op: b.localGet(local), ty };
  };
  const rest = (_index: number, node: ts.Node): Val => {
    const element = cursor.valueTy;
    const none: Val = { op: i64(0), ty: integerTy, literal: 0n };
    const array = f.callRuntime("newArray", [none], [element], node);
    const [loop, done] = [b.newBlock("loop"), b.newBlock("done")];
    b.jump(loop);
    b.setBlock(loop);
    f.callRuntime("append", [array, coerce(f, ask(done), element, node)], [element], node);
    b.jump(loop);
    b.setBlock(done);
    return array;
  };
  return { part, skip: () => void part(), rest };
}
