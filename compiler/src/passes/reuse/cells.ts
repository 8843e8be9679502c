/** What `reuse` and `wanted` look for in a function: constructions that ask for memory, and of which class an object probably is. */
import type { Cfg, Edge } from "../../ir/cfg.ts";
import type { IrFunction, IrModule, Operand, Terminator, ValueId } from "../../ir/ir.ts";
import { builtinClasses } from "../../ir/ir.ts";
import { type ClassLayout, computeLayout, type Layout } from "../../ir/layout.ts";
import { valueRef } from "../../ir/operands.ts";

/** From the end of an object to the constructions that get its cell. */
export interface Region {
  /** Blocks that are entered with the cell, and the one where the object ends. */
  readonly blocks: ReadonlySet<number>;
  /** Those of them that end in a construction. */
  readonly sites: ReadonlySet<number>;
}

/** What one look at the whole module tells. */
interface Census {
  /** Classes of which objects are made outside of frames. */
  readonly made: ReadonlySet<string>;
  /** Functions that make such, other than rarely, and don't suspend: the bytes of what they make. */
  readonly makers: ReadonlyMap<IrFunction, ReadonlySet<number>>;
  /** Who calls a function by its name. */
  readonly callers: ReadonlyMap<string, readonly IrFunction[]>;
}

export class Cells {
  readonly #module: IrModule;
  #layout: Layout | undefined;
  #known: Census | undefined;

  constructor(module: IrModule) {
    this.#module = module;
  }

  /** The functions that may make objects outside of their frame, other than rarely, and don't suspend. */
  get makers(): Iterable<IrFunction> {
    return this.#census.makers.keys();
  }

  /** Who calls a function by its name. */
  callers(name: string): readonly IrFunction[] {
    return this.#census.callers.get(name) ?? [];
  }

  /** The class that an `allocate` is for; undefined for all else. */
  madeClass(terminator: Terminator): string | undefined {
    if (terminator.op !== "invoke" || terminator.callee.kind !== "direct") return undefined;
    const [bytes] = terminator.args;
    return terminator.callee.name === this.#module.runtime.allocate && bytes?.kind === "sizeof"
      ? bytes.class
      : undefined;
  }

  /** Bytes of what a block makes at its end, by block. */
  sites(cfg: Cfg): Map<number, number> {
    const result = new Map<number, number>();
    for (const index of cfg.order) {
      const block = cfg.blocks[index]!;
      const name = block.cold ? undefined : this.madeClass(block.terminator);
      if (name !== undefined) result.set(index, this.#classes().class(name).size);
    }
    return result;
  }

  /**
   * Which of the values could lend their cells to what a function makes, with the classes that they most probably are of, as the accesses to their
   * fields tell.
   */
  lenders(fn: IrFunction, values: ReadonlySet<ValueId>): ReadonlyMap<ValueId, ClassLayout> {
    const sizes = this.#census.makers.get(fn) ?? new Set();
    const result = new Map<ValueId, ClassLayout>();
    const note = (object: Operand, name: string): void => {
      if (object.kind !== "value" || !values.has(object.id) || fn.types[object.id] !== "ref") return;
      const layout = this.#classes().class(name);
      const known = result.get(object.id);
      // Classes are numbered before those that extend them.
      if (known === undefined || known.id < layout.id) result.set(object.id, layout);
    };
    for (const { instrs } of fn.blocks) {
      for (const instr of instrs) {
        if (instr.op === "field.get" || instr.op === "field.set") note(instr.object, instr.class);
        else if (instr.op === "init" && instr.result !== undefined) note(valueRef(instr.result), instr.class);
      }
    }
    for (const [value, layout] of result) {
      if (!sizes.has(layout.size) || !this.#canReset(layout)) result.delete(value);
    }
    return result;
  }

  #canReset({ def, finalizer }: ClassLayout): boolean {
    return finalizer === undefined && def.name !== builtinClasses.string && this.#census.made.has(def.name);
  }

  get #census(): Census {
    this.#known ??= this.#takeCensus();
    return this.#known;
  }

