/** `String`, `Boolean` and `Number`: called, and as functions that are handed on (`.filter(Boolean)`). */
import type ts from "typescript";
import { emptyEnv } from "../types/env.ts";
import { storage } from "../types/representation.ts";
import {
  booleanTy,
  type FunctionTy,
  isNumeric,
  membersOf,
  numberTy,
  stringTy,
  type Ty,
  tyKey,
  unknownTy,
} from "../types/ty.ts";
import { LocalFacts } from "./captures.ts";
import { sharedClosure } from "./closure.ts";
import { coerce, toDouble } from "./coerce.ts";
import { truth } from "./condition.ts";
import { FunctionLowering } from "./function-lowering.ts";
import { toText } from "./text.ts";
import type { Val } from "./value.ts";

interface Conversion {
  readonly result: Ty;
  readonly convert: (f: FunctionLowering, val: Val, node: ts.Node) => Val;
}

export const conversions: Record<"String" | "Boolean" | "Number", Conversion> = {
  String: { result: stringTy, convert: (f, val, node) => toText(f, val, node) },
  Boolean: { result: booleanTy, convert: (f, val, node) => ({ op: truth(f, val, node), ty: booleanTy }) },
  Number: {
    result: numberTy,
    convert: (f, val, node) =>
      isNumeric(val.ty)
        ? { op: toDouble(f, val), ty: numberTy }
        : f.callRuntime("toNumber", [coerce(f, val, unknownTy, node)], [], node),
  },
};

export function isConversion(name: string): name is keyof typeof conversions {
  return Object.hasOwn(conversions, name);
}

/** The conversion as a function that takes what its context passes. */
export function conversionValue(
  f: FunctionLowering,
  name: keyof typeof conversions,
  expected: Ty | undefined,
  node: ts.Node,
): Val {
  const { result, convert } = conversions[name];
  const wanted = membersOf(expected ?? unknownTy).find((member): member is FunctionTy => member.kind === "function");
  const passed = wanted === undefined || wanted.rest || wanted.params.length === 0 ? [unknownTy] : wanted.params;
  const params = passed.map((param) => (param.kind === "void" || param.kind === "never" ? unknownTy : param));
  const ty: FunctionTy = { kind: "function", params, rest: false, result };
  const className = f.c.memo(`${name} as ${tyKey(ty)}`, () => {
    const made = f.c.uniqueName(`${name} as ${tyKey(ty)}`);
    const base = f.c.closureBase();
    f.c.module.classes.set(made, { name: made, display: "Function", base, fields: [], typeof: "function" });
    f.c.tables.addFunction(made, { kind: "named", name, pace: "plain" }, ty);
    const options = {
      name: made,
      display: name,
      params: [
        { name: "closure", type: "ref" as const },
        ...params.map((param, index) => ({ name: `p${index}`, type: storage(param) })),
      ],
      result: storage(result),
      addressTaken: true,
    };
    const inner = new FunctionLowering(f.c, options, emptyEnv, undefined, new LocalFacts(f.c.checker, node), result);
    inner.at(node);
    inner.b.return(convert(inner, { op: inner.b.param(1), ty: params[0]! }, node).op);
    f.c.addFunction(inner.b.finish());
    return made;
  });
  return { op: sharedClosure(f, className, className), ty };
}
