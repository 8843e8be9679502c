/**
 * Parameters and variables for the debugger. Without optimisation each has a slot in memory, which `debug.variable` fills; so it can be looked at from
 * its declaration to the end of its block. With optimisation only parameters are described, wherever they go.
 *
 * The slots of a coroutine lie in what LLVM calls its promise: a piece of memory that is always in the frame, behind the addresses of the functions that
 * resume and destroy it. So the debugger finds them whether the coroutine runs or waits, and where (`tools/gdb/osmium_async.py` reads this):
 *
 *     frame + 0    resume, destroy
 *     frame + 16   where it was suspended last: line << 32 | column; 0 before that
 *     frame + 24   the variables, parameters first: of an async function, the promise that it settles
 *
 * The value in a slot is not counted: an object that the variable was the last to hold may be gone after the last use.
 */

import { type Instr, type IrType, isCounted, type Loc, type Operand } from "../../ir/ir.ts";
import { typeAlign, typeSize } from "../../ir/layout.ts";
import type { FunctionEmitter } from "./function.ts";
import { llvmType, zeroOf } from "./types.ts";
import { undefinedOf } from "./undefined.ts";

type IntrinsicInstr = Extract<Instr, { op: "intrinsic" }>;

/** A variable as the IR describes it. */
export interface DescribedVariable {
  readonly name: string;
  /** The language's type. */
  readonly typeName: string;
  /** `line:column-line:column`, or empty for the whole function. */
  readonly scope: string;
  readonly type: IrType;
  /** Of parameters, counting from 1. */
  readonly arg?: number;
}

/** LLVM names of the slots, by `keyOf`. */
export type VariableSlots = ReadonlyMap<string, string>;

const keyOf = ({ name, scope, type }: Pick<DescribedVariable, "name" | "scope" | "type">): string =>
  `${name} ${scope} ${type}`;

/** The slots of a coroutine, in its frame. */
export const coroutineVariables = "%coro.variables";
const frameSlotBytes = 8;

/** Does each variable have a slot in memory? */
export function hasVariableSlots({ context }: Pick<FunctionEmitter, "context">): boolean {
  return context.options.debug && context.options.level === "O0";
}

/** Notes in the frame where the coroutine is suspended. */
export function noteSuspension(emitter: FunctionEmitter, loc: Loc | undefined): void {
  if (!hasVariableSlots(emitter) || loc === undefined) return;
  const place = (BigInt(loc.line) << 32n) | BigInt(loc.column);
  emitter.line(`store i64 ${place}, ptr ${coroutineVariables}`);
}

/** Emits what the debugger needs at the start of the function; gives the slots to fill. */
export function describeVariables(emitter: FunctionEmitter): VariableSlots | undefined {
  if (!hasVariableSlots(emitter)) {
    if (!emitter.fn.coroutine) describeParameters(emitter);
    return undefined;
  }
  const slots = new Map<string, string>();
  const { context, debug, fn } = emitter;
  context.declare("@llvm.dbg.declare", "void @llvm.dbg.declare(metadata, metadata, metadata)");
  let frameBytes = frameSlotBytes;
  if (fn.coroutine) emitter.prologueLine(`store i64 0, ptr ${coroutineVariables}`);
  for (const [key, variable] of variablesOf(emitter)) {
    const type = llvmType(variable.type);
    const slot = `%variable.${slots.size}`;
    let [base, expression] = [slot, ""];
    if (fn.coroutine) {
      [base, expression] = [coroutineVariables, `DW_OP_plus_uconst, ${frameBytes}`];
      emitter.prologueLine(`${slot} = getelementptr inbounds i8, ptr ${coroutineVariables}, i64 ${frameBytes}`);
      frameBytes += Math.ceil(typeSize[variable.type] / frameSlotBytes) * frameSlotBytes;
    } else emitter.prologueLine(`${slot} = alloca ${type}, align ${typeAlign[variable.type]}`);
    const initial = isCounted(variable.type) ? undefinedOf(variable.type) : `${type} ${zeroOf(variable.type)}`;
    emitter.prologueLine(`store ${initial}, ptr ${slot}`);
    const description = context.debug.variable(variable, debug);
    emitter.lineIn(
      variable.scope,
      `call void @llvm.dbg.declare(metadata ptr ${base}, metadata ${description}, metadata !DIExpression(${expression}))`,
    );
    slots.set(key, slot);
  }
  if (fn.coroutine) emitter.entryLine(`${coroutineVariables} = alloca [${frameBytes} x i8], align ${frameSlotBytes}`);
  for (const param of emitter.fn.params) {
    const type = emitter.fn.types[param.value]!;
    const slot = slots.get(keyOf({ name: param.name, scope: "", type }));
    if (slot !== undefined) emitter.prologueLine(`store ${llvmType(type)} %v${param.value}, ptr ${slot}`);
  }
  return slots;
}

