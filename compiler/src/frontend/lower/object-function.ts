/** Functions of `Object` that depend on what the types of their arguments are: the others are in the runtime library. */
import ts from "typescript";
import { CompileError, codes } from "../failure.ts";
import { skipParentheses } from "../syntax.ts";
import { hasOwnEntry } from "./dictionary.ts";
import { lowerExpression } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { copyProperties, mergeObjects } from "./object-literal.ts";
import type { Val } from "./value.ts";

type ObjectFunction = (f: FunctionLowering, node: ts.CallExpression, args: readonly ts.Expression[]) => Val;

const functions: Record<string, ObjectFunction> = {
  assign: (f, node, [target, ...sources]) => {
    if (target !== undefined && ts.isObjectLiteralExpression(skipParentheses(target)))
      return mergeObjects(
        f,
        [target, ...sources].map((arg) => lowerExpression(f, arg)),
        node,
      );
    const object = lowerExpression(f, target!);
    for (const source of sources) copyProperties(f, object, lowerExpression(f, source), node);
    return object;
  },
  // The checker has made it readonly.
  freeze: (f, _node, [object]) => lowerExpression(f, object!),
};

function isDictionary(f: FunctionLowering, node: ts.Expression): boolean {
  return !ts.isSpreadElement(node) && f.c.types.dictionaryValue(f.typeOf(node)) !== undefined;
}

/** A call of `Object.…`; undefined if it is one of the runtime library's. */
export function callObjectFunction(f: FunctionLowering, node: ts.CallExpression, name: string): Val | undefined {
  const [object, key] = node.arguments;
  if (name === "hasOwn" && object !== undefined && key !== undefined && isDictionary(f, object))
    return hasOwnEntry(f, object, key);
  const lower = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (lower === undefined) return undefined;
  const spread = node.arguments.find(ts.isSpreadElement);
  if (spread !== undefined)
    throw new CompileError(spread, codes.unsupportedSyntax, "a spread argument must go to a rest parameter");
  return lower(f, node, node.arguments);
}
