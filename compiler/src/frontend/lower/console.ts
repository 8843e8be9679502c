/**
 * `console.log` and its kin. Where the types tell that nothing has to be described and nothing to be filled in, the arguments become text
 * here, so that a program that prints only texts and numbers has no inspector in it.
 */
import ts from "typescript";
import { i64, str } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { integerTy, membersOf, stringTy, type Ty, unknownTy } from "../types/ty.ts";
import { restArray } from "./call.ts";
import { coerce } from "./coerce.ts";
import { lowerExpression, settled } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { toText } from "./text.ts";
import { type Val, voidVal } from "./value.ts";

export function callConsole(f: FunctionLowering, node: ts.CallExpression, name: string): Val {
  const member = f.c.library.namespaceMember("console", name);
  const declaration = member?.declarations?.find(ts.isFunctionDeclaration);
  if (declaration === undefined)
    throw new CompileError(node, codes.unsupportedLibrary, `'console.${name}' is not in the runtime library yet`);
  const line = lineOf(f, node);
  f.at(node);
  f.callInstance(f.c.instance(declaration, [], undefined), [line.op]);
  return voidVal;
}

function lineOf(f: FunctionLowering, node: ts.CallExpression): Val {
  const args = node.arguments;
  const values: Ty = { kind: "array", element: unknownTy };
  if (args.some(ts.isSpreadElement))
    return f.callRuntime("formatValues", [{ op: restArray(f, node, values, args), ty: values }], [], node);
  const vals = args.map((arg) => settled(f, lowerExpression(f, arg), arg));
  if (vals.length > 1 && mayBeTemplate(vals[0]!)) {
    const count: Val = { op: i64(vals.length), ty: integerTy, literal: BigInt(vals.length) };
    const list = f.callRuntime("newArray", [count], [unknownTy], node);
    vals.forEach((val, index) => {
      f.callRuntime("append", [list, coerce(f, val, unknownTy, args[index]!)], [unknownTy], node);
    });
    const isPlain = vals.every((val) => isPrimitive(val.ty));
    return f.callRuntime(isPlain ? "formatPrimitives" : "formatValues", [{ op: list.op, ty: values }], [], node);
  }
  return joined(
    f,
    vals.map((val, index) => shown(f, val, args[index]!)),
    node,
  );
}

function joined(f: FunctionLowering, texts: readonly Val[], node: ts.Node): Val {
  const space: Val = { op: str(" "), ty: stringTy };
  return texts.length === 0
    ? { op: str(""), ty: stringTy }
    : texts.reduce((line, text) => f.callRuntime("concat3", [line, space, text], [], node));
}

/** Could the first argument be a text whose `%` signs take up the others? */
function mayBeTemplate(first: Val): boolean {
  if (first.op.kind === "string") return first.op.text.includes("%");
  return membersOf(first.ty).some((member) => member.kind === "string" || member.kind === "unknown");
}

/** Has no value of the type parts that would have to be described? */
function isPrimitive(ty: Ty): boolean {
  return membersOf(ty).every((member) =>
    ["string", "number", "int", "f32", "boolean", "null", "undefined", "void", "never"].includes(member.kind),
  );
}

/** One argument as text. */
function shown(f: FunctionLowering, val: Val, node: ts.Node): Val {
  if (val.ty.kind === "number") return f.callRuntime("numberForConsole", [val], [], node);
  if (val.ty.kind !== "union" && isPrimitive(val.ty)) return toText(f, val, node);
  const runtime = isPrimitive(val.ty) ? "primitiveForConsole" : "textForConsole";
  return f.callRuntime(runtime, [coerce(f, val, unknownTy, node)], [], node);
}
