/**
 * Where each counted value has to be alive. A use of a borrowed value is a use of all that keeps it alive, so that a base lives at least
 * as long as what was borrowed from it. Works on the values that matter: those that own a token and those that are borrowed from
 * memory; parameters and immortal values are always there.
 */
import { type Cfg, dominatorTest } from "../../ir/cfg.ts";
import type { Instr, Operand, ValueId } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import type { Claims } from "../../ir/ownership.ts";
import { instrOperands, terminatorOperands } from "../../ir/traverse.ts";
import { Bitset } from "../bitset.ts";

/**
 * How the pass treats a value:
 * - `owned`: has a token from its definition on;
 * - `copied`: read from memory and retained at once, then as `owned`;
 * - `borrowed`: read from memory and kept without a token, or a block parameter that is lent such a value on every edge;
 * - `free`: always alive (parameters, what someone vouches for), or never counted.
 */
export type Treatment = "owned" | "copied" | "borrowed" | "free";

const none: readonly number[] = [];

/** Where a lent block parameter's values come from. */
interface Source {
  /** Values with a token that must outlive the parameter. */
  readonly owners: readonly ValueId[];
  /** The reads from memory behind it, each of which must stay true. */
  readonly reads: readonly Instr[];
}

/** The values of a function that are followed, with dense indices, and how each is treated. */
export class Tracking {
  readonly claims: Claims;
  readonly types: readonly string[];
  /** By index. */
  readonly values: ValueId[] = [];
  readonly #indexOf: Int32Array;
  readonly #copied = new Set<ValueId>();
  /** Block parameters that are lent their value. */
  readonly #lent = new Map<ValueId, Source>();
  /** The block of each value that is defined in one. */
  readonly #homeOf: (number | undefined)[] = [];
  /** Built when first asked. */
  #dominates: ((a: number, b: number) => boolean) | undefined;
  readonly #cfg: Cfg;
  #touched: (readonly number[] | undefined)[] = [];

  constructor(cfg: Cfg, claims: Claims) {
    const { fn } = cfg;
    this.#cfg = cfg;
    this.claims = claims;
    this.types = fn.types;
    this.#indexOf = new Int32Array(fn.types.length).fill(-1);
    const track = (value: ValueId): void => {
      const treatment = this.treatment(value);
      if (!isCounted(fn.types[value]!) || claims.root(value) !== value || treatment === "free") return;
      this.#indexOf[value] = this.values.length;
      this.values.push(value);
    };
    for (const param of fn.params) track(param.value);
    for (const block of cfg.order) {
      const { params, instrs } = fn.blocks[block]!;
      for (const param of params) track(param);
      for (const { result } of instrs) if (result !== undefined) track(result);
      for (const param of params) this.#homeOf[param] = block;
      for (const { result } of instrs) if (result !== undefined) this.#homeOf[result] = block;
      if (params.length === 0) continue;
      // What an invoke brings has a token; a jump may bring an argument to the same parameter.
      const implicit = Math.max(0, ...cfg.predecessors[block]!.map((edge) => params.length - edge.args.length));
      for (const param of params.slice(implicit)) {
        if (claims.kind(param) === "owned") this.#lent.set(param, { owners: [], reads: [] });
      }
    }
    this.#settle();
  }

  get size(): number {
    return this.values.length;
  }

