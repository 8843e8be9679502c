/**
 * Methods of an array of one type or another: `(string[] | number[]).map(…)`. The class of the array tells how its elements are held; those that are held alike
 * are one array of any of them. Each such array is asked as what it is, with arguments that are evaluated once. Called by `call.ts`; what puts something into an array is left
 * to it, since nobody knows what the array can take.
 */
import ts from "typescript";
import { storage } from "../types/representation.ts";
import { type ArrayTy, type Ty, unionOf } from "../types/ty.ts";
import { coerce } from "./coerce.ts";
import { callMember } from "./dispatch-entry.ts";
import { lowerExpression, settled } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { copyAs } from "./tuple.ts";
import { type Val, voidVal } from "./value.ts";

/** What is searched for may be something that such an array can't hold. */
const searches: ReadonlySet<string> = new Set(["includes", "indexOf", "lastIndexOf"]);
const folds: ReadonlySet<string> = new Set(["reduce", "reduceRight"]);
const putsIn: ReadonlySet<string> = new Set(["push", "unshift", "splice", "fill", "with", "toSpliced", "concat"]);

/** The arrays that a value may be, one for each class, and last whatever else it may be; undefined if it is no array. */
function kindsOf(f: FunctionLowering, ty: Ty): readonly Ty[] | undefined {
  if (ty.kind !== "union") return undefined;
  const groups = new Map<string, Ty[]>();
  const others: Ty[] = [];
  for (const member of ty.members) {
    if (member.kind !== "array") {
      others.push(member);
      continue;
    }
    const className = f.c.arrayClass(member.element);
    groups.set(className, [...(groups.get(className) ?? []), member.element]);
  }
  if (groups.size === 0) return undefined;
  const arrays = [...groups.values()].map((elements): Ty => {
    return { kind: "array", element: unionOf(elements), readonly: true };
  });
  return others.length === 0 ? arrays : [...arrays, unionOf(others)];
}

/** Undefined for methods that are called in another way. */
export function callEitherArray(
  f: FunctionLowering,
  node: ts.CallExpression,
  arrays: Val,
  name: string,
  typeArgs: readonly Ty[],
): Val | undefined {
  const kinds = kindsOf(f, arrays.ty);
  const count = node.arguments.length;
  const byCount = f.c.library.member("array", `${name}${typeArgs.length}_${count}`);
  const isCallable = (byCount ?? f.c.library.member("array", name)) !== undefined && !putsIn.has(name);
  if (kinds === undefined || !isCallable || node.arguments.some(ts.isSpreadElement)) return undefined;
  const args = node.arguments.map((arg) => settled(f, lowerExpression(f, arg), arg));
  f.at(node);
  const ask = (array: Val): Val => callMember(f, array, name, args, node, typeArgs);
  const isByTypes = typeArgs.length > 0 && byCount !== undefined && !folds.has(name);
  const elements = kinds.map((kind) => (kind.kind === "array" ? kind.element : undefined));
  if ((searches.has(name) || isByTypes) && !elements.includes(undefined))
    return ask(copyAs(f, arrays, unionOf(elements as Ty[]), node));
  return eachKind(f, arrays, kinds, node, ask);
}

/** Does the same to whichever array it is. The result is what any of them gives, as the checker says. */
function eachKind(
  f: FunctionLowering,
  arrays: Val,
  kinds: readonly Ty[],
  node: ts.CallExpression,
  ask: (array: Val) => Val,
): Val {
  const asked: { readonly val: Val; readonly end: string }[] = [];
  const expected = f.typeOf(node);
  for (const [index, kind] of kinds.entries()) {
    const [yes, no] = [f.b.newBlock("array"), f.b.newBlock("other")];
    const isLast = index === kinds.length - 1;
    if (kind.kind === "array" && !isLast) f.b.branch(f.b.is(f.c.arrayClass(kind.element), arrays.op), yes, no);
    else f.b.jump(yes);
    f.b.setBlock(yes);
    const val = ask({ op: arrays.op, ty: kind });
    const isOther = val.ty.kind === "array" && expected.kind === "array";
    asked.push({ val: isOther ? copied(f, val, expected, node) : val, end: f.b.currentBlock });
    f.b.setBlock(no);
  }
  f.b.unreachable();
  const done = f.b.newBlock("done");
  const isNothing = asked.every(({ val }) => val.ty.kind === "void");
  const ty = unionOf(asked.map(({ val }) => val.ty));
  const local = isNothing ? undefined : f.b.addLocal("either", storage(ty));
  for (const { val, end } of asked) {
    f.b.setBlock(end);
    if (local !== undefined) f.b.localSet(local, coerce(f, val, ty, node).op);
    f.b.jump(done);
  }
  f.b.setBlock(done);
  return local === undefined ? voidVal : { op: f.b.localGet(local), ty };
}

/** What is new may be held as the checker says. */
function copied(f: FunctionLowering, val: Val, expected: ArrayTy, node: ts.Node): Val {
  const { element } = val.ty as ArrayTy;
  return storage(element) === storage(expected.element) ? val : copyAs(f, val, expected.element, node);
}
