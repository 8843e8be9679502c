/**
 * Objects that are in the image from the start: header, fields and, of an array, its elements right behind them. Their count is that of string
 * constants, so counting leaves them alone.
 *
 * Elements begin 8 bytes behind a multiple of 16, where no allocator puts anything: so the runtime knows memory that it must not free
 * (`runtime/src/rt/memory.ts`).
 */

import {
  AnyTag,
  anyPayloadType,
  type Constant,
  type IrType,
  isCounted,
  type Operand,
  type StaticDef,
} from "../../ir/ir.ts";
import { elementsOffset, typeSize } from "../../ir/layout.ts";
import type { ModuleContext } from "./context.ts";
import { staticName } from "./names.ts";
import { dropGlue, dropNothing } from "./objects.ts";
import { immortalCount, nullName, undefinedName } from "./strings.ts";
import { floatText, integerText, llvmType, zeroOf } from "./types.ts";
import { undefinedValue } from "./undefined.ts";

const alignment = 16;

/** The definition of an object. */
export function staticLine(context: ModuleContext, def: StaticDef): string {
  const layout = context.layout.class(def.class);
  const types: string[] = [];
  const values: string[] = [];
  let end = 0;
  const add = (type: string, value: string, bytes: number): void => {
    types.push(type);
    values.push(`${type} ${value}`);
    end += bytes;
  };
  const pad = (to: number): void => {
    if (to > end) add(`[${to - end} x i8]`, "zeroinitializer", to - end);
  };
  add("i32", String(immortalCount), 4);
  add("i32", String(layout.id), 4);
  for (const { name, type, offset } of layout.fields) {
    pad(offset);
    add(llvmType(type), fieldOf(context, def, name, type), typeSize[type]);
  }
  pad(layout.size);
  const { elements } = def;
  if (elements !== undefined) {
    const type = layout.def.elements!;
    add(`[${elements.length} x ${llvmType(type)}]`, listOf(context, elements, type), elements.length * typeSize[type]);
  }
  const kind = def.constant === true ? "constant" : "global";
  const value = `<{ ${types.join(", ")} }> <{ ${values.join(", ")} }>`;
  return `${staticName(def.name)} = internal ${kind} ${value}, align ${alignment}`;
}

/** For the parts of a program that mention an object of another part. */
export function staticDeclaration({ name, constant }: StaticDef): string {
  return `${staticName(name)} = external hidden ${constant === true ? "constant" : "global"} i8, align ${alignment}`;
}

/** Instructions that release what all objects of the image hold. */
export function releaseStatics(context: ModuleContext): readonly string[] {
  const { module, layout } = context;
  return [...module.statics.values()].flatMap(({ name, class: className }) => {
    const drop = dropGlue(context, layout.class(className));
    return drop === dropNothing(context) ? [] : [`call void ${drop}(ptr ${context.static(name)})`];
  });
}

function fieldOf(context: ModuleContext, def: StaticDef, field: string, type: IrType): string {
  const { elements } = def;
  if (elements !== undefined && field === "capacity") return String(elements.length);
  if (elements !== undefined && field === "data") {
    if (elements.length === 0) return "null";
    return `getelementptr inbounds (i8, ptr ${context.static(def.name)}, i64 ${elementsOffset})`;
  }
  return constantOf(context, def.fields.get(field), type);
}

/** Elements as one array. */
function listOf(context: ModuleContext, elements: readonly Constant[], type: IrType): string {
  return `[ ${elements.map((one) => `${llvmType(type)} ${constantOf(context, one, type)}`).join(", ")} ]`;
}

/** What is not there is undefined or zero. */
function constantOf(context: ModuleContext, constant: Constant | undefined, type: IrType): string {
  if (constant === undefined) return isCounted(type) ? undefinedValue(type) : zeroOf(type);
  if (constant.kind !== "boxed") return operandOf(context, constant);
  return `{ i64 ${AnyTag[constant.tag]}, i64 ${payloadOf(context, constant)} }`;
}

function operandOf(context: ModuleContext, operand: Operand): string {
  switch (operand.kind) {
    case "int":
      return integerText(operand.type, operand.value);
    case "float":
      return floatText(operand.type, operand.value);
    case "null":
      return nullName;
    case "undefined":
      return undefinedName;
    case "string":
      return context.strings.reference(operand.text);
    case "static":
      return context.static(operand.name);
    case "nullptr":
      return "null";
    case "function":
      return context.convention(operand.name).symbol;
    case "data":
      return context.data(operand.name);
    default:
      throw new Error(`a ${operand.kind} is no constant of the image`);
  }
}

/** The 64 bits of an `any` behind its tag. */
function payloadOf(context: ModuleContext, { tag, value }: Constant & { kind: "boxed" }): string {
  if (value.kind === "int") return String(BigInt.asIntN(64, payloadBits(tag, value.value)));
  if (value.kind === "float") return String(floatBits(value.type, value.value));
  return `ptrtoint (ptr ${operandOf(context, value)} to i64)`;
}

/** Integers of less than 64 bits are extended by zeros, as `any.box` does. */
function payloadBits(tag: keyof typeof AnyTag, value: bigint): bigint {
  return BigInt.asUintN(8 * typeSize[anyPayloadType[tag]], value);
}

function floatBits(type: "f32" | "f64", value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  if (type === "f32") view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return view.getBigInt64(0, true);
}
