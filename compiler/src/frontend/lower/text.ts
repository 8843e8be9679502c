/** Strings made of values: template literals, `+`, and the text of a value. */
import ts from "typescript";
import { str } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import { representation } from "../types/representation.ts";
import {
  intShapes,
  intTy,
  membersOf,
  primitiveKinds,
  stringTy,
  type Ty,
  tyDisplay,
  unionOf,
  unknownTy,
} from "../types/ty.ts";
import { coerce, toDouble } from "./coerce.ts";
import { join } from "./condition.ts";
import { callMember, hasMember } from "./dispatch-entry.ts";
import { lowerExpression } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { objectText } from "./object-text.ts";
import { toInt64 } from "./operator.ts";
import type { Val } from "./value.ts";

/** @param escapes `raw`: backslashes stay what they are, as `String.raw` wants it. */
export function lowerTemplate(
  f: FunctionLowering,
  node: ts.TemplateLiteral,
  escapes: "cooked" | "raw" = "cooked",
): Val {
  const textOf = (part: ts.TemplateLiteralLikeNode): string => (escapes === "raw" ? rawText(part) : part.text);
  if (!ts.isTemplateExpression(node)) return { op: str(textOf(node)), ty: stringTy };
  const parts: Val[] = [];
  if (textOf(node.head) !== "") parts.push({ op: str(textOf(node.head)), ty: stringTy });
  for (const span of node.templateSpans) {
    // Converted at once: a later part may have effects.
    parts.push(toText(f, lowerExpression(f, span.expression), span.expression));
    if (textOf(span.literal) !== "") parts.push({ op: str(textOf(span.literal)), ty: stringTy });
  }
  if (parts.length === 0) return { op: str(""), ty: stringTy };
  if (parts.length === 1) return parts[0]!;
  f.at(node);
  return concat(f, parts, node);
}

/** The text between the delimiters as it is written, line ends as `\n`. */
function rawText(part: ts.TemplateLiteralLikeNode): string {
  return part
    .getText()
    .slice(1)
    .replace(/(`|\$\{)$/, "")
    .replace(/\r\n?/g, "\n");
}

/** Joins values as text. */
export function concat(f: FunctionLowering, parts: readonly Val[], node: ts.Node): Val {
  const texts = parts.map((part) => toText(f, part, node));
  const merged: Val[] = [];
  for (const text of texts) {
    const last = merged.at(-1);
    if (last?.op.kind === "string" && text.op.kind === "string")
      merged[merged.length - 1] = { op: str(last.op.text + text.op.text), ty: stringTy };
    else merged.push(text);
  }
  let rest = merged;
  while (rest.length > 1) {
    const take = Math.min(rest.length, 4);
    const name = take === 2 ? "concat" : `concat${take}`;
    rest = [f.callRuntime(name, rest.slice(0, take), [], node), ...rest.slice(take)];
  }
  return rest[0] ?? { op: str(""), ty: stringTy };
}

/** The text of a value, as `${value}` gives it. */
export function toText(f: FunctionLowering, val: Val, node: ts.Node): Val {
  const { ty } = val;
  if (val.literal !== undefined)
    return { op: str(String(ty.kind === "int" ? val.literal : Number(val.literal))), ty: stringTy };
  switch (ty.kind) {
    case "string":
      return val;
    case "number":
    case "f32":
      return f.callRuntime("numberToString", [{ op: toDouble(f, val), ty: { kind: "number" } }], [], node);
    case "integer":
      return f.callRuntime("intToString", [{ op: val.op, ty: intTy("i64") }], [], node);
    case "int":
      return intShapes[ty.name].signed
        ? f.callRuntime("intToString", [{ op: toInt64(f, val), ty: intTy("i64") }], [], node)
        : f.callRuntime("uintToString", [{ op: toInt64(f, val), ty: intTy("u64") }], [], node);
    case "boolean":
      return join(
        f,
        val.op,
        stringTy,
        node,
        () => ({ op: str("true"), ty: stringTy }),
        () => ({ op: str("false"), ty: stringTy }),
      );
    case "null":
      return { op: str("null"), ty: stringTy };
    case "undefined":
    case "void":
    case "never":
      return { op: str("undefined"), ty: stringTy };
    case "array":
      return {
        op: f.callInstance(f.c.instance(f.c.library.member("array", "join")!, [ty.element], undefined), [
          val.op,
          str(","),
        ]).op,
        ty: stringTy,
      };
    case "literal":
    case "tuple":
      return objectText(f, val, node);
    case "class":
    case "object":
      if (hasMember(f.c, ty, "toString")) return coerce(f, callMember(f, val, "toString", [], node), stringTy, node);
      return isLast(f, val) ? objectText(f, val, node) : anyText(f, val, node);
    case "unknown":
    case "union":
      return unionText(f, val, node);
    default:
      throw new CompileError(
        node,
        codes.unsupportedSyntax,
        `a '${tyDisplay(ty)}' has no text`,
        "convert it to a string first",
      );
  }
}

/** Is the class of the object known: has it none that extends it? */
function isLast(f: FunctionLowering, { ty, exact }: Val): boolean {
  return ty.kind === "class" && (exact === true || !(f.c.extendsUnknown || f.c.extended.has(ty.info.declaration)));
}

/** The text of what may be any object. */
function anyText(f: FunctionLowering, val: Val, node: ts.Node): Val {
  return f.callRuntime("anyText", [coerce(f, val, unknownTy, node)], [], node);
}

/** By the members of the union, where these are few enough to tell. */
function unionText(f: FunctionLowering, val: Val, node: ts.Node): Val {
  if (val.ty.kind === "unknown") return anyText(f, val, node);
  const objects = membersOf(val.ty).filter((member) => !primitiveKinds.has(member.kind));
  const [first] = objects;
  if (first === undefined) return f.callRuntime("anyToString", [coerce(f, val, unknownTy, node)], [], node);
  const isPlain = (ty: Ty): boolean => ty.kind === "class" && ty.info.args.length === 0;
  if (representation(val.ty) !== "ref" || first.kind !== "class" || !objects.every(isPlain))
    return anyText(f, val, node);
  const rest = unionOf(membersOf(val.ty).filter((other) => other !== first));
  return join(
    f,
    f.b.is(f.c.ensureClass(first.info), val.op),
    stringTy,
    node,
    () => toText(f, { op: val.op, ty: first }, node),
    () => toText(f, { op: val.op, ty: rest }, node),
  );
}
