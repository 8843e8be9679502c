/**
 * Variables of loops that bit operations look at carry their 32 bits along. In `e = (d + t) | 0` inside a loop, `e` is a double that each
 * `e >>> 6` turns into an integer again; but whatever comes around the loop was made from an integer, and only the value that the loop begins with has to
 * be converted. So a block parameter whose ToInt32 is wanted gets a companion with just that, if every edge within its loop has it at hand.
 */
import { buildCfg, type Cfg, dominatorTest, type Edge } from "../ir/cfg.ts";
import type { Instr, IrFunction, IrModule, Operand, ValueId } from "../ir/ir.ts";
import { bool, direct, i32, operandType, valueRef } from "../ir/operands.ts";
import { mapTargets } from "../ir/traverse.ts";

/** Gives the functions that got companions. */
export function carryIntegers(module: IrModule): ReadonlySet<IrFunction> {
  const { toInt32 } = module.runtime;
  const rewritten = new Set<IrFunction>();
  if (toInt32 === undefined) return rewritten;
  for (const fn of module.functions.values()) {
    if (fn.name !== toInt32 && fn.blocks.length > 1 && callsDirectly(fn, toInt32)) {
      if (new Companions(fn, toInt32).add() > 0) rewritten.add(fn);
    }
  }
  return rewritten;
}

function callsDirectly(fn: IrFunction, name: string): boolean {
  return fn.blocks.some(({ instrs }) =>
    instrs.some((instr) => instr.op === "call" && instr.callee.kind === "direct" && instr.callee.name === name),
  );
}

interface Parameter {
  readonly block: number;
  readonly position: number;
}

class Companions {
  readonly #fn: IrFunction;
  readonly #toInt32: string;
  readonly #cfg: Cfg;
  readonly #definitions: (Instr | undefined)[] = [];
  readonly #parameters = new Map<ValueId, Parameter>();
  readonly #dominates: (a: number, b: number) => boolean;

  constructor(fn: IrFunction, toInt32: string) {
    this.#fn = fn;
    this.#toInt32 = toInt32;
    this.#cfg = buildCfg(fn);
    this.#dominates = dominatorTest(this.#cfg);
    for (const index of this.#cfg.order) {
      const block = this.#cfg.blocks[index]!;
      for (const instr of block.instrs) if (instr.result !== undefined) this.#definitions[instr.result] = instr;
      const implicit = Math.max(
        0,
        ...this.#cfg.predecessors[index]!.map((edge) => block.params.length - edge.args.length),
      );
      for (const [position, param] of block.params.entries()) {
        if (index !== 0 && position >= implicit && fn.types[param] === "f64")
          this.#parameters.set(param, { block: index, position });
      }
    }
  }

  /** Gives the number of parameters that got a companion. */
  add(): number {
    const companions = new Map<ValueId, ValueId>();
    for (const index of this.#cfg.order) {
      for (const instr of this.#cfg.blocks[index]!.instrs) {
        const operand = this.#converted(instr);
        if (operand?.kind !== "value" || companions.has(operand.id)) continue;
        for (const param of this.#closure(operand.id))
          if (!companions.has(param)) companions.set(param, this.#newValue());
      }
    }
    if (companions.size > 0) this.#rewrite(companions);
    return companions.size;
  }

  /** What an instruction takes the 32 bits of. */
  #converted(instr: Instr): Operand | undefined {
    return instr.op === "call" && instr.callee.kind === "direct" && instr.callee.name === this.#toInt32
      ? instr.args[0]
      : undefined;
  }

  /** A parameter and those that it gets its values from; empty if one of them would have to convert in every iteration. */
  #closure(first: ValueId): ReadonlySet<ValueId> {
    const result = new Set([first]);
    let loops = false;
    for (const param of result) {
      const place = this.#parameters.get(param);
      if (place === undefined) return new Set();
      for (const edge of this.#cfg.predecessors[place.block]!) {
        const arg = this.#argument(edge, place);
        const isBack = this.#dominates(place.block, edge.from);
        if (isBack) loops = true;
        if (arg.kind === "float") continue;
        if (arg.kind !== "value") return new Set();
        if (this.#madeFrom(arg) !== undefined) continue;
        if (this.#parameters.has(arg.id) && (isBack || !this.#isHeader(place.block))) result.add(arg.id);
        else if (isBack || !this.#isHeader(place.block)) return new Set();
      }
    }
    return loops ? result : new Set();
  }

  #isHeader(block: number): boolean {
    return this.#cfg.predecessors[block]!.some(({ from }) => this.#dominates(block, from));
  }

  #argument(edge: Edge, { block, position }: Parameter): Operand {
    return edge.args[position - (this.#cfg.blocks[block]!.params.length - edge.args.length)]!;
  }

  /** The integer that a double was made from. */
  #madeFrom(operand: Operand): Operand | undefined {
    const instr = operand.kind === "value" ? this.#definitions[operand.id] : undefined;
    if (instr?.op !== "convert" || (instr.conversion !== "sitofp" && instr.conversion !== "uitofp")) return undefined;
    const type = operandType(this.#fn, instr.value);
    return type === "i64" || type === "i32" ? instr.value : undefined;
  }

  #rewrite(companions: ReadonlyMap<ValueId, ValueId>): void {
    // Positions are those of the graph as it was: arguments first, parameters after.
    const added = new Map<string, ValueId[]>();
    for (const param of companions.keys()) {
      const { name } = this.#cfg.blocks[this.#parameters.get(param)!.block]!;
      added.set(name, [...(added.get(name) ?? []), param]);
    }
    for (const index of this.#cfg.order) {
      const block = this.#cfg.blocks[index]!;
      for (const [at, instr] of block.instrs.entries()) {
        const operand = this.#converted(instr);
        const companion = operand?.kind === "value" ? companions.get(operand.id) : undefined;
        if (companion === undefined) continue;
        const value = valueRef(companion);
        // A copy, which `simplify` removes.
        block.instrs[at] = {
          op: "select",
          condition: bool(true),
          then: value,
          else: value,
          result: instr.result!,
          loc: instr.loc,
        };
      }
      const edges = this.#cfg.successors[index]!;
      block.terminator = mapTargets(block.terminator, (target, edge) => {
        const params = added.get(target.block) ?? [];
        const extra = params.map((param) =>
          this.#bits(this.#argument(edges[edge]!, this.#parameters.get(param)!), companions, block.instrs),
        );
        return extra.length === 0 ? target : { ...target, args: [...target.args, ...extra] };
      });
    }
    for (const [param, companion] of companions)
      this.#cfg.blocks[this.#parameters.get(param)!.block]!.params.push(companion);
  }

  /** The 32 bits of an argument; what it takes is appended to the block that passes it. */
  #bits(arg: Operand, companions: ReadonlyMap<ValueId, ValueId>, into: Instr[]): Operand {
    if (arg.kind === "float") return i32(BigInt(arg.value | 0));
    const companion = arg.kind === "value" ? companions.get(arg.id) : undefined;
    if (companion !== undefined) return valueRef(companion);
    const integer = this.#madeFrom(arg);
    if (integer && operandType(this.#fn, integer) === "i32") return integer;
    const result = this.#newValue();
    into.push(
      integer
        ? { op: "convert", conversion: "trunc", to: "i32", value: integer, result }
        : { op: "call", callee: direct(this.#toInt32), args: [arg], result },
    );
    return valueRef(result);
  }

  #newValue(): ValueId {
    this.#fn.types.push("i32");
    return this.#fn.types.length - 1;
  }
}
