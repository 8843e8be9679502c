/**
 * The text of an object whose class only the running program knows, as `String(object)` gives it: entries of the dispatch table `text`, one for each class of
 * the program; classes without a text of their own share one. Nothing of this is compiled unless something asks for the text of what may be any object.
 */
import type ts from "typescript";
import { str } from "../../ir/operands.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { storage } from "../types/representation.ts";
import { classNameOf } from "../types/translate.ts";
import { anyObjectTy, nullTy, stringTy, type Ty, undefinedTy, unionOf, unknownTy } from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import type { Compilation } from "./compilation.ts";
import { callMember, getMember, hasMember } from "./dispatch-entry.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { concat } from "./text.ts";
import type { Val } from "./value.ts";

const tagMember = "@@toStringTag";

/** What stands in `[object …]` for instances of the library's classes, by their names in the runtime. */
const libraryTags: Readonly<Record<string, string>> = {
  AbortController: "AbortController",
  AbortSignal: "AbortSignal",
  ArrayBuffer: "ArrayBuffer",
  ArrayEntries: "Array Iterator",
  ArrayKeys: "Array Iterator",
  ArrayValues: "Array Iterator",
  DataView: "DataView",
  Map: "Map",
  MapEntries: "Map Iterator",
  MapKeys: "Map Iterator",
  MapValues: "Map Iterator",
  MatchIterator: "RegExp String Iterator",
  Promise: "Promise",
  Set: "Set",
  SetEntries: "Set Iterator",
  StringPoints: "String Iterator",
  Through: "Iterator Helper",
  WeakRef: "WeakRef",
};

function tagOf(c: Compilation, info: ClassInfo): string {
  for (let at: ClassInfo | undefined = info; at !== undefined; at = at.base)
    if (c.library.isRuntimeFile(at.declaration.getSourceFile()))
      return libraryTags[classNameOf(at.declaration)] ?? "Object";
  return "Object";
}

/** The text that all objects of a type have, if they do. */
export function fixedText(c: Compilation, ty: Ty): string | undefined {
  if (ty.kind === "array" || ty.kind === "tuple" || ty.kind === "string") return undefined;
  if (ty.kind === "function" || ty.kind === "static") return "function () { [native code] }";
  if (hasMember(c, ty, "toString") || hasMember(c, ty, tagMember)) return undefined;
  if (ty.kind === "class" && isTypedArray(c, ty)) return undefined;
  return `[object ${ty.kind === "class" ? tagOf(c, ty.info) : "Object"}]`;
}

function isTypedArray(c: Compilation, ty: Ty & { kind: "class" }): boolean {
  return hasMember(c, ty, "join") && c.library.isRuntimeFile(ty.info.declaration.getSourceFile());
}

/** References in an array may be nothing. */
function asList(object: Val): Val {
  const isOfReferences = object.ty.kind === "array" && storage(object.ty.element) === "ref";
  return isOfReferences ? { ...object, ty: { kind: "array", element: anyReferenceTy } } : object;
}

const anyReferenceTy = unionOf([anyObjectTy, nullTy, undefinedTy]);

/** The text of an object of one class. */
export function objectText(f: FunctionLowering, object: Val, node: ts.Node): Val {
  const { ty } = object;
  const fixed = fixedText(f.c, ty);
  if (fixed !== undefined) return { op: str(fixed), ty: stringTy };
  if (ty.kind === "string") return object;
  const array = ty.kind === "tuple" ? coerce(f, object, { kind: "array", element: unknownTy }, node) : asList(object);
  if (array.ty.kind === "array" || (ty.kind === "class" && isTypedArray(f.c, ty)))
    return callMember(f, array, "join", [{ op: str(","), ty: stringTy }], node);
  if (hasMember(f.c, ty, "toString"))
    return coerce(f, callMember(f, object, "toString", [], node), stringTy, node, "checked");
  const tag = coerce(f, getMember(f, object, tagMember, node), stringTy, node, "checked");
  return concat(f, [{ op: str("[object "), ty: stringTy }, tag, { op: str("]"), ty: stringTy }], node);
}
