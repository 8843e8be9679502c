/** How a value of a type is held: its IR type, and the tag that names it inside an `any`. */
import type { AnyTagName, IrType } from "../../ir/ir.ts";
import { intShapes, type Ty } from "./ty.ts";

export function representation(ty: Ty): IrType {
  switch (ty.kind) {
    case "number":
      return "f64";
    case "integer":
      return "i64";
    case "int":
      return `i${intShapes[ty.name].bits}`;
    case "f32":
      return "f32";
    case "boolean":
      return "i1";
    case "void":
    case "never":
      return "void";
    case "unknown":
      return "any";
    case "pointer":
    case "struct":
    case "inlineArray":
    case "handler":
      return "ptr";
    case "union":
      return ty.members.every((member) => representation(member) === "ref") ? "ref" : "any";
    default:
      return "ref";
  }
}

/** As `representation`, for a place that must hold something: `void` is held as `undefined`. */
export function storage(ty: Ty): IrType {
  const type = representation(ty);
  return type === "void" ? "ref" : type;
}

export function anyTag(ty: Ty): AnyTagName {
  switch (ty.kind) {
    case "number":
    case "integer":
      return "number";
    case "int":
      return ty.name === "usize" ? "u64" : ty.name === "isize" ? "i64" : ty.name;
    case "f32":
      return "f32";
    case "boolean":
      return "boolean";
    case "pointer":
    case "struct":
    case "inlineArray":
    case "handler":
      return "pointer";
    default:
      return "ref";
  }
}
