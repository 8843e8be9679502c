/**
 * What a generator function yields, returns and is sent, by the type that it says it gives: one of the library's, or any other that has a generator among its
 * values (an interface of the program, a union, `unknown`). The checker has seen that a generator fits. Called when a generator function is compiled.
 */
import type ts from "typescript";
import { iterationTypes } from "../types/translate.ts";
import { type Ty, unionOf, unknownTy } from "../types/ty.ts";
import type { FunctionLowering } from "./function-lowering.ts";

/** Types of the checker, of which a value may be any. */
interface Parts {
  readonly yielded: readonly ts.Type[];
  readonly returned: readonly ts.Type[];
  readonly sent: readonly ts.Type[];
}

const nothing: Parts = { yielded: [], returned: [], sent: [] };

export function generatorTypes(f: FunctionLowering, node: ts.FunctionLikeDeclaration): readonly [Ty, Ty, Ty] {
  const type = f.c.checker.getSignatureFromDeclaration(node)!.getReturnType();
  const { yielded, returned, sent } = partsOf(f, type, node);
  const all = (types: readonly ts.Type[]): Ty =>
    types.length === 0 ? unknownTy : unionOf(types.map((one) => f.translate(one, node)));
  return [all(yielded), all(returned), all(sent)];
}

function partsOf(f: FunctionLowering, type: ts.Type, node: ts.Node): Parts {
  const { checker } = f.c;
  if (type.isUnion()) {
    const parts = type.types.map((member) => partsOf(f, member, node));
    return {
      yielded: parts.flatMap((part) => part.yielded),
      returned: parts.flatMap((part) => part.returned),
      sent: parts.flatMap((part) => part.sent),
    };
  }
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol !== undefined && iterationTypes.has(symbol.name) && f.c.library.isGlobalDeclaration(symbol)) {
    const [yielded, returned, sent] = checker.getTypeArguments(type as ts.TypeReference);
    return { yielded: given(yielded), returned: given(returned), sent: given(sent) };
  }
  const properties = checker.getPropertiesOfType(type);
  const methodOf = (name: RegExp): ts.Signature | undefined => {
    const found = properties.find((property) => name.test(property.escapedName as string));
    return found && checker.getTypeOfSymbol(found).getCallSignatures().at(-1);
  };
  const next = methodOf(/^next$/);
  if (next === undefined) {
    const iterator = methodOf(/^__@(iterator|asyncIterator)@/);
    return iterator === undefined ? nothing : partsOf(f, iterator.getReturnType(), node);
  }
  const [sent] = next.parameters.map((parameter) => checker.getTypeOfSymbol(parameter));
  const results = checker.getAwaitedType(next.getReturnType()) ?? next.getReturnType();
  const members = results.isUnion() ? results.types : [results];
  const valuesOf = (kind: string): ts.Type[] =>
    members
      .filter((member) => (member.symbol as ts.Symbol | undefined)?.name !== kind)
      .flatMap((member) => given(member.getProperty("value")).map((value) => checker.getTypeOfSymbol(value)));
  return { yielded: valuesOf("IteratorReturnResult"), returned: valuesOf("IteratorYieldResult"), sent: given(sent) };
}

function given<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
