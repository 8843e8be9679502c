/**
 * Tells the debugger about variables: what they are called, where they can be seen, what they hold now. Only where the driver asks for it: without
 * optimisation and with debug information. The IR carries it as the intrinsic `debug.variable`, which borrows the value and does nothing.
 */
import ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { type Ty, tyDisplay } from "../types/ty.ts";
import type { FunctionLowering } from "./function-lowering.ts";

/** From here on the variable holds this value; of a variable in a box, the box. */
export function describeVariable(f: FunctionLowering, symbol: ts.Symbol, ty: Ty, value: Operand): void {
  if (!f.c.options.describeVariables) return;
  const texts = [symbol.name, displayType(ty), scopeOf(symbol.valueDeclaration)];
  f.b.intrinsic("debug.variable", [...texts.map((text): Operand => ({ kind: "string", text })), value], "void");
}

/** The type's name for the debugger; a number that the compiler keeps in an integer is still a number. */
function displayType(ty: Ty): string {
  return ty.kind === "integer" ? "number" : tyDisplay(ty);
}

/** `line:column-line:column` of the block in which the variable can be seen; nothing if that is its whole function. */
function scopeOf(declaration: ts.Declaration | undefined): string {
  let at: ts.Node | undefined = declaration?.parent;
  while (at !== undefined && !isScope(at)) at = at.parent;
  if (at === undefined || ts.isSourceFile(at) || ts.isFunctionLike(at) || ts.isFunctionLike(at.parent)) return "";
  const file = at.getSourceFile();
  const place = (position: number): string => {
    const { line, character } = file.getLineAndCharacterOfPosition(position);
    return `${line + 1}:${character + 1}`;
  };
  return `${place(at.getStart(file))}-${place(at.getEnd())}`;
}

function isScope(node: ts.Node): boolean {
  return (
    ts.isBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isCaseBlock(node) ||
    ts.isCatchClause(node) ||
    ts.isSourceFile(node) ||
    ts.isFunctionLike(node)
  );
}
