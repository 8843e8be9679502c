/**
 * Coroutines, in the switch-resumed form of `llvm.coro`. The frame always lives on the heap and comes from the runtime; it is freed at
 * `coro.end`, so there is no final suspend. Calls inside use the local error slot, never an error parameter.
 *
 *     start:      id, size, allocate ── no memory → release owned parameters, return false
 *                 begin → the IR's entry block
 *     suspend:    switch (coro.suspend) resume | destroy | otherwise → coro.leave
 *     coro.end:   free the frame → coro.leave
 *     coro.leave: llvm.coro.end, return true
 *
 * A coroutine that may be part of a cycle of references (`traced`) can be resumed in another way, too: it shows what it holds to the cycle collector, and
 * suspends where it was. What it holds is what it would release if it were given up there.
 *
 *     suspend:    state = suspended
 *     wait:       switch (coro.suspend) resumed | destroy | otherwise → coro.leave
 *     resumed:    state == traced → show, else → continue
 *     show:       visit what is held, state = suspended → wait
 *     continue:   state = running → resume
 *
 * The state is in front of the frame (`coroutineState`).
 */

import { isCounted, type Operand, type Terminator } from "../../ir/ir.ts";
import { coroutineState, coroutineStateBytes, visitHelper } from "./cycles.ts";
import { coroutineVariables, hasVariableSlots, noteSuspension } from "./debug-variables.ts";
import type { FunctionEmitter } from "./function.ts";
import { emitRelease } from "./refcount.ts";
import { llvmType } from "./types.ts";

type Suspend = Extract<Terminator, { op: "suspend" }>;

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
  const { tracesCoroutines } = context.program;
  if (tracesCoroutines) emitter.line(`%coro.bytes = add i64 %coro.size, ${coroutineStateBytes}`);
  const memory = frameCall(emitter, runtime.allocateFrame, [`i64 ${tracesCoroutines ? "%coro.bytes" : "%coro.size"}`]);
  // The debugger finds the frame before the first suspension, too, by way of the stack (`findFrameByStack` in link/compile.ts).
  const slot = hasVariableSlots(emitter) ? "%coro.memory.slot" : undefined;
  if (slot !== undefined) emitter.entryLine(`${slot} = alloca ptr, align 8`);
  let allocated = "%coro.memory";
  if (tracesCoroutines) {
    allocated = emitter.define(memory);
    const frame = `getelementptr i8, ptr ${allocated}, i64 ${coroutineStateBytes}`;
    if (slot === undefined) emitter.line(`%coro.memory = ${frame}`);
    else emitter.line(`store ptr ${emitter.define(frame)}, ptr ${slot}`);
  } else if (slot === undefined) emitter.line(`%coro.memory = ${memory}`);
  else emitter.line(`store ptr ${emitter.define(memory)}, ptr ${slot}`);
  if (slot !== undefined) emitter.line(`%coro.memory = load ptr, ptr ${slot}`);
  emitter.line(`%coro.allocated = icmp ne ptr ${allocated}, null`);
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
  if (tracesCoroutines) setState(emitter, fn.traced === true ? "running" : "opaque");
}

export function emitSuspend(emitter: FunctionEmitter, terminator: Suspend): void {
  noteSuspension(emitter, terminator.loc);
  if (emitter.fn.traced === true) emitTracedSuspend(emitter, terminator);
  else {
    const how = emitter.define(coroSuspend);
    const [resume, destroy] = [emitter.edge(terminator.resume), emitter.edge(terminator.destroy)];
    emitter.line(`switch i8 ${how}, label %coro.leave [ i8 0, label %${resume} i8 1, label %${destroy} ]`);
  }
}

const coroSuspend = "call i8 @llvm.coro.suspend(token none, i1 false)";

function emitTracedSuspend(emitter: FunctionEmitter, terminator: Suspend): void {
  const [wait, resumed, show, goOn] = ["wait", "resumed", "show", "continue"].map((name) =>
    emitter.freshLabel(`coro.${name}`),
  );
  setState(emitter, "suspended");
  emitter.line(`br label %${wait}`);
  emitter.begin(wait!);
  const how = emitter.define(coroSuspend);
  const destroy = emitter.edge(terminator.destroy);
  emitter.line(`switch i8 ${how}, label %coro.leave [ i8 0, label %${resumed} i8 1, label %${destroy} ]`);
  emitter.begin(resumed!);
  const state = emitter.define(`load i64, ptr ${stateAddress(emitter)}, align 8`);
  const traced = emitter.define(`icmp eq i64 ${state}, ${coroutineState.traced}`);
  emitter.line(`br i1 ${traced}, label %${show}, label %${goOn}${emitter.context.branchWeights("second")}`);
  emitter.begin(show!);
  for (const held of heldAt(emitter, terminator)) {
    const type = emitter.typeOf(held);
    if (isCounted(type))
      emitter.line(`call void ${visitHelper(emitter.context, type)}(${llvmType(type)} ${emitter.operand(held)})`);
  }
  setState(emitter, "suspended");
  emitter.line(`br label %${wait}`);
  emitter.begin(goOn!);
  setState(emitter, "running");
  emitter.line(`br label %${emitter.edge(terminator.resume)}`);
}

/**
 * The values that the coroutine owns while it is suspended: those that are released first of all when it is given up. What comes after anything else
 * is left out: what is not shown counts as held from outside.
 */
function heldAt(emitter: FunctionEmitter, { destroy }: Suspend): readonly Operand[] {
  const held: Operand[] = [];
  const passed = new Map<number, Operand>();
  const outside = (operand: Operand): Operand =>
    (operand.kind === "value" ? passed.get(operand.id) : undefined) ?? operand;
  const seen = new Set<string>();
  for (let target = destroy; !seen.has(target.block); ) {
    seen.add(target.block);
    const { params, instrs, terminator } = emitter.block(target.block);
    for (const [index, arg] of target.args.entries()) passed.set(params[index]!, outside(arg));
    for (const instr of instrs) {
      if (instr.op !== "release") return held;
      held.push(outside(instr.value));
    }
    if (terminator.op !== "jump") return held;
    target = terminator.target;
  }
  return held;
}

function stateAddress(emitter: FunctionEmitter): string {
  return emitter.define(`getelementptr i8, ptr %coro.handle, i64 -${coroutineStateBytes}`);
}

function setState(emitter: FunctionEmitter, state: keyof typeof coroutineState): void {
  emitter.line(`store i64 ${coroutineState[state]}, ptr ${stateAddress(emitter)}, align 8`);
}

export function emitCoroutineEnd(emitter: FunctionEmitter): void {
  const { module, program } = emitter.context;
  const frame = emitter.define("call ptr @llvm.coro.free(token %coro.id, ptr %coro.handle)");
  const memory = program.tracesCoroutines
    ? emitter.define(`getelementptr i8, ptr ${frame}, i64 -${coroutineStateBytes}`)
    : frame;
  emitter.line(frameCall(emitter, module.runtime.freeFrame, [`ptr ${memory}`]));
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
