/** Tuples as objects: one field for each element. Their types with optional or rest elements are arrays (`types/translate.ts`). */
import type ts from "typescript";
import { i64 } from "../../ir/operands.ts";
import { integerTy, type Ty } from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { iterate } from "./iterate.ts";
import type { Val } from "./value.ts";

/** A tuple of values as they are. */
export function makeTuple(f: FunctionLowering, parts: readonly Val[]): Val {
  const elements = parts.map((part) => part.ty);
  const className = f.c.tupleClass(elements);
  const tuple = f.allocate(className);
  for (const [index, part] of parts.entries()) f.b.fieldInit(className, String(index), tuple, part.op);
  return { op: tuple, ty: { kind: "tuple", elements } };
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
