/**
 * Variables and classes of modules that may be used before they are there (`early-reads.ts`): each has a flag, set when its statement has run. A use
 * before that throws ReferenceError, as in JavaScript.
 */
import ts from "typescript";
import { bool, str } from "../../ir/operands.ts";
import { skipParentheses } from "../syntax.ts";
import { stringTy } from "../types/ty.ts";
import { require } from "./coerce.ts";
import type { Compilation } from "./compilation.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { moduleBodyPrefix } from "./module-name.ts";
import { resolveSymbol } from "./symbols.ts";

/** Throws if what a symbol stands for is not there yet. */
export function checkInitialised(f: FunctionLowering, symbol: ts.Symbol, node: ts.Node): void {
  if (!f.c.early.has(symbol) || isBehind(f, symbol, node)) return;
  require(f, f.b.globalGet("i1", flagOf(f.c, symbol)), () =>
    f.callRuntime(
      "throwEarly",
      [{ op: str(ts.isIdentifier(node) ? node.text : symbol.name), ty: stringTy }],
      [],
      node,
    ));
}

/** As `checkInitialised`, for the class that an expression names. */
export function checkClassInitialised(f: FunctionLowering, node: ts.Expression): void {
  const inner = skipParentheses(node);
  const symbol = ts.isIdentifier(inner) ? resolveSymbol(f.c.checker, inner) : undefined;
  if (symbol !== undefined) checkInitialised(f, symbol, node);
}

/** The statement has run. */
export function markInitialised(f: FunctionLowering, symbol: ts.Symbol): void {
  if (f.c.early.has(symbol)) f.b.globalSet(flagOf(f.c, symbol), bool(true));
}

function flagOf(c: Compilation, symbol: ts.Symbol): string {
  const declaration = symbol.valueDeclaration!;
  const name = c.types.declarationName(declaration, symbol.name);
  return c.hiddenGlobal(`${name} is initialised`, "i1");
}

/** Does the use stand behind the declaration, in the statements of the same module? */
function isBehind(f: FunctionLowering, symbol: ts.Symbol, node: ts.Node): boolean {
  const declaration = symbol.valueDeclaration;
  return (
    declaration !== undefined &&
    f.b.fn.name.startsWith(moduleBodyPrefix) &&
    declaration.getSourceFile() === node.getSourceFile() &&
    node.pos >= declaration.end
  );
}
