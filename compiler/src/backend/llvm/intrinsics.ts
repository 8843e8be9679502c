/** The operations that the backend knows by name, as a table. Their meaning is documented at `IntrinsicName`. */

import { type Instr, type IrType, isCounted, type Operand } from "../../ir/ir.ts";
import { cyclicTest, hasCyclicClasses, traceCoroutineHelper, traceFieldsHelper, visitHelper } from "./cycles.ts";
import { emitDebugVariable } from "./debug-variables.ts";
import type { FunctionEmitter } from "./function.ts";
import { dropFieldsHelper, emitClassName, emitClassSize, loadClassId } from "./objects.ts";
import { emitRelease, emitRetain, releaseCall } from "./refcount.ts";
import { roundingHelper } from "./rounding.ts";
import { releaseStatics } from "./statics.ts";
import { llvmType } from "./types.ts";
import { undefinedOf } from "./undefined.ts";

type IntrinsicInstr = Extract<Instr, { op: "intrinsic" }>;
type Emit = (emitter: FunctionEmitter, instr: IntrinsicInstr) => void;

function operandOf(emitter: FunctionEmitter, instr: IntrinsicInstr, index: number): Operand {
  const operand = instr.args[index];
  if (!operand) throw new Error(`${emitter.fn.name}: intrinsic ${instr.name} wants more operands`);
  return operand;
}

const arg = (emitter: FunctionEmitter, instr: IntrinsicInstr, index: number): string =>
  emitter.operand(operandOf(emitter, instr, index));
const typedArg = (emitter: FunctionEmitter, instr: IntrinsicInstr, index: number): string =>
  emitter.typed(operandOf(emitter, instr, index));
const typeOfArg = (emitter: FunctionEmitter, instr: IntrinsicInstr, index: number): IrType =>
  emitter.typeOf(operandOf(emitter, instr, index));

/** A call of an LLVM intrinsic on operands of one type, with constant operands behind; `@llvm.ctpop.i32`. */
function overloaded(name: string, tail: readonly string[] = []): Emit {
  return (emitter, instr) => {
    const irType = typeOfArg(emitter, instr, 0);
    const type = llvmType(irType);
    const full = `@llvm.${name}.${irType}`;
    const params = [...instr.args.map(() => type), ...tail.map((one) => one.split(" ")[0]!)];
    emitter.context.declare(full, `${type} ${full}(${params.join(", ")})`);
    const args = [...instr.args.map((one) => emitter.typed(one)), ...tail];
    emitter.result(instr, `call ${type} ${full}(${args.join(", ")})`);
  };
}

/** Copies and fills; the last LLVM operand says that they are not volatile. */
function memoryTransfer(name: string, params: string): Emit {
  return (emitter, instr) => {
    const full = `@llvm.${name}`;
    emitter.context.declare(full, `void ${full}(${params}, i1 immarg)`);
    const args = instr.args.map((one) => emitter.typed(one));
    emitter.line(`call void ${full}(${args.join(", ")}, i1 false)`);
  };
}

/** The rounding instructions are newer than the oldest processors the kernel runs on. */
function rounding(name: "floor" | "ceil" | "trunc" | "rint"): Emit {
  const instruction = overloaded(name);
  return (emitter, instr) => {
    if (!emitter.context.kernel) instruction(emitter, instr);
    else
      emitter.result(instr, `call double ${roundingHelper(emitter.context, name)}(double ${arg(emitter, instr, 0)})`);
  };
}

function frame(name: "frameaddress.p0" | "returnaddress"): Emit {
  return (emitter, instr) => {
    const full = emitter.context.declare(`@llvm.${name}`, `ptr @llvm.${name}(i32 immarg)`);
    emitter.result(instr, `call ptr ${full}(i32 0)`);
  };
}

function releaseAt(type: "ref" | "any"): Emit {
  return (emitter, instr) => {
    const value = emitter.define(`load ${llvmType(type)}, ptr ${arg(emitter, instr, 0)}, align 8`);
    emitter.line(releaseCall(emitter.context, type, value));
  };
}

