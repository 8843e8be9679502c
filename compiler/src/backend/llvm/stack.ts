/**
 * Objects in a function's frame. Their count is negative, so that nobody's retain or release changes it; their end is where the IR says. Then what the
 * runtime's `drop` does for others stands in the function itself: finalizer, fields. Whether the room is free between two lives LLVM is told, which shares
 * it. The checking mode fills it with bytes that are no object instead.
 */

import type { Instr, Operand, ValueId } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import { runtimeCall } from "./calls.ts";
import type { FunctionEmitter } from "./function.ts";
import { finalizerHelperName } from "./names.ts";
import { emitHeader, fieldTag } from "./objects.ts";
import { releaseCall } from "./refcount.ts";
import { llvmType } from "./types.ts";

type Of<Op extends Instr["op"]> = Extract<Instr, { op: Op }>;

/** Never changes, as the count of a constant. */
const stackCount = -1;
/** What the checking mode leaves: the class number is none. */
const deadByte = 0xde;

export function emitStackInit(emitter: FunctionEmitter, instr: Of<"stack.init">): void {
  const layout = emitter.context.layout.class(instr.class);
  const room = emitRoom(emitter, instr.result!, layout.size);
  emitHeader(emitter, room, layout, stackCount);
  emitter.result(instr, `bitcast ptr ${room} to ptr`);
}

export function emitStackRoom(emitter: FunctionEmitter, instr: Of<"stack.room">): void {
  const room = emitRoom(emitter, instr.result!, emitter.context.layout.class(instr.class).size);
  emitter.result(instr, `bitcast ptr ${room} to ptr`);
}

export function emitRoomInit(emitter: FunctionEmitter, instr: Of<"room.init">): void {
  const address = emitter.operand(instr.address);
  emitHeader(emitter, address, emitter.context.layout.class(instr.class), stackCount);
  emitter.result(instr, `bitcast ptr ${address} to ptr`);
}

/** Room of the function's own, by the value that stands for it. */
function emitRoom(emitter: FunctionEmitter, value: ValueId, size: number): string {
  const room = roomName(value);
  emitter.entryLine(`${room} = alloca [${size} x i8], align 16`);
  if (!emitter.context.options.checked)
    emitter.line(`call void ${lifetime(emitter, "start")}(i64 ${size}, ptr ${room})`);
  return room;
}

const roomName = (value: ValueId): string => `%stack.${value}`;

/** The room of the function's own that an object lies in; undefined if it is the caller's. */
function ownRoom({ fn }: FunctionEmitter, object: Operand): string | undefined {
  if (object.kind !== "value") return undefined;
  for (const { instrs } of fn.blocks) {
    const made = instrs.find(({ result }) => result === object.id);
    if (made?.op === "stack.init") return roomName(object.id);
    if (made?.op !== "room.get" || made.address.kind !== "value") continue;
    const room = made.address.id;
    const isOwn = fn.blocks.some((block) =>
      block.instrs.some((instr) => instr.op === "stack.room" && instr.result === room),
    );
    return isOwn ? roomName(room) : undefined;
  }
  return undefined;
}

export function emitStackEnd(emitter: FunctionEmitter, instr: Of<"stack.end">): void {
  const { context, fn } = emitter;
  const { size, fields, finalizer } = context.layout.class(instr.class);
  const object = emitter.operand(instr.object);
  if (finalizer !== undefined) emitFinalizer(emitter, finalizer, object);
  for (const field of fields) {
    if (!isCounted(field.type)) continue;
    const address = emitter.at(object, field.offset);
    const value = emitter.define(`load ${llvmType(field.type)}, ptr ${address}${fieldTag(context, field)}`);
    emitter.line(releaseCall(context, field.type, value, fn));
  }
  const room = ownRoom(emitter, instr.object);
  if (room === undefined) return;
  if (!context.options.checked) {
    emitter.line(`call void ${lifetime(emitter, "end")}(i64 ${size}, ptr ${room})`);
    return;
  }
  const memset = context.declare("@llvm.memset.p0.i64", "void @llvm.memset.p0.i64(ptr, i8, i64, i1 immarg)");
  emitter.line(`call void ${memset}(ptr ${room}, i8 ${deadByte}, i64 ${size}, i1 true)`);
}

/** Through a function of its own if the finalizer has an error parameter: LLVM joins several such slots in one function, which is not allowed. */
function emitFinalizer(emitter: FunctionEmitter, finalizer: string, object: string): void {
  const { context } = emitter;
  const { errorParameter } = context.convention(finalizer);
  if (!errorParameter) {
    for (const line of runtimeCall(context, finalizer, [`ptr ${object}`])) emitter.line(line);
    return;
  }
  const helper = context.helper(finalizerHelperName(finalizer), (name) =>
    [
      `define internal void ${name}(ptr %object) ${context.attributes.helper("never")} {`,
      ...runtimeCall(context, finalizer, ["ptr %object"]).map((line) => `  ${line}`),
      "  ret void",
      "}",
    ].join("\n"),
  );
  emitter.line(`call void ${helper}(ptr ${object})`);
}

function lifetime(emitter: FunctionEmitter, end: "start" | "end"): string {
  const name = `@llvm.lifetime.${end}.p0`;
  return emitter.context.declare(name, `void ${name}(i64 immarg, ptr nocapture)`);
}
