/**
 * Values of which only the kind is known: any instance of a generic class, as `instanceof` finds it, any array, as `Array.isArray` does. Through them all that type
 * arguments say is `unknown`, so what is passed need not be what the object holds. Asked by the entries of dispatch tables, for objects of one class.
 */
import type ts from "typescript";
import { AnyTag } from "../../ir/ir.ts";
import { bool, i32, undefinedRef } from "../../ir/operands.ts";
import { anyTag, representation, storage } from "../types/representation.ts";
import { booleanTy, sameTy, type Ty, undefinedTy, unknownTy } from "../types/ty.ts";
import { coerce, referenceTest } from "./coerce.ts";
import { join } from "./condition.ts";
import { operationTypes, type Shape, type Table } from "./dispatch.ts";
import { callMember } from "./dispatch-entry.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { copyAs } from "./tuple.ts";
import type { Val } from "./value.ts";

/** What is asked for a key, by the class of the library: without it, the answer is known. */
const searches: Readonly<Record<string, readonly string[]>> = {
  Map: ["get", "has", "delete"],
  Set: ["has", "delete"],
};

function isOfAnyArray({ receiver }: Table): boolean {
  return receiver.kind === "object" && receiver.family === "array";
}

/** Operations that go another way when the receiver is a family; undefined for all others. */
export function performOnFamily(f: FunctionLowering, table: Table, { ty }: Shape, node: ts.Node): Val | undefined {
  const { operation } = table;
  if (operation.kind !== "call") return undefined;
  const object: Val = { op: f.b.param(0), ty, exact: true };
  const args = operation.params.map((type, index): Val => ({ op: f.b.param(index + 1), ty: type }));
  const call = (on: Val): Val => callMember(f, on, operation.member, args, node, operation.typeArgs);
  if (isOfAnyArray(table)) {
    if (ty.kind === "tuple") return undefined;
    // What is searched for, or put into a copy, may be anything; what a test of types finds may be something that such elements are not.
    const { member, params, typeArgs = [] } = operation;
    const isByTypes =
      typeArgs.length > 0 && f.c.library.member("array", `${member}${typeArgs.length}_${params.length}`);
    const takesAnything = isByTypes || params.some((param) => param.kind === "unknown" || isListOfAnything(param));
    const isHeldAsAnything = ty.kind === "array" && ty.element.kind === "unknown";
    return takesAnything && !isHeldAsAnything ? call(copyAs(f, object, unknownTy, node)) : undefined;
  }
  const isSearch = ty.kind === "class" && isSearched(f, ty.info.declaration, operation.member);
  const [key] = ty.kind === "class" ? ty.info.args : [];
  const [given] = args;
  if (!isSearch || key === undefined || given?.ty.kind !== "unknown" || key.kind === "unknown") return undefined;
  const { result } = operationTypes(operation);
  const absent = (): Val => (result.kind === "boolean" ? { op: bool(false), ty: booleanTy } : nothing(f, result, node));
  return join(f, mayBe(f, given, key, node), result, node, () => call(object), absent);
}

function isListOfAnything(ty: Ty): boolean {
  return ty.kind === "object" && ty.family === "array";
}

function isSearched(f: FunctionLowering, declaration: ts.ClassLikeDeclaration, member: string): boolean {
  return Object.entries(searches).some(
    ([name, members]) => members.includes(member) && declaration === f.c.library.classDeclaration(name),
  );
}

function nothing(f: FunctionLowering, ty: Ty, node: ts.Node): Val {
  return coerce(f, { op: undefinedRef, ty: undefinedTy }, ty, node);
}

/** i1: is what may be anything of a type? */
function mayBe(f: FunctionLowering, val: Val, ty: Ty, node: ts.Node) {
  const isTagged = f.b.compare("eq", f.b.anyTag(val.op), i32(AnyTag[storage(ty) === "ref" ? "ref" : anyTag(ty)]));
  if (representation(ty) === "any") return bool(true);
  if (storage(ty) !== "ref") return isTagged;
  const test = (): Val => {
    const op = referenceTest(f, f.b.anyUnbox("ref", val.op), ty, node) ?? bool(true);
    return { op, ty: booleanTy };
  };
  return join(f, isTagged, booleanTy, node, test, () => ({ op: bool(false), ty: booleanTy })).op;
}

/** What `filter` and its like make of any array: made anew once more, as the caller holds it. */
export function fromFamily(f: FunctionLowering, val: Val, table: Table, node: ts.Node): Val {
  const { result } = operationTypes(table.operation);
  if (!isOfAnyArray(table) || val.ty.kind !== "array" || result.kind !== "array" || sameTy(val.ty, result)) return val;
  return copyAs(f, copyAs(f, val, unknownTy, node), result.element, node);
}
