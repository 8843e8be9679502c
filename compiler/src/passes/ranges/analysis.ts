/**
 * The ranges of one function's values, by abstract interpretation over its graph (P. Cousot and R. Cousot, 1977): up from "nothing
 * reaches here" until nothing changes, with widening where loops meet, then down again to regain what widening gave away.
 */
import { buildCfg, type Cfg } from "../../ir/cfg.ts";
import type { Callee, Instr, IrFunction, IrModule, Operand, ValueId } from "../../ir/ir.ts";
import { operandType } from "../../ir/operands.ts";
import { Facts } from "./facts.ts";
import { anyOf, between, join, type Range, reached, sameRange, widen } from "./range.ts";
import type { Summaries } from "./summaries.ts";
import { rangeOfConstant, remainderRange, type TransferContext, transfer } from "./transfer.ts";

/** Rounds of exact joins before widening, and rounds of narrowing after. */
const exactRounds = 3;
const narrowingRounds = 2;

export class FunctionRanges {
  readonly fn: IrFunction;
  readonly cfg: Cfg;
  readonly definitions: readonly (Instr | undefined)[];
  readonly #module: IrModule;
  readonly #summaries: Summaries;
  readonly #ranges: (Range | undefined)[];
  readonly #facts: Facts;
  /** Without loops, one sweep in order sees each value after all that it is computed from. */
  readonly #loops: boolean;
  /** The block whose instruction is being looked at. */
  #here = 0;
  readonly #context: TransferContext;

