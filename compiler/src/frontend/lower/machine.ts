/** Members of the machine types: pointers, structs in memory, inline arrays, interrupt handlers. */
import type ts from "typescript";
import type { Operand } from "../../ir/ir.ts";
import { typeAlign, typeSize } from "../../ir/layout.ts";
import { int, nullPtr } from "../../ir/operands.ts";
import { CompileError, codes } from "../failure.ts";
import type { ClassInfo } from "../types/class-info.ts";
import { storage } from "../types/representation.ts";
import { booleanTy, integerTy, intTy, type Ty, tyDisplay } from "../types/ty.ts";
import type { Place } from "./assign.ts";
import { lowerExpression, lowerTo } from "./expression.ts";
import type { FunctionLowering } from "./function-lowering.ts";
import { indexOperand, offsetOf } from "./member.ts";
import { type Val, voidVal } from "./value.ts";

// ---- layout ----

interface Layout {
  readonly size: number;
  readonly align: number;
}

/** Size and alignment of a type in memory, as C lays it out. */
export function layoutOf(ty: Ty, node: ts.Node): Layout {
  if (ty.kind === "struct") return structLayout(ty.info, node);
  if (ty.kind === "inlineArray") {
    const element = layoutOf(ty.element, node);
    return { size: element.size * ty.length, align: element.align };
  }
  if (ty.kind === "void" || ty.kind === "never")
    throw new CompileError(node, codes.machineApi, `a '${tyDisplay(ty)}' has no size`);
  const type = storage(ty);
  return { size: typeSize[type], align: typeAlign[type] };
}

function structLayout(info: ClassInfo, node: ts.Node): Layout {
  let offset = 0;
  let align = 1;
  for (const field of structFields(info)) {
    const layout = layoutOf(field.type, node);
    if (info.layout !== "packed") {
      offset = roundUp(offset, layout.align);
      align = Math.max(align, layout.align);
    }
    offset += layout.size;
  }
  return { size: roundUp(offset, align), align };
}

function structFields(info: ClassInfo) {
  const own = [...info.fields()];
  return info.base === undefined ? own : [...info.base.fields(), ...own];
}

function roundUp(value: number, align: number): number {
  return Math.ceil(value / align) * align;
}

export function structField(info: ClassInfo, name: string, node: ts.Node): { offset: number; type: Ty } | undefined {
  let offset = 0;
  for (const field of structFields(info)) {
    const layout = layoutOf(field.type, node);
    if (info.layout !== "packed") offset = roundUp(offset, layout.align);
    if (field.name === name) return { offset, type: field.type };
    offset += layout.size;
  }
  return undefined;
}

// ---- access ----

/** Is a value of this type a place in memory, reached by its address? */
function isView(ty: Ty): boolean {
  return ty.kind === "struct" || ty.kind === "inlineArray";
}

/** Reads what is at an address: structs and inline arrays stay where they are. */
export function readAt(f: FunctionLowering, address: Operand, ty: Ty, volatile = false): Val {
  return isView(ty) ? { op: address, ty } : { op: f.b.load(storage(ty), address, volatile), ty };
}

export function writeAt(f: FunctionLowering, address: Operand, val: Val, volatile: boolean, node: ts.Node): void {
  if (isView(val.ty)) {
    f.b.intrinsic("memmove", [address, val.op, int("i64", layoutOf(val.ty, node).size)], "void");
    return;
  }
  f.b.store(storage(val.ty), address, val.op, volatile);
}

export function elementAt(f: FunctionLowering, base: Operand, index: Val, ty: Ty, node: ts.Node): Operand {
  return offsetOf(f, base, indexOperand(f, index, node), layoutOf(ty, node).size);
}

const usize = intTy("usize");