  /** Withdraws the loan of block parameters until the rest is consistent: a value with a token is moved in, not lent. */
  #settle(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const param of this.#lent.keys()) {
        const source = this.#sourceOf(param);
        if (source) this.#lent.set(param, source);
        else {
          this.#lent.delete(param);
          changed = true;
        }
      }
    }
  }

  /** Follows what edges bring to a parameter back to where it was read; undefined if it can't be lent. */
  #sourceOf(param: ValueId): Source | undefined {
    const home = this.#homeOf[param]!;
    const owners: ValueId[] = [];
    const reads: Instr[] = [];
    const seen = new Set<ValueId>([param]);
    for (const value of seen) {
      if (this.#lent.has(value)) {
        for (const arg of this.claims.incoming.get(value) ?? []) {
          const root = arg && this.rootOf(arg);
          if (root === undefined) continue;
          const treatment = this.treatment(root);
          if (treatment === "owned" || treatment === "copied") return undefined;
          seen.add(root);
        }
        continue;
      }
      const index = this.index(value);
      if (index !== -1 && this.holdsToken(index)) {
        // The same value each time around: it must be defined before, not beside.
        const at = this.#homeOf[value] ?? 0;
        this.#dominates ??= dominatorTest(this.#cfg);
        if (at === home || !this.#dominates(at, home)) return undefined;
        owners.push(value);
        continue;
      }
      const read = index === -1 ? undefined : this.claims.definition(value);
      if (read) reads.push(read);
      for (const anchor of this.claims.anchors(value)) seen.add(anchor);
    }
    return { owners, reads };
  }

  /** Block parameters that are lent their value. */
  get lent(): Iterable<ValueId> {
    return this.#lent.keys();
  }

  isLent(value: ValueId): boolean {
    return this.#lent.has(value);
  }

  /** The reads from memory on which a borrowed value rests. */
  readsOf(index: number): readonly Instr[] {
    const value = this.values[index]!;
    const source = this.#lent.get(value);
    return source ? source.reads : [this.claims.definition(value)!];
  }

  treatment(root: ValueId): Treatment {
    if (this.#lent.has(root)) return "borrowed";
    switch (this.claims.kind(root)) {
      case "owned":
      case "local":
        return "owned";
      case "memory":
        return this.#copied.has(root) ? "copied" : "borrowed";
      default:
        return "free";
    }
  }

  /** From now on these values have a token: they are retained where they are read, or moved into their block. */
  withdraw(roots: readonly ValueId[]): void {
    for (const root of roots) if (!this.#lent.delete(root)) this.#copied.add(root);
    this.#settle();
    this.#touched = [];
  }

  index(root: ValueId): number {
    return this.#indexOf[root]!;
  }

  /** Does the function hold a token of the value with this index? */
  holdsToken(index: number): boolean {
    return this.treatment(this.values[index]!) !== "borrowed";
  }

  /** Is it an object in the function's frame, whose token never moves? */
  isLocal(index: number): boolean {
    return this.claims.kind(this.values[index]!) === "local";
  }

  isBorrowed(index: number): boolean {
    return this.treatment(this.values[index]!) === "borrowed";
  }

  /** The counted value behind an operand: its root; undefined for constants and what is not counted. */
  rootOf(operand: Operand): ValueId | undefined {
    if (operand.kind !== "value" || !isCounted(this.types[operand.id] as "ref")) return undefined;
    return this.claims.root(operand.id);
  }

  /** Is an operand not counted, and does nothing have to live for it? */
  isIndependent(operand: Operand): boolean {
    return this.rootOf(operand) === undefined && this.touchedBy(operand).length === 0;
  }

  /** Indices of all values that a use of this operand needs: itself and what it depends on. */
  touchedBy(operand: Operand): readonly number[] {
    if (operand.kind !== "value") return none;
    const value = isCounted(this.types[operand.id] as "ref") ? this.claims.root(operand.id) : operand.id;
    return this.touched(value);
  }

  touched(value: ValueId): readonly number[] {
    const known = this.#touched[value];
    if (known) return known;
    const index = this.index(value);
    const lent = this.#lent.get(value);
    const anchors = lent ? lent.owners : index !== -1 && this.holdsToken(index) ? none : this.claims.anchors(value);
    const result = new Set<number>();
    if (index !== -1) result.add(index);
    for (const anchor of anchors) for (const other of this.touched(anchor)) result.add(other);
    for (const local of this.claims.locals(value)) for (const other of this.touched(local)) result.add(other);
    const list = result.size === 0 ? none : [...result];
    this.#touched[value] = list;
    return list;
  }
}

/** Per block: what must be alive where it starts (its own parameters aside) and after its last instruction and its edges. */
export interface Liveness {
  readonly liveIn: readonly Bitset[];
  readonly liveOut: readonly Bitset[];
}

/** Marks each value from its uses up to its definition. Costs what there is to mark. */
export function computeLiveness(cfg: Cfg, tracking: Tracking): Liveness {
  const liveIn = cfg.blocks.map(() => new Bitset(tracking.size));
  const liveOut = cfg.blocks.map(() => new Bitset(tracking.size));
  const definedIn = new Int32Array(tracking.size);
  for (const block of cfg.order) {
    const define = (value: ValueId): void => {
      const index = tracking.index(value);
      if (index !== -1) definedIn[index] = block;
    };
    for (const param of cfg.blocks[block]!.params) define(param);
    for (const { result } of cfg.blocks[block]!.instrs) if (result !== undefined) define(result);
  }
  const work: number[] = [];
  const use = (block: number, operand: Operand): void => {
    for (const index of tracking.touchedBy(operand)) {
      if (definedIn[index] === block || liveIn[block]!.has(index)) continue;
      liveIn[block]!.add(index);
      work.push(block);
      for (let at = work.pop(); at !== undefined; at = work.pop()) {
        for (const { from } of cfg.predecessors[at]!) {
          if (cfg.position[from] === -1 || liveOut[from]!.has(index)) continue;
          liveOut[from]!.add(index);
          if (definedIn[index] === from || liveIn[from]!.has(index)) continue;
          liveIn[from]!.add(index);
          work.push(from);
        }
      }
    }
  };
  for (const index of cfg.order) {
    const block = cfg.blocks[index]!;
    for (const instr of block.instrs) for (const operand of instrOperands(instr)) use(index, operand);
    for (const operand of terminatorOperands(block.terminator)) use(index, operand);
    for (const edge of cfg.successors[index]!) for (const operand of edge.args) use(index, operand);
  }
  return { liveIn, liveOut };
}
