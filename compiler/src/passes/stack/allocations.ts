/**
 * The objects that a function makes: an `init` of memory that it asked the runtime for, and used for nothing else. These could lie in its frame
 * instead.
 */
import { buildCfg, type Cfg, dominatorTest } from "../../ir/cfg.ts";
import type { Block, Callee, Instr, IrFunction, IrModule, Operand, ValueId } from "../../ir/ir.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "../../ir/traverse.ts";

type Init = Instr & { readonly op: "init"; readonly result: ValueId };

/** One place where an object is made. */
export interface Allocation {
  readonly fn: IrFunction;
  readonly init: Init;
  /** The block that the `init` stands in, and its position there. */
  readonly home: Block;
  readonly at: number;
  /** The block that asks for the memory: by its terminator, or by a call. */
  readonly asks: Block;
}

/** All allocations of a function, in the order of its blocks. */
export function findAllocations(module: IrModule, fn: IrFunction): Allocation[] {
  const inits: { home: Block; at: number; init: Init }[] = [];
  for (const home of fn.blocks) {
    for (const [at, init] of home.instrs.entries()) {
      if (init.op === "init" && init.address.kind === "value") inits.push({ home, at, init: init as Init });
    }
  }
  if (inits.length === 0) return [];
  const memory = findMemory(module, fn);
  const result: Allocation[] = [];
  for (const { home, at, init } of inits) {
    const from = init.address.kind === "value" ? memory.get(init.address.id) : undefined;
    if (from && from.uses === 1 && from.class === init.class) result.push({ fn, init, home, at, asks: from.asks });
  }
  return result;
}

interface Memory {
  readonly class: string;
  readonly asks: Block;
  uses: number;
}

/** What calls of the runtime's `allocate` give, by value, with the number of uses. */
function findMemory(module: IrModule, fn: IrFunction): Map<ValueId, Memory> {
  const { allocate } = module.runtime;
  const classOf = (callee: Callee, [bytes]: readonly Operand[]): string | undefined =>
    callee.kind === "direct" && callee.name === allocate && bytes?.kind === "sizeof" ? bytes.class : undefined;
  const byName = new Map(fn.blocks.map((block) => [block.name, block]));
  const entered = new Map<string, number>();
  for (const { terminator } of fn.blocks) {
    for (const { block } of terminatorTargets(terminator)) entered.set(block, (entered.get(block) ?? 0) + 1);
  }
  const memory = new Map<ValueId, Memory>();
  for (const asks of fn.blocks) {
    for (const instr of asks.instrs) {
      const made = instr.op === "call" ? classOf(instr.callee, instr.args) : undefined;
      if (made !== undefined && instr.result !== undefined) memory.set(instr.result, { class: made, asks, uses: 0 });
    }
    const { terminator } = asks;
    if (terminator.op !== "invoke" || entered.get(terminator.normal.block) !== 1) continue;
    const made = classOf(terminator.callee, terminator.args);
    const value = byName.get(terminator.normal.block)!.params[0];
    if (made !== undefined && value !== undefined) memory.set(value, { class: made, asks, uses: 0 });
  }
  const use = (operand: Operand): void => {
    const found = operand.kind === "value" ? memory.get(operand.id) : undefined;
    if (found) found.uses++;
  };
  for (const { instrs, terminator } of fn.blocks) {
    for (const instr of instrs) instrOperands(instr).forEach(use);
    terminatorOperands(terminator).forEach(use);
    for (const { args } of terminatorTargets(terminator)) args.forEach(use);
  }
  return memory;
}

/** Is one allocation of a function certainly made before another is? */
export class AllocationOrder {
  readonly #cfg: Cfg;
  readonly #dominates: (a: number, b: number) => boolean;

  constructor(fn: IrFunction) {
    this.#cfg = buildCfg(fn);
    this.#dominates = dominatorTest(this.#cfg);
  }

  isBefore(one: Allocation, other: Allocation): boolean {
    if (one.home === other.home) return one.at < other.at;
    const { indexOf } = this.#cfg;
    return this.#dominates(indexOf.get(one.home.name)!, indexOf.get(other.home.name)!);
  }
}

/** Makes the object in the frame; nobody is asked for memory any more. */
export function moveToStack({ init, home, asks }: Allocation): void {
  const { class: name, result, loc, address } = init;
  const at = home.instrs.indexOf(init);
  home.instrs[at] = { op: "stack.init", class: name, result, loc };
  const { terminator } = asks;
  if (address.kind !== "value") return;
  const call = asks.instrs.findIndex((instr) => instr.result === address.id);
  if (call !== -1) {
    asks.instrs.splice(call, 1);
    return;
  }
  if (terminator.op !== "invoke") throw new Error("memory comes from a call");
  asks.terminator = { op: "jump", target: terminator.normal, loc: terminator.loc };
}

/** The parameter that brought the memory of an allocation goes, where an invoke brought it. */
export function dropMemoryParam(fn: IrFunction, { init, asks }: Allocation): void {
  if (asks.terminator.op !== "jump" || init.address.kind !== "value") return;
  const { block } = asks.terminator.target;
  const target = fn.blocks.find(({ name }) => name === block)!;
  if (target.params[0] === init.address.id) target.params.splice(0, 1);
}
