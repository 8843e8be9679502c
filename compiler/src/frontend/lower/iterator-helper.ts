/** The helpers of iterators (`map`, `take`, …): functions of the runtime library that take the iterator first. */
import type ts from "typescript";
import { isIteratorHelper } from "../types/translate.ts";
import { type Ty, unknownTy } from "../types/ty.ts";
import { argumentOperands, typeArguments } from "./call.ts";
import { coerce } from "./coerce.ts";
import { memberFunctionTy } from "./dispatch-entry.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { isGenerator } from "./generator.ts";
import { yieldedBy } from "./iterate.ts";
import type { Val } from "./value.ts";

/** Calls a helper; undefined if the name means something else. */
export function callIteratorHelper(
  f: FunctionLowering,
  node: ts.CallExpression,
  iterator: Val,
  symbol: ts.Symbol | undefined,
): Val | undefined {
  if (symbol === undefined || !isIteratorHelper(symbol) || !f.c.library.isGlobalDeclaration(symbol)) return undefined;
  const { name } = symbol;
  // `filter` with a test that narrows has a type argument, which makes no difference at run time.
  const own = name === "filter" || name === "find" || name === "every" ? [] : typeArguments(f, node);
  const declaration =
    f.c.library.member("iterator", `${name}${own.length}_${node.arguments.length}`) ??
    f.c.library.member("iterator", name);
  if (declaration === undefined) return undefined;
  const instance = f.c.instance(declaration, [valueTyOf(f, iterator.ty, node), iterator.ty, ...own], undefined);
  const [first, ...params] = instance.signature.params.map((param) => param.type);
  const receiver = coerce(f, iterator, first!, node);
  const operands = argumentOperands(f, node, params, false, node.arguments);
  f.at(node);
  return f.callInstance(instance, [receiver.op, ...operands]);
}

function valueTyOf(f: FunctionLowering, iterator: Ty, node: ts.Node): Ty {
  if (isGenerator(f, iterator)) return iterator.info.args[0]!;
  return yieldedBy(f, memberFunctionTy(f.c, iterator, "next")?.result ?? unknownTy, node);
}
