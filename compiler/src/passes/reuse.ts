/**
 * Gives the cell of an object that ends to the next one that is made with as many bytes ("reset and reuse": Ullrich and de Moura, Counting Immutable
 * Beans, IFL 2019; Reinking and others, Perceus, PLDI 2021):
 *
 *     release %x                                        %t = reset @Node, %x
 *     …                                                 …
 *     invoke @allocate(sizeof @Node) to made()    →     %p = reset.take @Node, %t
 *                                                       branch %p != null, made(%p), allocate()
 *
 * The release becomes a reset if every path from it, but for those that are executed rarely, comes to such a construction without going around a loop
 * and without suspending; on the rare ones the cell is freed. Only of classes without a finalizer. That the object really is of the expected class, and that
 * nobody else has it, the reset itself looks for, so a wrong guess costs little.
 *
 * Runs behind the ownership pass, and behind the rules of interrupt context, which forbid both halves. Coroutines are left alone.
 */
import { buildCfg, type Cfg, type Edge } from "../ir/cfg.ts";
import type { Block, Instr, IrFunction, IrModule, Operand, Terminator, ValueId } from "../ir/ir.ts";
import { builtinClasses } from "../ir/ir.ts";
import { type ClassLayout, computeLayout, type Layout } from "../ir/layout.ts";
import { nullPtr, valueRef } from "../ir/operands.ts";
import { mapTargets } from "../ir/traverse.ts";

type Allocation = Terminator & { readonly op: "invoke" };

/** Gives the number of constructions that may get a cell. */
export function reuseCells(module: IrModule): number {
  if (module.runtime.discard === undefined) return 0;
  let layout: Layout | undefined;
  let made: ReadonlySet<string> | undefined;
  let reused = 0;
  for (const fn of module.functions.values()) {
    if (fn.coroutine || !fn.blocks.some(({ terminator }) => allocatedClass(module, terminator) !== undefined)) continue;
    layout ??= computeLayout(module);
    made ??= classesMade(module);
    reused += new Reuser(module, fn, layout, made).run();
  }
  return reused;
}

/** The class that an `allocate` is for; undefined for all else. */
function allocatedClass(module: IrModule, terminator: Terminator): string | undefined {
  if (terminator.op !== "invoke" || terminator.callee.kind !== "direct") return undefined;
  const [bytes] = terminator.args;
  return terminator.callee.name === module.runtime.allocate && bytes?.kind === "sizeof" ? bytes.class : undefined;
}

function classesMade(module: IrModule): Set<string> {
  const result = new Set<string>();
  for (const { blocks } of module.functions.values())
    for (const { instrs } of blocks) for (const instr of instrs) if (instr.op === "init") result.add(instr.class);
  return result;
}

/** From a reset to the constructions that get its cell. */
interface Region {
  /** Blocks that are entered with the cell, and the one of the reset. */
  readonly blocks: ReadonlySet<number>;
  /** Those of them that end in a construction. */
  readonly sites: ReadonlySet<number>;
}

class Reuser {
  readonly #module: IrModule;
  readonly #fn: IrFunction;
  readonly #cfg: Cfg;
  readonly #layout: Layout;
  readonly #made: ReadonlySet<string>;
  /** Bytes of what a block makes at its end, by block; taken out when it has got a cell. */
  readonly #sites = new Map<number, number>();
  readonly #added: Block[] = [];
  /** Blocks whose ends have been rewritten: the graph does not know them any more. */
  readonly #taken = new Set<number>();
  #classes: ReadonlyMap<ValueId, ClassLayout> | undefined;

  constructor(module: IrModule, fn: IrFunction, layout: Layout, made: ReadonlySet<string>) {
    this.#module = module;
    this.#fn = fn;
    this.#cfg = buildCfg(fn);
    this.#layout = layout;
    this.#made = made;
  }

  run(): number {
    const { blocks, order } = this.#cfg;
    for (const index of order) {
      const name = allocatedClass(this.#module, blocks[index]!.terminator);
      if (name !== undefined) this.#sites.set(index, this.#layout.class(name).size);
    }
    let reused = 0;
    // The nearest release first: from the end to the start.
    for (const index of [...order].reverse()) {
      const { instrs, cold } = blocks[index]!;
      if (cold) continue;
      for (let at = instrs.length - 1; at >= 0; at--) {
        const instr = instrs[at]!;
        if (instr.op !== "release" || instr.value.kind !== "value") continue;
        const guess = this.#classOf(instr.value.id);
        const region = guess && this.#regionFrom(index, guess.size);
        if (region === undefined) continue;
        this.#rewrite(index, at, guess!.def.name, region);
        reused += region.sites.size;
      }
    }
    this.#fn.blocks.push(...this.#added);
    return reused;
  }

  /** The class that an object most probably is of, as the accesses to its fields tell. */
  #classOf(value: ValueId): ClassLayout | undefined {
    if (this.#fn.types[value] !== "ref") return undefined;
    this.#classes ??= this.#guessClasses();
    return this.#classes.get(value);
  }

  #guessClasses(): Map<ValueId, ClassLayout> {
    const result = new Map<ValueId, ClassLayout>();
    const note = (object: Operand, name: string): void => {
      if (object.kind !== "value") return;
      const layout = this.#layout.class(name);
      const known = result.get(object.id);
      // Classes are numbered before those that extend them.
      if (known === undefined || known.id < layout.id) result.set(object.id, layout);
    };
    for (const { instrs } of this.#fn.blocks) {
      for (const instr of instrs) {
        if (instr.op === "field.get" || instr.op === "field.set") note(instr.object, instr.class);
        else if (instr.op === "init" && instr.result !== undefined) note(valueRef(instr.result), instr.class);
      }
    }
    for (const [value, layout] of result) if (!this.#canReset(layout)) result.delete(value);
    return result;
  }

  #canReset({ def, finalizer }: ClassLayout): boolean {
    return finalizer === undefined && def.name !== builtinClasses.string && this.#made.has(def.name);
  }

