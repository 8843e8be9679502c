/**
 * What branches prove. Where a block is entered by one edge only, and that edge by the outcome of a comparison, the comparison holds
 * in every block that it dominates. A fact about a value is one about what it was converted from, too, and about what a constant was added to.
 */
import { type Cfg, dominatorTest } from "../../ir/cfg.ts";
import type { Instr, IrFunction, Operand, Predicate, Terminator, ValueId } from "../../ir/ir.ts";
import { isIntType, operandType } from "../../ir/operands.ts";
import { anyOf, clamp, isSmall, type Range } from "./range.ts";
import { assume, negated, rangeOfConstant, swapped } from "./transfer.ts";

type Fact =
  /** `value + plus predicate other` holds. */
  | {
      readonly kind: "comparison";
      readonly predicate: Predicate;
      readonly other: Operand;
      readonly plus: number;
      /** It is a comparison that failed: of doubles it says something only if neither is NaN. */
      readonly failed: boolean;
      /** It saw the value as unsigned and holds for values that are not negative. */
      readonly unsigned: boolean;
    }
  /** The value is the same number as the other. */
  | { readonly kind: "equality"; readonly other: Operand };

type Comparison = Extract<Fact, { kind: "comparison" }>;
type Add = (value: ValueId, fact: Fact) => void;
/** A fact and what it is about. */
interface About {
  readonly value: ValueId;
  readonly fact: Fact;
}

const noFacts: readonly About[] = [];

/** The range of an operand in a block; `depth` bounds how far facts lean on facts. */
export type RangeAt = (operand: Operand, block: number, depth: number) => Range | undefined;

export class Facts {
  readonly #fn: IrFunction;
  readonly #cfg: Cfg;
  readonly #definitions: readonly (Instr | undefined)[];
  readonly #byValue = new Map<ValueId, { readonly block: number; readonly fact: Fact }[]>();
  /** What leaving a block by an edge proves, for branches: by block and edge. */
  readonly #onEdges: (readonly About[] | undefined)[] = [];
  /** Built when first asked. */
  #dominates: ((a: number, b: number) => boolean) | undefined;

  constructor(fn: IrFunction, cfg: Cfg, definitions: readonly (Instr | undefined)[]) {
    this.#fn = fn;
    this.#cfg = cfg;
    this.#definitions = definitions;
    for (const block of cfg.order) {
      const [edge, ...others] = cfg.predecessors[block]!;
      if (block === 0 || edge === undefined || others.length > 0) continue;
      for (const { value, fact } of this.#onEdge(edge.from, edge.index)) {
        const known = this.#byValue.get(value);
        if (known) known.push({ block, fact });
        else this.#byValue.set(value, [{ block, fact }]);
      }
    }
  }

  /** A value's range, narrowed by what holds in a block. */
  narrow(value: ValueId, range: Range, block: number, depth: number, rangeAt: RangeAt): Range | undefined {
    const facts = this.#byValue.get(value);
    if (facts === undefined) return range;
    this.#dominates ??= dominatorTest(this.#cfg);
    let result: Range | undefined = range;
    for (const { block: from, fact } of facts) {
      if (result === undefined || !this.#dominates(from, block)) continue;
      result = this.#apply(fact, value, result, rangeAt(fact.other, block, depth - 1));
    }
    return result;
  }

  /** A value's range, narrowed by what leaving a block by an edge proves. */
  narrowOnEdge(value: ValueId, range: Range, from: number, edge: number, rangeAt: RangeAt): Range | undefined {
    let result: Range | undefined = range;
    for (const { value: about, fact } of this.#onEdge(from, edge)) {
      if (about !== value || result === undefined) continue;
      result = this.#apply(fact, value, result, rangeAt(fact.other, from, 1));
    }
    return result;
  }

  /** The facts that follow from leaving a block by an edge. */
  #onEdge(from: number, edge: number): readonly About[] {
    const { terminator } = this.#cfg.blocks[from]!;
    if (terminator.op !== "branch") return noFacts;
    const at = 2 * from + edge;
    let facts = this.#onEdges[at];
    if (facts === undefined) {
      const found: About[] = [];
      this.#derive(terminator, edge, (value, fact) => found.push({ value, fact }));
      this.#onEdges[at] = facts = found;
    }
    return facts;
  }