  #takeCensus(): Census {
    const made = new Set<string>();
    const makers = new Map<IrFunction, Set<number>>();
    const noteMaker = (fn: IrFunction, size: number): void => {
      const sizes = makers.get(fn);
      if (sizes === undefined) makers.set(fn, new Set([size]));
      else sizes.add(size);
    };
    const callers = new Map<string, IrFunction[]>();
    const noteCall = (name: string, fn: IrFunction): void => {
      const known = callers.get(name);
      if (known === undefined) callers.set(name, [fn]);
      else if (known.at(-1) !== fn) known.push(fn);
    };
    for (const fn of this.#module.functions.values()) {
      for (const { instrs, terminator, cold } of fn.blocks) {
        for (const instr of instrs)
          if (instr.op === "call" && instr.callee.kind === "direct") noteCall(instr.callee.name, fn);
        if (terminator.op !== "invoke" || terminator.callee.kind !== "direct") continue;
        const className = this.madeClass(terminator);
        if (className === undefined) noteCall(terminator.callee.name, fn);
        else {
          made.add(className);
          if (!cold && !fn.coroutine) noteMaker(fn, this.#classes().class(className).size);
        }
      }
    }
    return { made, makers, callers };
  }

  #classes(): Layout {
    this.#layout ??= computeLayout(this.#module);
    return this.#layout;
  }
}

/** Is a value known to be `null` or `undefined` in a block, because of the branch that leads there? */
export function isNothing({ blocks, predecessors, fn }: Cfg, block: number, value: ValueId): boolean {
  const [edge, ...others] = predecessors[block]!;
  if (edge === undefined || others.length > 0) return false;
  const { instrs, terminator } = blocks[edge.from]!;
  if (terminator.op !== "branch" || terminator.condition.kind !== "value" || fn.types[value] !== "ref") return false;
  const { id } = terminator.condition;
  const test = instrs.find(({ result }) => result === id);
  if (test?.op !== "compare" || test.left.kind !== "value" || test.left.id !== value) return false;
  if (test.right.kind !== "null" && test.right.kind !== "undefined") return false;
  return test.predicate === (edge.index === 0 ? "eq" : "ne");
}

/** Is this a way that is hardly ever taken? */
export function isRare({ blocks }: Cfg, edge: Edge): boolean {
  const isUnwinding = blocks[edge.from]!.terminator.op === "invoke" && edge.index === 1;
  return isUnwinding || blocks[edge.to]!.cold === true;
}

/**
 * The blocks that a cell goes through from `start`, if it comes to a construction of `size` bytes on all paths that matter, without going around a loop
 * and without suspending. `sites`: the constructions that may have it; `refuse`: blocks that must not be on the way.
 */
export function findRegion(
  cfg: Cfg,
  sites: ReadonlyMap<number, number>,
  refuse: ReadonlySet<number>,
  start: number,
  size: number,
): Region | undefined {
  const found = new Set<number>();
  const blocks = new Set<number>();
  const onPath = new Set<number>();
  const arrives = (block: number): boolean => {
    if (blocks.has(block)) return true;
    if (refuse.has(block) || onPath.has(block)) return false;
    if (sites.get(block) === size) found.add(block);
    else {
      const ways = cfg.successors[block]!.filter((edge) => !isRare(cfg, edge));
      if (ways.length === 0 || cfg.blocks[block]!.terminator.op === "suspend") return false;
      onPath.add(block);
      const all = ways.every(({ to }) => arrives(to));
      onPath.delete(block);
      if (!all) return false;
    }
    blocks.add(block);
    return true;
  };
  if (!arrives(start)) return undefined;
  // Nothing else may lead there.
  for (const block of blocks) {
    if (block === start) continue;
    for (const edge of cfg.predecessors[block]!)
      if (!blocks.has(edge.from) || found.has(edge.from) || isRare(cfg, edge)) return undefined;
  }
  return { blocks, sites: found };
}
