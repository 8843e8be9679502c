/**
 * Coroutines, in the switch-resumed form of `llvm.coro`. The frame always lives on the heap and comes from the runtime; it is freed at
 * `coro.end`, so there is no final suspend. Calls inside use the local error slot, never an error parameter.
 *
 *     start:      id, size, allocate ── no memory → release owned parameters, return false
 *                 begin → the IR's entry block
 *     suspend:    switch (coro.suspend) resume | destroy | otherwise → coro.leave
 *     coro.end:   free the frame → coro.leave
 *     coro.leave: llvm.coro.end, return true
 */

import { isCounted, type Terminator } from "../../ir/ir.ts";
import { coroutineVariables, hasVariableSlots, noteSuspension } from "./debug-variables.ts";
import type { FunctionEmitter } from "./function.ts";
import { emitRelease } from "./refcount.ts";
import { llvmType } from "./types.ts";

/** What `allocateFrame` aligns to. */
const frameAlign = 16;

export function emitCoroutinePrelude(emitter: FunctionEmitter): void {
  const { context, fn } = emitter;
  const { runtime } = context.module;
  if (fn.result !== "i1") throw new Error(`${fn.name}: a coroutine returns i1`);
  context.declare("@llvm.coro.id", "token @llvm.coro.id(i32, ptr readnone, ptr nocapture readonly, ptr)");
  context.declare("@llvm.coro.size.i64", "i64 @llvm.coro.size.i64()");
  context.declare("@llvm.coro.begin", "ptr @llvm.coro.begin(token, ptr writeonly)");
  context.declare("@llvm.coro.suspend", "i8 @llvm.coro.suspend(token, i1)");
  context.declare("@llvm.coro.free", "ptr @llvm.coro.free(token, ptr nocapture readonly)");
  context.declare("@llvm.coro.end", "i1 @llvm.coro.end(ptr, i1, token)");

  const variables = hasVariableSlots(emitter) ? coroutineVariables : "null";
  emitter.line(`%coro.id = call token @llvm.coro.id(i32 ${frameAlign}, ptr ${variables}, ptr null, ptr null)`);
  emitter.line("%coro.size = call i64 @llvm.coro.size.i64()");
  const memory = frameCall(emitter, runtime.allocateFrame, ["i64 %coro.size"]);
  if (hasVariableSlots(emitter)) {
    // By way of the stack, so that the debugger finds the frame before the first suspension, too (`findFrameByStack` in link/compile.ts).
    emitter.entryLine("%coro.memory.slot = alloca ptr, align 8");
    emitter.line(`store ptr ${emitter.define(memory)}, ptr %coro.memory.slot`);
    emitter.line("%coro.memory = load ptr, ptr %coro.memory.slot");
  } else emitter.line(`%coro.memory = ${memory}`);
  emitter.line("%coro.allocated = icmp ne ptr %coro.memory, null");
  const weights = context.branchWeights("first");
  emitter.line(`br i1 %coro.allocated, label %coro.begin, label %coro.no.memory${weights}`);

  emitter.begin("coro.no.memory");
  for (const param of fn.params) {
    if (param.ownership === "owned" && isCounted(fn.types[param.value]!)) {
      emitRelease(emitter, { kind: "value", id: param.value });
    }
  }
  emitter.line("ret i1 false");

  emitter.begin("coro.leave");
  emitter.line("%coro.ended = call i1 @llvm.coro.end(ptr %coro.handle, i1 false, token none)");
  emitter.line("ret i1 true");

  emitter.begin("coro.begin");
  emitter.line("%coro.handle = call ptr @llvm.coro.begin(token %coro.id, ptr %coro.memory)");
}

export function emitSuspend(emitter: FunctionEmitter, terminator: Extract<Terminator, { op: "suspend" }>): void {
  noteSuspension(emitter, terminator.loc);
  const how = emitter.define("call i8 @llvm.coro.suspend(token none, i1 false)");
  const [resume, destroy] = [emitter.edge(terminator.resume), emitter.edge(terminator.destroy)];
  emitter.line(`switch i8 ${how}, label %coro.leave [ i8 0, label %${resume} i8 1, label %${destroy} ]`);
}

export function emitCoroutineEnd(emitter: FunctionEmitter): void {
  const { runtime } = emitter.context.module;
  const memory = emitter.define("call ptr @llvm.coro.free(token %coro.id, ptr %coro.handle)");
  emitter.line(frameCall(emitter, runtime.freeFrame, [`ptr ${memory}`]));
  emitter.line("br label %coro.leave");
}

function frameCall(emitter: FunctionEmitter, name: string, args: readonly string[]): string {
  const convention = emitter.context.convention(name);
  const { result } = emitter.context.function(name);
  const all = [...args];
  if (convention.errorParameter) {
    emitter.clearErrorSlot();
    all.push(`ptr swifterror ${emitter.errorSlot}`);
  }
  return `call ${convention.prefix}${llvmType(result)} ${convention.symbol}(${all.join(", ")})`;
}
