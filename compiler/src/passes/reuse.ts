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
 * What was read from the object and retained directly before it ends needs no counting if it goes: then it gets the token of the field.
 *
 * Runs behind the ownership pass, and behind the rules of interrupt context, which forbid both halves. Coroutines are left alone.
 */
import { buildCfg, type Cfg } from "../ir/cfg.ts";
import type { Block, Instr, IrFunction, IrModule, Operand, Terminator, ValueId } from "../ir/ir.ts";
import type { ClassLayout } from "../ir/layout.ts";
import { nullPtr, sameOperand, valueRef } from "../ir/operands.ts";
import { mapTargets } from "../ir/traverse.ts";
import { Cells, findRegion, isNothing, isRare, type Region } from "./reuse/cells.ts";
import { isPure } from "./simplify.ts";

type Allocation = Terminator & { readonly op: "invoke" };

/** Gives the number of constructions that may get a cell. */
export function reuseCells(module: IrModule, cells = new Cells(module)): number {
  if (module.runtime.discard === undefined) return 0;
  let reused = 0;
  for (const fn of cells.makers) {
    const ending = endedIn(fn);
    const classes = ending.size === 0 ? undefined : cells.lenders(fn, ending);
    if (classes !== undefined && classes.size > 0) reused += new Reuser(fn, classes, cells).run();
  }
  return reused;
}

/** What a function releases, other than rarely. */
function endedIn({ blocks }: IrFunction): ReadonlySet<ValueId> {
  const result = new Set<ValueId>();
  for (const { cold, instrs } of blocks) {
    if (cold) continue;
    for (const instr of instrs) if (instr.op === "release" && instr.value.kind === "value") result.add(instr.value.id);
  }
  return result;
}

/** Takes out the retains of what an object holds that was read in front of its release with nothing between that counts or writes. */
function takeKept(instrs: Instr[], at: number, className: string): { field: string; value: Operand }[] {
  const { value: object } = instrs[at] as Instr & { op: "release" };
  const kept: { field: string; value: Operand }[] = [];
  let start = at;
  while (start > 0 && (instrs[start - 1]!.op === "retain" || isQuiet(instrs[start - 1]!))) start--;
  // What was read in front of these may be in the field no longer.
  const reads = instrs.slice(start, at);
  for (let before = at - 1; before >= start; before--) {
    const instr = instrs[before]!;
    if (instr.op !== "retain") continue;
    const { value } = instr;
    const read = reads.find(({ result }) => value.kind === "value" && result === value.id);
    if (read?.op !== "field.get" || read.class !== className || !sameOperand(read.object, object)) continue;
    if (kept.some(({ field }) => field === read.field)) continue;
    kept.push({ field: read.field, value });
    instrs.splice(before, 1);
  }
  return kept.reverse();
}

/** Neither counts nor writes. */
const isQuiet = (instr: Instr): boolean => instr.op !== "any.box" && isPure(instr);

class Reuser {
  readonly #fn: IrFunction;
  readonly #classes: ReadonlyMap<ValueId, ClassLayout>;
  readonly #cells: Cells;
  readonly #cfg: Cfg;
  /** Those that have got a cell are taken out. */
  readonly #sites: Map<number, number>;
  readonly #added: Block[] = [];
  /** Blocks whose ends have been rewritten: the graph does not know them any more. */
  readonly #taken = new Set<number>();

  constructor(fn: IrFunction, classes: ReadonlyMap<ValueId, ClassLayout>, cells: Cells) {
    this.#fn = fn;
    this.#classes = classes;
    this.#cells = cells;
    this.#cfg = buildCfg(fn);
    this.#sites = cells.sites(this.#cfg);
  }

  run(): number {
    const { blocks, order } = this.#cfg;
    let reused = 0;
    // The nearest release first: from the end to the start.
    for (const index of [...order].reverse()) {
      const { instrs, cold } = blocks[index]!;
      if (cold) continue;
      for (let at = instrs.length - 1; at >= 0; at--) {
        const instr = instrs[at]!;
        if (instr.op !== "release" || instr.value.kind !== "value") continue;
        const guess = isNothing(this.#cfg, index, instr.value.id) ? undefined : this.#classes.get(instr.value.id);
        const region = guess && findRegion(this.#cfg, this.#sites, this.#taken, index, guess.size);
        if (region === undefined) continue;
        this.#rewrite(index, at, guess!.def.name, region);
        reused += region.sites.size;
        break;
      }
    }
    this.#fn.blocks.push(...this.#added);
    return reused;
  }

  #rewrite(start: number, at: number, className: string, { blocks, sites }: Region): void {
    const cell = this.#value("ptr");
    const { instrs } = this.#cfg.blocks[start]!;
    const release = instrs[at]! as Instr & { op: "release" };
    const kept = takeKept(instrs, at, className);
    instrs[instrs.indexOf(release)] = {
      op: "reset",
      class: className,
      object: release.value,
      kept,
      result: cell,
      loc: release.loc,
    };
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
      { op: "reset.take", class: this.#cells.madeClass(asks)!, cell: valueRef(cell), result: address, loc },
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
      if (region.has(to) && !isRare(this.#cfg, edges[position]!)) return target;
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