  constructor(module: IrModule, fn: IrFunction, summaries: Summaries) {
    this.fn = fn;
    this.#module = module;
    this.#summaries = summaries;
    this.cfg = buildCfg(fn);
    this.#loops = hasLoops(this.cfg);
    this.#ranges = new Array<Range | undefined>(fn.types.length).fill(undefined);
    const definitions = new Array<Instr | undefined>(fn.types.length).fill(undefined);
    for (const block of fn.blocks) {
      for (const instr of block.instrs) if (instr.result !== undefined) definitions[instr.result] = instr;
    }
    this.definitions = definitions;
    this.#facts = new Facts(fn, this.cfg, definitions);
    this.#context = {
      rangeOf: (operand) => this.#brought(operand, this.#here),
      typeOf: (operand) => operandType(fn, operand),
    };
  }

  /** Computes the ranges anew and tells the summaries what leaves the function. */
  run(): void {
    this.#ranges.fill(undefined);
    for (const [index, param] of this.fn.params.entries()) {
      if (anyOf(this.fn.types[param.value]!)) {
        this.#ranges[param.value] = this.#summaries.parameter(this.fn, index, this.fn);
      }
    }
    if (this.#loops) {
      for (let round = 0, last = Infinity; last >= 0; round++) {
        last = this.#sweep(round < exactRounds ? join : widen, last);
      }
      for (let round = 0, last = Infinity; last >= 0 && round < narrowingRounds; round++) {
        last = this.#sweep(undefined, last);
      }
    } else this.#sweep(join, Infinity);
    this.#publish();
  }

  /** The range of a value wherever it is used; undefined if it never has one. */
  ofValue(value: ValueId): Range | undefined {
    return this.#ranges[value];
  }

  /** The range of an operand in a block. */
  at(operand: Operand, block: number): Range | undefined {
    return this.#rangeAt(operand, block, 2);
  }

  /**
   * One pass over all blocks. Without `merge`, old ranges are replaced instead of grown. Gives the position in order of the last block where something
   * changed, -1 if nothing did. `before` is what the sweep before this one gave: what follows has seen all that changed in that, so if nothing has changed by
   * then, nothing will.
   */
  #sweep(merge: typeof join | undefined, before: number): number {
    const { order, blocks } = this.cfg;
    let last = -1;
    for (let position = 0; position < order.length; position++) {
      if (position > before && last === -1) break;
      const index = order[position]!;
      const block = blocks[index]!;
      this.#here = index;
      if (index !== 0) {
        for (let at = 0; at < block.params.length; at++) {
          const param = block.params[at]!;
          if (!anyOf(this.fn.types[param]!)) continue;
          if (this.#update(param, this.#incoming(index, at, param), merge)) last = position;
        }
      }
      for (const instr of block.instrs) {
        if (instr.result === undefined || !anyOf(this.fn.types[instr.result]!)) continue;
        if (this.#update(instr.result, this.#result(instr, instr.result), merge && join)) last = position;
      }
    }
    return last;
  }

  #update(value: ValueId, range: Range | undefined, merge: typeof join | undefined): boolean {
    const before = this.#ranges[value];
    const after = merge ? merge(before, range) : range;
    if (sameRange(before, after)) return false;
    this.#ranges[value] = after;
    return true;
  }

  #incoming(index: number, position: number, param: ValueId): Range | undefined {
    const block = this.cfg.blocks[index]!;
    let result: Range | undefined;
    for (const edge of this.cfg.predecessors[index]!) {
      const arg = edge.args[position - (block.params.length - edge.args.length)];
      const from = this.cfg.blocks[edge.from]!;
      if (arg === undefined) {
        const { terminator } = from;
        const range = terminator.op === "invoke" ? this.#called(terminator.callee, terminator.args, param) : undefined;
        result = join(result, terminator.op === "invoke" ? range : anyOf(this.fn.types[param]!));
        continue;
      }
      let range = this.#brought(arg, edge.from);
      if (range && arg.kind === "value" && from.terminator.op === "branch") {
        range = this.#facts.narrowOnEdge(arg.id, range, edge.from, edge.index, this.#rangeAt);
      }
      result = join(result, range);
    }
    return result;
  }

  #result(instr: Instr, result: ValueId): Range | undefined {
    const type = this.fn.types[result]!;
    switch (instr.op) {
      case "call":
        return this.#called(instr.callee, instr.args, result);
      case "field.get":
        return this.#summaries.field(instr.class, instr.field, type, this.fn);
      case "global.get":
        return this.#summaries.global(instr.global, type, this.fn);
      case "load":
        return this.#summaries.loaded(instr, anyOf(type), this.fn);
      default:
        return transfer(instr, type, this.#context);
    }
  }

  #called(callee: Callee, args: readonly Operand[], result: ValueId): Range | undefined {
    const everything = anyOf(this.fn.types[result]!);
    if (callee.kind === "indirect" || !this.#module.functions.has(callee.name)) return everything;
    const { runtime } = this.#module;
    const [first, second] = args.map((arg) => this.#context.rangeOf(arg));
    switch (callee.name) {
      case runtime.toInt32:
      case runtime.toInt64:
        // Modulo the width: what fits stays what it is.
        if (first === undefined || everything === undefined) return undefined;
        return !first.nan && first.lo > everything.lo - 1 && first.hi < everything.hi
          ? between(Math.trunc(first.lo) + 0, Math.trunc(first.hi) + 0)
          : everything;
      case runtime.remainder:
        return first && second && remainderRange(first, second);
      default:
        return this.#summaries.result(callee.name, this.fn);
    }
  }

  readonly #rangeAt = (operand: Operand, block: number, depth: number): Range | undefined => {
    if (operand.kind !== "value") return rangeOfConstant(operand);
    const range = this.#ranges[operand.id];
    return range && depth > 0 ? this.#facts.narrow(operand.id, range, block, depth, this.#rangeAt) : range;
  };

  /** The range of an operand whose value goes on: that of a constant is reached. */
  #brought(operand: Operand, block: number): Range | undefined {
    const range = this.#rangeAt(operand, block, 2);
    return range === undefined || operand.kind === "value" ? range : reached(range);
  }

  /** What goes out: arguments, results, fields and global variables. */
  #publish(): void {
    const pass = (callee: Callee, args: readonly Operand[]): void => {
      if (callee.kind === "indirect") return;
      for (const [index, arg] of args.entries()) {
        if (anyOf(operandType(this.fn, arg))) this.#summaries.passed(callee.name, index, this.#context.rangeOf(arg));
      }
    };
    for (const index of this.cfg.order) {
      const block = this.cfg.blocks[index]!;
      this.#here = index;
      for (const instr of block.instrs) {
        if (instr.op === "call") pass(instr.callee, instr.args);
        else if (instr.op === "field.set" || instr.op === "field.init") {
          const type = operandType(this.fn, instr.value);
          this.#summaries.fieldWritten(instr.class, instr.field, type, this.#context.rangeOf(instr.value));
        } else if (instr.op === "store") this.#summaries.stored(instr, this.#context.rangeOf(instr.value));
        else if (instr.op === "global.set") {
          const type = operandType(this.fn, instr.value);
          this.#summaries.globalWritten(instr.global, type, this.#context.rangeOf(instr.value));
        }
      }
      const { terminator } = block;
      if (terminator.op === "invoke") pass(terminator.callee, terminator.args);
      if (terminator.op === "return" && terminator.value && anyOf(this.fn.result)) {
        this.#summaries.returned(this.fn, this.#context.rangeOf(terminator.value));
      }
    }
  }
}

function hasLoops({ order, successors, position }: Cfg): boolean {
  return order.some((block) => successors[block]!.some(({ to }) => position[to]! <= position[block]!));
}
