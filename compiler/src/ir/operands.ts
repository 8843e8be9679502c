/**
 * Constructors of operands and callees, and the type of an operand. Integer constants are kept in the signed form of their
 * width, so that equal constants are equal texts.
 */
import type { Callee, FloatType, IntType, IrFunction, IrType, Operand, Signature, ValueId } from "./ir.ts";

export const intBits: Record<IntType | "i1", number> = { i1: 1, i8: 8, i16: 16, i32: 32, i64: 64 };

export function isIntType(type: IrType): type is IntType | "i1" {
  return type in intBits;
}

export function isFloatType(type: IrType): type is FloatType {
  return type === "f32" || type === "f64";
}

/** An integer constant, wrapped to its width. */
export function int(type: IntType | "i1", value: bigint | number): Operand {
  const wide = BigInt(value);
  return { kind: "int", type, value: type === "i1" ? BigInt.asUintN(1, wide) : BigInt.asIntN(intBits[type], wide) };
}

export const bool = (value: boolean): Operand => int("i1", value ? 1n : 0n);
export const i8 = (value: bigint | number): Operand => int("i8", value);
export const i16 = (value: bigint | number): Operand => int("i16", value);
export const i32 = (value: bigint | number): Operand => int("i32", value);
export const i64 = (value: bigint | number): Operand => int("i64", value);
export const f64 = (value: number): Operand => ({ kind: "float", type: "f64", value });
export const f32 = (value: number): Operand => ({ kind: "float", type: "f32", value: Math.fround(value) });
export const str = (text: string): Operand => ({ kind: "string", text });
export const staticRef = (name: string): Operand => ({ kind: "static", name });
export const nullRef: Operand = { kind: "null" };
export const undefinedRef: Operand = { kind: "undefined" };
export const nullPtr: Operand = { kind: "nullptr" };
export const functionPtr = (name: string): Operand => ({ kind: "function", name });
export const dataPtr = (name: string): Operand => ({ kind: "data", name });
export const symbolPtr = (name: string): Operand => ({ kind: "symbol", name });
export const sizeOfClass = (name: string): Operand => ({ kind: "sizeof", class: name });
export const valueRef = (id: ValueId): Operand => ({ kind: "value", id });

export const direct = (name: string): Callee => ({ kind: "direct", name });
export const indirect = (pointer: Operand, signature: Signature): Callee => ({ kind: "indirect", pointer, signature });

/** The type of an operand inside a function; `types` is `IrFunction.types`. */
export function operandType(fn: Pick<IrFunction, "types">, operand: Operand): IrType {
  switch (operand.kind) {
    case "value":
      return fn.types[operand.id] ?? "void";
    case "int":
    case "float":
      return operand.type;
    case "null":
    case "undefined":
    case "string":
    case "static":
      return "ref";
    case "nullptr":
    case "function":
    case "data":
    case "symbol":
      return "ptr";
    case "sizeof":
      return "i64";
  }
}

/** Is it an object whose count never changes? */
export function isImmortal({ kind }: Operand): boolean {
  return kind === "string" || kind === "static" || kind === "null" || kind === "undefined";
}

/** Are two operands the same value or constant? Floats by their bits (`-0` differs from `0`, `NaN` equals itself). */
export function sameOperand(a: Operand, b: Operand): boolean {
  switch (a.kind) {
    case "value":
      return b.kind === "value" && a.id === b.id;
    case "int":
      return b.kind === "int" && a.type === b.type && a.value === b.value;
    case "float":
      return b.kind === "float" && a.type === b.type && Object.is(a.value, b.value);
    case "string":
      return b.kind === "string" && a.text === b.text;
    case "static":
    case "function":
    case "data":
    case "symbol":
      return b.kind === a.kind && a.name === b.name;
    case "sizeof":
      return b.kind === "sizeof" && a.class === b.class;
    case "null":
    case "undefined":
    case "nullptr":
      return a.kind === b.kind;
  }
}

/** Zero of a type; for counted types `undefined`. An `any` has no constant: box `undefined`. */
export function zeroOf(type: IrType): Operand {
  switch (type) {
    case "i1":
    case "i8":
    case "i16":
    case "i32":
    case "i64":
      return int(type, 0n);
    case "f32":
      return f32(0);
    case "f64":
      return f64(0);
    case "ptr":
      return nullPtr;
    case "ref":
      return undefinedRef;
    case "any":
    case "void":
      throw new Error(`no zero constant of type ${type}`);
  }
}
