/**
 * Puts tiny functions into their callers: those of one block that call nothing, as accessors and forwarders are. LLVM inlines far more,
 * but too late for counting: only here does the field that a getter reads become a borrow of the caller instead of a reference that was
 * counted up to be returned. Interrupt handlers may call such getters for the same reason, so this runs at every level.
 *
 * What is inlined neither calls nor throws, so stack traces hardly ever begin there (only a raw pointer can fault); its instructions take the location of the call. An invoke of
 * such a function is a call, also where its convention is the throwing one because its address is used.
 */
import { removeUnreachableBlocks } from "../ir/cfg.ts";
import { intrinsics } from "../ir/intrinsics.ts";
import type { Block, Callee, Instr, IrFunction, IrModule, Loc, Operand, ValueId } from "../ir/ir.ts";
import { valueRef } from "../ir/operands.ts";
import { mapInstr } from "../ir/traverse.ts";
import { Substitution } from "./substitution.ts";

/** More than an accessor with a computation or two has; a call with its counting is about as long. */
const maxInstrs = 10;
/** Accessors that call accessors: each round takes in one level. */
const maxRounds = 4;

/** Gives the number of calls that were replaced. */
export function inlineAccessors(module: IrModule): number {
  const roles = new Set<string | undefined>(Object.values(module.runtime));
  let total = 0;
  // What is inlined calls nothing, so nobody calls it any more; only what has changed may have become such a function.
  let changed = [...module.functions.values()];
  for (let round = 0; round < maxRounds; round++) {
    const bodies = new Map<string, Block>();
    for (const fn of changed) {
      const body = roles.has(fn.name) ? undefined : inlinableBody(fn);
      if (body) bodies.set(fn.name, body);
    }
    if (bodies.size === 0) break;
    changed = [];
    for (const fn of module.functions.values()) {
      const replaced = inlineInto(module, fn, bodies);
      if (replaced > 0) changed.push(fn);
      total += replaced;
    }
  }
  return total;
}

/** The only block of a function that may be inlined anywhere. */
function inlinableBody(fn: IrFunction): Block | undefined {
  const [only] = fn.blocks;
  if (fn.blocks.length !== 1 || only?.terminator.op !== "return") return;
  // A debugger does not get to see the variables of what is inlined.
  const block = { ...only, instrs: only.instrs.filter((instr) => !describesVariable(instr)) };
  if (block.instrs.length > maxInstrs) return;
  if (fn.inline === "never" || fn.coroutine || fn.interruptEntry || fn.locals.size > 0) return;
  return block.instrs.every(isMovable) && !vouchesForResult(block) ? block : undefined;
}

function describesVariable(instr: Instr): boolean {
  return instr.op === "intrinsic" && instr.name === "debug.variable";
}

/** Does it give its caller a token of an object that it knows by address only? In its place, that would be a borrowed value without an owner. */
function vouchesForResult({ instrs, terminator }: Block): boolean {
  const value = terminator.op === "return" ? terminator.value : undefined;
  return instrs.some(
    (instr) =>
      instr.op === "convert" && instr.conversion === "refof" && value?.kind === "value" && value.id === instr.result,
  );
}

function isMovable(instr: Instr): boolean {
  switch (instr.op) {
    case "call":
    case "asm":
      return false;
    case "intrinsic":
      // What asks for the current frame or never returns is tied to its function.
      return intrinsics.get(instr.name)?.pure === true;
    case "load":
    case "store":
      // Devices and deliberate faults: a stack trace names the function that did it. LLVM inlines these and keeps their locations.
      return !instr.volatile;
    default:
      return true;
  }
}

function inlineInto(module: IrModule, fn: IrFunction, bodies: ReadonlyMap<string, Block>): number {
  const bodyOf = (callee: Callee): Block | undefined =>
    callee.kind === "direct" && callee.name !== fn.name ? bodies.get(callee.name) : undefined;
  let substitution: Substitution | undefined;
  let replaced = 0;
  for (const block of fn.blocks) {
    if (block.instrs.some((instr) => instr.op === "call" && bodyOf(instr.callee))) {
      const result: Instr[] = [];
      for (const instr of block.instrs) {
        const body = instr.op === "call" ? bodyOf(instr.callee) : undefined;
        if (!body || instr.op !== "call") {
          result.push(instr);
          continue;
        }
        const value = copyBody(module, fn, body, instr, result);
        if (instr.result !== undefined && value) {
          substitution ??= new Substitution();
          substitution.set(instr.result, value);
        }
        replaced++;
      }
      block.instrs = result;
    }
    const { terminator } = block;
    if (terminator.op !== "invoke") continue;
    const body = bodyOf(terminator.callee);
    if (!body) continue;
    const value = copyBody(module, fn, body, terminator, block.instrs);
    const { normal, loc } = terminator;
    const target = { block: normal.block, args: value ? [value, ...normal.args] : normal.args };
    block.terminator = { op: "jump", target, loc };
    replaced++;
  }
  substitution?.apply(fn);
  if (replaced > 0) removeUnreachableBlocks(fn);
  return replaced;
}

/** What a call instruction and an invoke have in common. */
interface CallSite {
  readonly callee: Callee;
  readonly args: readonly Operand[];
  readonly loc?: Loc;
}

/** Appends the instructions of a body with fresh values; gives what it returns. */
function copyBody(module: IrModule, fn: IrFunction, body: Block, call: CallSite, into: Instr[]): Operand | undefined {
  if (call.callee.kind !== "direct") throw new Error("only direct calls are inlined");
  const callee = module.functions.get(call.callee.name)!;
  const values = new Map<ValueId, Operand>();
  for (const [index, param] of callee.params.entries()) values.set(param.value, call.args[index]!);
  const map = (operand: Operand): Operand => (operand.kind === "value" ? values.get(operand.id)! : operand);
  for (const instr of body.instrs) {
    let copy: Instr = { ...mapInstr(instr, map), loc: call.loc };
    if (instr.result !== undefined) {
      fn.types.push(callee.types[instr.result]!);
      const result = fn.types.length - 1;
      values.set(instr.result, valueRef(result));
      copy = { ...copy, result };
    }
    into.push(copy);
  }
  const { terminator } = body;
  return terminator.op === "return" && terminator.value ? map(terminator.value) : undefined;
}
