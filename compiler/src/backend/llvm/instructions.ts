/** Instructions, one emitter per operation. Calls, objects, counting, asm and intrinsics have files of their own. */

import { AnyTag, anyPayloadType, type Instr, type IrType, isCounted, type Predicate } from "../../ir/ir.ts";
import { typeAlign } from "../../ir/layout.ts";
import { emitAsm } from "./asm.ts";
import { emitCallInstr } from "./calls.ts";
import type { FunctionEmitter } from "./function.ts";
import { emitIntrinsic } from "./intrinsics.ts";
import { emitFieldGet, emitFieldInit, emitFieldSet, emitInit, emitIs, emitTableGet } from "./objects.ts";
import { emitRelease, emitRetain, releaseCall } from "./refcount.ts";
import { emitReset, emitResetFree, emitResetTake } from "./reuse.ts";
import { emitRoomInit, emitStackEnd, emitStackInit, emitStackRoom } from "./stack.ts";
import { integerBits, llvmType } from "./types.ts";

type Of<Op extends Instr["op"]> = Extract<Instr, { op: Op }>;
type Emitters = { readonly [Op in Instr["op"]]: (emitter: FunctionEmitter, instr: Of<Op>) => void };

const floatPredicates: Partial<Record<Predicate, string>> = {
  foeq: "oeq",
  fune: "une",
  folt: "olt",
  fole: "ole",
  fogt: "ogt",
  foge: "oge",
};

const emitters: Emitters = {
  binary(emitter, instr) {
    const right = emitter.operand(instr.right);
    emitter.result(instr, `${instr.operator} ${emitter.typed(instr.left)}, ${right}`);
  },
  compare(emitter, instr) {
    const float = floatPredicates[instr.predicate];
    const operation = float ? `fcmp ${float}` : `icmp ${instr.predicate}`;
    emitter.result(instr, `${operation} ${emitter.typed(instr.left)}, ${emitter.operand(instr.right)}`);
  },
  fneg(emitter, instr) {
    emitter.result(instr, `fneg ${emitter.typed(instr.value)}`);
  },
  convert: emitConvert,
  select(emitter, instr) {
    const { condition, then, else: otherwise } = instr;
    emitter.result(
      instr,
      `select i1 ${emitter.operand(condition)}, ${emitter.typed(then)}, ${emitter.typed(otherwise)}`,
    );
  },
  "local.get"(emitter, instr) {
    const type = emitter.fn.locals.get(instr.local);
    if (type === undefined) throw new Error(`${emitter.fn.name}: no local ${instr.local}`);
    emitter.result(instr, `load ${llvmType(type)}, ptr ${localName(instr.local)}`);
  },
  "local.set"(emitter, instr) {
    emitter.line(`store ${emitter.typed(instr.value)}, ptr ${localName(instr.local)}`);
  },
  init: emitInit,
  "stack.init": emitStackInit,
  "stack.end": emitStackEnd,
  "stack.room": emitStackRoom,
  "room.init": emitRoomInit,
  "room.get"(emitter, instr) {
    emitter.result(instr, `bitcast ptr ${emitter.operand(instr.address)} to ptr`);
  },
  "room.leave"() {},
  reset: emitReset,
  "reset.take": emitResetTake,
  "reset.free": emitResetFree,
  "field.get": emitFieldGet,
  "field.take": emitFieldGet,
  "field.set": emitFieldSet,
  "field.init": emitFieldInit,
  load(emitter, instr) {
    emitLoad(emitter, instr, instr.volatile);
  },
  take(emitter, instr) {
    emitLoad(emitter, instr, false);
  },
  store(emitter, instr) {
    const volatile = instr.volatile ? "volatile " : "";
    const address = emitter.operand(instr.address);
    if (instr.type === "i1") {
      const byte = emitter.define(`zext i1 ${emitter.operand(instr.value)} to i8`);
      emitter.line(`store ${volatile}i8 ${byte}, ptr ${address}, ${memoryTraits(emitter, instr)}`);
      return;
    }
    const value = `${llvmType(instr.type)} ${emitter.operand(instr.value)}`;
    emitter.line(`store ${volatile}${value}, ptr ${address}, ${memoryTraits(emitter, instr)}`);
  },
  offset(emitter, instr) {
    emitter.result(
      instr,
      `getelementptr i8, ptr ${emitter.operand(instr.address)}, i64 ${emitter.operand(instr.bytes)}`,
    );
  },
  call: emitCallInstr,
  "global.get": emitGlobalGet,
  "global.take": emitGlobalGet,
  "global.set"(emitter, instr) {
    const type = globalType(emitter, instr.global);
    const name = emitter.context.globalVariable(instr.global);
    const old = isCounted(type) ? emitter.define(`load ${llvmType(type)}, ptr ${name}`) : undefined;
    emitter.line(
      `store ${volatileMark(emitter, instr.global)}${llvmType(type)} ${emitter.operand(instr.value)}, ptr ${name}`,
    );
    if (old) emitter.line(releaseCall(emitter.context, type, old, emitter.fn));
  },
  "global.init"(emitter, instr) {
    emitter.line(`store ${emitter.typed(instr.value)}, ptr ${emitter.context.globalVariable(instr.global)}`);
  },
  "any.box"(emitter, instr) {
    const payload = packPayload(emitter, anyPayloadType[instr.tag], emitter.operand(instr.value));
    emitter.result(instr, `insertvalue { i64, i64 } { i64 ${AnyTag[instr.tag]}, i64 poison }, i64 ${payload}, 1`);
  },
  "any.unbox"(emitter, instr) {
    const payload = emitter.define(`extractvalue ${emitter.typed(instr.value)}, 1`);
    emitUnpack(emitter, instr, anyPayloadType[instr.tag], payload);
  },
  "any.tag"(emitter, instr) {
    const tag = emitter.define(`extractvalue ${emitter.typed(instr.value)}, 0`);
    emitter.result(instr, `trunc i64 ${tag} to i32`);
  },
  is: emitIs,
  "table.get": emitTableGet,
  asm: emitAsm,
  intrinsic: emitIntrinsic,
  retain(emitter, instr) {
    emitRetain(emitter, instr.value);
  },
  release(emitter, instr) {
    emitRelease(emitter, instr.value);
  },
};

