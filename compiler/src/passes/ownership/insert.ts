/**
 * Writes the counting into a function. Walks each block backwards with the set of values that are needed later:
 * - a consuming use takes the token if nothing needs the value afterwards (a move), else it gets a `retain` in front;
 * - a borrowing use after which nothing needs the value is followed by its `release`; for objects in the frame, every use is one, and they end behind
 *   all other releases, the youngest first, since an older one may be held by it;
 * - a value that is needed at the end of a block but not at the start of a successor is released on the edge between them, as is the token that
 *   an edge's argument needs.
 * Code for an edge goes where it costs no block: to the end of a block with one successor, to the start of a block with one
 * predecessor, else into a block of its own on the edge.
 */
import type { Cfg, Edge } from "../../ir/cfg.ts";
import type { Block, Instr, IrModule, Loc, Operand, Target, Terminator, ValueId } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import { isImmortal, valueRef } from "../../ir/operands.ts";
import { instrConsumes, invokeConsumes } from "../../ir/ownership.ts";
import { instrOperands, mapTargets, terminatorOperands } from "../../ir/traverse.ts";
import type { Bitset } from "../bitset.ts";
import type { Liveness, Tracking } from "./liveness.ts";

export interface OwnershipStats {
  /** `retain` instructions written. */
  retains: number;
  /** `release` instructions written. */
  releases: number;
  /** Values read from memory that needed no token of their own. */
  borrows: number;
  /** Consuming uses that took a token that was there already. */
  moves: number;
  /** Consuming uses of constants, which are never counted. */
  constants: number;
}

export function insertCounting(
  module: IrModule,
  cfg: Cfg,
  tracking: Tracking,
  liveness: Liveness,
  stats: OwnershipStats,
): void {
  new Inserter(module, cfg, tracking, liveness, stats).run();
}

/** What one instruction does to its operands. */
interface Uses {
  /** They need a `retain` in front. */
  readonly retained: readonly Operand[];
  /** Nothing needs them afterwards, though their token is still there. */
  readonly dying: readonly ValueId[];
}

const noUses: Uses = { retained: [], dying: [] };

class Inserter {
  readonly #module: IrModule;
  readonly #cfg: Cfg;
  readonly #tracking: Tracking;
  readonly #liveness: Liveness;
  readonly #stats: OwnershipStats;
  /** What goes to the start of a block, by index. */
  readonly #prologues = new Map<number, Instr[]>();
  readonly #edgeBlocks: Block[] = [];

  constructor(module: IrModule, cfg: Cfg, tracking: Tracking, liveness: Liveness, stats: OwnershipStats) {
    this.#module = module;
    this.#cfg = cfg;
    this.#tracking = tracking;
    this.#liveness = liveness;
    this.#stats = stats;
  }

