/**
 * Fields whose type is made of literals (`readonly kind = "circle"`): the checker tells the members of a union by them, so they must be what they are said to be. An
 * assignment through a wider type, which the checker allows, is proved.
 */
import ts from "typescript";
import { bool, f64, str } from "../../ir/operands.ts";
import { findField } from "../types/class-info.ts";
import { booleanTy, numberTy, stringTy, type Ty } from "../types/ty.ts";
import { coerce, require } from "./coerce.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { equality } from "./operator.ts";
import type { Val } from "./value.ts";

/** The value of a literal type; undefined for other types. */
function literalValue(checker: ts.TypeChecker, type: ts.Type): Val | undefined {
  if (type.isStringLiteral()) return { op: str(type.value), ty: stringTy };
  if (type.isNumberLiteral()) return { op: f64(type.value), ty: numberTy };
  if (type.flags & ts.TypeFlags.BooleanLiteral)
    return { op: bool(checker.typeToString(type) === "true"), ty: booleanTy };
  return undefined;
}

/** Proves that a field of an object may hold a value that is not known to be one of the literals of its type. */
export function proveLiteral(f: FunctionLowering, ty: Ty, name: string, value: Val, node: ts.Node): void {
  const found = ty.kind === "class" ? findField(ty.info, name) : undefined;
  if (found === undefined) return;
  const { checker } = f.c;
  const type = checker.getTypeAtLocation(found.field.declaration);
  const parts = type.isUnion() ? type.types : [type];
  const literals = parts.map((part) => literalValue(checker, part));
  // Members of an enumeration may be flags, put together.
  const isEnum = parts.length > 1 && parts.some((part) => part.flags & ts.TypeFlags.EnumLiteral);
  if (isEnum || type.flags & ts.TypeFlags.Boolean || literals.some((literal) => literal === undefined)) return;
  const own = coerce(f, value, found.field.type, node, "checked");
  const tests = literals.map((literal) => equality(f, own, literal!, ts.SyntaxKind.EqualsEqualsEqualsToken, node));
  require(f, tests.reduce((one, other) => f.b.binary("or", one, other)), () =>
    f.callRuntime("throwCast", [{ op: str(checker.typeToString(type)), ty: stringTy }], [], node));
}