/** The instruction `debug.variable`. */
export function emitDebugVariable(emitter: FunctionEmitter, instr: IntrinsicInstr): void {
  const { variable, value } = variableOf(emitter, instr);
  const slot = emitter.variables?.get(keyOf(variable));
  if (slot !== undefined) emitter.line(`store ${emitter.typed(value)}, ptr ${slot}`);
}

/** All variables of a function, parameters first. A variable that takes a parameter's place (it has a default, or is captured) hides it. */
function variablesOf(emitter: FunctionEmitter): ReadonlyMap<string, DescribedVariable> {
  const { fn } = emitter;
  const own = new Map<string, DescribedVariable>();
  for (const block of fn.blocks) {
    for (const instr of block.instrs) {
      if (instr.op !== "intrinsic" || instr.name !== "debug.variable") continue;
      const { variable } = variableOf(emitter, instr);
      own.set(keyOf(variable), variable);
    }
  }
  const wholeFunction = new Set([...own.values()].filter((one) => one.scope === "").map((one) => one.name));
  const all = new Map<string, DescribedVariable>();
  for (const [index, { name, value }] of fn.params.entries()) {
    const type = fn.types[value]!;
    const key = keyOf({ name, scope: "", type });
    const described = own.get(key);
    if (wholeFunction.has(name) && described === undefined) continue;
    all.set(key, { name, typeName: described?.typeName ?? "", scope: "", type, arg: index + 1 });
  }
  for (const [key, variable] of own) if (!all.has(key)) all.set(key, variable);
  return all;
}

function variableOf(
  emitter: FunctionEmitter,
  instr: IntrinsicInstr,
): { readonly variable: DescribedVariable; readonly value: Operand } {
  const [name, typeName, scope, value] = instr.args;
  if (name?.kind !== "string" || typeName?.kind !== "string" || scope?.kind !== "string" || value === undefined) {
    throw new Error(`${emitter.fn.name}: debug.variable wants three texts and a value`);
  }
  const type = emitter.typeOf(value);
  return { variable: { name: name.text, typeName: typeName.text, scope: scope.text, type }, value };
}

/** The blocks in which a function's variables can be seen. */
export function scopesOf(emitter: Pick<FunctionEmitter, "fn">): ReadonlySet<string> {
  const scopes = new Set<string>();
  for (const block of emitter.fn.blocks) {
    for (const instr of block.instrs) {
      const scope = instr.op === "intrinsic" && instr.name === "debug.variable" ? instr.args[2] : undefined;
      if (scope?.kind === "string" && scope.text !== "") scopes.add(scope.text);
    }
  }
  return scopes;
}

function describeParameters(emitter: FunctionEmitter): void {
  const { context, fn, debug } = emitter;
  context.declare("@llvm.dbg.value", "void @llvm.dbg.value(metadata, metadata, metadata)");
  for (const [index, { name, value }] of fn.params.entries()) {
    const type = fn.types[value]!;
    const variable = context.debug.variable({ name, typeName: "", scope: "", type, arg: index + 1 }, debug);
    emitter.line(
      `call void @llvm.dbg.value(metadata ${llvmType(type)} %v${value}, metadata ${variable}, metadata !DIExpression())`,
    );
  }
}
