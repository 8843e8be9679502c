/**
 * Where a function comes by an object that nobody else has yet: an `init` of memory that it asked the runtime for and used for nothing else, or the
 * result of a function that makes such an object and gives it away. These objects could lie in its frame instead.
 */
import { buildCfg, type Cfg, dominatorTest } from "../../ir/cfg.ts";
import type { Block, Callee, Instr, IrFunction, IrModule, Operand, ValueId } from "../../ir/ir.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "../../ir/traverse.ts";

type Init = Instr & { readonly op: "init"; readonly result: ValueId };

/** Where the object is there from: the position in a block; -1 for what an invoke brings to it. */
interface Birth {
  readonly object: ValueId;
  readonly class: string;
  readonly home: Block;
  readonly at: number;
  /** The block that asks for the memory or calls the maker: by its terminator, or by a call. */
  readonly asks: Block;
}

export type Site =
  | (Birth & { readonly kind: "made"; readonly init: Init })
  | (Birth & { readonly kind: "called"; readonly callee: string });

/** All sites of a function where it makes an object itself, in the order of its blocks. */
export function findMade(module: IrModule, fn: IrFunction): Site[] {
  const inits: { home: Block; at: number; init: Init }[] = [];
  for (const home of fn.blocks) {
    for (const [at, init] of home.instrs.entries()) {
      if (init.op === "init" && init.address.kind === "value") inits.push({ home, at, init: init as Init });
    }
  }
  if (inits.length === 0) return [];
  const { allocate } = module.runtime;
  const memory = new Map<ValueId, { class: string; asks: Block; uses: number }>();
  forEachResult(fn, (value, asks, callee, [bytes]) => {
    if (callee === allocate && bytes?.kind === "sizeof") memory.set(value, { class: bytes.class, asks, uses: 0 });
  });
  forEachOperand(fn, (operand) => {
    const found = operand.kind === "value" ? memory.get(operand.id) : undefined;
    if (found) found.uses++;
  });
  const result: Site[] = [];
  for (const { home, at, init } of inits) {
    const from = init.address.kind === "value" ? memory.get(init.address.id) : undefined;
    if (from?.uses !== 1 || from.class !== init.class) continue;
    result.push({ kind: "made", object: init.result, class: init.class, home, at, asks: from.asks, init });
  }
  return result;
}

/** All sites of a function where a maker gives it an object. `classOf`: what a function makes, if it is one. */
export function findCalled(fn: IrFunction, classOf: (callee: string) => string | undefined): Site[] {
  const result: Site[] = [];
  forEachResult(fn, (object, asks, callee, _args, home, at) => {
    const made = classOf(callee);
    if (made !== undefined) result.push({ kind: "called", object, class: made, home, at, asks, callee });
  });
  return result;
}

/** Visits the results of direct calls; of invokes those whose block is entered by them only. */
function forEachResult(
  fn: IrFunction,
  visit: (value: ValueId, asks: Block, callee: string, args: readonly Operand[], home: Block, at: number) => void,
): void {
  const entered = new Map<string, number>();
  for (const { terminator } of fn.blocks) {
    for (const { block } of terminatorTargets(terminator)) entered.set(block, (entered.get(block) ?? 0) + 1);
  }
  const byName = new Map(fn.blocks.map((block) => [block.name, block]));
  const direct = (callee: Callee): string | undefined => (callee.kind === "direct" ? callee.name : undefined);
  for (const asks of fn.blocks) {
    for (const [at, instr] of asks.instrs.entries()) {
      const callee = instr.op === "call" ? direct(instr.callee) : undefined;
      if (instr.op !== "call" || callee === undefined || instr.result === undefined) continue;
      visit(instr.result, asks, callee, instr.args, asks, at);
    }
    const { terminator } = asks;
    if (terminator.op !== "invoke" || entered.get(terminator.normal.block) !== 1) continue;
    const callee = direct(terminator.callee);
    const home = byName.get(terminator.normal.block)!;
    const value = home.params.length > terminator.normal.args.length ? home.params[0] : undefined;
    if (callee !== undefined && value !== undefined) visit(value, asks, callee, terminator.args, home, -1);
  }
}

function forEachOperand(fn: IrFunction, visit: (operand: Operand) => void): void {
  for (const { instrs, terminator } of fn.blocks) {
    for (const instr of instrs) instrOperands(instr).forEach(visit);
    terminatorOperands(terminator).forEach(visit);
    for (const { args } of terminatorTargets(terminator)) args.forEach(visit);
  }
}

/** Is one object of a function certainly there before another is? */
export class BirthOrder {
  readonly #cfg: Cfg;
  readonly #dominates: (a: number, b: number) => boolean;

  constructor(fn: IrFunction) {
    this.#cfg = buildCfg(fn);
    this.#dominates = dominatorTest(this.#cfg);
  }

  isBefore(one: Site, other: Site): boolean {
    if (one.home === other.home) return one.at < other.at;
    const { indexOf } = this.#cfg;
    return this.#dominates(indexOf.get(one.home.name)!, indexOf.get(other.home.name)!);
  }
}