/** A property of a machine type; undefined for other objects. */
export function machineMember(f: FunctionLowering, object: Val, name: string, node: ts.Node): Val | undefined {
  const { ty, op } = object;
  if (ty.kind === "pointer") {
    if (name === "address") return { op: f.b.convert("ptrtoint", "i64", op), ty: usize };
    if (name === "value") return readAt(f, op, ty.to);
    if (name === "isNull") return { op: f.b.compare("eq", op, nullPtr), ty: booleanTy };
  }
  if (ty.kind === "handler" && name === "address") return { op: f.b.convert("ptrtoint", "i64", op), ty: usize };
  if (ty.kind === "inlineArray") {
    if (name === "length") return { op: int("i64", ty.length), ty: integerTy, literal: BigInt(ty.length) };
    if (name === "pointer") return { op, ty: { kind: "pointer", to: ty.element } };
  }
  if (ty.kind === "struct") {
    const field = structField(ty.info, name, node);
    if (field !== undefined) return readAt(f, f.b.offset(op, int("i64", field.offset)), field.type);
    const getter = f.c.methodOf(ty.info, name, "get");
    if (getter !== undefined) return f.callInstance(f.c.instance(getter.declaration, [], getter.owner), [op]);
  }
  return undefined;
}

export function machinePlace(f: FunctionLowering, object: Val, name: string, node: ts.Node): Place | undefined {
  const { ty, op } = object;
  if (ty.kind === "pointer" && name === "value") {
    return { ty: ty.to, get: () => readAt(f, op, ty.to), set: (val) => writeAt(f, op, val, false, node) };
  }
  if (ty.kind !== "struct") return undefined;
  const field = structField(ty.info, name, node);
  if (field !== undefined) {
    const address = f.b.offset(op, int("i64", field.offset));
    return {
      ty: field.type,
      get: () => readAt(f, address, field.type),
      set: (val) => writeAt(f, address, val, false, node),
    };
  }
  const setter = f.c.methodOf(ty.info, name, "set");
  if (setter === undefined) return undefined;
  const instance = f.c.instance(setter.declaration, [], setter.owner);
  return {
    ty: instance.signature.params[0]!.type,
    get: () => machineMember(f, object, name, node)!,
    set: (val) => void f.callInstance(instance, [op, val.op]),
  };
}

export function machineElementPlace(_f: FunctionLowering, object: Val, _index: Val, node: ts.Node): Place | undefined {
  if (object.ty.kind !== "pointer" && object.ty.kind !== "inlineArray") return undefined;
  throw new CompileError(
    node,
    codes.machineApi,
    "pointers are not indexed with brackets",
    "use at(index) and set(index, value)",
  );
}

type MemberCall = (
  f: FunctionLowering,
  base: Operand,
  to: Ty,
  args: readonly ts.Expression[],
  node: ts.CallExpression,
) => Val;

const pointerCalls: Record<string, MemberCall> = {
  read: (f, base, to) => readAt(f, base, to),
  write: (f, base, to, args, node) => {
    writeAt(f, base, lowerTo(f, args[0]!, to), false, node);
    return voidVal;
  },
  readVolatile: (f, base, to) => readAt(f, base, to, true),
  writeVolatile: (f, base, to, args, node) => {
    writeAt(f, base, lowerTo(f, args[0]!, to), true, node);
    return voidVal;
  },
  add: (f, base, to, args, node) => ({
    op: elementAt(f, base, lowerExpression(f, args[0]!), to, node),
    ty: { kind: "pointer", to },
  }),
  at: (f, base, to, args, node) => readAt(f, elementAt(f, base, lowerExpression(f, args[0]!), to, node), to),
  set: (f, base, to, args, node) => {
    const address = elementAt(f, base, lowerExpression(f, args[0]!), to, node);
    writeAt(f, address, lowerTo(f, args[1]!, to), false, node);
    return voidVal;
  },
  cast: (f, base, _to, _args, node) => {
    const type = node.typeArguments?.[0];
    if (type === undefined)
      throw new CompileError(node, codes.machineApi, "cast needs the new type", "pointer.cast<u32>()");
    return { op: base, ty: { kind: "pointer", to: f.translate(f.c.checker.getTypeFromTypeNode(type), type) } };
  },
};

/** A method of a machine type; undefined for other objects. */
export function callMachineMember(
  f: FunctionLowering,
  object: Val,
  name: string,
  node: ts.CallExpression,
): Val | undefined {
  const { ty, op } = object;
  if (ty.kind === "pointer") return pointerCalls[name]?.(f, op, ty.to, node.arguments, node);
  if (ty.kind === "inlineArray" && (name === "at" || name === "set"))
    return pointerCalls[name]!(f, op, ty.element, node.arguments, node);
  return undefined;
}
