/** The array of strings that a tagged template hands to its function: one object for each place, an array with one more field, `raw`. */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { i64, str } from "../../ir/operands.ts";
import { type ArrayTy, integerTy, stringTy, type Ty } from "../types/ty.ts";
import { sharedObject } from "./closure.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { moveElements } from "./lists.ts";
import type { Val } from "./value.ts";

const className = "TemplateStringsArray";
const stringsTy: Ty = { kind: "array", element: stringTy, readonly: true };

export function isTagged(node: ts.Node): boolean {
  return ts.isTaggedTemplateExpression(node.parent) && node.parent.template === node;
}

export function lowerTemplateStrings(f: FunctionLowering, node: ts.TemplateLiteral): Val {
  const key = f.c.memo(`template ${node.getSourceFile().fileName}:${node.pos}`, () =>
    f.c.uniqueName("template strings"),
  );
  const op = sharedObject(f, key, () => makeStrings(f, node));
  return { op, ty: stringsTy };
}

/** The `raw` strings of such an array. */
export function rawStrings(f: FunctionLowering, object: Val): Val {
  return { op: f.b.fieldGet("ref", ensureClass(f), "raw", object.op), ty: stringsTy };
}

function makeStrings(f: FunctionLowering, node: ts.TemplateLiteral): Operand {
  const parts = ts.isTemplateExpression(node) ? [node.head, ...node.templateSpans.map((span) => span.literal)] : [node];
  const arrayClass = f.c.arrayClass(stringTy);
  const cooked = arrayOf(
    f,
    parts.map((part) => part.text),
    node,
  );
  const raw = arrayOf(
    f,
    parts.map((part) => rawText(part)),
    node,
  );
  const object = f.allocate(ensureClass(f));
  // The elements move from the array that was filled into the object.
  moveElements(f, arrayClass, cooked.op, object);
  f.b.fieldInit(className, "raw", object, raw.op);
  return object;
}

/** A part as it is written, without its delimiters. */
function rawText(part: ts.TemplateLiteralLikeNode): string {
  const text = part.getText();
  const closing = part.kind === ts.SyntaxKind.TemplateHead || part.kind === ts.SyntaxKind.TemplateMiddle ? 2 : 1;
  return text.slice(1, text.length - closing).replaceAll(/\r\n?/g, "\n");
}

function arrayOf(f: FunctionLowering, texts: readonly string[], node: ts.Node): Val {
  const count: Val = { op: i64(texts.length), ty: integerTy, literal: BigInt(texts.length) };
  const array = f.callRuntime("newArray", [count], [stringTy], node);
  for (const text of texts) f.callRuntime("append", [array, { op: str(text), ty: stringTy }], [stringTy], node);
  return array;
}

function ensureClass(f: FunctionLowering): string {
  const { classes } = f.c.module;
  const base = f.c.arrayClass(stringTy);
  if (!classes.has(className)) {
    const { finalizer, elements } = classes.get(base)!;
    const fields = [{ name: "raw", type: "ref" as const }];
    classes.set(className, { name: className, display: "Array", base, fields, finalizer, elements, typeof: "object" });
    const ty: ArrayTy = { kind: "array", element: stringTy };
    f.c.tables.addShape(className, ty);
    f.c.lists.noteClass(ty, className);
  }
  return className;
}