export function emitInstr(emitter: FunctionEmitter, instr: Instr): void {
  const emit = emitters[instr.op] as (emitter: FunctionEmitter, instr: Instr) => void;
  emit(emitter, instr);
}

const localName = (local: string): string => `%${JSON.stringify(`local.${local}`)}`;

function emitGlobalGet(emitter: FunctionEmitter, instr: Of<"global.get" | "global.take">): void {
  const type = globalType(emitter, instr.global);
  emitter.result(
    instr,
    `load ${volatileMark(emitter, instr.global)}${llvmType(type)}, ptr ${emitter.context.globalVariable(instr.global)}`,
  );
}

function globalType(emitter: FunctionEmitter, name: string): IrType {
  const definition = emitter.context.module.globals.get(name);
  if (!definition) throw new Error(`${emitter.fn.name}: no global ${name}`);
  return definition.type;
}

const volatileMark = (emitter: FunctionEmitter, name: string): string =>
  emitter.context.module.globals.get(name)?.volatile ? "volatile " : "";

/**
 * Raw pointers promise no alignment (packed structs), and x86-64 needs none. Counted values are where the runtime put them: aligned.
 */
function rawAlign(type: IrType): number {
  return isCounted(type) ? 8 : 1;
}

/** Alignment of an access, and what it can't overlap: elements of arrays are aligned and no fields, of raw memory nothing is known. */
function memoryTraits(emitter: FunctionEmitter, instr: Of<"load"> | Of<"take"> | Of<"store">): string {
  if (instr.op === "take" || !instr.element) return `align ${instr.type === "i1" ? 1 : rawAlign(instr.type)}`;
  return `align ${typeAlign[instr.type]}, !tbaa ${emitter.context.aliasTag(`element ${instr.type}`)}`;
}

