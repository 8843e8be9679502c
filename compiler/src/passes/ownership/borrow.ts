/**
 * Decides which values read from memory may stay borrowed. Starts from "all of them" and withdraws those that could die while they
 * are needed: where one is alive across something that may overwrite its place, is an argument of such a call, or is alive where the
 * function itself releases something and its place can be changed by that. A value that is withdrawn is retained where it is read; then what
 * it was borrowed from need not live as long, so everything is looked at again.
 *
 * Of several borrows in one chain (`a.f.g`) the last is withdrawn first: that often frees the others.
 */
import type { Cfg } from "../../ir/cfg.ts";
import type { Operand, ValueId } from "../../ir/ir.ts";
import { isCounted } from "../../ir/ir.ts";
import { instrOperands, terminatorOperands } from "../../ir/traverse.ts";
import { Bitset } from "../bitset.ts";
import type { Effects } from "./effects.ts";
import { computeLiveness, type Liveness, type Tracking } from "./liveness.ts";

/** Settles how each value is treated and gives the liveness that goes with it. */
export function decideBorrows(cfg: Cfg, tracking: Tracking, effects: Effects): Liveness {
  for (;;) {
    const liveness = computeLiveness(cfg, tracking);
    const endangered = new BorrowCheck(cfg, tracking, effects, liveness).run();
    if (endangered.size === 0) return liveness;
    const needed = new Set<number>();
    for (const index of endangered) {
      for (const other of tracking.touched(tracking.values[index]!)) if (other !== index) needed.add(other);
    }
    tracking.withdraw([...endangered].filter((index) => !needed.has(index)).map((index) => tracking.values[index]!));
  }
}

class BorrowCheck {
  readonly #cfg: Cfg;
  readonly #tracking: Tracking;
  readonly #effects: Effects;
  readonly #liveness: Liveness;
  /** Borrowed values that rest on a place that may be overwritten at all, with the bits of these places. */
  readonly #places = new Map<number, Bitset>();
  readonly #mask: Bitset;
  /** Those that a release may change. */
  readonly #fragile: Bitset;
  readonly #endangered = new Set<number>();

  constructor(cfg: Cfg, tracking: Tracking, effects: Effects, liveness: Liveness) {
    this.#cfg = cfg;
    this.#tracking = tracking;
    this.#effects = effects;
    this.#liveness = liveness;
    this.#mask = new Bitset(tracking.size);
    this.#fragile = new Bitset(tracking.size);
    for (let index = 0; index < tracking.size; index++) {
      if (!tracking.isBorrowed(index)) continue;
      const places = effects.placesOf(tracking.readsOf(index));
      if (!places) continue;
      this.#places.set(index, places);
      this.#mask.add(index);
      if (effects.ofRelease.intersects(places)) this.#fragile.add(index);
    }
  }

  run(): ReadonlySet<number> {
    if (this.#places.size > 0) for (const block of this.#cfg.order) this.#checkBlock(block);
    return this.#endangered;
  }

  /** Values of `live` whose place is among what `effect` overwrites are endangered. */
  #killed(effect: Bitset, live: Bitset): void {
    for (let i = 0; i < live.words.length; i++) {
      if ((live.words[i]! & this.#mask.words[i]!) === 0) continue;
      for (let bit = 0; bit < 32; bit++) {
        const index = i * 32 + bit;
        const places = live.has(index) ? this.#places.get(index) : undefined;
        if (places && effect.intersects(places)) this.#endangered.add(index);
      }
    }
  }

  /** Something is released where `live` is needed. */
  #released(live: Bitset): void {
    for (let i = 0; i < live.words.length; i++) {
      if ((live.words[i]! & this.#fragile.words[i]!) === 0) continue;
      for (let bit = 0; bit < 32; bit++) {
        const index = i * 32 + bit;
        if (live.has(index) && this.#fragile.has(index)) this.#endangered.add(index);
      }
    }
  }

  #checkBlock(index: number): void {
    const { blocks, successors } = this.#cfg;
    const tracking = this.#tracking;
    const block = blocks[index]!;
    const live = this.#liveness.liveOut[index]!.clone();
    for (const edge of successors[index]!) for (const arg of edge.args) this.#touch(live, arg);

    const { terminator } = block;
    const effect = this.#effects.ofTerminator(terminator, tracking.claims.definition);
    const operands = terminatorOperands(terminator);
    if (effect) {
      this.#killed(effect, live);
      for (const operand of operands) this.#killedOperand(effect, operand);
    }
    for (const operand of operands) this.#touch(live, operand);
    for (const edge of successors[index]!) {
      const after = this.#liveness.liveIn[edge.to]!;
      if (this.#diesWithin(live, after)) this.#released(after);
    }

    for (let at = block.instrs.length - 1; at >= 0; at--) {
      const instr = block.instrs[at]!;
      const used = instrOperands(instr);
      const effect = this.#effects.ofInstr(instr, tracking.claims.definition);
      if (effect) {
        this.#killed(effect, live);
        // An assignment is through with its operands when it releases the old value; a call is not.
        if (instr.op !== "field.set" && instr.op !== "global.set") {
          for (const operand of used) this.#killedOperand(effect, operand);
        }
      }
      if (this.#releasesAfter(live, used, instr.result)) this.#released(live);
      const result = instr.result === undefined ? -1 : tracking.index(instr.result);
      if (result !== -1) live.delete(result);
      for (const operand of used) this.#touch(live, operand);
    }
    const unused = (value: ValueId): boolean => {
      const at = isCounted(this.#cfg.fn.types[value]!) ? tracking.index(value) : -1;
      return at !== -1 && !live.has(at) && tracking.holdsToken(at);
    };
    const arriving = index === 0 ? this.#cfg.fn.params.map((param) => param.value) : block.params;
    if (arriving.some(unused)) this.#released(live);
  }

  #touch(live: Bitset, operand: Operand): void {
    for (const index of this.#tracking.touchedBy(operand)) live.add(index);
  }

  #killedOperand(effect: Bitset, operand: Operand): void {
    for (const index of this.#tracking.touchedBy(operand)) {
      const places = this.#places.get(index);
      if (places && effect.intersects(places)) this.#endangered.add(index);
    }
  }

  /** Might a token be released after this instruction, because nothing later needs it? Moves count too: this only errs to safety. */
  #releasesAfter(after: Bitset, used: readonly Operand[], result: ValueId | undefined): boolean {
    const tracking = this.#tracking;
    const dies = (index: number): boolean => !after.has(index) && tracking.holdsToken(index);
    const unused = result === undefined ? -1 : tracking.index(result);
    if (unused !== -1 && dies(unused)) return true;
    return used.some((operand) => tracking.touchedBy(operand).some(dies));
  }

  /** Is there a token in `before` that is not needed in `after`? */
  #diesWithin(before: Bitset, after: Bitset): boolean {
    for (let i = 0; i < before.words.length; i++) {
      const gone = before.words[i]! & ~after.words[i]!;
      if (gone === 0) continue;
      for (let bit = 0; bit < 32; bit++) {
        if ((gone >>> bit) & 1 && this.#tracking.holdsToken(i * 32 + bit)) return true;
      }
    }
    return false;
  }
}