  /** The blocks that a cell of so many bytes would go through, if it comes to a construction on all paths that matter. */
  #regionFrom(start: number, size: number): Region | undefined {
    const { predecessors, successors } = this.#cfg;
    const sites = new Set<number>();
    const blocks = new Set<number>();
    const arrives = (block: number): boolean => {
      if (blocks.has(block)) return true;
      // Around a loop, or where another cell has been taken.
      if (this.#taken.has(block) || onPath.has(block)) return false;
      if (this.#sites.get(block) === size) sites.add(block);
      else {
        const ways = successors[block]!.filter((edge) => !this.#isRare(edge));
        if (ways.length === 0 || this.#cfg.blocks[block]!.terminator.op === "suspend") return false;
        onPath.add(block);
        const all = ways.every(({ to }) => arrives(to));
        onPath.delete(block);
        if (!all) return false;
      }
      blocks.add(block);
      return true;
    };
    const onPath = new Set<number>();
    if (!arrives(start)) return undefined;
    // Nothing else may lead there.
    for (const block of blocks) {
      if (block === start) continue;
      for (const edge of predecessors[block]!)
        if (!blocks.has(edge.from) || sites.has(edge.from) || this.#isRare(edge)) return undefined;
    }
    return { blocks, sites };
  }

  #isRare(edge: Edge): boolean {
    const { blocks } = this.#cfg;
    const isUnwinding = blocks[edge.from]!.terminator.op === "invoke" && edge.index === 1;
    return isUnwinding || blocks[edge.to]!.cold === true;
  }

  #rewrite(start: number, at: number, className: string, { blocks, sites }: Region): void {
    const cell = this.#value("ptr");
    const { instrs } = this.#cfg.blocks[start]!;
    const release = instrs[at]! as Instr & { op: "release" };
    instrs[at] = { op: "reset", class: className, object: release.value, result: cell, loc: release.loc };
    for (const index of blocks) {
      this.#taken.add(index);
      if (sites.has(index)) this.#take(index, cell);
      else this.#freeOnRareEdges(index, blocks, cell);
    }
  }

  #value(type: "ptr" | "i1" | "ref"): ValueId {
    this.#fn.types.push(type);
    return this.#fn.types.length - 1;
  }

  /** The construction takes the cell, or else asks for memory as before. */
  #take(index: number, cell: ValueId): void {
    const block = this.#cfg.blocks[index]!;
    const asks = block.terminator as Allocation;
    const { loc, normal } = asks;
    const [address, isThere] = [this.#value("ptr"), this.#value("i1")];
    const asking: Block = { name: `${block.name}.fresh`, params: [], instrs: [], terminator: asks };
    block.instrs.push(
      { op: "reset.take", class: allocatedClass(this.#module, asks)!, cell: valueRef(cell), result: address, loc },
      { op: "compare", predicate: "ne", left: valueRef(address), right: nullPtr, result: isThere, loc },
    );
    block.terminator = {
      op: "branch",
      condition: valueRef(isThere),
      then: { block: normal.block, args: [valueRef(address), ...normal.args] },
      else: { block: asking.name, args: [] },
      loc,
    };
    this.#sites.delete(index);
    this.#added.push(asking);
  }

  #freeOnRareEdges(index: number, region: ReadonlySet<number>, cell: ValueId): void {
    const block = this.#cfg.blocks[index]!;
    const { terminator } = block;
    const edges = this.#cfg.successors[index]!;
    block.terminator = mapTargets(terminator, (target, position) => {
      const to = edges[position]!.to;
      if (region.has(to) && !this.#isRare(edges[position]!)) return target;
      const { name, params, terminator: next } = this.#cfg.blocks[to]!;
      // The machine or process ends there.
      if (next.op === "unreachable" && this.#cfg.predecessors[to]!.length === 1) return target;
      const brought = params.slice(0, params.length - target.args.length).map((param) => {
        this.#fn.types.push(this.#fn.types[param]!);
        return this.#fn.types.length - 1;
      });
      const frees: Block = {
        name: `${block.name}.free.${position}.${name}`,
        params: brought,
        instrs: [{ op: "reset.free", cell: valueRef(cell), loc: terminator.loc }],
        terminator: {
          op: "jump",
          target: { block: name, args: [...brought.map(valueRef), ...target.args] },
          loc: terminator.loc,
        },
        cold: true,
      };
      this.#added.push(frees);
      return { block: frees.name, args: [] };
    });
  }
}
