/** Tuples as objects: one field for each element. Their types with optional or rest elements are arrays (`types/translate.ts`). */
import type ts from "typescript";
import { i64 } from "../../ir/operands.ts";
import { storage } from "../types/representation.ts";
import { integerTy, membersOf, type TupleTy, type Ty, unionOf } from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { iterate } from "./iterate.ts";
import { allocateList } from "./lists.ts";
import type { Val } from "./value.ts";

/** A tuple of values as they are. */
export function makeTuple(f: FunctionLowering, parts: readonly Val[]): Val {
  const elements = parts.map((part) => part.ty);
  const ty: TupleTy = { kind: "tuple", elements };
  const tuple = allocateList(f, ty);
  const className = f.c.tupleClass(elements);
  for (const [index, part] of parts.entries()) f.b.fieldInit(className, String(index), tuple, part.op);
  return { op: tuple, ty };
}

/** A new array of what something iterable holds, each proved to be of a type. */
export function copyAs(f: FunctionLowering, source: Val, element: Ty, node: ts.Node): Val {
  const none: Val = { op: i64(0), ty: integerTy, literal: 0n };
  const copy = f.callRuntime("newArray", [none], [element], node);
  iterate(
    f,
    source,
    node,
    (value) => void f.callRuntime("append", [copy, coerce(f, value, element, node, "checked")], [element], node),
  );
  return { op: copy.op, ty: { kind: "array", element } };
}

/** The tuples of which a value is one; undefined if it may be something else. */
export function tuplesOf(ty: Ty): readonly TupleTy[] | undefined {
  const members = membersOf(ty);
  return members.every((member) => member.kind === "tuple") ? (members as readonly TupleTy[]) : undefined;
}

/** What is the same of a tuple of one type or another, which its class tells: those that are held alike share one. `make` gives a value of the type `typeOf`. */
export function ofEither(
  f: FunctionLowering,
  val: Val,
  tuples: readonly TupleTy[],
  node: ts.Node,
  typeOf: (tuple: TupleTy) => Ty,
  make: (tuple: Val & { readonly ty: TupleTy }) => Val,
): Val {
  const ty = unionOf(tuples.map(typeOf));
  const groups = new Map<string, TupleTy[]>();
  for (const tuple of tuples) {
    const className = f.c.tupleClass(tuple.elements);
    groups.set(className, [...(groups.get(className) ?? []), tuple]);
  }
  const local = f.b.addLocal("either", storage(ty));
  const done = f.b.newBlock("done");
  let left = groups.size;
  for (const [className, alike] of groups) {
    left -= 1;
    const [yes, no] = [f.b.newBlock("tuple"), f.b.newBlock("other")];
    if (left > 0) f.b.branch(f.b.is(className, val.op), yes, no);
    else f.b.jump(yes);
    f.b.setBlock(yes);
    const elements = alike[0]!.elements.map((_, index) => unionOf(alike.map((tuple) => tuple.elements[index]!)));
    f.b.localSet(local, coerce(f, make({ op: val.op, ty: { kind: "tuple", elements } }), ty, node).op);
    f.b.jump(done);
    f.b.setBlock(no);
  }
  if (!f.b.isTerminated) f.b.unreachable();
  f.b.setBlock(done);
  return { op: f.b.localGet(local), ty };
}
