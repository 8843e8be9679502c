/**
 * Which places are to hold integers: each access of a place that could is for it, against it, or of no opinion, as the conversions say that it would save or
 * cost. What passes from one place to another unchanged makes them one party.
 */
import type { Instr, IrFunction, IrModule, Operand, Terminator, ValueId } from "../../ir/ir.ts";
import { instrOperands, terminatorOperands, terminatorTargets } from "../../ir/traverse.ts";
import { isSmall } from "../ranges/range.ts";
import type { ElementPlaces, Summaries } from "../ranges/summaries.ts";
import { IntegerPlaces, parametersOf, readOf, type Write, writesOf } from "./places.ts";

/** What is known of a function's numbers. */
export interface Numbers {
  /** Something needs the double as an integer. */
  isWanted(value: ValueId): boolean;
  /** What it saves to need the integer of a double instead: 1 where that is there already, -1 where it must be converted. */
  gainOf(value: ValueId): number;
}

/** Who is for a place's holding an integer. */
export class PlaceVotes {
  readonly #module: IrModule;
  readonly #summaries: Summaries;
  readonly #elements: ElementPlaces | undefined;
  readonly #votes = new Map<string, number>();
  /** Towards the one place that speaks for a party. */
  readonly #party = new Map<string, string>();

  /** `elements` are places, too. */
  constructor(module: IrModule, summaries: Summaries, elements?: ElementPlaces) {
    this.#module = module;
    this.#summaries = summaries;
    this.#elements = elements;
    // Half the memory.
    for (const place of new Set(elements?.of.values())) this.#vote(place, 1);
  }

  /** Lets a function vote. */
  cast(fn: IrFunction, numbers: Numbers): void {
    const reads = new Map<ValueId, string>();
    for (const { place, value } of parametersOf(fn)) if (this.#isCandidate(place)) reads.set(value, place);
    for (const { instrs } of fn.blocks) {
      for (const instr of instrs) {
        const place = readOf(this.#module, fn, instr) ?? this.#element(instr, "load");
        if (place !== undefined && this.#isCandidate(place)) reads.set(instr.result!, place);
      }
    }
    const usedAsDouble = new Set<ValueId>();
    const compared = new Set<ValueId>();
    const use = (operand: Operand, uses = usedAsDouble): void => {
      if (operand.kind === "value" && reads.has(operand.id)) uses.add(operand.id);
    };
    const visit = (code: Instr | Terminator, operands: readonly Operand[]): void => {
      const stored = this.#element(code, "store");
      const all: readonly Write[] =
        code.op === "store" && stored !== undefined
          ? [{ place: stored, value: code.value }]
          : writesOf(this.#module, fn, code);
      const writes = all.filter(({ place }) => this.#isCandidate(place));
      for (const { place, value } of writes) {
        const from = value.kind === "value" ? reads.get(value.id) : undefined;
        if (from !== undefined) this.#join(from, place);
        else if (value.kind === "value") this.#vote(place, numbers.gainOf(value.id));
      }
      for (const operand of operands) {
        if (code.op === "compare") use(operand, compared);
        // What is boxed is unboxed by somebody, who may want an integer.
        else if (code.op === "any.box") continue;
        else if (!writes.some(({ value }) => value === operand)) use(operand);
      }
    };
    for (const { instrs, terminator } of fn.blocks) {
      for (const instr of instrs) visit(instr, instrOperands(instr));
      visit(terminator, terminatorOperands(terminator));
      for (const { args } of terminatorTargets(terminator)) for (const arg of args) use(arg);
    }
    for (const [value, place] of reads) {
      if (numbers.isWanted(value)) this.#vote(place, 1);
      else if (usedAsDouble.has(value)) this.#vote(place, -1);
      else if (compared.has(value)) this.#vote(place, 1); // integers have no NaN to ask about
    }
  }

  /** The places of the parties that gain. */
  count(): IntegerPlaces {
    const totals = new Map<string, number>();
    for (const [place, votes] of this.#votes) {
      const party = this.#partyOf(place);
      totals.set(party, (totals.get(party) ?? 0) + votes);
    }
    const places = [...this.#votes.keys(), ...this.#party.keys()];
    return new IntegerPlaces(new Set(places.filter((place) => (totals.get(this.#partyOf(place)) ?? 0) > 0)));
  }

  #element(code: Instr | Terminator, op: "load" | "store"): string | undefined {
    return code.op === op ? this.#elements?.of.get(code as Instr) : undefined;
  }

  /** The integer must give the double back. */
  #isCandidate(place: string): boolean {
    const range = this.#summaries.ofPlace(place);
    return isSmall(range) && !range.negativeZero;
  }

  #vote(place: string, gain: number): void {
    this.#votes.set(place, (this.#votes.get(place) ?? 0) + gain);
  }

  #join(a: string, b: string): void {
    const [from, to] = [this.#partyOf(a), this.#partyOf(b)];
    if (from !== to) this.#party.set(from, to);
  }

  #partyOf(place: string): string {
    let party = place;
    for (let next = this.#party.get(party); next !== undefined; next = this.#party.get(party)) party = next;
    return party;
  }
}