  #derive(terminator: Terminator & { op: "branch" }, edge: number, add: Add): void {
    if (terminator.condition.kind !== "value") return;
    if (terminator.then.block === terminator.else.block) return;
    const compare = this.#definitions[terminator.condition.id];
    if (compare?.op !== "compare") return;
    const failed = edge === 1;
    const predicate = failed ? negated[compare.predicate] : compare.predicate;
    const { left, right } = compare;
    const shared = { kind: "comparison", plus: 0, failed, unsigned: false } as const;
    this.#spread(left, { ...shared, predicate, other: right }, add);
    this.#spread(right, { ...shared, predicate: swapped[predicate], other: left }, add);
    if (predicate !== "foeq") return;
    this.#sameAsConverted(left, right, add);
    this.#sameAsConverted(right, left, add);
  }

  /** `sitofp(w) == x`: from here on `x` is the integer `w`. */
  #sameAsConverted(converted: Operand, x: Operand, add: Add): void {
    if (converted.kind !== "value" || x.kind !== "value") return;
    const from = this.#definitions[converted.id];
    if (from?.op === "convert" && from.conversion === "sitofp") add(x.id, { kind: "equality", other: from.value });
  }

  /** Adds a fact about a value, and about the values that it was made of without loss. */
  #spread(value: Operand, fact: Comparison, add: Add): void {
    if (value.kind !== "value") return;
    add(value.id, fact);
    const from = this.#definitions[value.id];
    if (from?.op === "convert") {
      const type = operandType(this.#fn, from.value);
      if (!isIntType(type) || type === "i1") return;
      if (from.conversion === "sext" || from.conversion === "sitofp") this.#spread(from.value, fact, add);
      if (from.conversion === "zext" || from.conversion === "uitofp")
        this.#spread(from.value, { ...fact, unsigned: true }, add);
      return;
    }
    if (from?.op === "any.unbox" && from.tag === "number") this.#spread(from.value, fact, add);
    const added = from?.op === "binary" && fact.plus === 0 ? addedConstant(from) : undefined;
    if (added) add(added.value, { ...fact, plus: added.plus });
  }

  #apply(fact: Fact, id: ValueId, value: Range, other: Range | undefined): Range | undefined {
    if (other === undefined) return undefined;
    if (fact.kind === "equality") return assume(value, "foeq", other);
    const { predicate, plus } = fact;
    if (fact.unsigned && value.lo < 0) return value;
    if (fact.failed && predicate !== "foeq" && predicate.startsWith("f") && (value.nan || other.nan)) return value;
    if (plus === 0) return assume(value, predicate, other);
    // A sum says something of its parts if it was neither rounded nor wrapped.
    const limits = anyOf(this.#fn.types[id]!)!;
    const sum = { ...value, lo: value.lo + plus, hi: value.hi + plus };
    if (!isSmall(value) || !isSmall(sum) || sum.lo < limits.lo || sum.hi > limits.hi) return value;
    const shifted = assume(sum, predicate, other);
    return shifted && clamp(value, shifted.lo - plus, shifted.hi - plus);
  }
}

/** `value + plus`, where `plus` is a small constant. */
function addedConstant(instr: Instr & { op: "binary" }): { value: ValueId; plus: number } | undefined {
  const { operator, left, right } = instr;
  const sum = operator === "add" || operator === "fadd";
  if (!sum && operator !== "sub" && operator !== "fsub") return undefined;
  const [value, constant] = sum && left.kind !== "value" ? [right, left] : [left, right];
  const plus = rangeOfConstant(constant);
  if (value.kind !== "value" || !isSmall(plus) || Math.abs(plus.lo) > 2 ** 31) return undefined;
  return { value: value.id, plus: sum ? plus.lo : 0 - plus.lo };
}
