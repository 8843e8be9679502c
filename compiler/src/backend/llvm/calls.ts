/**
 * Calls. A callee with an error parameter gets the caller's error slot, which is null; `invoke` looks at it afterwards. A plain
 * `call` of a function that throws is a mistake of whoever built the IR, and stops the program where it happens.
 */

import type { Callee, IrType, Operand } from "../../ir/ir.ts";
import type { ModuleContext, Program } from "./context.ts";
import { indirectPrefix } from "./convention.ts";
import type { FunctionEmitter } from "./function.ts";
import { anyFunction } from "./stack-bearers.ts";
import { llvmType } from "./types.ts";

/** Can the error slot be set after this call? */
export function mayThrow(context: ModuleContext, callee: Callee): boolean {
  if (callee.kind === "indirect") return callee.convention !== "c";
  return context.convention(callee.name).mayThrow;
}

function mayBearStack({ stackBearers }: Program, callee: Callee): boolean {
  return stackBearers.has(callee.kind === "direct" ? callee.name : anyFunction);
}

/** Emits the call; gives the result's text, or nothing for void. */
export function emitCall(
  emitter: FunctionEmitter,
  callee: Callee,
  args: readonly Operand[],
  resultName?: string,
): string | undefined {
  const { context } = emitter;
  let prefix: string;
  let target: string;
  let result: IrType;
  let errorParameter: boolean;
  let typedArgs: string[];
  if (callee.kind === "direct") {
    const convention = context.convention(callee.name);
    const fn = context.function(callee.name);
    if (fn.params.length !== args.length) {
      throw new Error(`${emitter.fn.name}: ${args.length} arguments for the ${fn.params.length} of ${fn.name}`);
    }
    ({ prefix, symbol: target, errorParameter } = convention);
    result = fn.result;
    typedArgs = args.map((arg) => emitter.typed(arg));
  } else {
    prefix = indirectPrefix;
    target = emitter.operand(callee.pointer);
    errorParameter = callee.convention !== "c";
    result = callee.signature.result;
    typedArgs = args.map((arg, index) => `${llvmType(callee.signature.params[index]!)} ${emitter.operand(arg)}`);
  }
  if (errorParameter) {
    emitter.clearErrorSlot();
    typedArgs.push(`ptr swifterror ${emitter.errorSlot}`);
  }
  const attribute = emitter.fn.coroutine && mayBearStack(context.program, callee) ? " noinline" : "";
  const text = `call ${prefix}${llvmType(result)} ${target}(${typedArgs.join(", ")})${attribute}`;
  if (result === "void") {
    emitter.line(text);
    return undefined;
  }
  if (resultName === undefined) return emitter.define(text);
  emitter.line(`${resultName} = ${text}`);
  return resultName;
}

/** A `call` instruction. */
export function emitCallInstr(
  emitter: FunctionEmitter,
  instr: { readonly result?: number; readonly callee: Callee; readonly args: readonly Operand[] },
): void {
  const { context } = emitter;
  emitCall(emitter, instr.callee, instr.args, instr.result === undefined ? undefined : `%v${instr.result}`);
  if (!mayThrow(context, instr.callee)) return;
  const error = emitter.define(`load ptr, ptr ${emitter.errorSlot}, align 8`);
  const returned = emitter.define(`icmp eq ptr ${error}, null`);
  const [next, failed] = [emitter.freshLabel("returned"), emitter.freshLabel("threw")];
  emitter.line(`br i1 ${returned}, label %${next}, label %${failed}${context.branchWeights("first")}`);
  emitter.begin(failed);
  emitter.line(`call void ${context.declare("@llvm.trap", "void @llvm.trap()")}()`);
  emitter.line("unreachable");
  emitter.begin(next);
}

/**
 * A call of a function of the runtime library from a helper that the backend writes. `name` labels the temporaries.
 * Such functions don't throw.
 */
export function runtimeCall(context: ModuleContext, role: string, args: readonly string[]): string[] {
  const fn = context.function(role);
  const { prefix, symbol, errorParameter } = context.convention(role);
  const all = errorParameter ? [...args, "ptr swifterror %error.ignored"] : args;
  // A helper may be inlined into a coroutine.
  const attribute = context.program.stackBearers.has(role) ? " noinline" : "";
  const call = `call ${prefix}${llvmType(fn.result)} ${symbol}(${all.join(", ")})${attribute}`;
  return [
    ...(errorParameter
      ? ["%error.ignored = alloca swifterror ptr, align 8", "store ptr null, ptr %error.ignored, align 8"]
      : []),
    fn.result === "void" ? call : `%result = ${call}`,
  ];
}