function emitLoad(emitter: FunctionEmitter, instr: Of<"load"> | Of<"take">, isVolatile: boolean): void {
  const volatile = isVolatile ? "volatile " : "";
  const address = emitter.operand(instr.address);
  if (instr.type === "i1") {
    // Memory that hardware writes may hold any byte; an i1 load would leave the other bits undefined.
    const byte = emitter.define(`load ${volatile}i8, ptr ${address}, ${memoryTraits(emitter, instr)}`);
    emitter.result(instr, `icmp ne i8 ${byte}, 0`);
    return;
  }
  emitter.result(instr, `load ${volatile}${llvmType(instr.type)}, ptr ${address}, ${memoryTraits(emitter, instr)}`);
}

function emitConvert(emitter: FunctionEmitter, instr: Of<"convert">): void {
  const from = emitter.typeOf(instr.value);
  const value = emitter.typed(instr.value);
  const to = llvmType(instr.to);
  switch (instr.conversion) {
    case "fptosi":
    case "fptoui": {
      const name = `@llvm.${instr.conversion}.sat.${instr.to}.${from}`;
      emitter.context.declare(name, `${to} ${name}(${llvmType(from)})`);
      emitter.result(instr, `call ${to} ${name}(${value})`);
      return;
    }
    case "truncate": {
      const pair = emitter.define(`insertelement <2 x double> zeroinitializer, ${value}, i64 0`);
      emitter.context.declare("@llvm.x86.sse2.cvttsd2si64", "i64 @llvm.x86.sse2.cvttsd2si64(<2 x double>)");
      emitter.result(instr, `call i64 @llvm.x86.sse2.cvttsd2si64(<2 x double> ${pair})`);
      return;
    }
    case "exact":
      // Unlike the two above, LLVM sees through it: what was made from an integer is that integer.
      emitter.result(instr, `fptosi ${value} to ${to}`);
      return;
    case "bits":
    case "addressof":
    case "refof":
      emitter.result(instr, `bitcast ${value} to ${to}`);
      return;
    case "trunc":
    case "zext":
    case "sext": {
      const same = integerBits[from] === integerBits[instr.to];
      emitter.result(instr, `${same ? "bitcast" : instr.conversion} ${value} to ${to}`);
      return;
    }
    default:
      emitter.result(instr, `${instr.conversion} ${value} to ${to}`);
  }
}

/** A value's bits as an `i64`, upper bits zero. */
function packPayload(emitter: FunctionEmitter, type: IrType, value: string): string {
  switch (type) {
    case "i64":
      return value;
    case "f64":
      return emitter.define(`bitcast double ${value} to i64`);
    case "ptr":
    case "ref":
      return emitter.define(`ptrtoint ptr ${value} to i64`);
    case "f32": {
      const bits = emitter.define(`bitcast float ${value} to i32`);
      return emitter.define(`zext i32 ${bits} to i64`);
    }
    default:
      return emitter.define(`zext ${llvmType(type)} ${value} to i64`);
  }
}

function emitUnpack(
  emitter: FunctionEmitter,
  instr: { readonly result?: number },
  type: IrType,
  payload: string,
): void {
  switch (type) {
    case "i64":
      emitter.result(instr, `bitcast i64 ${payload} to i64`);
      return;
    case "f64":
      emitter.result(instr, `bitcast i64 ${payload} to double`);
      return;
    case "ptr":
    case "ref":
      emitter.result(instr, `inttoptr i64 ${payload} to ptr`);
      return;
    case "f32":
      emitter.result(instr, `bitcast i32 ${emitter.define(`trunc i64 ${payload} to i32`)} to float`);
      return;
    default:
      emitter.result(instr, `trunc i64 ${payload} to ${llvmType(type)}`);
  }
}
