/** `[a, b, ...c]`: arrays and tuples. */
import ts from "typescript";
import { i64 } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import {
  integerTy,
  isNumeric,
  membersOf,
  neverTy,
  numberTy,
  sameTy,
  type Ty,
  undefinedTy,
  unknownTy,
} from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import { constantOf } from "./constant.ts";
import { getMember } from "./dispatch-entry.ts";
import { lowerExpression, lowerTo, unsupported } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isHeldAlike } from "./held-alike.ts";
import { iterate } from "./iterate.ts";
import { sizeOfStorage } from "./member.ts";
import { makeTuple } from "./tuple.ts";
import type { Val } from "./value.ts";

export function lowerArrayLiteral(f: FunctionLowering, node: ts.ArrayLiteralExpression, expected: Ty | undefined): Val {
  const context = expected === undefined ? undefined : (listIn(f, node, expected) ?? iterated(expected));
  const own = context ?? contextFree(f, node);
  if (own.kind === "tuple") return lowerTuple(f, node, own.elements);
  const element = own.kind === "array" ? own.element : neverTy;
  // Nothing is ever in it: what is held like a reference will do where others expect just that.
  const target = element.kind !== "never" ? element : expected === undefined ? numberTy : undefinedTy;
  const data = constantData(f, node, target);
  if (data !== undefined) return data;
  const count = i64(node.elements.length);
  const array = f.callRuntime(
    "newArray",
    [{ op: count, ty: integerTy, literal: BigInt(node.elements.length) }],
    [target],
    node,
  );
  for (const item of node.elements) {
    if (ts.isOmittedExpression(item))
      throw new CompileError(item, codes.unsupportedSyntax, "arrays with holes are not compiled", "write 'undefined'");
    if (ts.isSpreadElement(item)) {
      iterate(f, lowerExpression(f, item.expression), item, (value) => {
        f.callRuntime("append", [array, coerce(f, value, target, item)], [target], item);
      });
    } else f.callRuntime("append", [array, lowerTo(f, item, target)], [target], item);
  }
  return expected !== undefined && element.kind === "never" ? { op: array.op, ty: own } : array;
}

/** Which of several arrays and tuples that would do where it stands is it? */
function listIn(f: FunctionLowering, node: ts.ArrayLiteralExpression, expected: Ty): Ty | undefined {
  const lists = membersOf(expected).filter((member) => member.kind === "array" || member.kind === "tuple");
  if (lists.length < 2) return lists[0];
  const own = f.typeOf(node);
  return (
    lists.find((list) => sameTy(list, own)) ?? lists.find((list) => isHeldAlike(f.c.library, own, list)) ?? lists[0]
  );
}

/** The array that an `Iterable<T>` is made of when it is written as a literal. */
function iterated(expected: Ty): Ty | undefined {
  for (const member of membersOf(expected)) {
    const yielded = resultOf(member, "@@iterator")
      .flatMap((iterator) => resultOf(iterator, "next"))
      .find((result) => result.kind === "object" && result.display.startsWith("IteratorYieldResult"));
    const value =
      yielded?.kind === "object" ? yielded.properties().find((property) => property.name === "value") : undefined;
    if (value !== undefined) return { kind: "array", element: value.type };
  }
  return undefined;
}

/** What a method of an object type gives. */
function resultOf(ty: Ty, name: string): readonly Ty[] {
  const method = ty.kind === "object" ? ty.properties().find((property) => property.name === name) : undefined;
  return method?.type.kind === "function" ? membersOf(method.type.result) : [];
}

/** Without a context: what the checker says, or the machine integers that lowering sees. */
function contextFree(f: FunctionLowering, node: ts.ArrayLiteralExpression): Ty {
  const ty = f.typeOf(node);
  if (ty.kind === "array" || ty.kind === "tuple") return ty;
  if (ty.kind === "object" && ty.family === "array") return { kind: "array", element: unknownTy };
  throw unsupported(node);
}

function lowerTuple(f: FunctionLowering, node: ts.ArrayLiteralExpression, elements: readonly Ty[]): Val {
  const parts: Val[] = [];
  for (const item of node.elements) {
    if (!ts.isSpreadElement(item)) {
      const ty = elements[parts.length];
      if (ty === undefined) throw unsupported(node);
      parts.push(lowerTo(f, item, ty));
      continue;
    }
    const source = lowerExpression(f, item.expression);
    if (source.ty.kind !== "tuple") throw unsupported(item);
    for (const [index] of source.ty.elements.entries()) {
      const ty = elements[parts.length];
      if (ty === undefined) throw unsupported(node);
      parts.push(coerce(f, getMember(f, source, String(index), item), ty, item));
    }
  }
  if (parts.length !== elements.length) throw unsupported(node);
  return makeTuple(
    f,
    parts.map((part, index) => ({ op: part.op, ty: elements[index]! })),
  );
}

const bytesThreshold = 4;

/** Many constant numbers are data in the image, copied when the array is made. */
function constantData(f: FunctionLowering, node: ts.ArrayLiteralExpression, element: Ty): Val | undefined {
  if (!isNumeric(element) || element.kind === "f32" || node.elements.length < bytesThreshold) return undefined;
  const size = sizeOfStorage(element);
  const bytes = new Uint8Array(size * node.elements.length);
  const view = new DataView(bytes.buffer);
  for (const [index, item] of node.elements.entries()) {
    if (ts.isSpreadElement(item) || ts.isOmittedExpression(item)) return undefined;
    const constant = constantOf(f, item);
    if (constant === undefined || !isNumeric(constant.ty)) return undefined;
    if (element.kind === "number") {
      const value =
        constant.literal !== undefined
          ? Number(constant.literal)
          : constant.op.kind === "float"
            ? constant.op.value
            : undefined;
      if (value === undefined) return undefined;
      view.setFloat64(index * 8, value, true);
    } else {
      const converted = coerce(f, constant, element, item);
      if (converted.literal === undefined) return undefined;
      let rest = BigInt.asUintN(size * 8, converted.literal);
      for (let at = 0; at < size; at++) {
        bytes[index * size + at] = Number(rest & 255n);
        rest >>= 8n;
      }
    }
  }
  const name = f.c.uniqueName("array data");
  f.c.module.data.set(name, { name, bytes, align: Math.min(size, 8) });
  const pointer: Val = { op: { kind: "data", name }, ty: { kind: "pointer", to: element } };
  return f.callRuntime(
    "arrayFromData",
    [pointer, { op: i64(node.elements.length), ty: integerTy, literal: BigInt(node.elements.length) }],
    [element],
    node,
  );
}