function traceAt(type: "ref" | "any"): Emit {
  return (emitter, instr) => {
    const value = emitter.define(`load ${llvmType(type)}, ptr ${arg(emitter, instr, 0)}, align 8`);
    emitter.line(`call void ${visitHelper(emitter.context, type)}(${llvmType(type)} ${value})`);
  };
}

function atomicUpdate(operation: "xchg" | "add"): Emit {
  return (emitter, instr) =>
    emitter.result(
      instr,
      `atomicrmw ${operation} ptr ${arg(emitter, instr, 0)}, ${typedArg(emitter, instr, 1)} seq_cst`,
    );
}

/** Bytes of what atomic loads and stores may move: LLVM wants the alignment spelled out. */
const atomicAlign: Partial<Record<IrType, number>> = { i8: 1, i16: 2, i32: 4, i64: 8, ptr: 8, f32: 4, f64: 8 };

function alignOf(emitter: FunctionEmitter, type: IrType): number {
  const align = atomicAlign[type];
  if (align === undefined) throw new Error(`${emitter.fn.name}: an atomic access to ${type}`);
  return align;
}

function coroutineStep(name: "resume" | "destroy"): Emit {
  return (emitter, instr) => {
    const full = emitter.context.declare(`@llvm.coro.${name}`, `void @llvm.coro.${name}(ptr)`);
    emitter.line(`call void ${full}(ptr ${arg(emitter, instr, 0)})`);
  };
}

const refcountTag = (emitter: FunctionEmitter): string => `align 8, !tbaa ${emitter.context.aliasTag("refcount")}`;

