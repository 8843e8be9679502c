/**
 * Members by a key whose type is a union of literals: `table[direction]`. The key is compared with each of them in turn, and what follows is the access
 * to a member that is named. A key that is none of them, which only a wrong cast can bring about, throws TypeError.
 */
import ts from "typescript";
import { f64, str } from "../../ir/operands.ts";
import { storage } from "../types/representation.ts";
import { numberTy, stringTy, type Ty, unionOf } from "../types/ty.ts";
import type { Place } from "./assign.ts";
import { coerce } from "./coerce.ts";
import { getMember, hasMember, propertyTy, setMember } from "./dispatch-entry.ts";
import { lowerExpression } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { equality } from "./operator.ts";
import type { Val } from "./value.ts";

/** The values that a key's type permits; undefined if it permits others than literals, or the object lacks one of them. */
function literalKeys(
  f: FunctionLowering,
  object: Val,
  node: ts.ElementAccessExpression,
): readonly (string | number)[] | undefined {
  const type = f.c.checker.getTypeAtLocation(node.argumentExpression);
  const parts = type.isUnion() ? type.types : [type];
  const keys: (string | number)[] = [];
  const open =
    type.flags & (ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral | ts.TypeFlags.Union)
      ? undefined
      : f.c.types.open.keyNames(type, f.env, node);
  if (open !== undefined) {
    if (isTable(object.ty)) return open.join() === "length" ? open : undefined;
    return open.filter((key) => hasKey(f, object.ty, key));
  }
  for (const part of parts) {
    if (!part.isStringLiteral() && !part.isNumberLiteral()) return undefined;
    keys.push(part.value);
  }
  return !isTable(object.ty) && keys.every((key) => hasKey(f, object.ty, key)) ? keys : undefined;
}

/** Are its members found by their number? */
function isTable(ty: Ty): boolean {
  return ty.kind === "array" || ty.kind === "string";
}

function hasKey(f: FunctionLowering, ty: Ty, key: string | number): boolean {
  return ty.kind === "tuple" ? Number(key) < ty.elements.length : hasMember(f.c, ty, String(key));
}

/** Runs `access` with the name that the key is. */
export function dispatchKey(
  f: FunctionLowering,
  keys: readonly (string | number)[],
  index: Val,
  node: ts.Node,
  access: (name: string) => void,
): void {
  const done = f.b.newBlock("done");
  for (const key of keys) {
    const candidate: Val = typeof key === "string" ? { op: str(key), ty: stringTy } : { op: f64(key), ty: numberTy };
    const found = f.b.newBlock("key");
    const next = f.b.newBlock("next");
    f.b.branch(equality(f, index, candidate, ts.SyntaxKind.EqualsEqualsEqualsToken, node), found, next);
    f.b.setBlock(found);
    access(String(key));
    f.b.jump(done);
    f.b.setBlock(next);
  }
  f.b.markCold();
  f.callRuntime("throwCast", [{ op: str(keys.map((key) => JSON.stringify(key)).join(" | ")), ty: stringTy }], [], node);
  f.b.jump(done);
  f.b.setBlock(done);
}

/** The member that the key names, as a place; undefined where `literalKeys` is. */
export function keyedPlace(f: FunctionLowering, object: Val, node: ts.ElementAccessExpression): Place | undefined {
  const keys = literalKeys(f, object, node);
  if (keys === undefined) return undefined;
  const index = lowerExpression(f, node.argumentExpression);
  f.at(node);
  const ty = unionOf(keys.map((key) => keyTy(f, object.ty, key, node)));
  return {
    ty,
    get: () => {
      const local = f.b.addLocal("member", storage(ty));
      dispatchKey(f, keys, index, node, (name) => {
        f.b.localSet(local, coerce(f, getMember(f, object, name, node), ty, node).op);
      });
      return { op: f.b.localGet(local), ty };
    },
    set: (val) =>
      dispatchKey(f, keys, index, node, (name) => {
        setMember(f, object, name, coerce(f, val, keyTy(f, object.ty, name, node), node, "checked"), node);
      }),
  };
}

function keyTy(f: FunctionLowering, ty: Ty, key: string | number, node: ts.Node): Ty {
  return ty.kind === "tuple" ? ty.elements[Number(key)]! : propertyTy(f.c, ty, String(key), node);
}
