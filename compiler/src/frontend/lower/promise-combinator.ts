/**
 * `Promise.all`, `allSettled`, `race` and `any`. Their values may be of different types, and some of them no promises at all: here all become
 * promises, each as its own type says, and a result that is a tuple is put together from what the runtime library has gathered.
 */
import ts from "typescript";
import { i64 } from "../../ir/operands.ts";
import { skipParentheses } from "../syntax.ts";
import { emptyEnv } from "../types/env.ts";
import { type FunctionTy, integerTy, membersOf, type Ty, tyKey, undefinedTy, unionOf, unknownTy } from "../types/ty.ts";
import { promiseOf } from "./async.ts";
import { LocalFacts } from "./captures.ts";
import { sharedClosure } from "./closure.ts";
import { coerce } from "./coerce.ts";
import { lowerExpression } from "./expression.ts";
import { FunctionLowering } from "./function-lowering.ts";
import { iterate } from "./iterate.ts";
import { allocateList } from "./lists.ts";
import type { Val } from "./value.ts";

const combinators = new Set(["all", "allSettled", "race", "any"]);

/** A call of one of `Promise`'s combinators; undefined if it is another method. */
export function callPromiseCombinator(f: FunctionLowering, node: ts.CallExpression, name: string): Val | undefined {
  const arg = node.arguments[0];
  if (!combinators.has(name) || arg === undefined || ts.isSpreadElement(arg)) return undefined;
  const result = f.typeOf(node);
  const made = result.kind === "class" ? result.info.args[0]! : unknownTy;
  const isGathered = name === "all" || name === "allSettled";
  const promises = promisesOf(f, arg, isGathered && made.kind === "tuple");
  if (made.kind !== "tuple" || !isGathered)
    return f.callRuntime(`${name}Promises`, [promises], [promisedTy((promises.ty as ArrayTy).element)], arg);
  const gathered =
    name === "all"
      ? unknownTy
      : (f.c.runtime("gatherOutcomes", [unknownTy, made]).signature.params[1]!.type as GatheringTy).params[0]!.element;
  const make = tupleMaker(f, gathered, made, node);
  return f.callRuntime(name === "all" ? "gatherValues" : "gatherOutcomes", [promises, make], [unknownTy, made], node);
}

type ArrayTy = Ty & { kind: "array" };
type GatheringTy = FunctionTy & { readonly params: readonly ArrayTy[] };

/** What a promise gives. */
function promisedTy(promise: Ty): Ty {
  return promise.kind === "class" ? promise.info.args[0]! : unknownTy;
}

/** The values as an array of promises: of `unknown` if they are to be kept apart. */
function promisesOf(f: FunctionLowering, node: ts.Expression, apart: boolean): Val {
  const literal = skipParentheses(node);
  if (ts.isArrayLiteralExpression(literal) && !literal.elements.some(ts.isSpreadElement)) {
    const vals = literal.elements.map((element) => promiseOf(f, lowerExpression(f, element), element));
    const value = apart ? unknownTy : valueUnion(vals.map((val) => promisedTy(val.ty)));
    return arrayOfPromises(f, value, node, (append) => vals.forEach(append));
  }
  const source = lowerExpression(f, node);
  if (source.ty.kind === "array") {
    const value = apart ? unknownTy : valueUnion([f.c.types.awaited(source.ty.element)]);
    const element = promiseTy(f, value);
    const isPromise = (ty: Ty): boolean => ty.kind === "class" && f.c.library.isPromise(ty.info.declaration);
    if (membersOf(source.ty.element).every(isPromise))
      return { op: source.op, ty: { kind: "array", element, readonly: true } };
  }
  const value = apart ? unknownTy : valueUnion([resultValue(f, node)]);
  return arrayOfPromises(f, value, node, (append) =>
    iterate(f, source, node, (each) => append(promiseOf(f, each, node))),
  );
}

/** What the combinator's result is made of, for a source whose elements only its iterator knows. */
function resultValue(f: FunctionLowering, node: ts.Expression): Ty {
  const type = f.c.checker.getTypeAtLocation(node);
  const iterated = f.c.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  return iterated === undefined ? unknownTy : f.c.types.awaited(f.translate(iterated, node));
}

function valueUnion(types: readonly Ty[]): Ty {
  const union = unionOf(types);
  return union.kind === "void" || union.kind === "never" ? undefinedTy : union;
}

function promiseTy(f: FunctionLowering, value: Ty): Ty {
  return f.c.runtime("newPromise", [value]).signature.result;
}

function arrayOfPromises(
  f: FunctionLowering,
  value: Ty,
  node: ts.Node,
  fill: (append: (promise: Val) => void) => void,
): Val {
  const element = promiseTy(f, value);
  const none: Val = { op: i64(0), ty: integerTy, literal: 0n };
  const array = f.callRuntime("newArray", [none], [element], node);
  fill((promise) => void f.callRuntime("append", [array, { op: promise.op, ty: element }], [element], node));
  return array;
}

/** The function that makes a tuple of an array with as many elements. */
function tupleMaker(f: FunctionLowering, element: Ty, tuple: Ty & { kind: "tuple" }, node: ts.Node): Val {
  const arrayTy: Ty = { kind: "array", element };
  const ty: FunctionTy = { kind: "function", params: [arrayTy], rest: false, result: tuple };
  const name = f.c.memo(`tuple ${tyKey(tuple)} of ${tyKey(element)}`, () => {
    const made = f.c.uniqueName(`${tyKey(element)}[] as ${tyKey(tuple)}`);
    f.c.module.classes.set(made, {
      name: made,
      display: "Function",
      base: f.c.closureBase(),
      fields: [],
      typeof: "function",
    });
    const params = [
      { name: "closure", type: "ref" as const },
      { name: "values", type: "ref" as const },
    ];
    const options = { name: made, display: "(adapter)", params, result: "ref" as const, addressTaken: true };
    const maker = new FunctionLowering(f.c, options, emptyEnv, undefined, new LocalFacts(f.c.checker, node), tuple);
    maker.at(node);
    const values: Val = { op: maker.b.param(1), ty: arrayTy };
    const className = f.c.tupleClass(tuple.elements);
    const object = allocateList(maker, tuple);
    tuple.elements.forEach((part, index) => {
      const at: Val = { op: i64(index), ty: integerTy, literal: BigInt(index) };
      const value = maker.callRuntime("elementAt", [values, at], [element], node);
      maker.b.fieldInit(className, String(index), object, coerce(maker, value, part, node, "checked").op);
    });
    maker.b.return(object);
    f.c.addFunction(maker.b.finish());
    return made;
  });
  return { op: sharedClosure(f, name, name), ty };
}
