/**
 * Turns locals into values: each `local.get` becomes the value that was set last, and where paths with different values meet, the
 * block gets a parameter. Parameters go only where the local is live (pruned form) and where two definitions can meet (iterated
 * dominance frontiers, Cytron et al.), so that no counted value is passed around for nothing.
 *
 * A local that is read before it was set gives `undefined` if it is counted, else zero.
 */
import { buildCfg, type Cfg, immediateDominators, removeUnreachableBlocks } from "../ir/cfg.ts";
import type { Block, Instr, IrFunction, IrModule, IrType, Operand, Target } from "../ir/ir.ts";
import { undefinedRef, valueRef, zeroOf } from "../ir/operands.ts";
import { mapInstr, mapTargets, mapTerminator } from "../ir/traverse.ts";

export function promoteLocals(module: IrModule): void {
  for (const fn of module.functions.values()) promoteFunction(fn);
}

export function promoteFunction(fn: IrFunction): void {
  if (fn.locals.size === 0) return;
  removeUnreachableBlocks(fn);
  const cfg = buildCfg(fn);
  const idom = immediateDominators(cfg);
  const placed = placeParams(cfg, idom);
  rename(cfg, idom, placed);
  fn.locals = new Map();
}

/** The locals that each block takes as parameters, in order. */
type Placement = readonly (readonly string[])[];

function placeParams(cfg: Cfg, idom: Int32Array): Placement {
  const { fn } = cfg;
  const placed: string[][] = cfg.blocks.map(() => []);
  const setIn = new Map<string, number[]>();
  const readFirstIn = new Map<string, number[]>();
  for (const [index, block] of cfg.blocks.entries()) {
    const set = new Set<string>();
    const read = new Set<string>();
    for (const instr of block.instrs) {
      if (instr.op === "local.set") set.add(instr.local);
      else if (instr.op === "local.get" && !set.has(instr.local)) read.add(instr.local);
    }
    for (const local of set) push(setIn, local, index);
    for (const local of read) push(readFirstIn, local, index);
  }
  const frontier = dominanceFrontiers(cfg, idom);
  const liveIn = new Int32Array(cfg.blocks.length).fill(-1);
  const isSet = new Int32Array(cfg.blocks.length).fill(-1);
  const hasParam = new Int32Array(cfg.blocks.length).fill(-1);
  let mark = 0;
  for (const local of fn.locals.keys()) {
    mark++;
    const sets = setIn.get(local) ?? [];
    const reads = readFirstIn.get(local) ?? [];
    if (reads.length === 0) continue;
    for (const block of sets) isSet[block] = mark;
    // Live into a block: read there first, or live into a successor and not set here.
    const work = [...reads];
    for (const block of reads) liveIn[block] = mark;
    for (let block = work.pop(); block !== undefined; block = work.pop()) {
      for (const { from } of cfg.predecessors[block]!) {
        if (isSet[from] === mark || liveIn[from] === mark) continue;
        liveIn[from] = mark;
        work.push(from);
      }
    }
    // The entry counts as a definition: there the local has its first value.
    const definitions = [0, ...sets];
    for (let block = definitions.pop(); block !== undefined; block = definitions.pop()) {
      for (const join of frontier[block]!) {
        if (hasParam[join] === mark || liveIn[join] !== mark) continue;
        hasParam[join] = mark;
        placed[join]!.push(local);
        definitions.push(join);
      }
    }
  }
  return placed;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function dominanceFrontiers(cfg: Cfg, idom: Int32Array): number[][] {
  const frontier: Set<number>[] = cfg.blocks.map(() => new Set());
  for (const block of cfg.order) {
    if (cfg.predecessors[block]!.length < 2) continue;
    for (const { from } of cfg.predecessors[block]!) {
      for (let runner = from; runner !== idom[block]; runner = idom[runner]!) frontier[runner]!.add(block);
    }
  }
  return frontier.map((set) => [...set]);
}

function rename(cfg: Cfg, idom: Int32Array, placed: Placement): void {
  const { fn } = cfg;
  const children: number[][] = cfg.blocks.map(() => []);
  for (const block of cfg.order) if (block !== 0) children[idom[block]!]!.push(block);
  const current = new Map<string, Operand>();
  const replaced = new Map<number, Operand>();
  const resolve = (operand: Operand): Operand =>
    operand.kind === "value" ? (replaced.get(operand.id) ?? operand) : operand;
  const unset = new UnsetValues(fn);
  const read = (local: string): Operand => current.get(local) ?? unset.of(fn.locals.get(local)!);

  const enter = (index: number): (() => void) => {
    const block = cfg.blocks[index]!;
    const undo: [string, Operand | undefined][] = [];
    const define = (local: string, value: Operand): void => {
      undo.push([local, current.get(local)]);
      current.set(local, value);
    };
    for (const local of placed[index]!) {
      fn.types.push(fn.locals.get(local)!);
      const id = fn.types.length - 1;
      block.params.push(id);
      define(local, valueRef(id));
    }
    const kept: Instr[] = [];
    for (const instr of block.instrs) {
      if (instr.op === "local.get") replaced.set(instr.result!, read(instr.local));
      else if (instr.op === "local.set") define(instr.local, resolve(instr.value));
      else kept.push(mapInstr(instr, resolve));
    }
    block.instrs = kept;
    const withArgs = (target: Target): Target => {
      const locals = placed[cfg.indexOf.get(target.block)!]!;
      return locals.length === 0 ? target : { ...target, args: [...target.args, ...locals.map(read)] };
    };
    block.terminator = mapTargets(mapTerminator(block.terminator, resolve), withArgs);
    return () => {
      for (const [local, value] of undo.reverse()) {
        if (value === undefined) current.delete(local);
        else current.set(local, value);
      }
    };
  };

  const stack: { leave: () => void; next: number; block: number }[] = [{ leave: enter(0), next: 0, block: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const child = children[top.block]![top.next++];
    if (child === undefined) {
      top.leave();
      stack.pop();
    } else stack.push({ leave: enter(child), next: 0, block: child });
  }
  unset.insert(cfg.blocks[0]!);
}

/** First values of locals. An `any` has no constant, so one is boxed at the start of the function where needed. */
class UnsetValues {
  readonly #fn: IrFunction;
  #any: Operand | undefined;

  constructor(fn: IrFunction) {
    this.#fn = fn;
  }

  of(type: IrType): Operand {
    if (type !== "any") return zeroOf(type);
    if (!this.#any) {
      this.#fn.types.push("any");
      this.#any = valueRef(this.#fn.types.length - 1);
    }
    return this.#any;
  }

  insert(entry: Block): void {
    if (this.#any?.kind !== "value") return;
    entry.instrs.unshift({ op: "any.box", tag: "ref", value: undefinedRef, result: this.#any.id });
  }
}
