/**
 * Elements of typed arrays. `a[i]` is a test against the length and a load or store of the element's machine type; the memory never moves, so
 * that the optimiser may keep length and address in registers over a loop.
 */
import type ts from "typescript";
import type { IntType, Operand } from "../../ir/ir.ts";
import { i64, int } from "../../ir/operands.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { storage } from "../types/representation.ts";
import { type IntName, integerTy, intShapes, intTy, numberTy, type Ty } from "../types/ty.ts";
import type { Place } from "./assign.ts";
import { require, toDouble } from "./coerce.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { indexOperand, offsetOf, sizeOfStorage } from "./member.ts";
import type { Val } from "./value.ts";

interface TypedArray {
  /** The class that has the fields `data` and `count`. */
  readonly data: ClassInfo;
  readonly count: ClassInfo;
  readonly element: Ty;
  /** Numbers are kept inside the range of a byte, not wrapped. */
  readonly clamps: boolean;
}

/** What kind of typed array a type is, if it is one. */
export function typedArrayOf(f: FunctionLowering, ty: Ty): TypedArray | undefined {
  if (ty.kind !== "class") return undefined;
  const declaration = f.c.library.classDeclaration("TypedArray");
  for (let at: ClassInfo | undefined = ty.info; at !== undefined; at = at.base) {
    if (at.declaration !== declaration) continue;
    const self = at.args[1]!;
    const clamps = self.kind === "class" && self.info.declaration.name?.text === "Uint8ClampedArray";
    return { data: at, count: at.base!, element: at.args[0]!, clamps };
  }
  return undefined;
}

export function typedArrayLength(f: FunctionLowering, array: TypedArray, object: Operand): Val {
  f.c.ensureClass(array.data);
  return { op: f.b.convert("zext", "i64", f.b.fieldGet("i32", array.count.name, "count", object)), ty: integerTy };
}

function addressOf(f: FunctionLowering, array: TypedArray, object: Operand, at: Operand): Operand {
  const data = f.b.fieldGet("ptr", array.data.name, "data", object);
  return offsetOf(f, data, at, sizeOfStorage(array.element));
}

/** The address of an element, which must exist. */
function checkedAddress(f: FunctionLowering, array: TypedArray, object: Val, index: Val, node: ts.Node): Operand {
  const at = indexOperand(f, index, node);
  const length = typedArrayLength(f, array, object.op);
  require(f, f.b.compare("ult", at, length.op), () => {
    f.callRuntime(
      "throwIndex",
      [
        { op: at, ty: intTy("i64") },
        { op: length.op, ty: intTy("i64") },
      ],
      [],
      node,
    );
  });
  return addressOf(f, array, object.op, at);
}

function load(f: FunctionLowering, element: Ty, address: Operand): Val {
  const value = f.b.load(storage(element), address);
  if (element.kind !== "int") return { op: toDouble(f, { op: value, ty: element }), ty: numberTy };
  return { op: f.b.convert(intShapes[element.name].signed ? "sext" : "zext", "i64", value), ty: integerTy };
}

export function typedArrayElement(f: FunctionLowering, array: TypedArray, object: Val, index: Val, node: ts.Node): Val {
  return load(f, array.element, checkedAddress(f, array, object, index, node));
}

/** `a[i]` as a place. Writing outside throws, as reading does. */
export function typedArrayPlace(f: FunctionLowering, array: TypedArray, object: Val, index: Val, node: ts.Node): Place {
  return {
    ty: numberTy,
    takesIntegers: true,
    get: () => typedArrayElement(f, array, object, index, node),
    set: (val) => {
      const value = elementFrom(f, array, val, node);
      f.b.store(storage(array.element), checkedAddress(f, array, object, index, node), value);
    },
  };
}

/** A number as an element: wrapped, clamped or rounded. */
function elementFrom(f: FunctionLowering, array: TypedArray, val: Val, node: ts.Node): Operand {
  const { element } = array;
  if (element.kind !== "int") {
    const double = toDouble(f, val);
    return element.kind === "f32" ? f.b.convert("fptrunc", "f32", double) : double;
  }
  if (array.clamps) return f.callRuntime("clampByte", [{ op: toDouble(f, val), ty: numberTy }], [], node).op;
  return wrapped(f, element.name, val, node);
}

function wrapped(f: FunctionLowering, name: IntName, val: Val, node: ts.Node): Operand {
  const { bits } = intShapes[name];
  const type: IntType = `i${bits}`;
  if (val.literal !== undefined) return int(type, BigInt.asUintN(bits, val.literal));
  if (val.ty.kind === "integer") return f.b.convert("trunc", type, val.op);
  const word = f.callRuntime("toInt32", [{ op: toDouble(f, val), ty: numberTy }], [], node).op;
  return bits === 32 ? word : f.b.convert("trunc", type, word);
}

/** Visits the elements in order. */
export function iterateTypedArray(
  f: FunctionLowering,
  array: TypedArray,
  source: Val,
  visit: (value: Val, blocks: { readonly next: string; readonly done: string }) => void,
): void {
  const b = f.b;
  const held = b.addLocal("array", "ref");
  b.localSet(held, source.op);
  const index = b.addLocal("index", "i64");
  b.localSet(index, i64(0));
  const [head, body, next, done] = ["loop", "body", "next", "done"].map((name) => b.newBlock(name)) as [
    string,
    string,
    string,
    string,
  ];
  b.jump(head);
  b.setBlock(head);
  const length = typedArrayLength(f, array, b.localGet(held));
  b.branch(b.compare("ult", b.localGet(index), length.op), body, done);
  b.setBlock(body);
  const value = load(f, array.element, addressOf(f, array, b.localGet(held), b.localGet(index)));
  visit({ op: toDouble(f, value), ty: numberTy }, { next, done });
  if (!b.isTerminated) b.jump(next);
  b.setBlock(next);
  b.localSet(index, b.binary("add", b.localGet(index), i64(1)));
  b.jump(head);
  b.setBlock(done);
}
