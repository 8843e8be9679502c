/** The ends of blocks: branches, returns, throws, and calls that may throw. Suspension is in `coroutine.ts`. */

import type { Target, Terminator } from "../../ir/ir.ts";
import { emitCall, mayThrow } from "./calls.ts";
import { emitCoroutineEnd, emitSuspend } from "./coroutine.ts";
import type { FunctionEmitter } from "./function.ts";
import { integerText, llvmType } from "./types.ts";

/** Names of the blocks that control can go to. The unwind block of a call that can't throw is none of them. */
export function successors(emitter: FunctionEmitter, terminator: Terminator): string[] {
  switch (terminator.op) {
    case "jump":
      return [terminator.target.block];
    case "branch":
      return [terminator.then.block, terminator.else.block];
    case "switch":
      return [...terminator.cases.map((one) => one.target.block), terminator.default.block];
    case "invoke":
      return mayThrow(emitter.context, terminator.callee)
        ? [terminator.normal.block, terminator.unwind.block]
        : [terminator.normal.block];
    case "suspend":
      return [terminator.resume.block, terminator.destroy.block];
    case "return":
    case "throw":
    case "unreachable":
    case "coro.end":
      return [];
  }
}

export function emitTerminator(emitter: FunctionEmitter, terminator: Terminator): void {
  switch (terminator.op) {
    case "jump":
      emitter.line(`br label %${emitter.edge(terminator.target)}`);
      return;
    case "branch": {
      const condition = emitter.operand(terminator.condition);
      emitBranch(emitter, condition, terminator.then, terminator.else);
      return;
    }
    case "switch":
      emitSwitch(emitter, terminator);
      return;
    case "return":
      emitter.line(terminator.value ? `ret ${emitter.typed(terminator.value)}` : "ret void");
      return;
    case "throw":
      emitThrow(emitter, emitter.operand(terminator.error));
      return;
    case "unreachable":
      emitter.line("unreachable");
      return;
    case "invoke":
      emitInvoke(emitter, terminator);
      return;
    case "suspend":
      emitSuspend(emitter, terminator);
      return;
    case "coro.end":
      emitCoroutineEnd(emitter);
      return;
  }
}

function emitBranch(emitter: FunctionEmitter, condition: string, then: Target, otherwise: Target): void {
  const [thenCold, elseCold] = [emitter.isCold(then.block), emitter.isCold(otherwise.block)];
  const weights = thenCold === elseCold ? "" : emitter.context.branchWeights(thenCold ? "second" : "first");
  const [thenLabel, elseLabel] = [emitter.edge(then), emitter.edge(otherwise)];
  emitter.line(`br i1 ${condition}, label %${thenLabel}, label %${elseLabel}${weights}`);
}

function emitSwitch(emitter: FunctionEmitter, terminator: Extract<Terminator, { op: "switch" }>): void {
  const type = emitter.typeOf(terminator.value);
  if (type !== "i1" && type !== "i8" && type !== "i16" && type !== "i32" && type !== "i64") {
    throw new Error(`${emitter.fn.name}: a switch over ${type}`);
  }
  const cases = terminator.cases.map(
    (one) => `${type} ${integerText(type, one.value)}, label %${emitter.edge(one.target)}`,
  );
  const value = emitter.typed(terminator.value);
  emitter.line(`switch ${value}, label %${emitter.edge(terminator.default)} [ ${cases.join(" ")} ]`);
}

/** Leaves with an error. A function without an error parameter (exported for assembly) has nobody to tell: it traps. */
function emitThrow(emitter: FunctionEmitter, error: string): void {
  if (!emitter.convention.errorParameter) {
    emitTrap(emitter);
    return;
  }
  emitter.line(`store ptr ${error}, ptr %error, align 8`);
  const { result } = emitter.fn;
  emitter.line(result === "void" ? "ret void" : `ret ${llvmType(result)} poison`);
}

export function emitTrap(emitter: FunctionEmitter): void {
  emitter.line(`call void ${emitter.context.declare("@llvm.trap", "void @llvm.trap()")}()`);
  emitter.line("unreachable");
}

function emitInvoke(emitter: FunctionEmitter, terminator: Extract<Terminator, { op: "invoke" }>): void {
  const { context } = emitter;
  const normalBlock = emitter.block(terminator.normal.block);
  const takesResult = normalBlock.params.length > terminator.normal.args.length;
  const value = emitCall(emitter, terminator.callee, terminator.args);
  if (takesResult && value === undefined) {
    throw new Error(`${emitter.fn.name}: block ${normalBlock.name} wants the result of a call that has none`);
  }
  const leading = takesResult ? [value!] : [];
  if (!mayThrow(context, terminator.callee)) {
    emitter.line(`br label %${emitter.edge(terminator.normal, leading)}`);
    return;
  }
  const error = emitter.define(`load ptr, ptr ${emitter.errorSlot}, align 8`);
  const returned = emitter.define(`icmp eq ptr ${error}, null`);
  const normal = emitter.edge(terminator.normal, leading);
  const caught = emitter.freshLabel("caught");
  emitter.line(`br i1 ${returned}, label %${normal}, label %${caught}${context.branchWeights("first")}`);
  emitter.begin(caught);
  emitter.catchError();
  const unwind = emitter.edge(terminator.unwind, [error]);
  emitter.line(`br label %${unwind}`);
}