  run(): void {
    const { fn, order, blocks } = this.#cfg;
    for (let index = 0; index < this.#tracking.size; index++) {
      if (this.#tracking.isBorrowed(index)) this.#stats.borrows++;
    }
    for (const index of order) this.#block(index, blocks[index]!);
    for (const index of order) {
      const lent = blocks[index]!.params.filter((param) => this.#tracking.isLent(param));
      if (lent.length > 0) blocks[index]!.borrowed = lent;
    }
    for (const [index, prologue] of this.#prologues) blocks[index]!.instrs.unshift(...prologue);
    fn.blocks.push(...this.#edgeBlocks);
  }

  #block(index: number, block: Block): void {
    const tracking = this.#tracking;
    const live = this.#liveness.liveOut[index]!.clone();
    /** The new instructions, last first. */
    const reversed: Instr[] = [];
    this.#terminator(index, block, live, reversed);

    // Nothing is released on the way into `unreachable`: the machine or process ends there.
    const ends = block.terminator.op === "unreachable";
    for (let at = block.instrs.length - 1; at >= 0; at--) {
      const instr = block.instrs[at]!;
      const operands = instrOperands(instr);
      const leaves = instr.op === "room.leave";
      const uses = this.#classify(operands, (operand) => instrConsumes(this.#module, instr, operand), live, leaves);
      if (!ends) for (const dying of uses.dying) this.#emit(reversed, "release", valueRef(dying), instr.loc);
      const result = instr.result;
      const resultIndex = result === undefined ? -1 : tracking.index(result);
      if (result !== undefined && resultIndex !== -1) {
        const needed = live.has(resultIndex);
        const treatment = tracking.treatment(result);
        if (treatment === "owned" && !needed && !ends) this.#emit(reversed, "release", valueRef(result), instr.loc);
        if (treatment === "copied" && needed) this.#emit(reversed, "retain", valueRef(result), instr.loc);
        live.delete(resultIndex);
      }
      reversed.push(instr);
      for (const operand of uses.retained) this.#emit(reversed, "retain", operand, instr.loc);
      for (const operand of operands) for (const touched of tracking.touchedBy(operand)) live.add(touched);
    }

    const arriving = index === 0 ? this.#cfg.fn.params.map((param) => param.value) : block.params;
    if (!ends) {
      for (const value of arriving) {
        const at = tracking.index(value);
        if (at !== -1 && !live.has(at) && tracking.holdsToken(at)) {
          this.#emit(reversed, "release", valueRef(value), undefined);
        }
      }
    }
    block.instrs = reversed.reverse();
  }

  /** Writes what belongs before the terminator and on its edges, and makes `live` what is needed before both. */
  #terminator(index: number, block: Block, live: Bitset, reversed: Instr[]): void {
    const tracking = this.#tracking;
    const { terminator } = block;
    const edges = this.#cfg.successors[index]!;
    for (const edge of edges) {
      for (const arg of edge.args) for (const touched of tracking.touchedBy(arg)) live.add(touched);
    }
    const operands = terminatorOperands(terminator);
    const consumes = (operand: number): boolean => terminatorConsumes(this.#module, terminator, operand);
    const uses = this.#classify(operands, consumes, live);

    // What the function holds once the terminator itself is done.
    if (edges.length > 0) {
      const held = live.clone();
      for (const dying of uses.dying) held.add(tracking.index(dying));
      if (edges.length === 1) {
        const onEdge = this.#edge(edges[0]!, held, terminator.loc);
        reversed.push(...onEdge.releases.reverse(), ...onEdge.retains.reverse());
      } else this.#splitEdges(block, edges, held);
    } else for (const dying of uses.dying) this.#emit(reversed, "release", valueRef(dying), terminator.loc);

    for (const operand of uses.retained) this.#emit(reversed, "retain", operand, terminator.loc);
    for (const operand of operands) for (const touched of tracking.touchedBy(operand)) live.add(touched);
  }

  /**
   * Sorts the operands of one instruction: which need a `retain` in front (once per token that is missing), and which values nothing
   * needs afterwards though their token is still there, last first.
   */
  #classify(
    operands: readonly Operand[],
    consumes: (operand: number) => boolean,
    after: Bitset,
    leavesRoom = false,
  ): Uses {
    const tracking = this.#tracking;
    if (operands.every((operand) => !isImmortal(operand) && tracking.isIndependent(operand))) return noUses;
    const retained: Operand[] = [];
    const consumed = new Map<number, Operand[]>();
    const borrowed = new Set<number>();
    for (const [position, operand] of operands.entries()) {
      const root = tracking.rootOf(operand);
      if (root === undefined && isImmortal(operand) && consumes(position)) this.#stats.constants++;
      if (root === undefined || !consumes(position)) {
        for (const index of tracking.touchedBy(operand)) borrowed.add(index);
        continue;
      }
      const index = tracking.index(root);
      if (index !== -1 && tracking.isLocal(index) && !leavesRoom) {
        for (const needed of tracking.touched(root)) borrowed.add(needed);
        continue;
      }
      if (index !== -1 && tracking.holdsToken(index)) {
        const list = consumed.get(index);
        if (list) list.push(operand);
        else consumed.set(index, [operand]);
        continue;
      }
      if (tracking.claims.kind(root) !== "immortal") retained.push(operand);
      else this.#stats.constants++;
      for (const needed of tracking.touchedBy(operand)) borrowed.add(needed);
    }
    // What needs locals needs them also where its own token moves.
    for (const index of consumed.keys()) {
      const value = tracking.values[index]!;
      for (const local of tracking.claims.locals(value))
        for (const other of tracking.touched(local)) borrowed.add(other);
    }
    for (const [index, list] of consumed) {
      const staysNeeded = after.has(index) || borrowed.has(index);
      if (!staysNeeded) this.#stats.moves++;
      retained.push(...list.slice(staysNeeded ? 0 : 1));
    }
    const dying = [...borrowed].filter((index) => tracking.holdsToken(index) && !after.has(index));
    return { retained, dying: this.#localsFirst(dying).map((index) => tracking.values[index]!) };
  }

  /** What one edge needs: tokens for its arguments, then the end of what its target doesn't need. */
  #edge(edge: Edge, held: Bitset, loc: Loc | undefined): { retains: Instr[]; releases: Instr[] } {
    const tracking = this.#tracking;
    const after = this.#liveness.liveIn[edge.to]!;
    const retains: Instr[] = [];
    const releases: Instr[] = [];
    const moved = new Set<number>();
    const { params } = this.#cfg.blocks[edge.to]!;
    const implicit = params.length - edge.args.length;
    for (const [position, arg] of edge.args.entries()) {
      const root = tracking.rootOf(arg);
      if (root === undefined && isImmortal(arg)) this.#stats.constants++;
      if (root === undefined || tracking.isLent(params[position + implicit]!)) continue;
      if (tracking.claims.kind(root) === "immortal") continue;
      const index = tracking.index(root);
      const holds = index !== -1 && tracking.holdsToken(index);
      if (holds && !after.has(index) && !moved.has(index)) {
        moved.add(index);
        this.#stats.moves++;
      } else this.#emit(retains, "retain", arg, loc);
    }
    const ending: number[] = [];
    held.forEach((index) => {
      if (!tracking.holdsToken(index) || after.has(index) || moved.has(index)) return;
      if (this.#cfg.blocks[edge.to]!.terminator.op === "unreachable" && this.#leadsNowhere(edge.to)) return;
      ending.push(index);
    });
    for (const index of this.#localsFirst(ending.reverse()).reverse()) {
      this.#emit(releases, "release", valueRef(tracking.values[index]!), loc);
    }
    return { retains, releases };
  }

  /** Puts objects in the frame in front of the others, the oldest first. */
  #localsFirst(indices: readonly number[]): number[] {
    const locals = indices.filter((index) => this.#tracking.isLocal(index));
    if (locals.length === 0) return [...indices];
    return [...locals.sort((a, b) => a - b), ...indices.filter((index) => !this.#tracking.isLocal(index))];
  }

  /** A block that ends the machine, entered from one place only, so that no other path has to agree about tokens. */
  #leadsNowhere(block: number): boolean {
    return this.#cfg.predecessors[block]!.length === 1;
  }

  #splitEdges(block: Block, edges: readonly Edge[], held: Bitset): void {
    const { fn } = this.#cfg;
    const { terminator } = block;
    const code = edges.map((edge) => this.#edge(edge, held, terminator.loc));
    if (code.every(({ retains, releases }) => retains.length === 0 && releases.length === 0)) return;
    block.terminator = mapTargets(terminator, (target, position) => {
      const edge = edges[position]!;
      const { retains, releases } = code[position]!;
      if (retains.length === 0 && releases.length === 0) return target;
      if (retains.length === 0 && this.#cfg.predecessors[edge.to]!.length === 1) {
        const prologue = this.#prologues.get(edge.to) ?? [];
        this.#prologues.set(edge.to, [...prologue, ...releases]);
        return target;
      }
      const to = this.#cfg.blocks[edge.to]!;
      const implicit = to.params.slice(0, to.params.length - target.args.length).map((param): ValueId => {
        fn.types.push(fn.types[param]!);
        return fn.types.length - 1;
      });
      const args = [...implicit.map(valueRef), ...target.args];
      const between: Block = {
        name: `${block.name}.to.${position}.${to.name}`,
        params: implicit,
        instrs: [...retains, ...releases],
        terminator: { op: "jump", target: { block: to.name, args }, loc: terminator.loc },
        ...(to.cold ? { cold: true } : {}),
      };
      this.#edgeBlocks.push(between);
      return { block: between.name, args: [] } satisfies Target;
    });
  }

  /** Appends counting of a value, unless it is none of ours to count. */
  #emit(list: Instr[], op: "retain" | "release", value: Operand, loc: Loc | undefined): void {
    if (value.kind !== "value" || !isCounted(this.#cfg.fn.types[value.id]!)) return;
    const made = this.#tracking.claims.definition(value.id);
    if (made !== undefined && "class" in made && this.#tracking.claims.kind(value.id) === "local") {
      if (op === "release") list.push({ op: "stack.end", class: made.class, object: value, loc });
      return;
    }
    if (op === "retain") this.#stats.retains++;
    else this.#stats.releases++;
    list.push({ op, value, loc });
  }
}

function terminatorConsumes(module: IrModule, terminator: Terminator, operand: number): boolean {
  if (terminator.op === "invoke") return invokeConsumes(module, terminator.callee, operand);
  return terminator.op === "return" || terminator.op === "throw";
}