const intrinsics: Readonly<Record<string, Emit>> = {
  memcpy: memoryTransfer("memcpy.p0.p0.i64", "ptr, ptr, i64"),
  memmove: memoryTransfer("memmove.p0.p0.i64", "ptr, ptr, i64"),
  memset: memoryTransfer("memset.p0.i64", "ptr, i8, i64"),
  memcmp(emitter, instr) {
    const name = emitter.context.declare(
      "@memcmp",
      "i32 @memcmp(ptr, ptr, i64) nounwind willreturn memory(argmem: read)",
    );
    emitter.result(instr, `call i32 ${name}(${instr.args.map((one) => emitter.typed(one)).join(", ")})`);
  },
  ctpop: overloaded("ctpop"),
  ctlz: overloaded("ctlz", ["i1 false"]),
  cttz: overloaded("cttz", ["i1 false"]),
  bswap(emitter, instr) {
    // LLVM has no byte swap of one byte.
    if (typeOfArg(emitter, instr, 0) === "i8") emitter.result(instr, `bitcast ${typedArg(emitter, instr, 0)} to i8`);
    else overloaded("bswap")(emitter, instr);
  },
  sqrt: overloaded("sqrt"),
  fabs: overloaded("fabs"),
  copysign: overloaded("copysign"),
  floor: rounding("floor"),
  ceil: rounding("ceil"),
  trunc: rounding("trunc"),
  rint: rounding("rint"),
  "frame.address": frame("frameaddress.p0"),
  "return.address": frame("returnaddress"),
  "class.id"(emitter, instr) {
    emitter.result(instr, `bitcast i32 ${loadClassId(emitter, arg(emitter, instr, 0))} to i32`);
  },
  "class.size"(emitter, instr) {
    emitter.result(instr, emitClassSize(emitter, loadClassId(emitter, arg(emitter, instr, 0))));
  },
  "class.cyclic"(emitter, instr) {
    const { context } = emitter;
    if (!hasCyclicClasses(context)) emitter.result(instr, "bitcast i1 false to i1");
    else emitter.result(instr, `call i1 ${cyclicTest(context)}(ptr ${arg(emitter, instr, 0)})`);
  },
  "class.name"(emitter, instr) {
    emitter.result(instr, emitClassName(emitter, loadClassId(emitter, arg(emitter, instr, 0))));
  },
  "refcount.get"(emitter, instr) {
    emitter.result(instr, `load i32, ptr ${arg(emitter, instr, 0)}, ${refcountTag(emitter)}`);
  },
  "refcount.set"(emitter, instr) {
    emitter.line(`store ${typedArg(emitter, instr, 1)}, ptr ${arg(emitter, instr, 0)}, ${refcountTag(emitter)}`);
  },
  "drop.fields"(emitter, instr) {
    emitter.line(`call void ${dropFieldsHelper(emitter.context)}(ptr ${arg(emitter, instr, 0)})`);
  },
  retain(emitter, instr) {
    emitRetain(emitter, operandOf(emitter, instr, 0));
  },
  release(emitter, instr) {
    emitRelease(emitter, operandOf(emitter, instr, 0));
  },
  "drop.at.ref": releaseAt("ref"),
  "drop.at.any": releaseAt("any"),
  "trace.fields"(emitter, instr) {
    emitter.line(`call void ${traceFieldsHelper(emitter.context)}(ptr ${arg(emitter, instr, 0)})`);
  },
  "trace.at.ref": traceAt("ref"),
  "trace.at.any": traceAt("any"),
  "atomic.exchange": atomicUpdate("xchg"),
  "atomic.add": atomicUpdate("add"),
  "atomic.compare.exchange"(emitter, instr) {
    const [expected, next] = [typedArg(emitter, instr, 1), typedArg(emitter, instr, 2)];
    const pair = emitter.define(`cmpxchg ptr ${arg(emitter, instr, 0)}, ${expected}, ${next} seq_cst seq_cst`);
    emitter.result(instr, `extractvalue { ${llvmType(typeOfArg(emitter, instr, 1))}, i1 } ${pair}, 0`);
  },
  "atomic.load"(emitter, instr) {
    const type = emitter.typeOf({ kind: "value", id: instr.result! });
    const align = alignOf(emitter, type);
    emitter.result(instr, `load atomic ${llvmType(type)}, ptr ${arg(emitter, instr, 0)} seq_cst, align ${align}`);
  },
  "atomic.store"(emitter, instr) {
    const align = alignOf(emitter, typeOfArg(emitter, instr, 1));
    emitter.line(`store atomic ${typedArg(emitter, instr, 1)}, ptr ${arg(emitter, instr, 0)} seq_cst, align ${align}`);
  },
  "debug.variable": emitDebugVariable,
  fence(emitter) {
    emitter.line("fence seq_cst");
  },
  trap(emitter) {
    emitter.line(`call void ${emitter.context.declare("@llvm.trap", "void @llvm.trap()")}()`);
  },
  "unreachable.hint"() {},
  "call.c"(emitter, instr) {
    const [target, ...args] = instr.args;
    if (!target) throw new Error(`${emitter.fn.name}: intrinsic call.c wants a pointer`);
    const typed = args.map((one) => emitter.typed(one)).join(", ");
    emitter.result(instr, `call i64 ${emitter.operand(target)}(${typed})`);
  },
  "coro.handle"(emitter, instr) {
    emitter.result(instr, "bitcast ptr %coro.handle to ptr");
  },
  "coro.trace"(emitter, instr) {
    const { context } = emitter;
    if (!context.program.tracesCoroutines) emitter.result(instr, "bitcast i1 true to i1");
    else emitter.result(instr, `call i1 ${traceCoroutineHelper(context)}(ptr ${arg(emitter, instr, 0)})`);
  },
  "coro.resume": coroutineStep("resume"),
  "coro.destroy": coroutineStep("destroy"),
  "module.fini"(emitter) {
    for (const { name, type } of emitter.context.module.globals.values()) {
      if (!isCounted(type)) continue;
      const global = emitter.context.globalVariable(name);
      const old = emitter.define(`load ${llvmType(type)}, ptr ${global}`);
      emitter.line(`store ${undefinedOf(type)}, ptr ${global}`);
      emitter.line(releaseCall(emitter.context, type, old, emitter.fn));
    }
    for (const line of releaseStatics(emitter.context)) emitter.line(line);
  },
  expect(emitter, instr) {
    const name = emitter.context.declare("@llvm.expect.i1", "i1 @llvm.expect.i1(i1, i1)");
    emitter.result(instr, `call i1 ${name}(${typedArg(emitter, instr, 0)}, ${typedArg(emitter, instr, 1)})`);
  },
};

export function emitIntrinsic(emitter: FunctionEmitter, instr: IntrinsicInstr): void {
  const emit = intrinsics[instr.name];
  if (!emit) throw new Error(`${emitter.fn.name}: there is no intrinsic ${instr.name}`);
  emit(emitter, instr);
}
