/** How IR types look in LLVM, and how the payload of an `any` is packed into 64 bits and unpacked. */

import type { IrType } from "../../ir/ir.ts";

const llvmTypes: Record<IrType, string> = {
  void: "void",
  i1: "i1",
  i8: "i8",
  i16: "i16",
  i32: "i32",
  i64: "i64",
  f32: "float",
  f64: "double",
  ptr: "ptr",
  ref: "ptr",
  any: "{ i64, i64 }",
};

export function llvmType(type: IrType): string {
  return llvmTypes[type];
}

/** Bits of an integer type. */
export const integerBits: Partial<Record<IrType, number>> = { i1: 1, i8: 8, i16: 16, i32: 32, i64: 64 };

/** The value whose bits are all zero. */
export function zeroOf(type: IrType): string {
  if (type === "f32" || type === "f64") return "0.0";
  if (type === "i1") return "false";
  return type === "ptr" || type === "ref" ? "null" : type === "any" ? "zeroinitializer" : "0";
}

/** An integer constant; 64-bit values may be given signed or unsigned. */
export function integerText(type: "i1" | "i8" | "i16" | "i32" | "i64", value: bigint): string {
  if (type === "i1") return (value & 1n) === 1n ? "true" : "false";
  return BigInt.asIntN(integerBits[type]!, value).toString();
}

const bitsView = new DataView(new ArrayBuffer(8));

/** A float constant in LLVM's exact form: the bits of the double with that value. */
export function floatText(type: "f32" | "f64", value: number): string {
  bitsView.setFloat64(0, type === "f32" ? Math.fround(value) : value);
  return `0x${bitsView.getBigUint64(0).toString(16).padStart(16, "0").toUpperCase()}`;
}
